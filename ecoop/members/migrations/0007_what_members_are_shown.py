"""Show members what the law has their cooperative disclose; count who applies on the open pages."""

from django.db import migrations

from ecoop.kernel.tenancy import read_sql

DROP = "DROP FUNCTION members_disclosed_list(uuid, date, text, integer); DROP FUNCTION members_disclosed_fund(uuid)"


class Migration(migrations.Migration):
    dependencies = [("members", "0006_purchases_with_an_invoice"), ("ledger", "0001_books_and_their_one_writer")]
    operations = [
        migrations.RunSQL(read_sql(__file__, "disclosed.sql"), DROP),
        migrations.RunSQL(read_sql(__file__, "applications_asked.sql"), "DROP TABLE members_applications_asked"),
    ]
