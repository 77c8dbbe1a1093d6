"""Lay out what happens to assets: wear, disposal, use, counts, and the numbers of papers."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from ecoop.kernel.ids import new_id
from ecoop.kernel.tenancy import InsideKey, TenantTable


def _points(to: str, **given: object) -> models.ForeignKey:
    return models.ForeignKey(to, on_delete=django.db.models.deletion.PROTECT, db_index=False, related_name="+", **given)


def _inside(to: str, **given: object) -> models.ForeignKey:
    return _points(to, db_constraint=False, **given)


def _of_a_row() -> list[tuple[str, models.Field]]:
    """Give the columns that every row has: its id, its organisation, who wrote it and when."""
    return [
        ("id", models.UUIDField(default=new_id, editable=False, primary_key=True, serialize=False)),
        ("recorded_at", models.DateTimeField()),
        ("org", _points("parties.organisation")),
        ("recorded_by", _points(settings.AUTH_USER_MODEL)),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("assets", "0001_assets_and_what_they_are"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AssetCount",
            fields=[
                *_of_a_row(),
                ("counted_on", models.DateField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("team", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "db_table": "assets_count",
            },
        ),
        migrations.CreateModel(
            name="AssetCountMark",
            fields=[
                *_of_a_row(),
                ("found_name", models.CharField(blank=True, max_length=200)),
                ("is_here", models.BooleanField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("asset", _inside("assets.asset", null=True)),
                ("count", _inside("assets.assetcount")),
            ],
            options={
                "db_table": "assets_count_mark",
            },
        ),
        migrations.CreateModel(
            name="AssetDisposal",
            fields=[
                *_of_a_row(),
                ("disposed_on", models.DateField()),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("sold", "sold"),
                            ("scrapped", "scrapped"),
                            ("missing", "missing"),
                            ("given_back", "given_back"),
                        ],
                        max_length=12,
                    ),
                ),
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
                ("asset", _inside("assets.asset")),
            ],
            options={
                "db_table": "assets_disposal",
            },
        ),
        migrations.CreateModel(
            name="AssetPaper",
            fields=[
                *_of_a_row(),
                ("form_code", models.CharField(max_length=10)),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("document_kind", models.CharField(max_length=20)),
                ("document_id", models.UUIDField()),
                ("made_on", models.DateField()),
                ("asset", _inside("assets.asset", null=True)),
            ],
            options={
                "db_table": "assets_paper",
            },
        ),
        migrations.CreateModel(
            name="AssetUse",
            fields=[
                *_of_a_row(),
                ("used_on", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("hours", "hours"), ("fuel", "fuel"), ("upkeep", "upkeep")], max_length=10
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=12)),
                ("cost_vnd", models.BigIntegerField(default=0)),
                ("user", models.CharField(blank=True, max_length=200)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("asset", _inside("assets.asset")),
            ],
            options={
                "db_table": "assets_use",
            },
        ),
        migrations.CreateModel(
            name="AssetWear",
            fields=[
                *_of_a_row(),
                ("document_kind", models.CharField(max_length=20)),
                ("document_id", models.UUIDField()),
                ("month", models.DateField()),
                ("production_vnd", models.BigIntegerField(default=0)),
                ("management_vnd", models.BigIntegerField(default=0)),
                ("idle_vnd", models.BigIntegerField(default=0)),
                ("welfare_vnd", models.BigIntegerField(default=0)),
                ("amount_vnd", models.BigIntegerField()),
                ("asset", _inside("assets.asset")),
            ],
            options={
                "db_table": "assets_wear",
            },
        ),
        migrations.CreateModel(
            name="DepreciationRun",
            fields=[
                *_of_a_row(),
                ("month", models.DateField()),
                ("revision", models.PositiveSmallIntegerField()),
                ("total_vnd", models.BigIntegerField()),
            ],
            options={
                "db_table": "assets_depreciation_run",
            },
        ),
        migrations.AddIndex(
            model_name="assetcountmark",
            index=models.Index(fields=["org", "count"], name="marks_of_a_count"),
        ),
        migrations.AddConstraint(
            model_name="assetcountmark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asset__isnull", False), models.Q(("found_name", ""), _negated=True), _connector="OR"
                ),
                name="count_mark_names_what_was_seen",
            ),
        ),
        migrations.AddConstraint(
            model_name="assetcountmark",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_here", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="what_is_missing_in_a_count_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="assetdisposal",
            constraint=models.UniqueConstraint(fields=("org", "asset", "revision"), name="asset_leaves_once"),
        ),
        migrations.AddConstraint(
            model_name="assetdisposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("price_vnd__gte", 0), ("vat_vnd__gte", 0), ("costs_vnd__gte", 0)),
                name="asset_disposal_amounts_are_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="assetdisposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("votes_for", None), ("votes_for__lte", models.F("votes_cast")), _connector="OR"),
                name="no_more_votes_for_than_were_cast",
            ),
        ),
        migrations.AddIndex(
            model_name="assetpaper",
            index=models.Index(fields=["org", "asset"], name="papers_of_an_asset"),
        ),
        migrations.AddConstraint(
            model_name="assetpaper",
            constraint=models.UniqueConstraint(
                fields=("org", "form_code", "year", "number"), name="asset_paper_number_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="assetpaper",
            constraint=models.UniqueConstraint(
                fields=("org", "form_code", "document_id"), name="asset_paper_is_made_once"
            ),
        ),
        migrations.AddIndex(
            model_name="assetuse",
            index=models.Index(fields=["org", "asset", "used_on"], name="use_of_an_asset"),
        ),
        migrations.AddConstraint(
            model_name="assetuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gte", 0)), name="asset_use_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="assetuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("cost_vnd__gte", 0)), name="asset_use_cost_is_not_negative"
            ),
        ),
        migrations.AddIndex(
            model_name="assetwear",
            index=models.Index(fields=["org", "asset", "month"], name="wear_of_an_asset"),
        ),
        migrations.AddConstraint(
            model_name="assetwear",
            constraint=models.UniqueConstraint(
                fields=("org", "document_id", "asset"), name="asset_wears_once_in_a_document"
            ),
        ),
        migrations.AddConstraint(
            model_name="assetwear",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "amount_vnd",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("production_vnd"), "+", models.F("management_vnd")
                                ),
                                "+",
                                models.F("idle_vnd"),
                            ),
                            "+",
                            models.F("welfare_vnd"),
                        ),
                    )
                ),
                name="asset_wear_is_the_sum_of_its_parts",
            ),
        ),
        migrations.AddConstraint(
            model_name="assetwear",
            constraint=models.CheckConstraint(condition=models.Q(("amount_vnd__gt", 0)), name="asset_wear_is_positive"),
        ),
        migrations.AddConstraint(
            model_name="depreciationrun",
            constraint=models.UniqueConstraint(
                fields=("org", "month", "revision"), name="depreciation_revision_is_one"
            ),
        ),
        *(
            TenantTable(f"assets_{table}")
            for table in ("depreciation_run", "wear", "disposal", "use", "count", "count_mark", "paper")
        ),
        *(
            InsideKey(f"assets_{table}", "asset_id", "assets_asset")
            for table in ("wear", "disposal", "use", "count_mark", "paper")
        ),
        InsideKey("assets_count_mark", "count_id", "assets_count"),
    ]
