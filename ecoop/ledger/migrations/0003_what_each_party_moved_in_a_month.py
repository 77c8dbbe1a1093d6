"""Add up what each party moved on each account in a month, so that statements need not read every posting."""

import django.db.models.deletion
from django.db import migrations, models

from ecoop.kernel.tenancy import read_sql


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_openings_and_detail_accounts")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(read_sql(__file__, "party_months.sql"), "DROP TABLE ledger_party_balance"),
                # The writer is made anew; it alone keeps these balances, too.
                migrations.RunSQL(read_sql(__file__, "ledger_post.sql"), migrations.RunSQL.noop),
            ],
            state_operations=[
                migrations.CreateModel(
                    name="PartyBalance",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "org_id",
                                "account",
                                "party_id",
                                "month",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("account", models.CharField(db_collation="C", max_length=20)),
                        ("party_id", models.UUIDField()),
                        ("month", models.DateField()),
                        ("debit_vnd", models.BigIntegerField()),
                        ("credit_vnd", models.BigIntegerField()),
                        (
                            "org",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.organisation",
                            ),
                        ),
                    ],
                    options={"db_table": "ledger_party_balance"},
                ),
            ],
        ),
    ]
