"""Totals kept beside the documents, so that a year's tax and the stock read a few rows."""

from django.db import models

from ecoop.kernel.tenancy import TenantModel, inside


class RevenueMonth(TenantModel):
    """Revenue of a month by sector group, channel and place; written with the sales, held to them by a check."""

    month = models.DateField()
    sector = models.CharField(max_length=24)
    channel = models.CharField(max_length=16)
    place_id = models.UUIDField(null=True)
    amount_vnd = models.BigIntegerField()
    vat_cut_vnd = models.BigIntegerField()

    class Meta:
        db_table = "trade_revenue_month"
        constraints = [
            models.UniqueConstraint(
                fields=["org", "month", "sector", "channel", "place_id"],
                name="revenue_month_is_one_row",
                nulls_distinct=False,
            ),
        ]


class SoldMonth(TenantModel):
    """How much of a product a month's sales took, less what came back; written with the sales, held by a check."""

    product = inside("trade.Product")
    month = models.DateField()
    quantity = models.DecimalField(max_digits=24, decimal_places=6)

    class Meta:
        db_table = "trade_sold_month"
        constraints = [models.UniqueConstraint(fields=["org", "product", "month"], name="sold_month_is_one_row")]
