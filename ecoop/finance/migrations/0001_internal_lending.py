"""Lay out internal lending: what members ask for, what the Board decides, loans, schedules, what happens to them."""

import django.contrib.postgres.fields
import django.db.models.expressions
import django.db.models.functions
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from ecoop.kernel.laying import (
    TablesAtOnce,
    check,
    index,
    points,
    points_inside,
    recorded_row,
    table,
    unique,
    words,
)
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        ("members", "0004_what_members_pay_and_are_shown"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "LoanApplication",
            db_table="finance_loan_application",
            columns=[
                *recorded_row(),
                ("source", models.CharField(choices=words("household", "office"), max_length=10)),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("asked_on", models.DateField()),
                ("amount_vnd", models.BigIntegerField()),
                ("months", models.PositiveSmallIntegerField()),
                ("purpose", models.CharField(choices=words("production", "business", "living"), max_length=12)),
                ("purpose_text", models.CharField(max_length=300)),
                ("schedule", models.CharField(choices=words("instalments", "at_end", "season"), max_length=12)),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("loan_application_number_is_one", "org", "year", "number"),
                check("loan_asked_for_is_positive", condition=Q(amount_vnd__gt=0)),
                check("loan_asked_for_lasts_a_month", condition=Q(months__gt=0)),
            ],
            indexes=[index("loan_applications_of_a_member", "org", "member")],
        ),
        table(
            "Loan",
            db_table="finance_loan",
            columns=[
                *recorded_row(),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("signed_on", models.DateField()),
                ("signed_by", models.CharField(max_length=200)),
                ("amount_vnd", models.BigIntegerField()),
                ("months", models.PositiveSmallIntegerField()),
                ("rate_per_year", models.DecimalField(decimal_places=6, max_digits=7)),
                ("overdue_ratio", models.DecimalField(decimal_places=4, max_digits=5)),
                ("order", models.CharField(choices=words("interest_first", "principal_first"), max_length=16)),
                ("schedule", models.CharField(choices=words("instalments", "at_end", "season"), max_length=12)),
                ("purpose", models.CharField(choices=words("production", "business", "living"), max_length=12)),
                ("purpose_text", models.CharField(max_length=300)),
                ("collateral", models.CharField(blank=True, max_length=500)),
                ("collateral_vnd", models.BigIntegerField(default=0)),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
                ("application", points_inside("finance.loanapplication")),
            ],
            constraints=[
                unique("a_loan_application_makes_one_loan", "org", "application"),
                unique("loan_number_is_one", "org", "year", "number"),
                check("loan_amount_is_positive", condition=Q(amount_vnd__gt=0)),
                check("loan_lasts_a_month", condition=Q(months__gt=0)),
                check("loan_rate_is_not_negative", condition=Q(rate_per_year__gte=0)),
                check("overdue_interest_is_not_below_the_rate", condition=Q(overdue_ratio__gte=1)),
                check("collateral_is_not_negative", condition=Q(collateral_vnd__gte=0)),
            ],
            indexes=[index("loans_of_a_member", "org", "member")],
        ),
        table(
            "LoanDecision",
            db_table="finance_loan_decision",
            columns=[
                *recorded_row(),
                ("verdict", models.CharField(choices=words("approved", "refused", "withdrawn"), max_length=10)),
                ("decided_on", models.DateField()),
                ("amount_vnd", models.BigIntegerField(default=0)),
                ("months", models.PositiveSmallIntegerField(default=0)),
                ("rate_per_year", models.DecimalField(decimal_places=6, default=0, max_digits=7)),
                ("decided_by", models.CharField(blank=True, max_length=300)),
                ("paper", models.CharField(blank=True, max_length=200)),
                ("resolution_id", models.UUIDField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("checks", models.JSONField(default=list)),
                ("application", points_inside("finance.loanapplication")),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("a_loan_application_is_decided_once", "org", "application"),
                check(
                    "an_approved_loan_names_amount_paper_and_board",
                    condition=~Q(verdict="approved")
                    | (Q(amount_vnd__gt=0) & Q(months__gt=0) & ~Q(paper="") & ~Q(decided_by="")),
                ),
                check("a_refused_loan_says_why", condition=~Q(verdict="refused") | ~Q(reason="")),
            ],
        ),
        table(
            "LoanEvent",
            db_table="finance_loan_event",
            columns=[
                *recorded_row(),
                (
                    "kind",
                    models.CharField(
                        choices=words(
                            "disbursed",
                            "pledged",
                            "accrued",
                            "repaid",
                            "doubted",
                            "doubt_ended",
                            "provided",
                            "provision_released",
                            "written_off",
                            "released",
                        ),
                        max_length=20,
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField()),
                ("happened_on", models.DateField()),
                (
                    "means",
                    models.CharField(
                        blank=True,
                        choices=words("cash", "bank", "receivable", "doubtful", "claim", "cost", ""),
                        max_length=10,
                    ),
                ),
                ("amount_vnd", models.BigIntegerField()),
                ("principal_vnd", models.BigIntegerField(default=0)),
                ("interest_vnd", models.BigIntegerField(default=0)),
                ("overdue_vnd", models.BigIntegerField(default=0)),
                ("off_books_vnd", models.BigIntegerField(default=0)),
                ("paper", models.CharField(blank=True, max_length=200)),
                ("text", models.CharField(blank=True, max_length=300)),
                ("loan", points_inside("finance.loan")),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("loan_event_revision_is_one", "org", "loan", "kind", "revision"),
                check(
                    "only_an_accrual_takes_interest_back",
                    condition=Q(kind="accrued")
                    | (
                        Q(amount_vnd__gte=0)
                        & Q(principal_vnd__gte=0)
                        & Q(interest_vnd__gte=0)
                        & Q(overdue_vnd__gte=0)
                        & Q(off_books_vnd__gte=0)
                    ),
                ),
                check(
                    "loan_event_is_the_sum_of_its_parts",
                    condition=~Q(kind__in=["disbursed", "repaid", "written_off"])
                    | Q(
                        amount_vnd=django.db.models.expressions.CombinedExpression(
                            F("principal_vnd"), "+", F("interest_vnd")
                        )
                    ),
                ),
                check("a_write_off_names_its_resolution", condition=~Q(kind="written_off") | ~Q(paper="")),
            ],
            indexes=[
                index("events_of_a_loan", "org", "loan", "happened_on"),
                index("loan_events_in_order", "org", "happened_on", "id"),
            ],
        ),
        table(
            "LoanPlan",
            db_table="finance_loan_plan",
            columns=[
                *recorded_row(),
                ("revision", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(choices=words("first", "extended", "rescheduled"), max_length=12)),
                ("starts_on", models.DateField()),
                ("paper", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("loan", points_inside("finance.loan")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("loan_plan_revision_is_one", "org", "loan", "revision"),
                check("a_changed_loan_plan_names_its_paper", condition=Q(kind="first") | ~Q(paper="")),
            ],
        ),
        table(
            "LoanInstalment",
            db_table="finance_loan_instalment",
            columns=[
                *recorded_row(),
                ("position", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("principal_vnd", models.BigIntegerField()),
                ("interest_vnd", models.BigIntegerField()),
                ("loan", points_inside("finance.loan")),
                ("member_org", points("parties.organisation", null=True)),
                ("plan", points_inside("finance.loanplan")),
            ],
            constraints=[
                unique("loan_instalment_position_is_one", "org", "plan", "position"),
                check("loan_instalment_is_not_negative", condition=Q(principal_vnd__gte=0) & Q(interest_vnd__gte=0)),
            ],
            indexes=[index("instalments_of_a_loan", "org", "loan")],
        ),
        table(
            "LoanReversal",
            db_table="finance_loan_reversal",
            columns=[
                *recorded_row(),
                ("entry_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("event", points_inside("finance.loanevent")),
                ("loan", points_inside("finance.loan")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("a_loan_event_is_taken_back_once", "org", "event"),
                check("reversal_of_a_loan_event_has_a_reason", condition=~Q(reason="")),
            ],
            indexes=[index("reversals_of_a_loan", "org", "loan")],
        ),
        table(
            "LendingDeclaration",
            db_table="finance_lending_declaration",
            columns=[
                *recorded_row(),
                ("declared_on", models.DateField()),
                ("lasts_until_on", models.DateField()),
                ("paper", models.CharField(max_length=200)),
                ("needs_vnd", models.BigIntegerField()),
                ("text", models.CharField(blank=True, max_length=500)),
            ],
            constraints=[
                check("lending_declaration_ends_after_it_began", condition=Q(lasts_until_on__gte=F("declared_on"))),
                check("lending_declaration_names_its_paper", condition=~Q(paper="")),
                check("business_needs_are_not_negative", condition=Q(needs_vnd__gte=0)),
            ],
            indexes=[index("lending_declarations_by_day", "org", "declared_on")],
        ),
        table(
            "FiledEquity",
            db_table="finance_filed_equity",
            columns=[
                *recorded_row(),
                ("year", models.PositiveSmallIntegerField()),
                ("filed_on", models.DateField()),
                ("receipt", models.CharField(max_length=200)),
                ("owners_vnd", models.BigIntegerField()),
                ("capital_vnd", models.BigIntegerField(default=0)),
                ("profit_vnd", models.BigIntegerField(default=0)),
                ("funds_vnd", models.BigIntegerField(default=0)),
            ],
            constraints=[
                unique("equity_of_a_year_is_filed_once", "org", "year"),
                check("filed_equity_names_its_receipt", condition=~Q(receipt="")),
            ],
        ),
        # A household reads the rows that speak of it, in whichever cooperative they stand, and nothing else.
        *(
            TenantTable(name, read_also={"own_membership": "member_org_id = ecoop_org_id()"})
            for name in (
                "finance_loan_application",
                "finance_loan",
                "finance_loan_decision",
                "finance_loan_event",
                "finance_loan_plan",
                "finance_loan_instalment",
                "finance_loan_reversal",
            )
        ),
        *(TenantTable(name) for name in ("finance_lending_declaration", "finance_filed_equity")),
        InsideKey("finance_loan_application", "member_id", "members_member"),
        InsideKey("finance_loan", "member_id", "members_member"),
        InsideKey("finance_loan", "application_id", "finance_loan_application"),
        InsideKey("finance_loan_decision", "member_id", "members_member"),
        InsideKey("finance_loan_decision", "application_id", "finance_loan_application"),
        InsideKey("finance_loan_event", "member_id", "members_member"),
        InsideKey("finance_loan_event", "loan_id", "finance_loan"),
        InsideKey("finance_loan_plan", "loan_id", "finance_loan"),
        InsideKey("finance_loan_instalment", "loan_id", "finance_loan"),
        InsideKey("finance_loan_instalment", "plan_id", "finance_loan_plan"),
        InsideKey("finance_loan_reversal", "loan_id", "finance_loan"),
        InsideKey("finance_loan_reversal", "event_id", "finance_loan_event"),
    ]
