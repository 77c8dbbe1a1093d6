"""Lay out what happens to assets: use, wear, runs of depreciation, counts, disposals, papers."""

import django.contrib.postgres.fields
import django.db.models.expressions
import django.db.models.functions
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
    dependencies = [
        ("assets", "0001_assets_and_what_they_are"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "AssetCount",
            db_table="assets_count",
            columns=[
                *recorded_row(),
                ("counted_on", models.DateField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("team", models.CharField(blank=True, max_length=500)),
            ],
        ),
        table(
            "AssetCountMark",
            db_table="assets_count_mark",
            columns=[
                *recorded_row(),
                ("found_name", models.CharField(blank=True, max_length=200)),
                ("is_here", models.BooleanField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("asset", points_inside("assets.asset", null=True)),
                ("count", points_inside("assets.assetcount")),
            ],
            constraints=[
                check("count_mark_names_what_was_seen", condition=Q(asset__isnull=False) | ~Q(found_name="")),
                check("what_is_missing_in_a_count_has_a_reason", condition=Q(is_here=True) | ~Q(reason="")),
            ],
            indexes=[index("marks_of_a_count", "org", "count")],
        ),
        table(
            "AssetDisposal",
            db_table="assets_disposal",
            columns=[
                *recorded_row(),
                ("disposed_on", models.DateField()),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                ("ground", models.CharField(choices=words("sold", "scrapped", "missing", "given_back"), max_length=12)),
                ("price_vnd", models.BigIntegerField(default=0)),
                ("vat_vnd", models.BigIntegerField(default=0)),
                ("costs_vnd", models.BigIntegerField(default=0)),
                ("worn_vnd", models.BigIntegerField(default=0)),
                ("remaining_vnd", models.BigIntegerField(default=0)),
                ("state_part_vnd", models.BigIntegerField(default=0)),
                ("buyer", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("appraisal_paper", models.CharField(blank=True, max_length=200)),
                ("appraised_on", models.DateField(null=True)),
                ("appraised_vnd", models.BigIntegerField(null=True)),
                ("resolution_paper", models.CharField(blank=True, max_length=200)),
                ("resolved_on", models.DateField(null=True)),
                ("votes_for", models.PositiveIntegerField(null=True)),
                ("votes_cast", models.PositiveIntegerField(null=True)),
                ("asset", points_inside("assets.asset")),
            ],
            constraints=[
                unique("asset_leaves_once", "org", "asset", "revision"),
                check(
                    "asset_disposal_amounts_are_not_negative",
                    condition=Q(price_vnd__gte=0) & Q(vat_vnd__gte=0) & Q(costs_vnd__gte=0),
                ),
                check(
                    "no_more_votes_for_than_were_cast", condition=Q(votes_for=None) | Q(votes_for__lte=F("votes_cast"))
                ),
            ],
        ),
        table(
            "AssetPaper",
            db_table="assets_paper",
            columns=[
                *recorded_row(),
                ("form_code", models.CharField(max_length=10)),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("document_kind", models.CharField(max_length=20)),
                ("document_id", models.UUIDField()),
                ("made_on", models.DateField()),
                ("asset", points_inside("assets.asset", null=True)),
            ],
            constraints=[
                unique("asset_paper_number_is_one", "org", "form_code", "year", "number"),
                unique("asset_paper_is_made_once", "org", "form_code", "document_id"),
            ],
            indexes=[index("papers_of_an_asset", "org", "asset")],
        ),
        table(
            "AssetUse",
            db_table="assets_use",
            columns=[
                *recorded_row(),
                ("used_on", models.DateField()),
                ("kind", models.CharField(choices=words("hours", "fuel", "upkeep"), max_length=10)),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=12)),
                ("cost_vnd", models.BigIntegerField(default=0)),
                ("user", models.CharField(blank=True, max_length=200)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("asset", points_inside("assets.asset")),
            ],
            constraints=[
                check("asset_use_is_not_negative", condition=Q(quantity__gte=0)),
                check("asset_use_cost_is_not_negative", condition=Q(cost_vnd__gte=0)),
            ],
            indexes=[index("use_of_an_asset", "org", "asset", "used_on")],
        ),
        table(
            "AssetWear",
            db_table="assets_wear",
            columns=[
                *recorded_row(),
                ("document_kind", models.CharField(max_length=20)),
                ("document_id", models.UUIDField()),
                ("month", models.DateField()),
                ("production_vnd", models.BigIntegerField(default=0)),
                ("management_vnd", models.BigIntegerField(default=0)),
                ("idle_vnd", models.BigIntegerField(default=0)),
                ("welfare_vnd", models.BigIntegerField(default=0)),
                ("amount_vnd", models.BigIntegerField()),
                ("asset", points_inside("assets.asset")),
            ],
            constraints=[
                unique("asset_wears_once_in_a_document", "org", "document_id", "asset"),
                check(
                    "asset_wear_is_the_sum_of_its_parts",
                    condition=Q(
                        amount_vnd=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    F("production_vnd"), "+", F("management_vnd")
                                ),
                                "+",
                                F("idle_vnd"),
                            ),
                            "+",
                            F("welfare_vnd"),
                        )
                    ),
                ),
                check("asset_wear_is_positive", condition=Q(amount_vnd__gt=0)),
            ],
            indexes=[index("wear_of_an_asset", "org", "asset", "month")],
        ),
        table(
            "DepreciationRun",
            db_table="assets_depreciation_run",
            columns=[
                *recorded_row(),
                ("month", models.DateField()),
                ("revision", models.PositiveSmallIntegerField()),
                ("total_vnd", models.BigIntegerField()),
            ],
            constraints=[unique("depreciation_revision_is_one", "org", "month", "revision")],
        ),
        *(
            TenantTable(name)
            for name in (
                "assets_count",
                "assets_count_mark",
                "assets_disposal",
                "assets_paper",
                "assets_use",
                "assets_wear",
                "assets_depreciation_run",
            )
        ),
        InsideKey("assets_count_mark", "asset_id", "assets_asset"),
        InsideKey("assets_count_mark", "count_id", "assets_count"),
        InsideKey("assets_disposal", "asset_id", "assets_asset"),
        InsideKey("assets_paper", "asset_id", "assets_asset"),
        InsideKey("assets_use", "asset_id", "assets_asset"),
        InsideKey("assets_wear", "asset_id", "assets_asset"),
    ]
