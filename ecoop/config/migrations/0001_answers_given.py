"""Remember the answers to requests that carry an idempotency key."""

import django.db.models.deletion
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import TenantTable


class Migration(migrations.Migration):
    initial = True
    dependencies = [("kernel", "0001_who_acts"), ("parties", "0001_the_directory")]
    operations = [
        migrations.CreateModel(
            name="AnswerGiven",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("request_hash", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("body", models.TextField()),
                ("given_at", models.DateTimeField()),
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
                "db_table": "config_answer_given",
                "constraints": [
                    models.UniqueConstraint(fields=("org", "key"), name="answer_is_given_once_per_key"),
                ],
            },
        ),
        TenantTable("config_answer_given", may=("select", "insert")),
    ]
