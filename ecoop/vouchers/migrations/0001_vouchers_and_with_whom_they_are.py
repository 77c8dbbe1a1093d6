"""Lay out vouchers, their lines and attachments, with whom they are, and what was counted in the till."""

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
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        ("members", "0001_the_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "Counterparty",
            db_table="vouchers_counterparty",
            columns=[
                *recorded_row(),
            ],
        ),
        table(
            "CounterpartyVersion",
            db_table="vouchers_counterparty_version",
            columns=[
                *recorded_row(),
                ("kind", models.CharField(max_length=12)),
                ("code", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(max_length=300)),
                ("tax_code", models.CharField(blank=True, max_length=20)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("bank_name", models.CharField(blank=True, max_length=120)),
                ("bank_account", models.CharField(blank=True, max_length=40)),
                ("is_retired", models.BooleanField(default=False)),
                ("counterparty", points_inside("vouchers.counterparty")),
            ],
            constraints=[
                check(
                    "counterparty_kind_is_known",
                    condition=Q(kind__in=["customer", "supplier", "bank", "worker", "authority", "other"]),
                ),
                check("counterparty_has_a_name", condition=~Q(name="")),
            ],
            indexes=[index("counterparty_newest_first", "org", "counterparty", "-recorded_at")],
        ),
        table(
            "Voucher",
            db_table="vouchers_voucher",
            columns=[
                *recorded_row(),
                ("paper", models.CharField(max_length=20)),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField(null=True)),
                ("number", models.CharField(max_length=40)),
                ("voucher_on", models.DateField()),
                ("rule", models.CharField(max_length=60)),
                ("text", models.CharField(max_length=500)),
                ("total_vnd", models.BigIntegerField()),
                ("person_name", models.CharField(blank=True, max_length=200)),
                ("person_address", models.CharField(blank=True, max_length=300)),
                ("attached_count", models.PositiveSmallIntegerField(default=0)),
                ("attached_papers", models.CharField(blank=True, max_length=300)),
                ("counterparty", points_inside("vouchers.counterparty", null=True)),
                ("member", points_inside("members.member", null=True)),
            ],
            constraints=[
                unique("voucher_number_is_given_once", "org", "paper", "year", "number"),
                unique("voucher_serial_is_given_once", "org", "paper", "year", "serial"),
                check("voucher_serial_counts", condition=Q(serial__isnull=True) | Q(serial__gt=0)),
                check("voucher_has_a_number", condition=~Q(number="")),
                check("voucher_is_about_an_amount", condition=Q(total_vnd__gt=0)),
                check("voucher_is_with_one_party", condition=Q(member__isnull=True) | Q(counterparty__isnull=True)),
            ],
            indexes=[
                index("vouchers_newest_first", "org", "-voucher_on", "-id"),
                index("vouchers_by_text", "org", "text", "-recorded_at"),
            ],
        ),
        table(
            "VoucherLine",
            db_table="vouchers_voucher_line",
            columns=[
                *row(),
                ("line", models.PositiveSmallIntegerField()),
                ("rule", models.CharField(max_length=60)),
                ("facts", models.JSONField()),
                ("amounts", models.JSONField()),
                ("text", models.CharField(blank=True, max_length=500)),
                ("counterparty", points_inside("vouchers.counterparty", null=True)),
                ("member", points_inside("members.member", null=True)),
                ("voucher", points_inside("vouchers.voucher")),
            ],
            constraints=[
                unique("voucher_line_has_its_place", "org", "voucher", "line"),
                check(
                    "voucher_line_is_with_one_party", condition=Q(member__isnull=True) | Q(counterparty__isnull=True)
                ),
            ],
        ),
        table(
            "VoucherAttachment",
            db_table="vouchers_attachment",
            columns=[
                *recorded_row(),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=80)),
                ("size_bytes", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("voucher", points_inside("vouchers.voucher")),
            ],
            constraints=[
                unique("attachment_is_kept_once", "org", "voucher", "sha256"),
                check("attachment_is_not_empty", condition=Q(size_bytes__gt=0)),
            ],
        ),
        table(
            "CashCount",
            db_table="vouchers_cash_count",
            columns=[
                *recorded_row(),
                ("counted_on", models.DateField()),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("pieces", models.JSONField()),
                ("counted_vnd", models.BigIntegerField()),
                ("book_vnd", models.BigIntegerField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("people", models.JSONField(default=list)),
            ],
            constraints=[
                unique("cash_count_serial_is_given_once", "org", "year", "serial"),
                check("counted_cash_is_not_negative", condition=Q(counted_vnd__gte=0)),
            ],
            indexes=[index("cash_counts_newest_first", "org", "-counted_on", "-id")],
        ),
        *(
            TenantTable(name)
            for name in (
                "vouchers_counterparty",
                "vouchers_counterparty_version",
                "vouchers_voucher",
                "vouchers_voucher_line",
                "vouchers_attachment",
                "vouchers_cash_count",
            )
        ),
        InsideKey("vouchers_counterparty_version", "counterparty_id", "vouchers_counterparty"),
        InsideKey("vouchers_voucher", "counterparty_id", "vouchers_counterparty"),
        InsideKey("vouchers_voucher", "member_id", "members_member"),
        InsideKey("vouchers_voucher_line", "voucher_id", "vouchers_voucher"),
        InsideKey("vouchers_voucher_line", "counterparty_id", "vouchers_counterparty"),
        InsideKey("vouchers_voucher_line", "member_id", "members_member"),
        InsideKey("vouchers_attachment", "voucher_id", "vouchers_voucher"),
    ]
