"""Let a loan know one more kind of event: money that came back after it was written off."""

from django.db import migrations, models

_KINDS = (
    "disbursed pledged accrued repaid doubted doubt_ended provided provision_released written_off recovered released"
)


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_internal_lending")]

    operations = [
        migrations.AlterField(
            model_name="loanevent",
            name="kind",
            field=models.CharField(choices=[(kind, kind) for kind in _KINDS.split()], max_length=20),
        ),
    ]
