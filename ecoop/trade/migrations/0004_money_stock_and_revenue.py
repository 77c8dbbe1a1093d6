"""Lay out money moves, judgements of costs, platforms, stock and the monthly revenue."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import KEPT_BOOKS, InsideKey, TenantTable, read_sql


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_whose_books_a_person_keeps"),
        ("trade", "0003_bank_accounts_and_what_documents_say"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CostJudgement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("document_kind", models.CharField(max_length=40)),
                ("document_id", models.UUIDField()),
                ("condition", models.CharField(max_length=24)),
                ("is_met", models.BooleanField()),
                ("reason", models.CharField(max_length=500)),
            ],
            options={
                "db_table": "trade_cost_judgement",
            },
        ),
        migrations.CreateModel(
            name="MoneyMove",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("means", models.CharField(max_length=10)),
                ("party_name", models.CharField(blank=True, max_length=400)),
                ("party_tax_code", models.CharField(blank=True, max_length=14)),
                ("party_id", models.UUIDField(null=True)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("total_vnd", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("moved_on", models.DateField()),
                ("rule", models.CharField(max_length=24)),
                ("tax", models.CharField(blank=True, max_length=8)),
                ("settles_kind", models.CharField(blank=True, max_length=40)),
                ("settles_id", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "trade_money_move",
            },
        ),
        migrations.CreateModel(
            name="RevenueMonth",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("sector", models.CharField(max_length=24)),
                ("channel", models.CharField(max_length=16)),
                ("place_id", models.UUIDField(null=True)),
                ("amount_vnd", models.BigIntegerField()),
                ("vat_cut_vnd", models.BigIntegerField()),
            ],
            options={
                "db_table": "trade_revenue_month",
            },
        ),
        migrations.CreateModel(
            name="StockCost",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("month", models.DateField()),
                ("revision", models.PositiveSmallIntegerField()),
                ("total_vnd", models.BigIntegerField()),
            ],
            options={
                "db_table": "trade_stock_cost",
            },
        ),
        migrations.CreateModel(
            name="StockMove",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("moved_on", models.DateField()),
                ("kind", models.CharField(max_length=12)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=24)),
                ("amount_vnd", models.BigIntegerField(default=0)),
                ("text", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "db_table": "trade_stock_move",
            },
        ),
        migrations.CreateModel(
            name="Withholding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("month", models.DateField()),
                ("platform_name", models.CharField(max_length=100)),
                ("vat_vnd", models.BigIntegerField()),
                ("pit_vnd", models.BigIntegerField()),
                ("paper", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "db_table": "trade_withholding",
            },
        ),
        migrations.AddField(
            model_name="costjudgement",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="costjudgement",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="moneymove",
            name="bank_account",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="trade.bankaccount",
            ),
        ),
        migrations.AddField(
            model_name="moneymove",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="moneymove",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="revenuemonth",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="stockcost",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="stockcost",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="stockmove",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="stockmove",
            name="product",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="trade.product",
            ),
        ),
        migrations.AddField(
            model_name="stockmove",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="withholding",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="withholding",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="costjudgement",
            index=models.Index(fields=["org", "document_id", "-recorded_at"], name="cost_judgements_of_a_document"),
        ),
        migrations.AddIndex(
            model_name="moneymove",
            index=models.Index(fields=["org", "moved_on", "id"], name="money_moves_by_day"),
        ),
        migrations.AddIndex(
            model_name="moneymove",
            index=models.Index(
                condition=models.Q(("settles_id__isnull", False)), fields=["org", "settles_id"], name="settlements"
            ),
        ),
        migrations.AddConstraint(
            model_name="moneymove",
            constraint=models.CheckConstraint(
                condition=models.Q(("means__in", ["cash", "bank", "credit"])), name="money_means_are_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="moneymove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "rule__in",
                        [
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
                        ],
                    )
                ),
                name="money_move_follows_a_known_rule",
            ),
        ),
        migrations.AddConstraint(
            model_name="moneymove",
            constraint=models.CheckConstraint(condition=models.Q(("total_vnd__gt", 0)), name="money_move_is_positive"),
        ),
        migrations.AddConstraint(
            model_name="revenuemonth",
            constraint=models.UniqueConstraint(
                fields=("org", "month", "sector", "channel", "place_id"),
                name="revenue_month_is_one_row",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="stockcost",
            constraint=models.UniqueConstraint(fields=("org", "month", "revision"), name="stock_cost_revision_is_one"),
        ),
        migrations.AddIndex(
            model_name="stockmove",
            index=models.Index(fields=["org", "product", "moved_on"], name="stock_moves_by_product_and_day"),
        ),
        migrations.AddConstraint(
            model_name="stockmove",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["opening", "used", "spoiled", "own_use", "counted"])),
                name="stock_move_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockmove",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gte", 0)), name="stock_quantity_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="stockmove",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_vnd__gte", 0)), name="stock_amount_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.CheckConstraint(
                condition=models.Q(("pit_vnd__gte", 0), ("vat_vnd__gte", 0)), name="withheld_tax_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.UniqueConstraint(
                fields=("org", "month", "platform_name", "paper"), name="platform_statement_counts_once"
            ),
        ),
        TenantTable("trade_cost_judgement"),
        TenantTable("trade_money_move"),
        TenantTable("trade_withholding"),
        TenantTable("trade_stock_move"),
        TenantTable("trade_stock_cost"),
        TenantTable("trade_revenue_month", may=("select", "insert", "update"), read_also=KEPT_BOOKS),
        InsideKey("trade_money_move", "bank_account_id", "trade_bank_account"),
        InsideKey("trade_stock_move", "product_id", "trade_product"),
        InsideKey("trade_revenue_month", "place_id", "trade_place"),
        migrations.RunSQL(read_sql(__file__, "fill_revenue_months.sql"), migrations.RunSQL.noop),
    ]
