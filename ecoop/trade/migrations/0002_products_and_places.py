"""Lay out products and places of business, each with its versions and its end."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_the_directory"),
        ("trade", "0001_sales_purchases_expenses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
        TenantTable("trade_product"),
        TenantTable("trade_product_version"),
        TenantTable("trade_product_retirement"),
        TenantTable("trade_place"),
        TenantTable("trade_place_version"),
        TenantTable("trade_place_closure"),
        InsideKey("trade_product_version", "product_id", "trade_product"),
        InsideKey("trade_product_retirement", "product_id", "trade_product"),
        InsideKey("trade_place_version", "place_id", "trade_place"),
        InsideKey("trade_place_closure", "place_id", "trade_place"),
    ]
