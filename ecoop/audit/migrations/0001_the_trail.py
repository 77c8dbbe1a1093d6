"""Lay out the audit trail, which the application may write and read but never change."""

import django.db.models.deletion
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_who_acts"),
        ("parties", "0001_the_directory"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField(null=True)),
                ("verb", models.CharField(max_length=80)),
                ("object_kind", models.CharField(max_length=80)),
                ("object_id", models.UUIDField(null=True)),
                ("detail", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "audit_event",
                "indexes": [models.Index(fields=["org", "-at", "-id"], name="events_newest_first")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("verb", ""), _negated=True), name="event_has_a_verb")
                ],
            },
        ),
        TenantTable("audit_event", may=("select", "insert")),
    ]
