"""Lay out stock: items, slips, what left and its cost; and money of other countries with its rates."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


def _id() -> "models.UUIDField[object, object]":
    return models.UUIDField(default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)


def _key(to: str, **given: bool) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(to, on_delete=django.db.models.deletion.PROTECT, db_index=False, related_name="+", **given)


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0003_who_joins_and_leaves"),
        ("parties", "0001_the_directory"),
        ("vouchers", "0001_vouchers_and_with_whom_they_are"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StockItem",
            fields=[
                ("id", _id()),
                ("recorded_at", models.DateTimeField()),
                ("code", models.CharField(db_collation="C", max_length=40)),
                ("account", models.CharField(db_collation="C", max_length=20)),
                ("org", _key("parties.organisation")),
                ("recorded_by", _key(settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "vouchers_stock_item",
            },
        ),
        migrations.CreateModel(
            name="StockItemVersion",
            fields=[
                ("id", _id()),
                ("recorded_at", models.DateTimeField()),
                ("name", models.CharField(max_length=300)),
                ("unit", models.CharField(max_length=40)),
                ("vat_rate", models.DecimalField(decimal_places=4, max_digits=5, null=True)),
                ("is_retired", models.BooleanField(default=False)),
                ("item", _key("vouchers.stockitem", db_constraint=False)),
                ("org", _key("parties.organisation")),
                ("recorded_by", _key(settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "vouchers_stock_item_version",
            },
        ),
        migrations.CreateModel(
            name="StockLine",
            fields=[
                ("id", _id()),
                ("line", models.PositiveSmallIntegerField()),
                ("moved_on", models.DateField()),
                ("is_in", models.BooleanField()),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=24)),
                ("amount_vnd", models.BigIntegerField(default=0)),
                ("vat_vnd", models.BigIntegerField(default=0)),
                ("counted_quantity", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("item", _key("vouchers.stockitem", db_constraint=False)),
                ("org", _key("parties.organisation")),
            ],
            options={
                "db_table": "vouchers_stock_line",
            },
        ),
        migrations.CreateModel(
            name="StockCost",
            fields=[
                ("id", _id()),
                ("recorded_at", models.DateTimeField()),
                ("revision", models.PositiveSmallIntegerField()),
                ("amount_vnd", models.BigIntegerField()),
                ("org", _key("parties.organisation")),
                ("recorded_by", _key(settings.AUTH_USER_MODEL)),
                ("line", _key("vouchers.stockline", db_constraint=False)),
            ],
            options={
                "db_table": "vouchers_stock_cost",
            },
        ),
        migrations.CreateModel(
            name="StockPolicy",
            fields=[
                ("id", _id()),
                ("recorded_at", models.DateTimeField()),
                ("starts_on", models.DateField()),
                ("method", models.CharField(max_length=10)),
                ("decided", models.CharField(max_length=200)),
                ("org", _key("parties.organisation")),
                ("recorded_by", _key(settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "vouchers_stock_policy",
            },
        ),
        migrations.CreateModel(
            name="StockSlip",
            fields=[
                ("id", _id()),
                ("recorded_at", models.DateTimeField()),
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
                ("counterparty", _key("vouchers.counterparty", null=True, db_constraint=False)),
                ("member", _key("members.member", null=True, db_constraint=False)),
                ("org", _key("parties.organisation")),
                ("recorded_by", _key(settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "vouchers_stock_slip",
            },
        ),
        migrations.AddField(
            model_name="stockline",
            name="slip",
            field=_key("vouchers.stockslip", db_constraint=False),
        ),
        migrations.CreateModel(
            name="StockSlipReversal",
            fields=[
                ("id", _id()),
                ("recorded_at", models.DateTimeField()),
                ("reversed_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("org", _key("parties.organisation")),
                ("recorded_by", _key(settings.AUTH_USER_MODEL)),
                ("slip", _key("vouchers.stockslip", db_constraint=False)),
            ],
            options={
                "db_table": "vouchers_stock_slip_reversal",
            },
        ),
        migrations.CreateModel(
            name="CurrencyMove",
            fields=[
                ("id", _id()),
                ("recorded_at", models.DateTimeField()),
                ("document_id", models.UUIDField()),
                ("line", models.PositiveSmallIntegerField()),
                ("account", models.CharField(db_collation="C", max_length=20)),
                ("currency", models.CharField(db_collation="C", max_length=3)),
                ("party_id", models.UUIDField(null=True)),
                ("moved_on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=6, max_digits=24)),
                ("amount_vnd", models.BigIntegerField()),
                ("rate_vnd", models.DecimalField(decimal_places=6, max_digits=18)),
                ("kind", models.CharField(max_length=20)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("org", _key("parties.organisation")),
                ("recorded_by", _key(settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "vouchers_currency_move",
                "indexes": [
                    models.Index(
                        fields=["org", "account", "currency", "moved_on", "id"], name="currency_moves_by_account"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("org", "document_id", "line"), name="currency_move_has_its_place"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", 0), _negated=True),
                            models.Q(("amount_vnd", 0), _negated=True),
                            _connector="OR",
                        ),
                        name="currency_move_moves_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExchangeRate",
            fields=[
                ("id", _id()),
                ("recorded_at", models.DateTimeField()),
                ("currency", models.CharField(db_collation="C", max_length=3)),
                ("rate_on", models.DateField()),
                ("rate_vnd", models.DecimalField(decimal_places=6, max_digits=18)),
                ("bank_name", models.CharField(max_length=120)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("org", _key("parties.organisation")),
                ("recorded_by", _key(settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "vouchers_exchange_rate",
                "indexes": [
                    models.Index(fields=["org", "currency", "-rate_on", "-id"], name="exchange_rates_newest_first")
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("rate_vnd__gt", 0)), name="exchange_rate_is_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="currency_has_three_letters"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="stockitem",
            constraint=models.UniqueConstraint(fields=("org", "code"), name="stock_item_code_is_one"),
        ),
        migrations.AddConstraint(
            model_name="stockitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), _negated=True), name="stock_item_has_a_code"
            ),
        ),
        migrations.AddIndex(
            model_name="stockitemversion",
            index=models.Index(fields=["org", "item", "-id"], name="stock_item_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="stockitemversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="stock_item_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="stockcost",
            constraint=models.UniqueConstraint(fields=("org", "line", "revision"), name="stock_cost_revision_counts"),
        ),
        migrations.AddConstraint(
            model_name="stockcost",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_vnd__gte", 0)), name="stock_cost_is_not_negative"
            ),
        ),
        migrations.AddIndex(
            model_name="stockpolicy",
            index=models.Index(fields=["org", "-starts_on", "-id"], name="stock_policies_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="stockpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["monthly", "moving"])), name="stock_method_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="stockpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__day", 1)), name="stock_policy_begins_with_a_month"
            ),
        ),
        migrations.AddIndex(
            model_name="stockslip",
            index=models.Index(fields=["org", "-slip_on", "-id"], name="stock_slips_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="stockslip",
            constraint=models.UniqueConstraint(
                fields=("org", "paper", "year", "serial"), name="stock_slip_serial_is_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="stockslip",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["receipt", "issue", "back_in", "back_out", "count"])),
                name="stock_slip_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockslip",
            constraint=models.CheckConstraint(
                condition=models.Q(("member__isnull", True), ("counterparty__isnull", True), _connector="OR"),
                name="stock_slip_is_with_one_party",
            ),
        ),
        migrations.AddIndex(
            model_name="stockline",
            index=models.Index(fields=["org", "item", "moved_on", "id"], name="stock_lines_by_item_and_day"),
        ),
        migrations.AddConstraint(
            model_name="stockline",
            constraint=models.UniqueConstraint(fields=("org", "slip", "line"), name="stock_line_has_its_place"),
        ),
        migrations.AddConstraint(
            model_name="stockline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quantity__gt", 0), models.Q(("counted_quantity__isnull", False), ("quantity", 0)), _connector="OR"
                ),
                name="stock_line_moves_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_vnd__gte", 0), ("vat_vnd__gte", 0)), name="stock_line_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="stockslipreversal",
            constraint=models.UniqueConstraint(fields=("org", "slip"), name="stock_slip_is_taken_back_once"),
        ),
        TenantTable("vouchers_stock_item"),
        TenantTable("vouchers_stock_item_version"),
        TenantTable("vouchers_stock_policy"),
        TenantTable("vouchers_stock_slip"),
        TenantTable("vouchers_stock_slip_reversal"),
        TenantTable("vouchers_stock_line"),
        TenantTable("vouchers_stock_cost"),
        TenantTable("vouchers_exchange_rate"),
        TenantTable("vouchers_currency_move"),
        InsideKey("vouchers_stock_item_version", "item_id", "vouchers_stock_item"),
        InsideKey("vouchers_stock_slip", "counterparty_id", "vouchers_counterparty"),
        InsideKey("vouchers_stock_slip_reversal", "slip_id", "vouchers_stock_slip"),
        InsideKey("vouchers_stock_line", "slip_id", "vouchers_stock_slip"),
        InsideKey("vouchers_stock_line", "item_id", "vouchers_stock_item"),
        InsideKey("vouchers_stock_cost", "line_id", "vouchers_stock_line"),
        InsideKey("vouchers_stock_slip", "member_id", "members_member"),
    ]
