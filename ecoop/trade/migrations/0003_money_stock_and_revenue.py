"""Lay out how money and stock moved, what stock cost, revenue by month, and what platforms withheld."""

from django.conf import settings
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
        ("trade", "0002_sales_purchases_expenses"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "CostJudgement",
            db_table="trade_cost_judgement",
            columns=[
                *recorded_row(),
                ("document_kind", models.CharField(max_length=40)),
                ("document_id", models.UUIDField()),
                ("condition", models.CharField(max_length=24)),
                ("is_met", models.BooleanField()),
                ("reason", models.CharField(max_length=500)),
            ],
            indexes=[index("cost_judgements_of_a_document", "org", "document_id", "-recorded_at")],
        ),
        table(
            "MoneyMove",
            db_table="trade_money_move",
            columns=[
                *recorded_row(),
                ("means", models.CharField(max_length=10)),
                ("party_name", models.CharField(blank=True, max_length=400)),
                ("party_tax_code", models.CharField(blank=True, max_length=14)),
                ("party_id", models.UUIDField(null=True)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("total_vnd", models.BigIntegerField()),
                ("moved_on", models.DateField()),
                ("rule", models.CharField(max_length=24)),
                ("tax", models.CharField(blank=True, max_length=8)),
                ("settles_kind", models.CharField(blank=True, max_length=40)),
                ("settles_id", models.UUIDField(null=True)),
                ("bank_account", points_inside("trade.bankaccount", null=True)),
            ],
            constraints=[
                check("money_means_are_known", condition=Q(means__in=["cash", "bank", "credit"])),
                check(
                    "money_move_follows_a_known_rule",
                    condition=Q(
                        rule__in=[
                            "receipt",
                            "payment",
                            "wages-due",
                            "wages-paid",
                            "tax-paid",
                            "loan-received",
                            "loan-repaid",
                            "owner-puts-in",
                            "owner-takes-out",
                            "cash-to-bank",
                            "bank-to-cash",
                        ]
                    ),
                ),
                check("money_move_is_positive", condition=Q(total_vnd__gt=0)),
            ],
            indexes=[
                index("money_moves_by_day", "org", "moved_on", "id"),
                index("settlements", "org", "settles_id", condition=Q(settles_id__isnull=False)),
            ],
        ),
        table(
            "StockMove",
            db_table="trade_stock_move",
            columns=[
                *recorded_row(),
                ("moved_on", models.DateField()),
                ("kind", models.CharField(max_length=12)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=24)),
                ("amount_vnd", models.BigIntegerField(default=0)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("product", points_inside("trade.product", null=True, related_name="moves")),
            ],
            constraints=[
                check(
                    "stock_move_kind_is_known",
                    condition=Q(kind__in=["opening", "used", "spoiled", "own_use", "counted"]),
                ),
                check("stock_quantity_is_not_negative", condition=Q(quantity__gte=0)),
                check("stock_amount_is_not_negative", condition=Q(amount_vnd__gte=0)),
                check(
                    "goods_without_sheet_are_counted_by_value",
                    condition=Q(product__isnull=False) | Q(kind__in=("opening", "counted"), quantity=0),
                ),
            ],
            indexes=[index("stock_moves_by_product_and_day", "org", "product", "moved_on")],
        ),
        table(
            "StockCost",
            db_table="trade_stock_cost",
            columns=[
                *recorded_row(),
                ("month", models.DateField()),
                ("revision", models.PositiveSmallIntegerField()),
                ("total_vnd", models.BigIntegerField()),
                ("own_use_vnd", models.BigIntegerField(default=0)),
            ],
            constraints=[unique("stock_cost_revision_is_one", "org", "month", "revision")],
        ),
        table(
            "RevenueMonth",
            db_table="trade_revenue_month",
            columns=[
                *row(),
                ("month", models.DateField()),
                ("sector", models.CharField(max_length=24)),
                ("channel", models.CharField(max_length=16)),
                ("place_id", models.UUIDField(null=True)),
                ("amount_vnd", models.BigIntegerField()),
                ("vat_cut_vnd", models.BigIntegerField()),
            ],
            constraints=[
                unique(
                    "revenue_month_is_one_row", "org", "month", "sector", "channel", "place_id", nulls_distinct=False
                )
            ],
        ),
        table(
            "Withholding",
            db_table="trade_withholding",
            columns=[
                *recorded_row(),
                ("month", models.DateField()),
                ("platform_name", models.CharField(max_length=100)),
                ("vat_vnd", models.BigIntegerField()),
                ("pit_vnd", models.BigIntegerField()),
                ("paper", models.CharField(blank=True, max_length=100)),
            ],
            constraints=[
                check("withheld_tax_is_not_negative", condition=Q(pit_vnd__gte=0, vat_vnd__gte=0)),
                unique("platform_statement_counts_once", "org", "month", "platform_name", "paper"),
            ],
        ),
        *(TenantTable(name, read_also=KEPT_BOOKS) for name in ("trade_cost_judgement", "trade_money_move")),
        *(TenantTable(name) for name in ("trade_stock_move", "trade_stock_cost", "trade_withholding")),
        TenantTable("trade_revenue_month", may=("select", "insert", "update"), read_also=KEPT_BOOKS),
        InsideKey("trade_money_move", "bank_account_id", "trade_bank_account"),
        InsideKey("trade_stock_move", "product_id", "trade_product"),
        InsideKey("trade_revenue_month", "place_id", "trade_place"),
    ]
