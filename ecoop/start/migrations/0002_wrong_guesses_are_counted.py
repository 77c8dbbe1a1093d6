"""Lay the table that counts how many codes an address guessed wrong."""

from django.db import migrations

from ecoop.kernel.tenancy import read_sql


class Migration(migrations.Migration):
    """Guesses are counted by address, over all numbers."""

    dependencies = [("start", "0001_codes_on_their_way_to_phones")]

    operations = [migrations.RunSQL(read_sql(__file__, "guesses_counted.sql"), "DROP TABLE start_guesses_counted")]
