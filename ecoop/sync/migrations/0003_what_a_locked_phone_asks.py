"""Lay out what a locked phone asks: whether to wipe itself, and the key to its store when its PIN is forgotten."""

from django.db import migrations, models

from ecoop.kernel.laying import index, points_inside, recorded_row, table, unique
from ecoop.kernel.tenancy import InsideKey, TenantTable, inside_or_none, read_sql


class Migration(migrations.Migration):
    """A phone hears its order without a key, gets its recovery key once its holder is known, and signs its photos."""

    dependencies = [("sync", "0002_what_the_desk_made_of_counts_and_photos")]

    operations = [
        migrations.AddField("devicekey", "ear_sha256", models.CharField(max_length=64, null=True)),
        migrations.AddConstraint("devicekey", unique("ear_is_known_by_its_fingerprint", "org", "ear_sha256")),
        table(
            "RecoveryKey",
            db_table="sync_recovery_key",
            columns=[*recorded_row(), ("device", points_inside("sync.device")), ("sealed", models.TextField())],
            constraints=[unique("device_has_one_recovery_key", "org", "device")],
        ),
        table(
            "Recovery",
            db_table="sync_recovery",
            columns=[*recorded_row(), ("device", points_inside("sync.device")), ("asked_with", models.UUIDField())],
            constraints=[unique("recovery_is_told_once", "org", "device", "asked_with")],
            indexes=[index("recoveries_newest_first", "org", "device", "-recorded_at")],
        ),
        migrations.AddField("paper", "device", inside_or_none("sync.device")),
        TenantTable("sync_recovery_key", may=("select", "insert", "update")),
        TenantTable("sync_recovery"),
        *(InsideKey(f"sync_{each}", "device_id", "sync_device") for each in ("recovery_key", "recovery", "paper")),
        migrations.RunSQL(read_sql(__file__, "orders_asked.sql"), "DROP TABLE sync_orders_asked"),
    ]
