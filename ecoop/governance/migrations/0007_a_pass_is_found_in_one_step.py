"""Find the pass behind a token in one statement: a phone that votes shows it with every request."""

from django.db import migrations

from ecoop.kernel.tenancy import read_sql


class Migration(migrations.Migration):
    dependencies = [("governance", "0006_the_list_is_laid_anew_with_the_box")]

    operations = [
        migrations.RunSQL(read_sql(__file__, "find_pass.sql"), "DROP FUNCTION governance_find_pass(text)"),
    ]
