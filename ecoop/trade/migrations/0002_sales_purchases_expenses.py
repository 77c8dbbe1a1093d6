"""Lay out what a household sold, bought and spent, line by line."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models import Q

from ecoop.kernel.laying import (
    TablesAtOnce,
    check,
    index,
    points_inside,
    recorded_row,
    row,
    table,
    unique,
)
from ecoop.kernel.tenancy import KEPT_BOOKS, InsideKey, TenantTable


class Migration(TablesAtOnce):
    dependencies = [
        ("trade", "0001_goods_places_and_accounts"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "Sale",
            db_table="trade_sale",
            columns=[
                *recorded_row(),
                ("means", models.CharField(max_length=10)),
                ("party_name", models.CharField(blank=True, max_length=400)),
                ("party_tax_code", models.CharField(blank=True, max_length=14)),
                ("party_id", models.UUIDField(null=True)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("total_vnd", models.BigIntegerField()),
                ("sold_on", models.DateField()),
                ("channel", models.CharField(default="shop", max_length=16)),
                ("platform_name", models.CharField(blank=True, max_length=100)),
                ("returns", points_inside("trade.sale", null=True, related_name="taken_back_by")),
                ("bank_account", points_inside("trade.bankaccount", null=True)),
                ("place", points_inside("trade.place", null=True)),
            ],
            constraints=[
                check("sale_means_are_known", condition=Q(means__in=["cash", "bank", "credit"])),
                check("sale_channel_is_known", condition=Q(channel__in=["shop", "platform_paid", "platform_notice"])),
            ],
            indexes=[
                index("sales_by_day", "org", "sold_on", "id"),
                index("returns_of_a_sale", "org", "returns", condition=Q(returns__isnull=False)),
            ],
        ),
        table(
            "SaleLine",
            db_table="trade_sale_line",
            columns=[
                *row(),
                ("line", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=500)),
                ("unit", models.CharField(blank=True, max_length=50)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("amount_vnd", models.BigIntegerField()),
                ("sold_on", models.DateField()),
                ("sector", models.CharField(max_length=24)),
                ("is_vat_cut", models.BooleanField(default=False)),
                ("returns_line", models.PositiveSmallIntegerField(null=True)),
                ("sale", points_inside("trade.sale", related_name="lines")),
                ("product", points_inside("trade.product", null=True)),
            ],
            constraints=[
                unique("sale_line_has_its_place", "org", "sale", "line"),
                check("sale_line_amount_is_not_zero", condition=~Q(amount_vnd=0)),
                check(
                    "sale_line_sector_is_known",
                    condition=Q(
                        sector__in=[
                            "goods",
                            "services",
                            "asset_lease",
                            "production_transport",
                            "digital_content",
                            "other",
                            "real_estate_lease",
                        ]
                    ),
                ),
            ],
            indexes=[
                index("sale_lines_by_day", "org", "sold_on", "sale", "line"),
                index("sale_lines_of_stock", "org", "product", "sold_on", condition=Q(product__isnull=False)),
            ],
        ),
        table(
            "Purchase",
            db_table="trade_purchase",
            columns=[
                *recorded_row(),
                ("means", models.CharField(max_length=10)),
                ("party_name", models.CharField(blank=True, max_length=400)),
                ("party_tax_code", models.CharField(blank=True, max_length=14)),
                ("party_id", models.UUIDField(null=True)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("total_vnd", models.BigIntegerField()),
                ("bought_on", models.DateField()),
                ("what", models.CharField(max_length=12)),
                ("has_invoice", models.BooleanField(default=False)),
                ("party_address", models.CharField(blank=True, max_length=400)),
                ("party_id_number", models.CharField(blank=True, max_length=20)),
                ("seller_kind", models.CharField(blank=True, max_length=24)),
                ("returns", points_inside("trade.purchase", null=True, related_name="taken_back_by")),
                ("bank_account", points_inside("trade.bankaccount", null=True)),
            ],
            constraints=[
                check("purchase_means_are_known", condition=Q(means__in=["cash", "bank", "credit"])),
                check("purchase_is_of_a_known_kind", condition=Q(what__in=["goods", "materials", "fixed_asset"])),
            ],
            indexes=[index("purchases_by_day", "org", "bought_on", "id")],
        ),
        table(
            "PurchaseLine",
            db_table="trade_purchase_line",
            columns=[
                *row(),
                ("line", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=500)),
                ("unit", models.CharField(blank=True, max_length=50)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("amount_vnd", models.BigIntegerField()),
                ("returns_line", models.PositiveSmallIntegerField(null=True)),
                ("purchase", points_inside("trade.purchase", related_name="lines")),
                ("product", points_inside("trade.product", null=True)),
            ],
            constraints=[unique("purchase_line_has_its_place", "org", "purchase", "line")],
            indexes=[index("purchase_lines_of_stock", "org", "product", condition=Q(product__isnull=False))],
        ),
        table(
            "Expense",
            db_table="trade_expense",
            columns=[
                *recorded_row(),
                ("means", models.CharField(max_length=10)),
                ("party_name", models.CharField(blank=True, max_length=400)),
                ("party_tax_code", models.CharField(blank=True, max_length=14)),
                ("party_id", models.UUIDField(null=True)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("total_vnd", models.BigIntegerField()),
                ("spent_on", models.DateField()),
                ("group", models.CharField(max_length=16)),
                ("has_invoice", models.BooleanField(default=False)),
                ("deductible_max_vnd", models.BigIntegerField(null=True)),
                ("unmet", ArrayField(base_field=models.CharField(max_length=24), default=list, size=None)),
                ("bank_account", points_inside("trade.bankaccount", null=True)),
            ],
            constraints=[
                check("expense_means_are_known", condition=Q(means__in=["cash", "bank", "credit"])),
                check(
                    "expense_group_is_known",
                    condition=Q(
                        group__in=["materials", "wages", "depreciation", "bought_services", "interest", "other"]
                    ),
                ),
                check("expense_is_positive", condition=Q(total_vnd__gt=0)),
            ],
            indexes=[index("expenses_by_day", "org", "spent_on", "id")],
        ),
        *(TenantTable(name) for name in ("trade_sale", "trade_sale_line", "trade_purchase_line")),
        *(TenantTable(name, read_also=KEPT_BOOKS) for name in ("trade_purchase", "trade_expense")),
        InsideKey("trade_sale", "place_id", "trade_place"),
        InsideKey("trade_sale", "bank_account_id", "trade_bank_account"),
        InsideKey("trade_sale", "returns_id", "trade_sale"),
        InsideKey("trade_sale_line", "sale_id", "trade_sale"),
        InsideKey("trade_sale_line", "product_id", "trade_product"),
        InsideKey("trade_purchase", "bank_account_id", "trade_bank_account"),
        InsideKey("trade_purchase", "returns_id", "trade_purchase"),
        InsideKey("trade_purchase_line", "purchase_id", "trade_purchase"),
        InsideKey("trade_purchase_line", "product_id", "trade_product"),
        InsideKey("trade_expense", "bank_account_id", "trade_bank_account"),
    ]
