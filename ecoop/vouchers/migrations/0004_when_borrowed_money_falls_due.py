"""Lay out when borrowed money falls due, contract by contract."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import TenantTable


def _key(to: str) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(to, on_delete=django.db.models.deletion.PROTECT, db_index=False, related_name="+")


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_the_directory"),
        ("vouchers", "0003_rates_are_no_money"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BorrowingSchedule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("party_id", models.UUIDField()),
                ("paper", models.CharField(max_length=100)),
                ("dues", models.JSONField()),
                ("org", _key("parties.organisation")),
                ("recorded_by", _key(settings.AUTH_USER_MODEL)),
            ],
            options={"db_table": "vouchers_borrowing_schedule"},
        ),
        migrations.AddConstraint(
            model_name="borrowingschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("paper", ""), _negated=True), name="borrowing_schedule_names_its_contract"
            ),
        ),
        migrations.AddIndex(
            model_name="borrowingschedule",
            index=models.Index(fields=["org", "party_id", "paper", "id"], name="schedules_by_contract"),
        ),
        TenantTable("vouchers_borrowing_schedule"),
    ]
