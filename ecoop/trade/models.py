"""Documents of trade: what was sold, bought and spent, as it was recorded; nothing here is ever edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import TenantModel
from ecoop.trade.errors import COST_GROUPS, MEANS, PURCHASES, SECTORS


class Document(TenantModel):
    """What every document of trade says: when, with whom, how it was paid, and its total."""

    means = models.CharField(max_length=10)
    party_name = models.CharField(max_length=400, blank=True)
    party_tax_code = models.CharField(max_length=14, blank=True)
    # The other side as an organisation or a member known to the books, if it is one.
    party_id = models.UUIDField(null=True)
    text = models.CharField(max_length=500, blank=True)
    total_vnd = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, db_index=False, related_name="+"
    )

    class Meta:
        abstract = True


class DocumentLine(TenantModel):
    """One line of a document."""

    line = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=500)
    unit = models.CharField(max_length=50, blank=True)
    quantity = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit_price = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    amount_vnd = models.BigIntegerField()

    class Meta:
        abstract = True


class Sale(Document):
    """Something was sold; a negative total takes an earlier sale back in part or whole."""

    sold_on = models.DateField()

    class Meta:
        db_table = "trade_sale"
        indexes = [models.Index(fields=["org", "sold_on", "id"], name="sales_by_day")]
        constraints = [models.CheckConstraint(condition=Q(means__in=list(MEANS)), name="sale_means_are_known")]


class SaleLine(DocumentLine):
    """One line of a sale, in the sector group that decides its rates."""

    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="lines")
    # The day stands here too, so that a year's revenue by sector group reads one table.
    sold_on = models.DateField()
    sector = models.CharField(max_length=24)
    is_vat_cut = models.BooleanField(default=False)

    class Meta:
        db_table = "trade_sale_line"
        indexes = [models.Index(fields=["org", "sold_on", "sale", "line"], name="sale_lines_by_day")]
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


class Expense(Document):
    """A cost of one of the six groups of the book S2c."""

    spent_on = models.DateField()
    group = models.CharField(max_length=16)
    has_invoice = models.BooleanField(default=False)

    class Meta:
        db_table = "trade_expense"
        indexes = [models.Index(fields=["org", "spent_on", "id"], name="expenses_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(means__in=list(MEANS)), name="expense_means_are_known"),
            models.CheckConstraint(condition=Q(group__in=list(COST_GROUPS)), name="expense_group_is_known"),
            models.CheckConstraint(condition=Q(total_vnd__gt=0), name="expense_is_positive"),
        ]
