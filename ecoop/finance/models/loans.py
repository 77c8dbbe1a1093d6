"""A loan: its contract, its schedules, and what happens to it."""

from django.db import models
from django.db.models import F, Q

from ecoop.finance.calc.words import AllocationOrder, EventKind, EventMeans, PlanKind, Purpose, ScheduleKind
from ecoop.finance.models.keys import own_organisation
from ecoop.kernel.tenancy import RecordedModel, choices, inside


class Loan(RecordedModel):
    """The contract of a loan to one member; the agreement in writing that makes it internal."""

    application = inside("finance.LoanApplication")
    member = inside("members.Member")
    member_org = own_organisation()
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    signed_on = models.DateField()
    signed_by = models.CharField(max_length=200)
    amount_vnd = models.BigIntegerField()
    months = models.PositiveSmallIntegerField()
    rate_per_year = models.DecimalField(max_digits=7, decimal_places=6)
    # Of the contract's rate, what overdue principal bears.
    overdue_ratio = models.DecimalField(max_digits=5, decimal_places=4)
    order = models.CharField(max_length=16, choices=choices(AllocationOrder))
    schedule = models.CharField(max_length=12, choices=choices(ScheduleKind))
    purpose = models.CharField(max_length=12, choices=choices(Purpose))
    purpose_text = models.CharField(max_length=300)
    collateral = models.CharField(max_length=500, blank=True)
    collateral_vnd = models.BigIntegerField(default=0)

    class Meta:
        db_table = "finance_loan"
        constraints = [
            models.UniqueConstraint(fields=["org", "application"], name="a_loan_application_makes_one_loan"),
            models.UniqueConstraint(fields=["org", "year", "number"], name="loan_number_is_one"),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="loan_amount_is_positive"),
            models.CheckConstraint(condition=Q(months__gt=0), name="loan_lasts_a_month"),
            models.CheckConstraint(condition=Q(rate_per_year__gte=0), name="loan_rate_is_not_negative"),
            models.CheckConstraint(condition=Q(overdue_ratio__gte=1), name="overdue_interest_is_not_below_the_rate"),
            models.CheckConstraint(condition=Q(collateral_vnd__gte=0), name="collateral_is_not_negative"),
        ]
        indexes = [models.Index(fields=["org", "member"], name="loans_of_a_member")]


class LoanPlan(RecordedModel):
    """A schedule of a loan from a day on; the latest holds."""

    loan = inside("finance.Loan")
    member_org = own_organisation()
    revision = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=choices(PlanKind))
    starts_on = models.DateField()
    paper = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "finance_loan_plan"
        constraints = [
            models.UniqueConstraint(fields=["org", "loan", "revision"], name="loan_plan_revision_is_one"),
            models.CheckConstraint(
                condition=Q(kind=PlanKind.FIRST.value) | ~Q(paper=""), name="a_changed_loan_plan_names_its_paper"
            ),
        ]


class LoanInstalment(RecordedModel):
    """What is due on a day by a schedule."""

    plan = inside("finance.LoanPlan")
    loan = inside("finance.Loan")
    member_org = own_organisation()
    position = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    principal_vnd = models.BigIntegerField()
    interest_vnd = models.BigIntegerField()

    class Meta:
        db_table = "finance_loan_instalment"
        constraints = [
            models.UniqueConstraint(fields=["org", "plan", "position"], name="loan_instalment_position_is_one"),
            models.CheckConstraint(
                condition=Q(principal_vnd__gte=0) & Q(interest_vnd__gte=0), name="loan_instalment_is_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["org", "loan"], name="instalments_of_a_loan")]


class LoanEvent(RecordedModel):
    """One thing that happened to a loan; its id is the document of its entry."""

    loan = inside("finance.Loan")
    member = inside("members.Member")
    member_org = own_organisation()
    kind = models.CharField(max_length=20, choices=choices(EventKind))
    # Counts up when the same was taken back in red and happens again; runs with the loan's events of that kind.
    revision = models.PositiveSmallIntegerField()
    happened_on = models.DateField()
    means = models.CharField(max_length=10, choices=choices(EventMeans), blank=True)
    amount_vnd = models.BigIntegerField()
    principal_vnd = models.BigIntegerField(default=0)
    interest_vnd = models.BigIntegerField(default=0)
    # Of the interest, what overdue principal bore beyond the contract's rate.
    overdue_vnd = models.BigIntegerField(default=0)
    # Of the interest, what stood off the balance sheet because it was doubtful.
    off_books_vnd = models.BigIntegerField(default=0)
    paper = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "finance_loan_event"
        constraints = [
            models.UniqueConstraint(fields=["org", "loan", "kind", "revision"], name="loan_event_revision_is_one"),
            # Interest already counted may fall when a payment of an earlier day is told late; nothing else goes below.
            models.CheckConstraint(
                condition=Q(kind=EventKind.ACCRUED.value)
                | (
                    Q(amount_vnd__gte=0)
                    & Q(principal_vnd__gte=0)
                    & Q(interest_vnd__gte=0)
                    & Q(overdue_vnd__gte=0)
                    & Q(off_books_vnd__gte=0)
                ),
                name="only_an_accrual_takes_interest_back",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[EventKind.DISBURSED.value, EventKind.REPAID.value, EventKind.WRITTEN_OFF.value])
                | Q(amount_vnd=F("principal_vnd") + F("interest_vnd")),
                name="loan_event_is_the_sum_of_its_parts",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EventKind.WRITTEN_OFF.value) | ~Q(paper=""), name="a_write_off_names_its_resolution"
            ),
        ]
        indexes = [
            models.Index(fields=["org", "loan", "happened_on"], name="events_of_a_loan"),
            models.Index(fields=["org", "happened_on", "id"], name="loan_events_in_order"),
        ]


class LoanReversal(RecordedModel):
    """An event was taken back by a red entry; the member's household, which sees no entries, sees this."""

    event = inside("finance.LoanEvent")
    loan = inside("finance.Loan")
    member_org = own_organisation()
    entry_on = models.DateField()
    reason = models.CharField(max_length=300)

    class Meta:
        db_table = "finance_loan_reversal"
        constraints = [
            models.UniqueConstraint(fields=["org", "event"], name="a_loan_event_is_taken_back_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="reversal_of_a_loan_event_has_a_reason"),
        ]
        indexes = [models.Index(fields=["org", "loan"], name="reversals_of_a_loan")]
