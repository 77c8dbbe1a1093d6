"""Find a document that was posted before by its own key, however young the books are."""

from django.db import migrations

from ecoop.kernel.tenancy import read_sql


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_postings_of_one_party")]

    operations = [
        migrations.RunSQL(read_sql(__file__, "ledger_objections.sql"), migrations.RunSQL.noop),
        migrations.RunSQL(read_sql(__file__, "ledger_post.sql"), migrations.RunSQL.noop),
    ]
