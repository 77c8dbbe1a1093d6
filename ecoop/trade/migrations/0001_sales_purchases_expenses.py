"""Lay out sales, purchases and expenses."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Purchase",
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
                ("bought_on", models.DateField()),
                ("what", models.CharField(max_length=12)),
                ("has_invoice", models.BooleanField(default=False)),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "trade_purchase",
            },
        ),
        migrations.CreateModel(
            name="PurchaseLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("line", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=500)),
                ("unit", models.CharField(blank=True, max_length=50)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("amount_vnd", models.BigIntegerField()),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="trade.purchase",
                    ),
                ),
            ],
            options={
                "db_table": "trade_purchase_line",
            },
        ),
        migrations.CreateModel(
            name="Sale",
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
                ("sold_on", models.DateField()),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "trade_sale",
            },
        ),
        migrations.CreateModel(
            name="SaleLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("line", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=500)),
                ("unit", models.CharField(blank=True, max_length=50)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("amount_vnd", models.BigIntegerField()),
                ("sold_on", models.DateField()),
                ("sector", models.CharField(max_length=24)),
                ("is_vat_cut", models.BooleanField(default=False)),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "sale",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="trade.sale",
                    ),
                ),
            ],
            options={
                "db_table": "trade_sale_line",
            },
        ),
        migrations.CreateModel(
            name="Expense",
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
                ("spent_on", models.DateField()),
                ("group", models.CharField(max_length=16)),
                ("has_invoice", models.BooleanField(default=False)),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "trade_expense",
                "indexes": [models.Index(fields=["org", "spent_on", "id"], name="expenses_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("means__in", ["cash", "bank", "credit"])), name="expense_means_are_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "group__in",
                                ["materials", "wages", "depreciation", "bought_services", "interest", "other"],
                            )
                        ),
                        name="expense_group_is_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("total_vnd__gt", 0)), name="expense_is_positive"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(fields=["org", "bought_on", "id"], name="purchases_by_day"),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.CheckConstraint(
                condition=models.Q(("means__in", ["cash", "bank", "credit"])), name="purchase_means_are_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.CheckConstraint(
                condition=models.Q(("what__in", ["goods", "materials", "fixed_asset"])),
                name="purchase_is_of_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchaseline",
            constraint=models.UniqueConstraint(fields=("org", "purchase", "line"), name="purchase_line_has_its_place"),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(fields=["org", "sold_on", "id"], name="sales_by_day"),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.CheckConstraint(
                condition=models.Q(("means__in", ["cash", "bank", "credit"])), name="sale_means_are_known"
            ),
        ),
        migrations.AddIndex(
            model_name="saleline",
            index=models.Index(fields=["org", "sold_on", "sale", "line"], name="sale_lines_by_day"),
        ),
        migrations.AddConstraint(
            model_name="saleline",
            constraint=models.UniqueConstraint(fields=("org", "sale", "line"), name="sale_line_has_its_place"),
        ),
        migrations.AddConstraint(
            model_name="saleline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "sector__in",
                        ["goods", "services", "asset_lease", "production_transport", "digital_content", "other"],
                    )
                ),
                name="sale_line_sector_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="saleline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_vnd", 0), _negated=True), name="sale_line_amount_is_not_zero"
            ),
        ),
        TenantTable("trade_sale", may=("select", "insert")),
        TenantTable("trade_sale_line", may=("select", "insert")),
        TenantTable("trade_purchase", may=("select", "insert")),
        TenantTable("trade_purchase_line", may=("select", "insert")),
        TenantTable("trade_expense", may=("select", "insert")),
        InsideKey("trade_sale_line", "sale_id", "trade_sale"),
        InsideKey("trade_purchase_line", "purchase_id", "trade_purchase"),
    ]
