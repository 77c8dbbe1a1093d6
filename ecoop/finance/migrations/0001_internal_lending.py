"""Lay out internal lending: what members ask for, what the Board decides, loans, schedules, what happens to them."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from ecoop.kernel.ids import new_id
from ecoop.kernel.tenancy import InsideKey, TenantTable

OWN = {"own_membership": "member_org_id = ecoop_org_id()"}


def _points(to: str, **given: object) -> models.ForeignKey:
    return models.ForeignKey(to, on_delete=django.db.models.deletion.PROTECT, db_index=False, related_name="+", **given)


def _inside(to: str) -> models.ForeignKey:
    return _points(to, db_constraint=False)


def _choices(words: str) -> list[tuple[str, str]]:
    return [(word, word) for word in words.split(" ")]


def _of_a_row() -> list[tuple[str, models.Field]]:
    """Give the columns that every row has: its id, its organisation, who wrote it and when."""
    return [
        ("id", models.UUIDField(default=new_id, editable=False, primary_key=True, serialize=False)),
        ("recorded_at", models.DateTimeField()),
        ("org", _points("parties.organisation")),
        ("recorded_by", _points(settings.AUTH_USER_MODEL)),
    ]


def _held(model: str, *rules: models.BaseConstraint) -> list[migrations.AddConstraint]:
    return [migrations.AddConstraint(model_name=model, constraint=rule) for rule in rules]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0007_what_members_are_shown"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LoanApplication",
            fields=[
                *_of_a_row(),
                ("source", models.CharField(choices=_choices("household office"), max_length=10)),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("asked_on", models.DateField()),
                ("amount_vnd", models.BigIntegerField()),
                ("months", models.PositiveSmallIntegerField()),
                ("purpose", models.CharField(choices=_choices("production business living"), max_length=12)),
                ("purpose_text", models.CharField(max_length=300)),
                ("schedule", models.CharField(choices=_choices("instalments at_end season"), max_length=12)),
                ("member", _inside("members.member")),
                ("member_org", _points("parties.organisation", null=True)),
            ],
            options={
                "db_table": "finance_loan_application",
            },
        ),
        migrations.CreateModel(
            name="Loan",
            fields=[
                *_of_a_row(),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("signed_on", models.DateField()),
                ("signed_by", models.CharField(max_length=200)),
                ("amount_vnd", models.BigIntegerField()),
                ("months", models.PositiveSmallIntegerField()),
                ("rate_per_year", models.DecimalField(decimal_places=6, max_digits=7)),
                ("overdue_ratio", models.DecimalField(decimal_places=4, max_digits=5)),
                ("order", models.CharField(choices=_choices("interest_first principal_first"), max_length=16)),
                ("schedule", models.CharField(choices=_choices("instalments at_end season"), max_length=12)),
                ("purpose", models.CharField(choices=_choices("production business living"), max_length=12)),
                ("purpose_text", models.CharField(max_length=300)),
                ("collateral", models.CharField(blank=True, max_length=500)),
                ("collateral_vnd", models.BigIntegerField(default=0)),
                ("member", _inside("members.member")),
                ("member_org", _points("parties.organisation", null=True)),
                ("application", _inside("finance.loanapplication")),
            ],
            options={
                "db_table": "finance_loan",
            },
        ),
        migrations.CreateModel(
            name="LoanDecision",
            fields=[
                *_of_a_row(),
                ("verdict", models.CharField(choices=_choices("approved refused withdrawn"), max_length=10)),
                ("decided_on", models.DateField()),
                ("amount_vnd", models.BigIntegerField(default=0)),
                ("months", models.PositiveSmallIntegerField(default=0)),
                ("rate_per_year", models.DecimalField(decimal_places=6, default=0, max_digits=7)),
                ("decided_by", models.CharField(blank=True, max_length=300)),
                ("paper", models.CharField(blank=True, max_length=200)),
                ("resolution_id", models.UUIDField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("checks", models.JSONField(default=list)),
                ("application", _inside("finance.loanapplication")),
                ("member", _inside("members.member")),
                ("member_org", _points("parties.organisation", null=True)),
            ],
            options={
                "db_table": "finance_loan_decision",
            },
        ),
        migrations.CreateModel(
            name="LoanEvent",
            fields=[
                *_of_a_row(),
                (
                    "kind",
                    models.CharField(
                        choices=_choices(
                            "disbursed pledged accrued repaid doubted doubt_ended "
                            "provided provision_released written_off released"
                        ),
                        max_length=20,
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField()),
                ("happened_on", models.DateField()),
                (
                    "means",
                    models.CharField(
                        blank=True, choices=_choices("cash bank receivable doubtful claim cost "), max_length=10
                    ),
                ),
                ("amount_vnd", models.BigIntegerField()),
                ("principal_vnd", models.BigIntegerField(default=0)),
                ("interest_vnd", models.BigIntegerField(default=0)),
                ("overdue_vnd", models.BigIntegerField(default=0)),
                ("off_books_vnd", models.BigIntegerField(default=0)),
                ("paper", models.CharField(blank=True, max_length=200)),
                ("text", models.CharField(blank=True, max_length=300)),
                ("loan", _inside("finance.loan")),
                ("member", _inside("members.member")),
                ("member_org", _points("parties.organisation", null=True)),
            ],
            options={
                "db_table": "finance_loan_event",
            },
        ),
        migrations.CreateModel(
            name="LoanPlan",
            fields=[
                *_of_a_row(),
                ("revision", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(choices=_choices("first extended rescheduled"), max_length=12)),
                ("starts_on", models.DateField()),
                ("paper", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("loan", _inside("finance.loan")),
                ("member_org", _points("parties.organisation", null=True)),
            ],
            options={
                "db_table": "finance_loan_plan",
            },
        ),
        migrations.CreateModel(
            name="LoanInstalment",
            fields=[
                *_of_a_row(),
                ("position", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("principal_vnd", models.BigIntegerField()),
                ("interest_vnd", models.BigIntegerField()),
                ("loan", _inside("finance.loan")),
                ("member_org", _points("parties.organisation", null=True)),
                ("plan", _inside("finance.loanplan")),
            ],
            options={
                "db_table": "finance_loan_instalment",
            },
        ),
        migrations.CreateModel(
            name="LoanReversal",
            fields=[
                *_of_a_row(),
                ("entry_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("event", _inside("finance.loanevent")),
                ("loan", _inside("finance.loan")),
                ("member_org", _points("parties.organisation", null=True)),
            ],
            options={
                "db_table": "finance_loan_reversal",
            },
        ),
        migrations.CreateModel(
            name="LendingDeclaration",
            fields=[
                *_of_a_row(),
                ("declared_on", models.DateField()),
                ("lasts_until_on", models.DateField()),
                ("paper", models.CharField(max_length=200)),
                ("needs_vnd", models.BigIntegerField()),
                ("text", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "db_table": "finance_lending_declaration",
                "indexes": [models.Index(fields=["org", "declared_on"], name="lending_declarations_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("lasts_until_on__gte", models.F("declared_on"))),
                        name="lending_declaration_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paper", ""), _negated=True), name="lending_declaration_names_its_paper"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("needs_vnd__gte", 0)), name="business_needs_are_not_negative"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="loanapplication",
            index=models.Index(fields=["org", "member"], name="loan_applications_of_a_member"),
        ),
        migrations.AddIndex(
            model_name="loan",
            index=models.Index(fields=["org", "member"], name="loans_of_a_member"),
        ),
        migrations.AddIndex(
            model_name="loanevent",
            index=models.Index(fields=["org", "loan", "happened_on"], name="events_of_a_loan"),
        ),
        migrations.AddIndex(
            model_name="loanevent",
            index=models.Index(fields=["org", "happened_on", "id"], name="loan_events_in_order"),
        ),
        migrations.AddIndex(
            model_name="loaninstalment",
            index=models.Index(fields=["org", "loan"], name="instalments_of_a_loan"),
        ),
        migrations.AddIndex(
            model_name="loanreversal",
            index=models.Index(fields=["org", "loan"], name="reversals_of_a_loan"),
        ),
        *_held(
            "loanapplication",
            models.UniqueConstraint(fields=("org", "year", "number"), name="loan_application_number_is_one"),
            models.CheckConstraint(condition=models.Q(("amount_vnd__gt", 0)), name="loan_asked_for_is_positive"),
            models.CheckConstraint(condition=models.Q(("months__gt", 0)), name="loan_asked_for_lasts_a_month"),
        ),
        *_held(
            "loan",
            models.UniqueConstraint(fields=("org", "application"), name="a_loan_application_makes_one_loan"),
            models.UniqueConstraint(fields=("org", "year", "number"), name="loan_number_is_one"),
            models.CheckConstraint(condition=models.Q(("amount_vnd__gt", 0)), name="loan_amount_is_positive"),
            models.CheckConstraint(condition=models.Q(("months__gt", 0)), name="loan_lasts_a_month"),
            models.CheckConstraint(condition=models.Q(("rate_per_year__gte", 0)), name="loan_rate_is_not_negative"),
            models.CheckConstraint(
                condition=models.Q(("overdue_ratio__gte", 1)), name="overdue_interest_is_not_below_the_rate"
            ),
            models.CheckConstraint(condition=models.Q(("collateral_vnd__gte", 0)), name="collateral_is_not_negative"),
        ),
        *_held(
            "loandecision",
            models.UniqueConstraint(fields=("org", "application"), name="a_loan_application_is_decided_once"),
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "approved"), _negated=True),
                    models.Q(
                        ("amount_vnd__gt", 0),
                        ("months__gt", 0),
                        models.Q(("paper", ""), _negated=True),
                        models.Q(("decided_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="an_approved_loan_names_amount_paper_and_board",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "refused"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_refused_loan_says_why",
            ),
        ),
        *_held(
            "loanevent",
            models.UniqueConstraint(fields=("org", "loan", "kind", "revision"), name="loan_event_revision_is_one"),
            models.CheckConstraint(
                condition=models.Q(
                    ("kind", "accrued"),
                    models.Q(
                        ("amount_vnd__gte", 0),
                        ("principal_vnd__gte", 0),
                        ("interest_vnd__gte", 0),
                        ("overdue_vnd__gte", 0),
                        ("off_books_vnd__gte", 0),
                    ),
                    _connector="OR",
                ),
                name="only_an_accrual_takes_interest_back",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["disbursed", "repaid", "written_off"]), _negated=True),
                    (
                        "amount_vnd",
                        django.db.models.expressions.CombinedExpression(
                            models.F("principal_vnd"), "+", models.F("interest_vnd")
                        ),
                    ),
                    _connector="OR",
                ),
                name="loan_event_is_the_sum_of_its_parts",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "written_off"), _negated=True),
                    models.Q(("paper", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_write_off_names_its_resolution",
            ),
        ),
        *_held(
            "loanplan",
            models.UniqueConstraint(fields=("org", "loan", "revision"), name="loan_plan_revision_is_one"),
            models.CheckConstraint(
                condition=models.Q(("kind", "first"), models.Q(("paper", ""), _negated=True), _connector="OR"),
                name="a_changed_loan_plan_names_its_paper",
            ),
        ),
        *_held(
            "loaninstalment",
            models.UniqueConstraint(fields=("org", "plan", "position"), name="loan_instalment_position_is_one"),
            models.CheckConstraint(
                condition=models.Q(("principal_vnd__gte", 0), ("interest_vnd__gte", 0)),
                name="loan_instalment_is_not_negative",
            ),
        ),
        *_held(
            "loanreversal",
            models.UniqueConstraint(fields=("org", "event"), name="a_loan_event_is_taken_back_once"),
            models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="reversal_of_a_loan_event_has_a_reason"
            ),
        ),
        TenantTable("finance_lending_declaration"),
        *(
            TenantTable(f"finance_loan{name}", read_also=OWN)
            for name in ("_application", "_decision", "", "_plan", "_instalment", "_event", "_reversal")
        ),
        *(
            InsideKey(f"finance_loan{name}", "member_id", "members_member")
            for name in ("_application", "_decision", "", "_event")
        ),
        *(
            InsideKey(f"finance_loan{name}", "loan_id", "finance_loan")
            for name in ("_plan", "_instalment", "_event", "_reversal")
        ),
        InsideKey("finance_loan_decision", "application_id", "finance_loan_application"),
        InsideKey("finance_loan", "application_id", "finance_loan_application"),
        InsideKey("finance_loan_instalment", "plan_id", "finance_loan_plan"),
        InsideKey("finance_loan_reversal", "event_id", "finance_loan_event"),
    ]
