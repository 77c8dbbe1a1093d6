"""Let books begin with opening balances, remember whose balances they are, and let accounts get details."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import TenantTable, read_sql


class Migration(migrations.Migration):
    """Openings stand on the day before the books; a function adds detail accounts."""

    dependencies = [
        ("ledger", "0001_books_and_their_one_writer"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountChoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("old_code", models.CharField(db_collation="C", max_length=40)),
                ("code", models.CharField(db_collation="C", max_length=20)),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "ledger_account_choice",
                "indexes": [models.Index(fields=["org", "old_code", "id"], name="choices_by_old_account")],
            },
        ),
        TenantTable("ledger_account_choice", may=("select", "insert")),
        # The function is made anew; books that begin without openings are asked what they always were.
        migrations.RunSQL(read_sql(__file__, "ledger_objections.sql"), migrations.RunSQL.noop),
        migrations.RunSQL(read_sql(__file__, "ledger_add_account.sql"), "DROP FUNCTION ledger_add_account"),
    ]
