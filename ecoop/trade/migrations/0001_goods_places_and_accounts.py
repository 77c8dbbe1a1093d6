"""Lay out what a household sells, from where, and its bank accounts; each with its older versions."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from ecoop.kernel.laying import (
    TablesAtOnce,
    check,
    index,
    points_inside,
    recorded_row,
    table,
    unique,
)
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        ("access", "0002_whose_books_a_person_keeps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "Place",
            db_table="trade_place",
            columns=[
                *recorded_row(),
                ("opened_on", models.DateField()),
            ],
        ),
        table(
            "PlaceVersion",
            db_table="trade_place_version",
            columns=[
                *recorded_row(),
                ("code", models.CharField(blank=True, max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("address_line", models.CharField(blank=True, max_length=200)),
                ("ward_code", models.CharField(blank=True, max_length=5)),
                ("is_head_office", models.BooleanField(default=False)),
                ("place", points_inside("trade.place", related_name="versions")),
            ],
            constraints=[check("place_has_a_name", condition=~Q(name=""))],
            indexes=[index("place_newest_first", "org", "place", "-recorded_at")],
        ),
        table(
            "PlaceClosure",
            db_table="trade_place_closure",
            columns=[
                *recorded_row(),
                ("closed_on", models.DateField()),
                ("place", points_inside("trade.place", related_name="closures")),
            ],
            constraints=[unique("place_is_closed_once", "org", "place")],
        ),
        table(
            "Product",
            db_table="trade_product",
            columns=[
                *recorded_row(),
            ],
        ),
        table(
            "ProductVersion",
            db_table="trade_product_version",
            columns=[
                *recorded_row(),
                ("code", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(max_length=500)),
                ("unit", models.CharField(blank=True, max_length=50)),
                ("price_vnd", models.BigIntegerField(null=True)),
                ("sector", models.CharField(max_length=24)),
                ("is_vat_cut", models.BooleanField(default=False)),
                ("is_stocked", models.BooleanField(default=False)),
                ("product", points_inside("trade.product", related_name="versions")),
            ],
            constraints=[
                check(
                    "product_sector_is_known",
                    condition=Q(
                        sector__in=[
                            "goods",
                            "services",
                            "asset_lease",
                            "production_transport",
                            "digital_content",
                            "other",
                            "real_estate_lease",
                        ]
                    ),
                ),
                check("product_has_a_name", condition=~Q(name="")),
                check("product_price_is_not_negative", condition=Q(price_vnd__isnull=True) | Q(price_vnd__gte=0)),
            ],
            indexes=[index("product_newest_first", "org", "product", "-recorded_at")],
        ),
        table(
            "ProductRetirement",
            db_table="trade_product_retirement",
            columns=[
                *recorded_row(),
                ("product", points_inside("trade.product", related_name="retirements")),
            ],
            constraints=[unique("product_is_retired_once", "org", "product")],
        ),
        table(
            "BankAccount",
            db_table="trade_bank_account",
            columns=[
                *recorded_row(),
                ("bank_bin", models.CharField(blank=True, max_length=6)),
                ("bank_name", models.CharField(max_length=120)),
                ("number", models.CharField(max_length=30)),
                ("holder", models.CharField(blank=True, max_length=120)),
            ],
            constraints=[unique("bank_account_is_named_once", "org", "bank_name", "number")],
        ),
        table(
            "BankAccountClosure",
            db_table="trade_bank_account_closure",
            columns=[
                *recorded_row(),
                ("closed_on", models.DateField()),
                ("account", points_inside("trade.bankaccount", related_name="closures")),
            ],
            constraints=[unique("bank_account_is_closed_once", "org", "account")],
        ),
        *(
            TenantTable(name)
            for name in (
                "trade_place",
                "trade_place_version",
                "trade_place_closure",
                "trade_product",
                "trade_product_version",
                "trade_product_retirement",
                "trade_bank_account",
                "trade_bank_account_closure",
            )
        ),
        InsideKey("trade_place_version", "place_id", "trade_place"),
        InsideKey("trade_place_closure", "place_id", "trade_place"),
        InsideKey("trade_product_version", "product_id", "trade_product"),
        InsideKey("trade_product_retirement", "product_id", "trade_product"),
        InsideKey("trade_bank_account_closure", "account_id", "trade_bank_account"),
    ]
