"""Lay out returns prepared and filed, the method chosen, earlier years, and what taxes of cooperatives rest on."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
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
from ecoop.kernel.tenancy import KEPT_BOOKS, InsideKey, TenantTable


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        ("access", "0002_whose_books_a_person_keeps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "Return",
            db_table="taxes_return",
            columns=[
                *recorded_row(),
                ("form", models.CharField(max_length=24)),
                ("period", models.CharField(max_length=8)),
                ("year", models.SmallIntegerField()),
                ("number", models.PositiveSmallIntegerField(default=0)),
                ("revision", models.PositiveSmallIntegerField(default=0)),
                ("known_on", models.DateField()),
                ("version", models.CharField(max_length=24)),
                ("law", models.CharField(max_length=64)),
                ("fields", models.JSONField()),
                ("vat_vnd", models.BigIntegerField()),
                ("pit_vnd", models.BigIntegerField()),
                ("due_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("cit_vnd", models.BigIntegerField(default=0)),
                ("replaces", points_inside("taxes.return", null=True, related_name="replaced_by")),
            ],
            constraints=[
                unique("return_is_prepared_once", "org", "form", "period", "number", "revision"),
                check(
                    "return_corrects_another_or_is_the_first",
                    condition=Q(number=0, replaces__isnull=True) | Q(number__gt=0, replaces__isnull=False),
                ),
            ],
            indexes=[index("returns_of_a_year", "org", "year", "form", "period")],
        ),
        table(
            "ReturnFiling",
            db_table="taxes_return_filing",
            columns=[
                *recorded_row(),
                ("filed_on", models.DateField()),
                ("channel", models.CharField(max_length=16)),
                ("receipt", models.CharField(blank=True, max_length=60)),
                ("tax_return", points_inside("taxes.return", related_name="filings")),
            ],
            constraints=[
                unique("return_is_filed_once", "org", "tax_return"),
                check(
                    "filing_channel_is_known",
                    condition=Q(channel__in=("etax", "etax_mobile", "tvan", "counter", "post")),
                ),
            ],
        ),
        table(
            "MethodChoice",
            db_table="taxes_method_choice",
            columns=[
                *recorded_row(),
                ("year", models.SmallIntegerField()),
                ("method", models.CharField(max_length=10)),
                ("deduct_first", ArrayField(base_field=models.CharField(max_length=24), default=list, size=None)),
                ("chosen_on", models.DateField()),
            ],
            constraints=[check("chosen_method_is_known", condition=Q(method__in=("revenue", "income")))],
            indexes=[index("method_choice_newest_first", "org", "year", "-recorded_at")],
        ),
        table(
            "Preparation",
            db_table="taxes_preparation",
            columns=[
                *recorded_row(),
                ("form", models.CharField(blank=True, max_length=24)),
                ("period", models.CharField(max_length=8)),
                ("attempted_at", models.DateTimeField()),
                ("outcome", models.CharField(max_length=12)),
                ("refusal", models.JSONField()),
            ],
            constraints=[check("preparation_outcome_is_known", condition=Q(outcome__in=("refused", "nothing_due")))],
            indexes=[index("preparations_newest_first", "org", "period", "-attempted_at")],
        ),
        table(
            "PriorYear",
            db_table="taxes_prior_year",
            columns=[
                *recorded_row(),
                ("year", models.SmallIntegerField()),
                ("revenue_vnd", models.BigIntegerField()),
                ("method", models.CharField(max_length=10)),
            ],
            constraints=[
                check("prior_method_is_known", condition=Q(method__in=("exempt", "revenue", "income", "lump_sum"))),
                check("prior_revenue_is_not_negative", condition=Q(revenue_vnd__gte=0)),
            ],
            indexes=[index("prior_year_newest_first", "org", "year", "-recorded_at")],
        ),
        table(
            "CooperativeDutyFacts",
            db_table="taxes_cooperative_duty_facts",
            columns=[
                *recorded_row(),
                ("fiscal_year_ends", models.CharField(default="12-31", max_length=5)),
                ("last_meeting_on", models.DateField(null=True)),
                ("last_audit_on", models.DateField(null=True)),
                ("last_change_on", models.DateField(null=True)),
                ("is_simplified", models.BooleanField(default=False)),
                ("is_large", models.BooleanField(default=False)),
            ],
            indexes=[index("coop_duty_facts_newest_first", "org", "-recorded_at")],
        ),
        table(
            "CooperativeTaxFacts",
            db_table="taxes_cooperative_tax_facts",
            columns=[
                *recorded_row(),
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
            ],
            constraints=[
                check(
                    "coop_tax_facts_are_not_negative",
                    condition=Q(non_deductible_vnd__gte=0, previous_months__gte=1, undivided_fund_vnd__gte=0),
                )
            ],
            indexes=[index("coop_tax_facts_newest_first", "org", "year", "-recorded_at")],
        ),
        *(
            TenantTable(name, read_also=KEPT_BOOKS)
            for name in (
                "taxes_return",
                "taxes_return_filing",
                "taxes_method_choice",
                "taxes_preparation",
                "taxes_prior_year",
            )
        ),
        *(TenantTable(name) for name in ("taxes_cooperative_duty_facts", "taxes_cooperative_tax_facts")),
        InsideKey("taxes_return", "replaces_id", "taxes_return"),
        InsideKey("taxes_return_filing", "tax_return_id", "taxes_return"),
    ]
