"""Lay the table of codes that are on their way to phones."""

from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import DirectoryTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [("kernel", "0001_who_acts")]

    operations = [
        migrations.CreateModel(
            name="Code",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("phone_name", models.CharField(max_length=64)),
                ("digits_name", models.CharField(max_length=64)),
                ("asked_by", models.CharField(max_length=32)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("used_for", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "start_code",
                "indexes": [
                    models.Index(fields=["phone_name", "-sent_at"], name="codes_of_a_phone"),
                    models.Index(fields=["asked_by", "-sent_at"], name="codes_of_an_address"),
                    models.Index(fields=["sent_at"], name="codes_to_forget"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("sent_at"))),
                        name="code_runs_out_after_it_is_sent",
                    ),
                    models.CheckConstraint(condition=models.Q(("attempts__lte", 5)), name="code_is_tried_a_few_times"),
                ],
            },
        ),
        DirectoryTable("start_code", may=("select", "insert", "update", "delete")),
    ]
