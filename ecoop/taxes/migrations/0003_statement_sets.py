"""Lay out the financial statements of a year: their notes, who signs, who approves, what was filed."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from ecoop.kernel.laying import (
    TablesAtOnce,
    check,
    index,
    points_inside,
    recorded_row,
    table,
    unique,
)
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(TablesAtOnce):
    dependencies = [
        ("taxes", "0002_calendar_feeds_and_duties_done"),
        ("parties", "0001_the_directory"),
        ("members", "0001_the_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "StatementSet",
            db_table="taxes_statement_set",
            columns=[
                *recorded_row(),
                ("year", models.SmallIntegerField()),
                ("period", models.CharField(max_length=8)),
                ("starts_on", models.DateField()),
                ("ends_before", models.DateField()),
                ("number", models.PositiveSmallIntegerField(default=0)),
                ("reason", models.CharField(blank=True, max_length=500)),
            ],
            constraints=[
                unique("statement_set_is_begun_once", "org", "period", "number"),
                check("statement_set_has_days", condition=Q(starts_on__lt=F("ends_before"))),
                check("statement_set_says_why_it_replaces", condition=Q(number=0) | ~Q(reason="")),
            ],
        ),
        table(
            "StatementNote",
            db_table="taxes_statement_note",
            columns=[
                *recorded_row(),
                ("section", models.CharField(max_length=8)),
                ("text", models.TextField(blank=True)),
                ("statement_set", points_inside("taxes.statementset", related_name="notes")),
            ],
            indexes=[index("statement_notes_newest_first", "org", "statement_set", "section", "-recorded_at")],
        ),
        table(
            "StatementFiling",
            db_table="taxes_statement_filing",
            columns=[
                *recorded_row(),
                ("filed_with", models.CharField(max_length=20)),
                ("filed_on", models.DateField()),
                ("channel", models.CharField(max_length=16)),
                ("receipt", models.CharField(blank=True, max_length=60)),
                ("figures", models.JSONField()),
                ("statement_set", points_inside("taxes.statementset", related_name="filings")),
            ],
            constraints=[
                unique("statement_set_is_filed_once", "org", "statement_set", "filed_with"),
                check(
                    "statement_office_is_known",
                    condition=Q(filed_with__in=("tax_office", "statistics_office", "other")),
                ),
                check(
                    "statement_channel_is_known",
                    condition=Q(channel__in=("etax", "etax_mobile", "tvan", "counter", "post")),
                ),
            ],
        ),
        table(
            "StatementApproval",
            db_table="taxes_statement_approval",
            columns=[
                *recorded_row(),
                ("approved_on", models.DateField()),
                ("resolution", models.CharField(max_length=200)),
                ("figures", models.JSONField()),
                ("number", models.PositiveSmallIntegerField(default=0)),
                ("statement_set", points_inside("taxes.statementset", related_name="approvals")),
            ],
            constraints=[
                check("approval_names_its_resolution", condition=~Q(resolution="")),
                unique("statement_set_is_approved_once_at_a_time", "org", "statement_set", "number"),
            ],
        ),
        table(
            "StatementApprovalWithdrawal",
            db_table="taxes_statement_approval_withdrawal",
            columns=[
                *recorded_row(),
                ("withdrawn_on", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("approval", points_inside("taxes.statementapproval")),
            ],
            constraints=[
                unique("approval_is_withdrawn_once", "org", "approval"),
                check("withdrawal_says_why", condition=~Q(reason="")),
            ],
        ),
        table(
            "StatementSigners",
            db_table="taxes_statement_signers",
            columns=[
                *recorded_row(),
                ("preparer", models.CharField(blank=True, max_length=120)),
                ("chief_accountant", models.CharField(blank=True, max_length=120)),
                ("legal_representative", models.CharField(blank=True, max_length=120)),
                ("certificate_number", models.CharField(blank=True, max_length=60)),
                ("enterprise", models.CharField(blank=True, max_length=200)),
                ("statement_set", points_inside("taxes.statementset", related_name="signers")),
            ],
            indexes=[index("signers_newest_first", "org", "statement_set", "-recorded_at")],
        ),
        # The law gives every member a look at the yearly statements once they went out; drafts stay inside.
        TenantTable(
            "taxes_statement_set",
            read_also={
                "issued_to_us": (
                    "org_id <> ecoop_org_id() AND (EXISTS (SELECT FROM taxes_statement_filing f "
                    "WHERE f.org_id = taxes_statement_set.org_id "
                    "AND f.statement_set_id = taxes_statement_set.id) "
                    "OR EXISTS (SELECT FROM taxes_statement_approval a "
                    "WHERE a.org_id = taxes_statement_set.org_id "
                    "AND a.statement_set_id = taxes_statement_set.id))"
                )
            },
        ),
        *(TenantTable(name) for name in ("taxes_statement_note", "taxes_statement_signers")),
        TenantTable(
            "taxes_statement_filing",
            read_also={
                "issued_to_us": (
                    "EXISTS (SELECT FROM members_member m WHERE m.org_id = taxes_statement_filing.org_id "
                    "AND m.member_org_id = ecoop_org_id() "
                    "AND NOT EXISTS (SELECT FROM members_departure d WHERE d.org_id = m.org_id "
                    "AND d.member_id = m.id))"
                )
            },
        ),
        TenantTable(
            "taxes_statement_approval",
            read_also={
                "issued_to_us": (
                    "EXISTS (SELECT FROM members_member m "
                    "WHERE m.org_id = taxes_statement_approval.org_id "
                    "AND m.member_org_id = ecoop_org_id() "
                    "AND NOT EXISTS (SELECT FROM members_departure d WHERE d.org_id = m.org_id "
                    "AND d.member_id = m.id))"
                )
            },
        ),
        TenantTable(
            "taxes_statement_approval_withdrawal", read_also={"issued_to_us": "org_id IN (SELECT ecoop_memberships())"}
        ),
        InsideKey("taxes_statement_note", "statement_set_id", "taxes_statement_set"),
        InsideKey("taxes_statement_filing", "statement_set_id", "taxes_statement_set"),
        InsideKey("taxes_statement_approval", "statement_set_id", "taxes_statement_set"),
        InsideKey("taxes_statement_approval_withdrawal", "approval_id", "taxes_statement_approval"),
        InsideKey("taxes_statement_signers", "statement_set_id", "taxes_statement_set"),
    ]
