"""Let a decision and a sharing be undone, and the year be decided and shared anew."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("distribution", "0003_shares_are_paid_and_thought_through"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="YearDecisionUndoing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("undone_on", models.DateField()),
                ("reason", models.CharField(max_length=500)),
            ],
            options={
                "db_table": "distribution_year_decision_undoing",
            },
        ),
        migrations.CreateModel(
            name="YearSharingUndoing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("undone_on", models.DateField()),
                ("reason", models.CharField(max_length=500)),
            ],
            options={
                "db_table": "distribution_year_sharing_undoing",
            },
        ),
        migrations.RemoveConstraint(
            model_name="yeardecision",
            name="year_is_decided_once",
        ),
        migrations.RemoveConstraint(
            model_name="yearsharing",
            name="year_is_shared_once",
        ),
        migrations.AddField(
            model_name="yeardecision",
            name="number",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="yearsharing",
            name="number",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="yeardecision",
            constraint=models.UniqueConstraint(fields=("org", "year", "number"), name="year_is_decided_once_at_a_time"),
        ),
        migrations.AddConstraint(
            model_name="yearsharing",
            constraint=models.UniqueConstraint(fields=("org", "year", "number"), name="year_is_shared_once_at_a_time"),
        ),
        migrations.AddField(
            model_name="yeardecisionundoing",
            name="decision",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="distribution.yeardecision",
            ),
        ),
        migrations.AddField(
            model_name="yeardecisionundoing",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="yeardecisionundoing",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="yearsharingundoing",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="yearsharingundoing",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="yearsharingundoing",
            name="sharing",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="distribution.yearsharing",
            ),
        ),
        migrations.AddConstraint(
            model_name="yeardecisionundoing",
            constraint=models.UniqueConstraint(fields=("org", "decision"), name="decision_is_undone_once"),
        ),
        migrations.AddConstraint(
            model_name="yeardecisionundoing",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="undoing_of_a_decision_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="yearsharingundoing",
            constraint=models.UniqueConstraint(fields=("org", "sharing"), name="sharing_is_undone_once"),
        ),
        migrations.AddConstraint(
            model_name="yearsharingundoing",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="undoing_of_a_sharing_says_why"
            ),
        ),
        TenantTable("distribution_year_decision_undoing"),
        # Whoever had a share may see that the sharing was taken back.
        TenantTable(
            "distribution_year_sharing_undoing",
            read_also={
                "shared_with_us": "EXISTS (SELECT FROM distribution_member_share s "
                "WHERE s.org_id = distribution_year_sharing_undoing.org_id "
                "AND s.sharing_id = distribution_year_sharing_undoing.sharing_id "
                "AND s.member_org_id = ecoop_org_id())"
            },
        ),
        InsideKey("distribution_year_decision_undoing", "decision_id", "distribution_year_decision"),
        InsideKey("distribution_year_sharing_undoing", "sharing_id", "distribution_year_sharing"),
    ]
