"""Let whoever left a recovery key find it while acting for nobody, so that many households cost one question."""

from django.db import migrations

from ecoop.kernel.tenancy import AlsoReadable

OWN = "ecoop_org_id() IS NULL AND recorded_by_id = ecoop_person_id()"


class Migration(migrations.Migration):
    """A forgotten PIN is renewed before it is known for which organisation the phone left its key."""

    dependencies = [("sync", "0005_what_a_locked_phone_lost")]

    operations = [AlsoReadable("sync_recovery_key", read_also={"own_recovery_keys": OWN})]
