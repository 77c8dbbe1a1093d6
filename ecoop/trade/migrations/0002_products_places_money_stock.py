"""Lay out products, places, bank accounts, money moves, stock and the monthly revenue."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import KEPT_BOOKS, AlsoReadable, InsideKey, TenantTable, read_sql


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_the_directory"),
        ("access", "0002_whose_books_a_person_keeps"),
        ("trade", "0001_sales_purchases_expenses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BankAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("bank_bin", models.CharField(blank=True, max_length=6)),
                ("bank_name", models.CharField(max_length=120)),
                ("number", models.CharField(max_length=30)),
                ("holder", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "db_table": "trade_bank_account",
            },
        ),
        migrations.CreateModel(
            name="BankAccountClosure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("closed_on", models.DateField()),
            ],
            options={
                "db_table": "trade_bank_account_closure",
            },
        ),
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
            name="Place",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("opened_on", models.DateField()),
            ],
            options={
                "db_table": "trade_place",
            },
        ),
        migrations.CreateModel(
            name="PlaceClosure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("closed_on", models.DateField()),
            ],
            options={
                "db_table": "trade_place_closure",
            },
        ),
        migrations.CreateModel(
            name="PlaceVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("code", models.CharField(blank=True, max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("address_line", models.CharField(blank=True, max_length=200)),
                ("ward_code", models.CharField(blank=True, max_length=5)),
                ("is_head_office", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "trade_place_version",
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "db_table": "trade_product",
            },
        ),
        migrations.CreateModel(
            name="ProductRetirement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "db_table": "trade_product_retirement",
            },
        ),
        migrations.CreateModel(
            name="ProductVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("code", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(max_length=500)),
                ("unit", models.CharField(blank=True, max_length=50)),
                ("price_vnd", models.BigIntegerField(null=True)),
                ("sector", models.CharField(max_length=24)),
                ("is_vat_cut", models.BooleanField(default=False)),
                ("is_stocked", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "trade_product_version",
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
        migrations.RemoveConstraint(
            model_name="saleline",
            name="sale_line_sector_is_known",
        ),
        migrations.AddField(
            model_name="expense",
            name="deductible_max_vnd",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="expense",
            name="unmet",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=24), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="purchase",
            name="party_address",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name="purchase",
            name="party_id_number",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="purchase",
            name="returns",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="taken_back_by",
                to="trade.purchase",
            ),
        ),
        migrations.AddField(
            model_name="sale",
            name="channel",
            field=models.CharField(default="shop", max_length=16),
        ),
        migrations.AddField(
            model_name="sale",
            name="platform_name",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="sale",
            name="returns",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="taken_back_by",
                to="trade.sale",
            ),
        ),
        migrations.AddField(
            model_name="bankaccount",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="bankaccount",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="expense",
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
            model_name="purchase",
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
            model_name="sale",
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
            model_name="bankaccountclosure",
            name="account",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="closures",
                to="trade.bankaccount",
            ),
        ),
        migrations.AddField(
            model_name="bankaccountclosure",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="bankaccountclosure",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
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
            model_name="place",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sale",
            name="place",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="trade.place",
            ),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(
                condition=models.Q(("returns__isnull", False)), fields=["org", "returns"], name="returns_of_a_sale"
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["shop", "platform_paid", "platform_notice"])),
                name="sale_channel_is_known",
            ),
        ),
        migrations.AddField(
            model_name="placeclosure",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="placeclosure",
            name="place",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="closures",
                to="trade.place",
            ),
        ),
        migrations.AddField(
            model_name="placeclosure",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="placeversion",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="placeversion",
            name="place",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="trade.place",
            ),
        ),
        migrations.AddField(
            model_name="placeversion",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="product",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="product",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="purchaseline",
            name="product",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="trade.product",
            ),
        ),
        migrations.AddField(
            model_name="saleline",
            name="product",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="trade.product",
            ),
        ),
        migrations.AddConstraint(
            model_name="saleline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "sector__in",
                        [
                            "goods",
                            "services",
                            "asset_lease",
                            "production_transport",
                            "digital_content",
                            "other",
                            "real_estate_lease",
                        ],
                    )
                ),
                name="sale_line_sector_is_known",
            ),
        ),
        migrations.AddField(
            model_name="productretirement",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="productretirement",
            name="product",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="retirements",
                to="trade.product",
            ),
        ),
        migrations.AddField(
            model_name="productretirement",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="productversion",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="productversion",
            name="product",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="trade.product",
            ),
        ),
        migrations.AddField(
            model_name="productversion",
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
        migrations.AddConstraint(
            model_name="bankaccount",
            constraint=models.UniqueConstraint(
                fields=("org", "bank_name", "number"), name="bank_account_is_named_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="bankaccountclosure",
            constraint=models.UniqueConstraint(fields=("org", "account"), name="bank_account_is_closed_once"),
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
            model_name="placeclosure",
            constraint=models.UniqueConstraint(fields=("org", "place"), name="place_is_closed_once"),
        ),
        migrations.AddIndex(
            model_name="placeversion",
            index=models.Index(fields=["org", "place", "-recorded_at"], name="place_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="placeversion",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="place_has_a_name"),
        ),
        migrations.AddConstraint(
            model_name="productretirement",
            constraint=models.UniqueConstraint(fields=("org", "product"), name="product_is_retired_once"),
        ),
        migrations.AddIndex(
            model_name="productversion",
            index=models.Index(fields=["org", "product", "-recorded_at"], name="product_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="productversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "sector__in",
                        [
                            "goods",
                            "services",
                            "asset_lease",
                            "production_transport",
                            "digital_content",
                            "other",
                            "real_estate_lease",
                        ],
                    )
                ),
                name="product_sector_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="productversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="product_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="productversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("price_vnd__isnull", True), ("price_vnd__gte", 0), _connector="OR"),
                name="product_price_is_not_negative",
            ),
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
        TenantTable("trade_product"),
        TenantTable("trade_product_version"),
        TenantTable("trade_product_retirement"),
        TenantTable("trade_place"),
        TenantTable("trade_place_version"),
        TenantTable("trade_place_closure"),
        TenantTable("trade_bank_account"),
        TenantTable("trade_bank_account_closure"),
        TenantTable("trade_cost_judgement"),
        TenantTable("trade_money_move"),
        TenantTable("trade_withholding"),
        TenantTable("trade_stock_move"),
        TenantTable("trade_stock_cost"),
        TenantTable("trade_revenue_month", may=("select", "insert", "update"), read_also=KEPT_BOOKS),
        *(AlsoReadable(table, read_also=KEPT_BOOKS) for table in ("trade_purchase", "trade_expense")),
        InsideKey("trade_product_version", "product_id", "trade_product"),
        InsideKey("trade_product_retirement", "product_id", "trade_product"),
        InsideKey("trade_place_version", "place_id", "trade_place"),
        InsideKey("trade_place_closure", "place_id", "trade_place"),
        InsideKey("trade_bank_account_closure", "account_id", "trade_bank_account"),
        InsideKey("trade_sale", "place_id", "trade_place"),
        InsideKey("trade_sale", "bank_account_id", "trade_bank_account"),
        InsideKey("trade_sale", "returns_id", "trade_sale"),
        InsideKey("trade_purchase", "bank_account_id", "trade_bank_account"),
        InsideKey("trade_purchase", "returns_id", "trade_purchase"),
        InsideKey("trade_expense", "bank_account_id", "trade_bank_account"),
        InsideKey("trade_money_move", "bank_account_id", "trade_bank_account"),
        InsideKey("trade_sale_line", "product_id", "trade_product"),
        InsideKey("trade_purchase_line", "product_id", "trade_product"),
        InsideKey("trade_stock_move", "product_id", "trade_product"),
        InsideKey("trade_revenue_month", "place_id", "trade_place"),
        migrations.RunSQL(read_sql(__file__, "fill_revenue_months.sql"), migrations.RunSQL.noop),
    ]
