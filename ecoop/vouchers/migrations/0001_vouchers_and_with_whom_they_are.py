"""Lay out vouchers with their lines and originals, counterparties, and counts of the cash box."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


def _key(to: str, **given: bool) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(to, on_delete=django.db.models.deletion.PROTECT, db_index=False, related_name="+", **given)


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0002_capital_and_trade"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Counterparty",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "org",
                    _key("parties.organisation"),
                ),
                (
                    "recorded_by",
                    _key(settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "db_table": "vouchers_counterparty",
            },
        ),
        migrations.CreateModel(
            name="Voucher",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
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
                (
                    "counterparty",
                    _key("vouchers.counterparty", null=True, db_constraint=False),
                ),
                (
                    "member",
                    _key("members.member", null=True, db_constraint=False),
                ),
                (
                    "org",
                    _key("parties.organisation"),
                ),
                (
                    "recorded_by",
                    _key(settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "db_table": "vouchers_voucher",
            },
        ),
        migrations.CreateModel(
            name="VoucherAttachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=80)),
                ("size_bytes", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                (
                    "org",
                    _key("parties.organisation"),
                ),
                (
                    "recorded_by",
                    _key(settings.AUTH_USER_MODEL),
                ),
                (
                    "voucher",
                    _key("vouchers.voucher", db_constraint=False),
                ),
            ],
            options={
                "db_table": "vouchers_attachment",
            },
        ),
        migrations.CreateModel(
            name="VoucherLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("line", models.PositiveSmallIntegerField()),
                ("rule", models.CharField(max_length=60)),
                ("facts", models.JSONField()),
                ("amounts", models.JSONField()),
                ("text", models.CharField(blank=True, max_length=500)),
                (
                    "counterparty",
                    _key("vouchers.counterparty", null=True, db_constraint=False),
                ),
                (
                    "member",
                    _key("members.member", null=True, db_constraint=False),
                ),
                (
                    "org",
                    _key("parties.organisation"),
                ),
                (
                    "voucher",
                    _key("vouchers.voucher", db_constraint=False),
                ),
            ],
            options={
                "db_table": "vouchers_voucher_line",
            },
        ),
        migrations.CreateModel(
            name="CashCount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("counted_on", models.DateField()),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("pieces", models.JSONField()),
                ("counted_vnd", models.BigIntegerField()),
                ("book_vnd", models.BigIntegerField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("people", models.JSONField(default=list)),
                (
                    "org",
                    _key("parties.organisation"),
                ),
                (
                    "recorded_by",
                    _key(settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "db_table": "vouchers_cash_count",
                "indexes": [models.Index(fields=["org", "-counted_on", "-id"], name="cash_counts_newest_first")],
                "constraints": [
                    models.UniqueConstraint(fields=("org", "year", "serial"), name="cash_count_serial_is_given_once"),
                    models.CheckConstraint(
                        condition=models.Q(("counted_vnd__gte", 0)), name="counted_cash_is_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CounterpartyVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("kind", models.CharField(max_length=12)),
                ("code", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(max_length=300)),
                ("tax_code", models.CharField(blank=True, max_length=20)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("bank_name", models.CharField(blank=True, max_length=120)),
                ("bank_account", models.CharField(blank=True, max_length=40)),
                ("is_retired", models.BooleanField(default=False)),
                (
                    "counterparty",
                    _key("vouchers.counterparty", db_constraint=False),
                ),
                (
                    "org",
                    _key("parties.organisation"),
                ),
                (
                    "recorded_by",
                    _key(settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "db_table": "vouchers_counterparty_version",
                "indexes": [
                    models.Index(fields=["org", "counterparty", "-recorded_at"], name="counterparty_newest_first")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["customer", "supplier", "bank", "worker", "authority", "other"])
                        ),
                        name="counterparty_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="counterparty_has_a_name"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="voucher",
            index=models.Index(fields=["org", "-voucher_on", "-id"], name="vouchers_newest_first"),
        ),
        migrations.AddIndex(
            model_name="voucher",
            index=models.Index(fields=["org", "text", "-recorded_at"], name="vouchers_by_text"),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.UniqueConstraint(
                fields=("org", "paper", "year", "number"), name="voucher_number_is_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.UniqueConstraint(
                fields=("org", "paper", "year", "serial"), name="voucher_serial_is_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(("serial__isnull", True), ("serial__gt", 0), _connector="OR"),
                name="voucher_serial_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", ""), _negated=True), name="voucher_has_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(("total_vnd__gt", 0)), name="voucher_is_about_an_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(("member__isnull", True), ("counterparty__isnull", True), _connector="OR"),
                name="voucher_is_with_one_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucherattachment",
            constraint=models.UniqueConstraint(fields=("org", "voucher", "sha256"), name="attachment_is_kept_once"),
        ),
        migrations.AddConstraint(
            model_name="voucherattachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("size_bytes__gt", 0)), name="attachment_is_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="voucherline",
            constraint=models.UniqueConstraint(fields=("org", "voucher", "line"), name="voucher_line_has_its_place"),
        ),
        migrations.AddConstraint(
            model_name="voucherline",
            constraint=models.CheckConstraint(
                condition=models.Q(("member__isnull", True), ("counterparty__isnull", True), _connector="OR"),
                name="voucher_line_is_with_one_party",
            ),
        ),
        TenantTable("vouchers_counterparty"),
        TenantTable("vouchers_counterparty_version"),
        TenantTable("vouchers_voucher"),
        TenantTable("vouchers_voucher_line"),
        TenantTable("vouchers_attachment"),
        TenantTable("vouchers_cash_count"),
        InsideKey("vouchers_counterparty_version", "counterparty_id", "vouchers_counterparty"),
        InsideKey("vouchers_voucher", "counterparty_id", "vouchers_counterparty"),
        InsideKey("vouchers_voucher", "member_id", "members_member"),
        InsideKey("vouchers_voucher_line", "voucher_id", "vouchers_voucher"),
        InsideKey("vouchers_voucher_line", "counterparty_id", "vouchers_counterparty"),
        InsideKey("vouchers_voucher_line", "member_id", "members_member"),
        InsideKey("vouchers_attachment", "voucher_id", "vouchers_voucher"),
    ]
