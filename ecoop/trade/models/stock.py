"""Stock: what moved beside sales and purchases, and what of it is posted as cost."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel
from ecoop.trade.errors import STOCK_MOVES
from ecoop.trade.models.things import Product


class StockMove(RecordedModel):
    """A product came into or left the stock otherwise than by a purchase or a sale.

    Only an opening brings its own amount; what leaves is valued at the weighted average of its period. Without a
    product it speaks of all goods that have no sheet: an opening or a count by their value.
    """

    moved_on = models.DateField()
    kind = models.CharField(max_length=12)
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="moves"
    )
    quantity = models.DecimalField(max_digits=24, decimal_places=6)
    amount_vnd = models.BigIntegerField(default=0)
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "trade_stock_move"
        indexes = [models.Index(fields=["org", "product", "moved_on"], name="stock_moves_by_product_and_day")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(STOCK_MOVES)), name="stock_move_kind_is_known"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="stock_quantity_is_not_negative"),
            models.CheckConstraint(condition=Q(amount_vnd__gte=0), name="stock_amount_is_not_negative"),
            models.CheckConstraint(
                condition=Q(product__isnull=False) | Q(kind__in=("opening", "counted"), quantity=0),
                name="goods_without_sheet_are_counted_by_value",
            ),
        ]


class StockCost(RecordedModel):
    """What was posted of the stock used in a month; a revision takes the one before it back and posts anew."""

    month = models.DateField()
    revision = models.PositiveSmallIntegerField()
    total_vnd = models.BigIntegerField()
    # Taken for the family: not a cost, but gone from the stock.
    own_use_vnd = models.BigIntegerField(default=0)

    class Meta:
        db_table = "trade_stock_cost"
        constraints = [
            models.UniqueConstraint(fields=["org", "month", "revision"], name="stock_cost_revision_is_one"),
        ]
