"""Documents of trade: what was sold, bought, spent and paid, as it was recorded; nothing here is ever edited."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, TenantModel
from ecoop.trade.errors import CHANNELS, COST_GROUPS, MEANS, MONEY_MOVES, PURCHASES, SECTORS
from ecoop.trade.models.things import BankAccount, Place, Product


class Document(TenantModel):
    """What every document of trade says: when, with whom, how it was paid, and its total."""

    means = models.CharField(max_length=10)
    party_name = models.CharField(max_length=400, blank=True)
    party_tax_code = models.CharField(max_length=14, blank=True)
    # The other side as an organisation or a member known to the books, if it is one.
    party_id = models.UUIDField(null=True)
    text = models.CharField(max_length=500, blank=True)
    total_vnd = models.BigIntegerField()
    # Into or out of which account, when it went through a bank; none means the only one.
    bank_account = models.ForeignKey(
        BankAccount, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, db_index=False, related_name="+"
    )

    class Meta:
        abstract = True


class DocumentLine(TenantModel):
    """One line of a document."""

    line = models.PositiveSmallIntegerField()
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    name = models.CharField(max_length=500)
    unit = models.CharField(max_length=50, blank=True)
    quantity = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit_price = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    amount_vnd = models.BigIntegerField()
    # Where goods come back: from which line of the document that is taken back. Quantity and amount are negative.
    returns_line = models.PositiveSmallIntegerField(null=True)

    class Meta:
        abstract = True


class Sale(Document):
    """Something was sold; a negative total takes an earlier sale back in part or whole."""

    sold_on = models.DateField()
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    channel = models.CharField(max_length=16, default="shop")
    platform_name = models.CharField(max_length=100, blank=True)
    # The sale of which goods came back.
    returns = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="taken_back_by"
    )

    class Meta:
        db_table = "trade_sale"
        indexes = [
            models.Index(fields=["org", "sold_on", "id"], name="sales_by_day"),
            models.Index(fields=["org", "returns"], condition=Q(returns__isnull=False), name="returns_of_a_sale"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(means__in=list(MEANS)), name="sale_means_are_known"),
            models.CheckConstraint(condition=Q(channel__in=list(CHANNELS)), name="sale_channel_is_known"),
        ]


class SaleLine(DocumentLine):
    """One line of a sale, in the sector group that decides its rates."""

    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="lines")
    # The day stands here too, so that a year's revenue by sector group reads one table.
    sold_on = models.DateField()
    sector = models.CharField(max_length=24)
    is_vat_cut = models.BooleanField(default=False)

    class Meta:
        db_table = "trade_sale_line"
        indexes = [
            models.Index(fields=["org", "sold_on", "sale", "line"], name="sale_lines_by_day"),
            models.Index(
                fields=["org", "product", "sold_on"],
                # What a sum of the stock reads.
                include=["quantity", "amount_vnd"],
                condition=Q(product__isnull=False),
                name="sale_lines_of_stock",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["org", "sale", "line"], name="sale_line_has_its_place"),
            models.CheckConstraint(condition=Q(sector__in=list(SECTORS)), name="sale_line_sector_is_known"),
            models.CheckConstraint(condition=~Q(amount_vnd=0), name="sale_line_amount_is_not_zero"),
        ]


class Purchase(Document):
    """Goods, materials or an asset were bought."""

    bought_on = models.DateField()
    what = models.CharField(max_length=12)
    has_invoice = models.BooleanField(default=False)
    # Sellers without invoices stand on a list with their address and personal number.
    party_address = models.CharField(max_length=400, blank=True)
    party_id_number = models.CharField(max_length=20, blank=True)
    # Why such a seller issues no invoice; the kinds stand in law/tables/books/sellers-without-invoice.
    seller_kind = models.CharField(max_length=24, blank=True)
    returns = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="taken_back_by"
    )

    class Meta:
        db_table = "trade_purchase"
        indexes = [models.Index(fields=["org", "bought_on", "id"], name="purchases_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(means__in=list(MEANS)), name="purchase_means_are_known"),
            models.CheckConstraint(condition=Q(what__in=list(PURCHASES)), name="purchase_is_of_a_known_kind"),
        ]


class PurchaseLine(DocumentLine):
    """One line of a purchase."""

    purchase = models.ForeignKey(
        Purchase, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="lines"
    )

    class Meta:
        db_table = "trade_purchase_line"
        constraints = [
            models.UniqueConstraint(fields=["org", "purchase", "line"], name="purchase_line_has_its_place"),
        ]
        indexes = [
            models.Index(fields=["org", "product"], condition=Q(product__isnull=False), name="purchase_lines_of_stock"),
        ]


class Expense(Document):
    """A cost of one of the six groups of the book S2c."""

    spent_on = models.DateField()
    group = models.CharField(max_length=16)
    has_invoice = models.BooleanField(default=False)
    # Conditions of the law that whoever recorded it says are not met; others follow from the document itself.
    unmet = ArrayField(models.CharField(max_length=24), default=list)
    # For interest of other lenders: no more than this may be taken off.
    deductible_max_vnd = models.BigIntegerField(null=True)

    class Meta:
        db_table = "trade_expense"
        indexes = [models.Index(fields=["org", "spent_on", "id"], name="expenses_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(means__in=list(MEANS)), name="expense_means_are_known"),
            models.CheckConstraint(condition=Q(group__in=list(COST_GROUPS)), name="expense_group_is_known"),
            models.CheckConstraint(condition=Q(total_vnd__gt=0), name="expense_is_positive"),
        ]


class CostJudgement(RecordedModel):
    """Somebody looked at a cost and said that a condition of the law is met or not; the last word holds."""

    document_kind = models.CharField(max_length=40)
    document_id = models.UUIDField()
    condition = models.CharField(max_length=24)
    is_met = models.BooleanField()
    reason = models.CharField(max_length=500)

    class Meta:
        db_table = "trade_cost_judgement"
        indexes = [models.Index(fields=["org", "document_id", "-recorded_at"], name="cost_judgements_of_a_document")]


class MoneyMove(Document):
    """Money came in or went out otherwise than by a sale, a purchase or an expense: debts, taxes, loans, the owner."""

    moved_on = models.DateField()
    # The posting rule it follows; its codes stand in law/tables/posting-rules.
    rule = models.CharField(max_length=24)
    tax = models.CharField(max_length=8, blank=True)
    settles_kind = models.CharField(max_length=40, blank=True)
    settles_id = models.UUIDField(null=True)

    class Meta:
        db_table = "trade_money_move"
        indexes = [
            models.Index(fields=["org", "moved_on", "id"], name="money_moves_by_day"),
            models.Index(fields=["org", "settles_id"], condition=Q(settles_id__isnull=False), name="settlements"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(means__in=list(MEANS)), name="money_means_are_known"),
            models.CheckConstraint(condition=Q(rule__in=list(MONEY_MOVES)), name="money_move_follows_a_known_rule"),
            models.CheckConstraint(condition=Q(total_vnd__gt=0), name="money_move_is_positive"),
        ]


class Withholding(RecordedModel):
    """What a platform withheld of a month's sales, by its statement."""

    month = models.DateField()
    platform_name = models.CharField(max_length=100)
    vat_vnd = models.BigIntegerField()
    pit_vnd = models.BigIntegerField()
    paper = models.CharField(max_length=100, blank=True)

    class Meta:
        db_table = "trade_withholding"
        constraints = [
            models.CheckConstraint(condition=Q(vat_vnd__gte=0, pit_vnd__gte=0), name="withheld_tax_is_not_negative"),
            models.UniqueConstraint(
                fields=["org", "month", "platform_name", "paper"], name="platform_statement_counts_once"
            ),
        ]
