"""Lay out assets: whose money they are, where they stand, over how long they wear."""

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
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Asset",
            fields=[
                *_of_a_row(),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fixed", "fixed"),
                            ("undivided", "undivided"),
                            ("welfare", "welfare"),
                            ("held", "held"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("tangible", "tangible"),
                            ("intangible", "intangible"),
                            ("leased", "leased"),
                            ("property", "property"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("bought", "bought"),
                            ("built", "built"),
                            ("received", "received"),
                            ("found", "found"),
                            ("handed_over", "handed_over"),
                            ("in_books", "in_books"),
                        ],
                        max_length=12,
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
            options={
                "db_table": "assets_asset",
            },
        ),
        migrations.CreateModel(
            name="AssetChange",
            fields=[
                *_of_a_row(),
                ("changed_on", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("improved", "improved"),
                            ("repaired", "repaired"),
                            ("revalued", "revalued"),
                            ("gift_settled", "gift_settled"),
                        ],
                        max_length=12,
                    ),
                ),
                ("amount_vnd", models.BigIntegerField()),
                ("text", models.CharField(blank=True, max_length=500)),
                ("ground", models.CharField(blank=True, max_length=24)),
                ("paper", models.CharField(blank=True, max_length=200)),
                ("asset", _inside("assets.asset")),
            ],
            options={
                "db_table": "assets_change",
            },
        ),
        migrations.CreateModel(
            name="AssetPlacing",
            fields=[
                *_of_a_row(),
                ("since_on", models.DateField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("custodian", models.CharField(blank=True, max_length=200)),
                ("handed_by", models.CharField(blank=True, max_length=200)),
                ("asset", _inside("assets.asset")),
            ],
            options={
                "db_table": "assets_placing",
            },
        ),
        migrations.CreateModel(
            name="AssetSource",
            fields=[
                *_of_a_row(),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("amount_vnd", models.BigIntegerField()),
                ("giver", models.CharField(blank=True, max_length=200)),
                ("asset", _inside("assets.asset")),
                ("change", _inside("assets.assetchange", null=True)),
            ],
            options={
                "db_table": "assets_source",
            },
        ),
        migrations.CreateModel(
            name="AssetTerms",
            fields=[
                *_of_a_row(),
                ("since_on", models.DateField()),
                ("life_months", models.PositiveSmallIntegerField(null=True)),
                ("production_weight", models.PositiveSmallIntegerField()),
                ("management_weight", models.PositiveSmallIntegerField()),
                ("idle_weight", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("asset", _inside("assets.asset")),
            ],
            options={
                "db_table": "assets_terms",
            },
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.UniqueConstraint(fields=("org", "code"), name="asset_code_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(condition=models.Q(("cost_vnd__gt", 0)), name="asset_cost_is_positive"),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(("opening_worn_vnd__gte", 0), ("opening_worn_vnd__lte", models.F("cost_vnd"))),
                name="asset_is_not_worn_beyond_its_cost",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(("opening_worn_vnd", 0), ("origin", "in_books"), _connector="OR"),
                name="only_assets_of_earlier_books_come_worn",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(("designation", ""), ("kind", "undivided"), _connector="OR"),
                name="only_undivided_assets_are_designated",
            ),
        ),
        migrations.AddIndex(
            model_name="assetchange",
            index=models.Index(fields=["org", "asset", "changed_on"], name="changes_of_an_asset"),
        ),
        migrations.AddConstraint(
            model_name="assetchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_vnd", 0), _negated=True), name="asset_change_is_not_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="assetchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_vnd__gt", 0), ("kind", "revalued"), _connector="OR"),
                name="only_a_revaluation_lowers_an_asset",
            ),
        ),
        migrations.AddIndex(
            model_name="assetplacing",
            index=models.Index(fields=["org", "asset", "since_on"], name="placings_of_an_asset"),
        ),
        migrations.AddIndex(
            model_name="assetsource",
            index=models.Index(fields=["org", "asset"], name="sources_of_an_asset"),
        ),
        migrations.AddConstraint(
            model_name="assetsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_vnd", 0), _negated=True), name="asset_source_amount_is_not_zero"
            ),
        ),
        migrations.AddIndex(
            model_name="assetterms",
            index=models.Index(fields=["org", "asset", "since_on"], name="terms_of_an_asset"),
        ),
        migrations.AddConstraint(
            model_name="assetterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("production_weight__gt", 0), ("management_weight__gt", 0), ("idle_weight__gt", 0), _connector="OR"
                ),
                name="asset_wear_is_somebodys_cost",
            ),
        ),
        migrations.AddConstraint(
            model_name="assetterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("life_months", None), ("life_months__gt", 0), _connector="OR"),
                name="asset_life_is_positive_or_endless",
            ),
        ),
        *(
            TenantTable(table)
            for table in ("assets_asset", "assets_source", "assets_placing", "assets_terms", "assets_change")
        ),
        *(
            InsideKey(f"assets_{table}", "asset_id", "assets_asset")
            for table in ("source", "placing", "terms", "change")
        ),
        InsideKey("assets_source", "change_id", "assets_change"),
    ]
