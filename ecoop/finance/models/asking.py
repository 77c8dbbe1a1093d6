"""What comes before a loan: the Board's declaration, the application, the decision."""

from django.db import models
from django.db.models import F, Q

from ecoop.finance.calc.words import ApplicationSource, Purpose, ScheduleKind, Verdict
from ecoop.finance.models.keys import own_organisation
from ecoop.kernel.tenancy import RecordedModel, choices, inside


class LendingDeclaration(RecordedModel):
    """The Board declares for a time: business needs are funded, and no money was raised to lend."""

    declared_on = models.DateField()
    lasts_until_on = models.DateField()
    paper = models.CharField(max_length=200)
    needs_vnd = models.BigIntegerField()
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "finance_lending_declaration"
        constraints = [
            models.CheckConstraint(
                condition=Q(lasts_until_on__gte=F("declared_on")), name="lending_declaration_ends_after_it_began"
            ),
            models.CheckConstraint(condition=~Q(paper=""), name="lending_declaration_names_its_paper"),
            models.CheckConstraint(condition=Q(needs_vnd__gte=0), name="business_needs_are_not_negative"),
        ]
        indexes = [models.Index(fields=["org", "declared_on"], name="lending_declarations_by_day")]


class LoanApplication(RecordedModel):
    """A member asks for a loan, from the household's own page or in the office."""

    member = inside("members.Member")
    member_org = own_organisation()
    source = models.CharField(max_length=10, choices=choices(ApplicationSource))
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    asked_on = models.DateField()
    amount_vnd = models.BigIntegerField()
    months = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=12, choices=choices(Purpose))
    purpose_text = models.CharField(max_length=300)
    schedule = models.CharField(max_length=12, choices=choices(ScheduleKind))

    class Meta:
        db_table = "finance_loan_application"
        constraints = [
            models.UniqueConstraint(fields=["org", "year", "number"], name="loan_application_number_is_one"),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="loan_asked_for_is_positive"),
            models.CheckConstraint(condition=Q(months__gt=0), name="loan_asked_for_lasts_a_month"),
        ]
        indexes = [models.Index(fields=["org", "member"], name="loan_applications_of_a_member")]


class LoanDecision(RecordedModel):
    """What became of an application: by whom, by which paper, and what every rule said that day."""

    application = inside("finance.LoanApplication")
    member = inside("members.Member")
    member_org = own_organisation()
    verdict = models.CharField(max_length=10, choices=choices(Verdict))
    decided_on = models.DateField()
    amount_vnd = models.BigIntegerField(default=0)
    months = models.PositiveSmallIntegerField(default=0)
    rate_per_year = models.DecimalField(max_digits=7, decimal_places=6, default=0)
    decided_by = models.CharField(max_length=300, blank=True)
    paper = models.CharField(max_length=200, blank=True)
    # The meeting's resolution that was in force; resolutions are another domain's rows.
    resolution_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    checks = models.JSONField(default=list)

    class Meta:
        db_table = "finance_loan_decision"
        constraints = [
            models.UniqueConstraint(fields=["org", "application"], name="a_loan_application_is_decided_once"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.APPROVED.value)
                | (Q(amount_vnd__gt=0) & Q(months__gt=0) & ~Q(paper="") & ~Q(decided_by="")),
                name="an_approved_loan_names_amount_paper_and_board",
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.REFUSED.value) | ~Q(reason=""), name="a_refused_loan_says_why"
            ),
        ]


class FiledEquity(RecordedModel):
    """Owners' equity by statements that were filed with the tax office before ecoop kept these books."""

    year = models.PositiveSmallIntegerField()
    filed_on = models.DateField()
    receipt = models.CharField(max_length=200)
    owners_vnd = models.BigIntegerField()
    capital_vnd = models.BigIntegerField(default=0)
    profit_vnd = models.BigIntegerField(default=0)
    funds_vnd = models.BigIntegerField(default=0)

    class Meta:
        db_table = "finance_filed_equity"
        constraints = [
            models.UniqueConstraint(fields=["org", "year"], name="equity_of_a_year_is_filed_once"),
            models.CheckConstraint(condition=~Q(receipt=""), name="filed_equity_names_its_receipt"),
        ]
