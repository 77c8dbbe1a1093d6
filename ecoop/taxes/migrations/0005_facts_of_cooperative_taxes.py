"""Keep what the books of a cooperative do not say about its taxes and duties; returns of corporate income tax."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_the_directory"),
        ("taxes", "0004_statement_sets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="return",
            name="cit_vnd",
            field=models.BigIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="CooperativeDutyFacts",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("fiscal_year_ends", models.CharField(default="12-31", max_length=5)),
                ("last_meeting_on", models.DateField(null=True)),
                ("last_audit_on", models.DateField(null=True)),
                ("last_change_on", models.DateField(null=True)),
                ("is_simplified", models.BooleanField(default=False)),
                ("is_large", models.BooleanField(default=False)),
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
                "db_table": "taxes_cooperative_duty_facts",
                "indexes": [models.Index(fields=["org", "-recorded_at"], name="coop_duty_facts_newest_first")],
            },
        ),
        migrations.CreateModel(
            name="CooperativeTaxFacts",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("year", models.SmallIntegerField()),
                ("is_agricultural", models.BooleanField(default=False)),
                ("is_dependent", models.BooleanField(default=False)),
                ("area", models.CharField(default="normal", max_length=16)),
                ("previous_revenue_vnd", models.BigIntegerField(null=True)),
                ("previous_months", models.PositiveSmallIntegerField(default=12)),
                ("forecast_revenue_vnd", models.BigIntegerField(null=True)),
                ("vat_method", models.CharField(blank=True, max_length=8)),
                ("vat_method_on", models.DateField(null=True)),
                ("has_volunteered", models.BooleanField(default=False)),
                ("raw_input_vnd", models.BigIntegerField(null=True)),
                ("non_deductible_vnd", models.BigIntegerField(default=0)),
                ("undivided_fund_vnd", models.BigIntegerField(default=0)),
                ("fields", models.JSONField(default=dict)),
                ("losses", models.JSONField(default=dict)),
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
                "db_table": "taxes_cooperative_tax_facts",
                "indexes": [models.Index(fields=["org", "year", "-recorded_at"], name="coop_tax_facts_newest_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("non_deductible_vnd__gte", 0), ("previous_months__gte", 1), ("undivided_fund_vnd__gte", 0)
                        ),
                        name="coop_tax_facts_are_not_negative",
                    )
                ],
            },
        ),
        TenantTable("taxes_cooperative_tax_facts"),
        TenantTable("taxes_cooperative_duty_facts"),
    ]
