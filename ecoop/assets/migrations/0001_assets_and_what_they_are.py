"""Lay out assets: where they came from, where they stand, on which terms they wear, what changed."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from ecoop.kernel.laying import (
    TablesAtOnce,
    check,
    index,
    points_inside,
    recorded_row,
    table,
    unique,
    words,
)
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "Asset",
            db_table="assets_asset",
            columns=[
                *recorded_row(),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(choices=words("fixed", "undivided", "welfare", "held"), max_length=10)),
                (
                    "form",
                    models.CharField(choices=words("tangible", "intangible", "leased", "property"), max_length=10),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=words("bought", "built", "received", "found", "handed_over", "in_books"), max_length=12
                    ),
                ),
                ("designation", models.CharField(blank=True, max_length=1)),
                ("acquired_on", models.DateField()),
                ("in_use_on", models.DateField()),
                ("cost_vnd", models.BigIntegerField()),
                ("opening_worn_vnd", models.BigIntegerField(default=0)),
                ("life_months", models.PositiveSmallIntegerField(null=True)),
                ("model", models.CharField(blank=True, max_length=200)),
                ("serial", models.CharField(blank=True, max_length=100)),
                ("made_in", models.CharField(blank=True, max_length=100)),
                ("project", models.CharField(blank=True, max_length=200)),
                ("restriction", models.CharField(blank=True, max_length=500)),
                ("paper", models.CharField(blank=True, max_length=200)),
                ("party_id", models.UUIDField(null=True)),
                ("linked_kind", models.CharField(blank=True, max_length=40)),
                ("linked_id", models.UUIDField(null=True)),
            ],
            constraints=[
                unique("asset_code_is_unique", "org", "code"),
                check("asset_cost_is_positive", condition=Q(cost_vnd__gt=0)),
                check(
                    "asset_is_not_worn_beyond_its_cost",
                    condition=Q(opening_worn_vnd__gte=0, opening_worn_vnd__lte=F("cost_vnd")),
                ),
                check("only_assets_of_earlier_books_come_worn", condition=Q(opening_worn_vnd=0) | Q(origin="in_books")),
                check("only_undivided_assets_are_designated", condition=Q(designation="") | Q(kind="undivided")),
            ],
        ),
        table(
            "AssetChange",
            db_table="assets_change",
            columns=[
                *recorded_row(),
                ("changed_on", models.DateField()),
                (
                    "kind",
                    models.CharField(choices=words("improved", "repaired", "revalued", "gift_settled"), max_length=12),
                ),
                ("amount_vnd", models.BigIntegerField()),
                ("text", models.CharField(blank=True, max_length=500)),
                ("ground", models.CharField(blank=True, max_length=24)),
                ("paper", models.CharField(blank=True, max_length=200)),
                ("asset", points_inside("assets.asset")),
            ],
            constraints=[
                check("asset_change_is_not_zero", condition=~Q(amount_vnd=0)),
                check("only_a_revaluation_lowers_an_asset", condition=Q(amount_vnd__gt=0) | Q(kind="revalued")),
            ],
            indexes=[index("changes_of_an_asset", "org", "asset", "changed_on")],
        ),
        table(
            "AssetPlacing",
            db_table="assets_placing",
            columns=[
                *recorded_row(),
                ("since_on", models.DateField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("custodian", models.CharField(blank=True, max_length=200)),
                ("handed_by", models.CharField(blank=True, max_length=200)),
                ("asset", points_inside("assets.asset")),
            ],
            indexes=[index("placings_of_an_asset", "org", "asset", "since_on")],
        ),
        table(
            "AssetSource",
            db_table="assets_source",
            columns=[
                *recorded_row(),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("amount_vnd", models.BigIntegerField()),
                ("giver", models.CharField(blank=True, max_length=200)),
                ("asset", points_inside("assets.asset")),
                ("change", points_inside("assets.assetchange", null=True)),
            ],
            constraints=[check("asset_source_amount_is_not_zero", condition=~Q(amount_vnd=0))],
            indexes=[index("sources_of_an_asset", "org", "asset")],
        ),
        table(
            "AssetTerms",
            db_table="assets_terms",
            columns=[
                *recorded_row(),
                ("since_on", models.DateField()),
                ("life_months", models.PositiveSmallIntegerField(null=True)),
                ("production_weight", models.PositiveSmallIntegerField()),
                ("management_weight", models.PositiveSmallIntegerField()),
                ("idle_weight", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("asset", points_inside("assets.asset")),
            ],
            constraints=[
                check(
                    "asset_wear_is_somebodys_cost",
                    condition=Q(production_weight__gt=0) | Q(management_weight__gt=0) | Q(idle_weight__gt=0),
                ),
                check("asset_life_is_positive_or_endless", condition=Q(life_months=None) | Q(life_months__gt=0)),
            ],
            indexes=[index("terms_of_an_asset", "org", "asset", "since_on")],
        ),
        *(
            TenantTable(name)
            for name in ("assets_asset", "assets_change", "assets_placing", "assets_source", "assets_terms")
        ),
        InsideKey("assets_change", "asset_id", "assets_asset"),
        InsideKey("assets_placing", "asset_id", "assets_asset"),
        InsideKey("assets_source", "asset_id", "assets_asset"),
        InsideKey("assets_source", "change_id", "assets_change"),
        InsideKey("assets_terms", "asset_id", "assets_asset"),
    ]
