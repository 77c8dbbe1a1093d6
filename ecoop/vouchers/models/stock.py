"""Stock of a cooperative: items, slips by which they come and go, and what that which left had cost."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, TenantModel, inside, inside_or_none
from ecoop.vouchers.errors import STOCK_METHODS, STOCK_SLIPS


class StockItem(RecordedModel):
    """Something kept in stock, on one account of the books; what it is called stands in its last version."""

    code = models.CharField(max_length=40, db_collation="C")
    account = models.CharField(max_length=20, db_collation="C")

    class Meta:
        db_table = "vouchers_stock_item"
        constraints = [
            models.UniqueConstraint(fields=["org", "code"], name="stock_item_code_is_one"),
            models.CheckConstraint(condition=~Q(code=""), name="stock_item_has_a_code"),
        ]


class StockItemVersion(RecordedModel):
    """What is known of an item from a moment on; the last one recorded holds."""

    item = inside("vouchers.StockItem")
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=40)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    is_retired = models.BooleanField(default=False)

    class Meta:
        db_table = "vouchers_stock_item_version"
        indexes = [models.Index(fields=["org", "item", "-id"], name="stock_item_newest_first")]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="stock_item_has_a_name")]


class StockPolicy(RecordedModel):
    """How what leaves is priced, from a month on: by the month, or after each receipt; and who decided it."""

    starts_on = models.DateField()
    method = models.CharField(max_length=10)
    decided = models.CharField(max_length=200)

    class Meta:
        db_table = "vouchers_stock_policy"
        indexes = [models.Index(fields=["org", "-starts_on", "-id"], name="stock_policies_newest_first")]
        constraints = [
            models.CheckConstraint(condition=Q(method__in=list(STOCK_METHODS)), name="stock_method_is_known"),
            models.CheckConstraint(condition=Q(starts_on__day=1), name="stock_policy_begins_with_a_month"),
        ]


class StockSlip(RecordedModel):
    """A paper of the store: 01-VT, 02-VT or 05-VT, with its number, day, rule and party."""

    paper = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    slip_on = models.DateField()
    kind = models.CharField(max_length=12)
    rule = models.CharField(max_length=60)
    facts = models.JSONField()
    text = models.CharField(max_length=500)
    store = models.CharField(max_length=120, blank=True)
    person_name = models.CharField(max_length=200, blank=True)
    member = inside_or_none("members.Member")
    counterparty = inside_or_none("vouchers.Counterparty")

    class Meta:
        db_table = "vouchers_stock_slip"
        indexes = [models.Index(fields=["org", "-slip_on", "-id"], name="stock_slips_newest_first")]
        constraints = [
            models.UniqueConstraint(fields=["org", "paper", "year", "serial"], name="stock_slip_serial_is_given_once"),
            models.CheckConstraint(condition=Q(kind__in=list(STOCK_SLIPS)), name="stock_slip_kind_is_known"),
            models.CheckConstraint(
                condition=Q(member__isnull=True) | Q(counterparty__isnull=True), name="stock_slip_is_with_one_party"
            ),
        ]


class StockSlipReversal(RecordedModel):
    """A slip was taken back: its goods never moved. Its entries are taken back by red ones."""

    slip = inside("vouchers.StockSlip")
    reversed_on = models.DateField()
    reason = models.CharField(max_length=300)

    class Meta:
        db_table = "vouchers_stock_slip_reversal"
        constraints = [models.UniqueConstraint(fields=["org", "slip"], name="stock_slip_is_taken_back_once")]


class StockLine(TenantModel):
    """One item of a slip, in or out. What comes in brings its amount; what goes out is priced (StockCost).

    The amount of a line that goes out is what was got for it: what a supplier gives back.
    """

    slip = inside("vouchers.StockSlip")
    line = models.PositiveSmallIntegerField()
    item = inside("vouchers.StockItem")
    moved_on = models.DateField()
    is_in = models.BooleanField()
    quantity = models.DecimalField(max_digits=24, decimal_places=6)
    amount_vnd = models.BigIntegerField(default=0)
    vat_vnd = models.BigIntegerField(default=0)
    # Of a count: what was found; the quantity of the line is what was missing or too much.
    counted_quantity = models.DecimalField(max_digits=24, decimal_places=6, null=True)

    class Meta:
        db_table = "vouchers_stock_line"
        indexes = [models.Index(fields=["org", "item", "moved_on", "id"], name="stock_lines_by_item_and_day")]
        constraints = [
            models.UniqueConstraint(fields=["org", "slip", "line"], name="stock_line_has_its_place"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) | Q(quantity=0, counted_quantity__isnull=False),
                name="stock_line_moves_something",
            ),
            models.CheckConstraint(condition=Q(amount_vnd__gte=0, vat_vnd__gte=0), name="stock_line_is_not_negative"),
        ]


class StockCost(RecordedModel):
    """What a line that went out had cost; a later revision takes the place of the one before, in the books too."""

    line = inside("vouchers.StockLine")
    revision = models.PositiveSmallIntegerField()
    amount_vnd = models.BigIntegerField()

    class Meta:
        db_table = "vouchers_stock_cost"
        constraints = [
            models.UniqueConstraint(fields=["org", "line", "revision"], name="stock_cost_revision_counts"),
            models.CheckConstraint(condition=Q(amount_vnd__gte=0), name="stock_cost_is_not_negative"),
        ]
