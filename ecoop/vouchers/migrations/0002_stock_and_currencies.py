"""Lay out stock by slips, currencies, and when borrowed money falls due."""

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
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(TablesAtOnce):
    dependencies = [
        ("vouchers", "0001_vouchers_and_with_whom_they_are"),
        ("parties", "0001_the_directory"),
        ("members", "0001_the_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "StockItem",
            db_table="vouchers_stock_item",
            columns=[
                *recorded_row(),
                ("code", models.CharField(db_collation="C", max_length=40)),
                ("account", models.CharField(db_collation="C", max_length=20)),
            ],
            constraints=[
                unique("stock_item_code_is_one", "org", "code"),
                check("stock_item_has_a_code", condition=~Q(code="")),
            ],
        ),
        table(
            "StockItemVersion",
            db_table="vouchers_stock_item_version",
            columns=[
                *recorded_row(),
                ("name", models.CharField(max_length=300)),
                ("unit", models.CharField(max_length=40)),
                ("vat_rate", models.DecimalField(decimal_places=4, max_digits=5, null=True)),
                ("is_retired", models.BooleanField(default=False)),
                ("item", points_inside("vouchers.stockitem")),
            ],
            constraints=[check("stock_item_has_a_name", condition=~Q(name=""))],
            indexes=[index("stock_item_newest_first", "org", "item", "-id")],
        ),
        table(
            "StockPolicy",
            db_table="vouchers_stock_policy",
            columns=[
                *recorded_row(),
                ("starts_on", models.DateField()),
                ("method", models.CharField(max_length=10)),
                ("decided", models.CharField(max_length=200)),
            ],
            constraints=[
                check("stock_method_is_known", condition=Q(method__in=["monthly", "moving"])),
                check("stock_policy_begins_with_a_month", condition=Q(starts_on__day=1)),
            ],
            indexes=[index("stock_policies_newest_first", "org", "-starts_on", "-id")],
        ),
        table(
            "StockSlip",
            db_table="vouchers_stock_slip",
            columns=[
                *recorded_row(),
                ("paper", models.CharField(max_length=20)),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=40)),
                ("slip_on", models.DateField()),
                ("kind", models.CharField(max_length=12)),
                ("rule", models.CharField(max_length=60)),
                ("facts", models.JSONField()),
                ("text", models.CharField(max_length=500)),
                ("store", models.CharField(blank=True, max_length=120)),
                ("person_name", models.CharField(blank=True, max_length=200)),
                ("counterparty", points_inside("vouchers.counterparty", null=True)),
                ("member", points_inside("members.member", null=True)),
            ],
            constraints=[
                unique("stock_slip_serial_is_given_once", "org", "paper", "year", "serial"),
                check(
                    "stock_slip_kind_is_known",
                    condition=Q(kind__in=["receipt", "issue", "back_in", "back_out", "count"]),
                ),
                check("stock_slip_is_with_one_party", condition=Q(member__isnull=True) | Q(counterparty__isnull=True)),
            ],
            indexes=[index("stock_slips_newest_first", "org", "-slip_on", "-id")],
        ),
        table(
            "StockLine",
            db_table="vouchers_stock_line",
            columns=[
                *row(),
                ("line", models.PositiveSmallIntegerField()),
                ("moved_on", models.DateField()),
                ("is_in", models.BooleanField()),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=24)),
                ("amount_vnd", models.BigIntegerField(default=0)),
                ("vat_vnd", models.BigIntegerField(default=0)),
                ("counted_quantity", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("item", points_inside("vouchers.stockitem")),
                ("slip", points_inside("vouchers.stockslip")),
            ],
            constraints=[
                unique("stock_line_has_its_place", "org", "slip", "line"),
                check(
                    "stock_line_moves_something",
                    condition=Q(quantity__gt=0) | Q(counted_quantity__isnull=False, quantity=0),
                ),
                check("stock_line_is_not_negative", condition=Q(amount_vnd__gte=0, vat_vnd__gte=0)),
            ],
            indexes=[index("stock_lines_by_item_and_day", "org", "item", "moved_on", "id")],
        ),
        table(
            "StockCost",
            db_table="vouchers_stock_cost",
            columns=[
                *recorded_row(),
                ("revision", models.PositiveSmallIntegerField()),
                ("amount_vnd", models.BigIntegerField()),
                ("line", points_inside("vouchers.stockline")),
            ],
            constraints=[
                unique("stock_cost_revision_counts", "org", "line", "revision"),
                check("stock_cost_is_not_negative", condition=Q(amount_vnd__gte=0)),
            ],
        ),
        table(
            "StockSlipReversal",
            db_table="vouchers_stock_slip_reversal",
            columns=[
                *recorded_row(),
                ("reversed_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("slip", points_inside("vouchers.stockslip")),
            ],
            constraints=[unique("stock_slip_is_taken_back_once", "org", "slip")],
        ),
        table(
            "CurrencyMove",
            db_table="vouchers_currency_move",
            columns=[
                *recorded_row(),
                ("document_id", models.UUIDField()),
                ("line", models.PositiveSmallIntegerField()),
                ("account", models.CharField(db_collation="C", max_length=20)),
                ("currency", models.CharField(db_collation="C", max_length=3)),
                ("party_id", models.UUIDField(null=True)),
                ("moved_on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=6, max_digits=24)),
                ("amount_vnd", models.BigIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("rate", models.DecimalField(decimal_places=6, max_digits=18)),
            ],
            constraints=[
                unique("currency_move_has_its_place", "org", "document_id", "line"),
                check("currency_move_moves_something", condition=~Q(amount=0) | ~Q(amount_vnd=0)),
            ],
            indexes=[index("currency_moves_by_account", "org", "account", "currency", "moved_on", "id")],
        ),
        table(
            "ExchangeRate",
            db_table="vouchers_exchange_rate",
            columns=[
                *recorded_row(),
                ("currency", models.CharField(db_collation="C", max_length=3)),
                ("rate_on", models.DateField()),
                ("bank_name", models.CharField(max_length=120)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("rate", models.DecimalField(decimal_places=6, max_digits=18)),
            ],
            constraints=[
                check("currency_has_three_letters", condition=Q(currency__regex="^[A-Z]{3}$")),
                check("exchange_rate_is_positive", condition=Q(rate__gt=0)),
            ],
            indexes=[index("exchange_rates_newest_first", "org", "currency", "-rate_on", "-id")],
        ),
        table(
            "BorrowingSchedule",
            db_table="vouchers_borrowing_schedule",
            columns=[
                *recorded_row(),
                ("party_id", models.UUIDField()),
                ("paper", models.CharField(max_length=100)),
                ("dues", models.JSONField()),
            ],
            constraints=[check("borrowing_schedule_names_its_contract", condition=~Q(paper=""))],
            indexes=[index("schedules_by_contract", "org", "party_id", "paper", "id")],
        ),
        *(
            TenantTable(name)
            for name in (
                "vouchers_stock_item",
                "vouchers_stock_item_version",
                "vouchers_stock_policy",
                "vouchers_stock_slip",
                "vouchers_stock_line",
                "vouchers_stock_cost",
                "vouchers_stock_slip_reversal",
                "vouchers_currency_move",
                "vouchers_exchange_rate",
                "vouchers_borrowing_schedule",
            )
        ),
        InsideKey("vouchers_stock_item_version", "item_id", "vouchers_stock_item"),
        InsideKey("vouchers_stock_slip", "counterparty_id", "vouchers_counterparty"),
        InsideKey("vouchers_stock_slip", "member_id", "members_member"),
        InsideKey("vouchers_stock_line", "slip_id", "vouchers_stock_slip"),
        InsideKey("vouchers_stock_line", "item_id", "vouchers_stock_item"),
        InsideKey("vouchers_stock_cost", "line_id", "vouchers_stock_line"),
        InsideKey("vouchers_stock_slip_reversal", "slip_id", "vouchers_stock_slip"),
    ]
