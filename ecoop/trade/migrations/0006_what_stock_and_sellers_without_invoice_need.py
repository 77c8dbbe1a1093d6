"""Say why a seller issues no invoice, count goods without a sheet by value, tell own use from cost."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecoop.kernel.tenancy import KEPT_BOOKS, AlsoReadable


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_the_directory"),
        ("trade", "0005_lines_that_come_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="purchase",
            name="seller_kind",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name="stockcost",
            name="own_use_vnd",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="stockmove",
            name="product",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="trade.product",
            ),
        ),
        migrations.AddIndex(
            model_name="purchaseline",
            index=models.Index(
                condition=models.Q(("product__isnull", False)),
                fields=["org", "product"],
                name="purchase_lines_of_stock",
            ),
        ),
        migrations.AddIndex(
            model_name="saleline",
            index=models.Index(
                condition=models.Q(("product__isnull", False)),
                fields=["org", "product", "sold_on"],
                name="sale_lines_of_stock",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("product__isnull", False),
                    models.Q(("kind__in", ("opening", "counted")), ("quantity", 0)),
                    _connector="OR",
                ),
                name="goods_without_sheet_are_counted_by_value",
            ),
        ),
        # Whether a paper is missing shows in these, too; an accountant sees it over all the books she keeps.
        *(AlsoReadable(table, read_also=KEPT_BOOKS) for table in ("trade_cost_judgement", "trade_money_move")),
    ]
