"""Keep what each month sold of a product, so that what is there is known without reading years of sales."""

from django.db import migrations, models

from ecoop.kernel.laying import points_inside, row, table, unique
from ecoop.kernel.tenancy import InsideKey, TenantTable, read_sql


class Migration(migrations.Migration):
    """A stored total, written with the sales and held to them by a check."""

    dependencies = [("trade", "0004_stock_is_summed_from_an_index")]

    operations = [
        table(
            "SoldMonth",
            db_table="trade_sold_month",
            columns=[
                *row(),
                ("product", points_inside("trade.product")),
                ("month", models.DateField()),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=24)),
            ],
            constraints=[unique("sold_month_is_one_row", "org", "product", "month")],
        ),
        TenantTable("trade_sold_month", may=("select", "insert", "update")),
        InsideKey("trade_sold_month", "product_id", "trade_product"),
        migrations.RunSQL(read_sql(__file__, "fill_sold_months.sql"), migrations.RunSQL.noop),
    ]
