"""Lay out bank accounts; let documents say where, over which channel, what came back and who sold."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import KEPT_BOOKS, AlsoReadable, InsideKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_whose_books_a_person_keeps"),
        ("trade", "0002_products_and_places"),
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
        TenantTable("trade_bank_account"),
        TenantTable("trade_bank_account_closure"),
        *(AlsoReadable(table, read_also=KEPT_BOOKS) for table in ("trade_purchase", "trade_expense")),
        InsideKey("trade_bank_account_closure", "account_id", "trade_bank_account"),
        InsideKey("trade_sale", "place_id", "trade_place"),
        InsideKey("trade_sale", "bank_account_id", "trade_bank_account"),
        InsideKey("trade_sale", "returns_id", "trade_sale"),
        InsideKey("trade_purchase", "bank_account_id", "trade_bank_account"),
        InsideKey("trade_purchase", "returns_id", "trade_purchase"),
        InsideKey("trade_expense", "bank_account_id", "trade_bank_account"),
        InsideKey("trade_sale_line", "product_id", "trade_product"),
        InsideKey("trade_purchase_line", "product_id", "trade_product"),
    ]
