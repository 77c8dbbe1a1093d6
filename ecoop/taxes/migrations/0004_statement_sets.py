"""Lay out the sets of statements: drafts with signers and notes, what was filed where, what the meeting approved."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable

# The law gives every member a look at the yearly statements once they went out; drafts stay inside.
TO_MEMBERS = (
    "EXISTS (SELECT FROM members_member m WHERE m.org_id = {table}.org_id AND m.member_org_id = ecoop_org_id() "
    "AND NOT EXISTS (SELECT FROM members_departure d WHERE d.org_id = m.org_id AND d.member_id = m.id))"
)
ISSUED = (
    "org_id <> ecoop_org_id() AND (EXISTS (SELECT FROM taxes_statement_filing f WHERE f.org_id = "
    "taxes_statement_set.org_id AND f.statement_set_id = taxes_statement_set.id) OR EXISTS (SELECT FROM "
    "taxes_statement_approval a WHERE a.org_id = taxes_statement_set.org_id "
    "AND a.statement_set_id = taxes_statement_set.id))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_the_directory"),
        ("members", "0002_capital_and_trade"),
        ("taxes", "0003_count_what_an_address_asks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StatementSet",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("year", models.SmallIntegerField()),
                ("period", models.CharField(max_length=8)),
                ("starts_on", models.DateField()),
                ("ends_before", models.DateField()),
                ("number", models.PositiveSmallIntegerField(default=0)),
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
                "db_table": "taxes_statement_set",
            },
        ),
        migrations.CreateModel(
            name="StatementNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("section", models.CharField(max_length=8)),
                ("text", models.TextField(blank=True)),
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
                (
                    "statement_set",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="taxes.statementset",
                    ),
                ),
            ],
            options={
                "db_table": "taxes_statement_note",
            },
        ),
        migrations.CreateModel(
            name="StatementFiling",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("filed_with", models.CharField(max_length=20)),
                ("filed_on", models.DateField()),
                ("channel", models.CharField(max_length=16)),
                ("receipt", models.CharField(blank=True, max_length=60)),
                ("figures", models.JSONField()),
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
                (
                    "statement_set",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="taxes.statementset",
                    ),
                ),
            ],
            options={
                "db_table": "taxes_statement_filing",
            },
        ),
        migrations.CreateModel(
            name="StatementApproval",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("approved_on", models.DateField()),
                ("resolution", models.CharField(max_length=200)),
                ("figures", models.JSONField()),
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
                (
                    "statement_set",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="taxes.statementset",
                    ),
                ),
            ],
            options={
                "db_table": "taxes_statement_approval",
            },
        ),
        migrations.CreateModel(
            name="StatementSigners",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("preparer", models.CharField(blank=True, max_length=120)),
                ("chief_accountant", models.CharField(blank=True, max_length=120)),
                ("legal_representative", models.CharField(blank=True, max_length=120)),
                ("certificate_number", models.CharField(blank=True, max_length=60)),
                ("firm", models.CharField(blank=True, max_length=200)),
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
                (
                    "statement_set",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signers",
                        to="taxes.statementset",
                    ),
                ),
            ],
            options={
                "db_table": "taxes_statement_signers",
            },
        ),
        migrations.AddConstraint(
            model_name="statementset",
            constraint=models.UniqueConstraint(fields=("org", "period", "number"), name="statement_set_is_begun_once"),
        ),
        migrations.AddConstraint(
            model_name="statementset",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__lt", models.F("ends_before"))), name="statement_set_has_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementset",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 0), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="statement_set_says_why_it_replaces",
            ),
        ),
        migrations.AddIndex(
            model_name="statementnote",
            index=models.Index(
                fields=["org", "statement_set", "section", "-recorded_at"], name="statement_notes_newest_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementfiling",
            constraint=models.UniqueConstraint(
                fields=("org", "statement_set", "filed_with"), name="statement_set_is_filed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementfiling",
            constraint=models.CheckConstraint(
                condition=models.Q(("filed_with__in", ("tax_office", "statistics_office", "other"))),
                name="statement_office_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementfiling",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ("etax", "etax_mobile", "tvan", "counter", "post"))),
                name="statement_channel_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementapproval",
            constraint=models.UniqueConstraint(fields=("org", "statement_set"), name="statement_set_is_approved_once"),
        ),
        migrations.AddConstraint(
            model_name="statementapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(("resolution", ""), _negated=True), name="approval_names_its_resolution"
            ),
        ),
        migrations.AddIndex(
            model_name="statementsigners",
            index=models.Index(fields=["org", "statement_set", "-recorded_at"], name="signers_newest_first"),
        ),
        TenantTable(
            "taxes_statement_filing", read_also={"issued_to_us": TO_MEMBERS.format(table="taxes_statement_filing")}
        ),
        TenantTable(
            "taxes_statement_approval", read_also={"issued_to_us": TO_MEMBERS.format(table="taxes_statement_approval")}
        ),
        TenantTable("taxes_statement_set", read_also={"issued_to_us": ISSUED}),
        TenantTable("taxes_statement_signers"),
        TenantTable("taxes_statement_note"),
        *(
            InsideKey(table, "statement_set_id", "taxes_statement_set")
            for table in (
                "taxes_statement_signers",
                "taxes_statement_note",
                "taxes_statement_filing",
                "taxes_statement_approval",
            )
        ),
    ]
