"""Open the books: accounts, entries, postings, balances, periods, seals, and ledger_post, their one writer."""

import django.db.models.deletion
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import DirectoryTable, InsideKey, TenantTable, read_sql


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_who_acts"),
        ("parties", "0001_the_directory"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(read_sql(__file__, "hot_tables.sql"))],
            state_operations=[
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("year", models.SmallIntegerField()),
                        ("number", models.IntegerField()),
                        ("kind", models.CharField(db_default="plain", max_length=10)),
                        ("document_kind", models.CharField(db_collation="C", max_length=60)),
                        ("document_id", models.UUIDField()),
                        ("document_on", models.DateField()),
                        ("entry_on", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
                        ("text", models.TextField()),
                        ("posted_by", models.UUIDField()),
                        (
                            "corrects",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="ledger.entry",
                            ),
                        ),
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
                    options={
                        "db_table": "ledger_entry",
                    },
                ),
                migrations.CreateModel(
                    name="MonthlyBalance",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "org_id",
                                "month",
                                "account",
                                "side",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("month", models.DateField()),
                        ("account", models.CharField(db_collation="C", max_length=20)),
                        ("side", models.CharField(max_length=10)),
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
                    options={
                        "db_table": "ledger_monthly_balance",
                    },
                ),
                migrations.CreateModel(
                    name="NumberCounter",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "org_id", "year", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("year", models.SmallIntegerField()),
                        ("last_number", models.IntegerField()),
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
                    options={
                        "db_table": "ledger_number_counter",
                    },
                ),
                migrations.CreateModel(
                    name="Posting",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "org_id",
                                "entry_on",
                                "entry_id",
                                "line",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("entry_on", models.DateField()),
                        ("entry_id", models.UUIDField()),
                        ("line", models.SmallIntegerField()),
                        ("debit", models.CharField(db_collation="C", max_length=20)),
                        ("credit", models.CharField(db_collation="C", max_length=20)),
                        ("amount_vnd", models.BigIntegerField()),
                        ("party_id", models.UUIDField(null=True)),
                        ("item_id", models.UUIDField(null=True)),
                        ("side", models.CharField(max_length=10, null=True)),
                        ("quantity", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
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
                    options={
                        "db_table": "ledger_posting",
                    },
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealingKey",
            fields=[
                ("key_id", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("public_key", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "ledger_sealing_key",
            },
        ),
        migrations.CreateModel(
            name="PeriodClosure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("closed_at", models.DateTimeField()),
                ("closed_by", models.UUIDField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "ledger_period_closure",
            },
        ),
        migrations.CreateModel(
            name="PeriodReopening",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reopened_at", models.DateTimeField()),
                ("reopened_by", models.UUIDField()),
                ("reason", models.CharField(max_length=500)),
                (
                    "closure",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="ledger.periodclosure",
                    ),
                ),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "ledger_period_reopening",
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("size", models.IntegerField()),
                ("tree_root", models.CharField(max_length=64)),
                ("previous_root", models.CharField(max_length=64)),
                ("root", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=128)),
                ("sealed_at", models.DateTimeField()),
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
                    "key",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.sealingkey"
                    ),
                ),
            ],
            options={
                "db_table": "ledger_seal",
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(db_collation="C", max_length=20)),
                ("name_vi", models.CharField(max_length=200)),
                ("name_en", models.CharField(blank=True, max_length=200)),
                ("parent_code", models.CharField(blank=True, db_collation="C", max_length=20)),
                ("type", models.CharField(max_length=12)),
                ("normal", models.CharField(max_length=6)),
                ("is_postable", models.BooleanField()),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "ledger_account",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("org", "code"), include=("is_postable",), name="account_code_is_unique_in_the_books"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9A-Za-z.]+$")), name="account_code_is_plain"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("type__in", ("asset", "liability", "equity", "income", "expense", "off_balance"))
                        ),
                        name="account_type_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("normal__in", ("debit", "credit", "both"))), name="account_side_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Books",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("chart", models.CharField(max_length=20)),
                ("starts_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.UUIDField()),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "ledger_books",
                "constraints": [models.UniqueConstraint(fields=("org",), name="books_are_opened_once")],
            },
        ),
        migrations.AddIndex(
            model_name="periodclosure",
            index=models.Index(fields=["org", "month"], name="closure_by_month"),
        ),
        migrations.AddConstraint(
            model_name="periodclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="closure_names_a_month_by_its_first_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="periodreopening",
            constraint=models.UniqueConstraint(fields=("org", "closure"), name="closure_is_lifted_once"),
        ),
        migrations.AddConstraint(
            model_name="periodreopening",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="reopening_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=("org", "day"), name="day_is_sealed_once"),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=("org", "previous_root"), name="seals_form_one_chain"),
        ),
        TenantTable("ledger_books", may=("select", "insert")),
        TenantTable("ledger_account", may=("select", "insert")),
        TenantTable("ledger_period_closure", may=("select", "insert")),
        TenantTable("ledger_period_reopening", may=("select", "insert")),
        TenantTable("ledger_seal", may=("select", "insert")),
        InsideKey("ledger_period_reopening", "closure_id", "ledger_period_closure"),
        DirectoryTable("ledger_sealing_key", may=("select", "insert")),
        migrations.RunSQL(read_sql(__file__, "ledger_objections.sql")),
        migrations.RunSQL(read_sql(__file__, "ledger_post.sql")),
    ]
