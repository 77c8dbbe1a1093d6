"""Keep owners' equity by statements that were filed before the books of ecoop began."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecoop.kernel.ids import new_id
from ecoop.kernel.tenancy import TenantTable


def _points(to: str) -> models.ForeignKey:
    return models.ForeignKey(to, on_delete=django.db.models.deletion.PROTECT, db_index=False, related_name="+")


class Migration(migrations.Migration):
    dependencies = [
        ("finance", "0001_internal_lending"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FiledEquity",
            fields=[
                ("id", models.UUIDField(default=new_id, editable=False, primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("year", models.PositiveSmallIntegerField()),
                ("filed_on", models.DateField()),
                ("receipt", models.CharField(max_length=200)),
                ("owners_vnd", models.BigIntegerField()),
                ("capital_vnd", models.BigIntegerField(default=0)),
                ("profit_vnd", models.BigIntegerField(default=0)),
                ("funds_vnd", models.BigIntegerField(default=0)),
                ("org", _points("parties.organisation")),
                ("recorded_by", _points(settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "finance_filed_equity",
                "constraints": [
                    models.UniqueConstraint(fields=("org", "year"), name="equity_of_a_year_is_filed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("receipt", ""), _negated=True), name="filed_equity_names_its_receipt"
                    ),
                ],
            },
        ),
        TenantTable("finance_filed_equity"),
    ]
