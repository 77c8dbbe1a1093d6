"""Let one function destroy the key of a secret ballot and shuffle its box; the application itself deletes nothing."""

from django.db import migrations

from ecoop.kernel.tenancy import read_sql

_BACK = "DROP FUNCTION governance_seal_box(uuid, uuid); GRANT DELETE ON governance_ballot_key TO ecoop_app;"


class Migration(migrations.Migration):
    dependencies = [("governance", "0004_members_read_resolutions")]

    operations = [migrations.RunSQL(read_sql(__file__, "seal_box.sql"), _BACK + read_sql(__file__, "shuffle_box.sql"))]
