"""Count the calculations that one address asks for, over all processes."""

from django.db import migrations

from ecoop.kernel.tenancy import read_sql


class Migration(migrations.Migration):
    dependencies = [("taxes", "0002_calendar_feeds_and_duties_done")]
    operations = [
        migrations.RunSQL(read_sql(__file__, "calculations_asked.sql"), "DROP TABLE taxes_calculations_asked"),
    ]
