"""Find the postings of one party without reading a year: books by party show one at a time."""

from django.db import migrations

from ecoop.kernel.tenancy import read_sql


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_errors_of_earlier_years")]

    operations = [migrations.RunSQL(read_sql(__file__, "party_postings.sql"), "DROP INDEX postings_of_a_party")]
