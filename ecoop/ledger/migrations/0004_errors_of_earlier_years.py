"""Remember which entries correct the errors of earlier years, for the notes to the statements."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0003_what_each_party_moved_in_a_month"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PriorYearCorrection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("document_id", models.UUIDField()),
                ("entry_on", models.DateField()),
                ("year", models.SmallIntegerField()),
                ("wrong_label", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(max_length=500)),
                ("profit_vnd", models.BigIntegerField()),
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
                "db_table": "ledger_prior_year_correction",
                "constraints": [
                    models.UniqueConstraint(fields=("org", "document_id"), name="prior_year_correction_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="prior_year_correction_has_a_reason"
                    ),
                ],
            },
        ),
        TenantTable("ledger_prior_year_correction", may=("select", "insert")),
    ]
