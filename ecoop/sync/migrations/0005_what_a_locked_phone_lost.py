"""Keep what a locked phone said was lost when it emptied itself."""

from django.db import models

from ecoop.kernel.laying import TablesAtOnce, check, points_inside, row, table, unique
from ecoop.kernel.tenancy import InsideKey, TenantTable

_SOMETHING = models.Q(lost_events__gt=0) | models.Q(lost_papers__gt=0)


class Migration(TablesAtOnce):
    """A phone says it once."""

    dependencies = [("sync", "0004_photos_are_found_by_their_records")]

    operations = [
        table(
            "Loss",
            db_table="sync_loss",
            columns=[
                *row(),
                ("device", points_inside("sync.device")),
                ("told_at", models.DateTimeField()),
                ("lost_events", models.PositiveIntegerField()),
                ("lost_papers", models.PositiveIntegerField()),
                ("first_day", models.DateField(null=True)),
                ("last_day", models.DateField(null=True)),
            ],
            constraints=[
                unique("loss_is_told_once", "org", "device"),
                check("something_was_lost", condition=_SOMETHING),
            ],
        ),
        TenantTable("sync_loss"),
        InsideKey("sync_loss", "device_id", "sync_device"),
    ]
