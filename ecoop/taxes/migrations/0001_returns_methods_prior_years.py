"""Lay out choices of method, years before, returns with their filings, and what could not be prepared."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import KEPT_BOOKS, InsideKey, TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        ("access", "0002_whose_books_a_person_keeps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Return",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
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
                (
                    "replaces",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="taxes.return",
                    ),
                ),
            ],
            options={
                "db_table": "taxes_return",
            },
        ),
        migrations.CreateModel(
            name="ReturnFiling",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("filed_on", models.DateField()),
                ("channel", models.CharField(max_length=16)),
                ("receipt", models.CharField(blank=True, max_length=60)),
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
                (
                    "tax_return",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="taxes.return",
                    ),
                ),
            ],
            options={
                "db_table": "taxes_return_filing",
            },
        ),
        migrations.CreateModel(
            name="MethodChoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("year", models.SmallIntegerField()),
                ("method", models.CharField(max_length=10)),
                (
                    "deduct_first",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
                ("chosen_on", models.DateField()),
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
                "db_table": "taxes_method_choice",
                "indexes": [models.Index(fields=["org", "year", "-recorded_at"], name="method_choice_newest_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ("revenue", "income"))), name="chosen_method_is_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Preparation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("form", models.CharField(blank=True, max_length=24)),
                ("period", models.CharField(max_length=8)),
                ("attempted_at", models.DateTimeField()),
                ("outcome", models.CharField(max_length=12)),
                ("refusal", models.JSONField()),
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
                "db_table": "taxes_preparation",
                "indexes": [models.Index(fields=["org", "period", "-attempted_at"], name="preparations_newest_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ("refused", "nothing_due"))),
                        name="preparation_outcome_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PriorYear",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("year", models.SmallIntegerField()),
                ("revenue_vnd", models.BigIntegerField()),
                ("method", models.CharField(max_length=10)),
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
                "db_table": "taxes_prior_year",
                "indexes": [models.Index(fields=["org", "year", "-recorded_at"], name="prior_year_newest_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ("exempt", "revenue", "income", "lump_sum"))),
                        name="prior_method_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revenue_vnd__gte", 0)), name="prior_revenue_is_not_negative"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="return",
            index=models.Index(fields=["org", "year", "form", "period"], name="returns_of_a_year"),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.UniqueConstraint(
                fields=("org", "form", "period", "number", "revision"), name="return_is_prepared_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", 0), ("replaces__isnull", True)),
                    models.Q(("number__gt", 0), ("replaces__isnull", False)),
                    _connector="OR",
                ),
                name="return_corrects_another_or_is_the_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnfiling",
            constraint=models.UniqueConstraint(fields=("org", "tax_return"), name="return_is_filed_once"),
        ),
        migrations.AddConstraint(
            model_name="returnfiling",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ("etax", "etax_mobile", "tvan", "counter", "post"))),
                name="filing_channel_is_known",
            ),
        ),
        *(
            TenantTable(table, read_also=KEPT_BOOKS)
            for table in (
                "taxes_method_choice",
                "taxes_prior_year",
                "taxes_return",
                "taxes_return_filing",
                "taxes_preparation",
            )
        ),
        InsideKey("taxes_return", "replaces_id", "taxes_return"),
        InsideKey("taxes_return_filing", "tax_return_id", "taxes_return"),
    ]
