"""Let the difference of a day's end be settled anew after its booking was taken back; what was before stays."""

from django.db import migrations, models

from ecoop.kernel.laying import unique


class Migration(migrations.Migration):
    """Each attempt is settled once, and they are counted."""

    dependencies = [("sync", "0006_holders_find_their_recovery_keys")]

    operations = [
        migrations.AddField("dayendsettlement", "attempt", models.PositiveIntegerField(default=1)),
        migrations.RemoveConstraint("dayendsettlement", "day_end_is_settled_once"),
        migrations.AddConstraint(
            "dayendsettlement", unique("day_end_is_settled_once_an_attempt", "org", "day_end", "attempt")
        ),
    ]
