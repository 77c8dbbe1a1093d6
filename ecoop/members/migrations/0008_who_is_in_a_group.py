"""Find associates and foreigners without reading all members; ask no row for an organisation it does not name."""

from django.db import migrations

from ecoop.kernel.tenancy import read_sql

DROP = "DROP INDEX standings_of_associates; DROP INDEX particulars_of_foreigners"


class Migration(migrations.Migration):
    dependencies = [("members", "0007_what_members_are_shown")]
    # The policies say the same either way, so that going back leaves them.
    operations = [migrations.RunSQL(read_sql(__file__, "groups_found.sql"), DROP)]
