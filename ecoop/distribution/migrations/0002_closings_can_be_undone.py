"""Let a closing be undone and made anew, on trial or for good, and keep what its key parted by."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("distribution", "0001_the_end_of_a_year"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="YearClosingUndoing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("reason", models.CharField(max_length=500)),
            ],
            options={
                "db_table": "distribution_year_closing_undoing",
            },
        ),
        migrations.RemoveConstraint(
            model_name="yearclosing",
            name="year_is_closed_once",
        ),
        migrations.AddField(
            model_name="yearclosing",
            name="figures",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="yearclosing",
            name="is_trial",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="yearclosing",
            name="number",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="yearclosing",
            constraint=models.UniqueConstraint(fields=("org", "year", "number"), name="year_is_closed_once_at_a_time"),
        ),
        migrations.AddField(
            model_name="yearclosingundoing",
            name="closing",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="distribution.yearclosing",
            ),
        ),
        migrations.AddField(
            model_name="yearclosingundoing",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="yearclosingundoing",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="yearclosingundoing",
            constraint=models.UniqueConstraint(fields=("org", "closing"), name="closing_is_undone_once"),
        ),
        migrations.AddConstraint(
            model_name="yearclosingundoing",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="undoing_says_why"
            ),
        ),
        TenantTable("distribution_year_closing_undoing"),
        InsideKey("distribution_year_closing_undoing", "closing_id", "distribution_year_closing"),
    ]
