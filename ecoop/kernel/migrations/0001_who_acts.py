"""Let the database say for whom the running transaction acts."""

from django.db import migrations

from ecoop.kernel.tenancy import read_sql


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.RunSQL(
            read_sql(__file__, "whoami.sql"),
            "DROP FUNCTION ecoop_org_id(); DROP FUNCTION ecoop_person_id();",
        ),
    ]
