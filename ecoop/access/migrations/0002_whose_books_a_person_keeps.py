"""Let the database say whose books a person keeps."""

from django.db import migrations

from ecoop.kernel.tenancy import read_sql


class Migration(migrations.Migration):
    dependencies = [("access", "0001_persons_roles_tokens")]

    operations = [
        migrations.RunSQL(read_sql(__file__, "accountant_of.sql"), "DROP FUNCTION ecoop_accountant_of();"),
        migrations.RunSQL(read_sql(__file__, "kept_books.sql"), "DROP FUNCTION ecoop_kept_books();"),
    ]
