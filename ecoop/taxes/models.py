"""What is decided about tax, the returns and statements made from the books; figures are kept as they were."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, inside

METHODS_OF_A_YEAR = ("revenue", "income")
METHODS_BEFORE = ("exempt", "revenue", "income", "lump_sum")
CHANNELS = ("etax", "etax_mobile", "tvan", "counter", "post")
OUTCOMES = ("refused", "nothing_due")
OFFICES = ("tax_office", "statistics_office", "other")


class MethodChoice(RecordedModel):
    """By which method a household is taxed in a year, and where its deduction goes first; the last one holds."""

    year = models.SmallIntegerField()
    method = models.CharField(max_length=10)
    deduct_first = ArrayField(models.CharField(max_length=24), default=list)
    chosen_on = models.DateField()

    class Meta:
        db_table = "taxes_method_choice"
        indexes = [models.Index(fields=["org", "year", "-recorded_at"], name="method_choice_newest_first")]
        constraints = [
            models.CheckConstraint(condition=Q(method__in=METHODS_OF_A_YEAR), name="chosen_method_is_known"),
        ]


class PriorYear(RecordedModel):
    """What a year brought that these books do not hold, and how it was taxed; the last one recorded holds."""

    year = models.SmallIntegerField()
    revenue_vnd = models.BigIntegerField()
    method = models.CharField(max_length=10)

    class Meta:
        db_table = "taxes_prior_year"
        indexes = [models.Index(fields=["org", "year", "-recorded_at"], name="prior_year_newest_first")]
        constraints = [
            models.CheckConstraint(condition=Q(method__in=METHODS_BEFORE), name="prior_method_is_known"),
            models.CheckConstraint(condition=Q(revenue_vnd__gte=0), name="prior_revenue_is_not_negative"),
        ]


class Return(RecordedModel):
    """A return as it was prepared: its figures, the law they rest on, and the day on which that was known.

    It is never changed. Until it is filed it may be prepared again, which is a new revision of the same number;
    once filed, what was wrong in it is mended by the next number. `recorded_at` is the moment of the computation.
    """

    form = models.CharField(max_length=24)
    period = models.CharField(max_length=8)
    year = models.SmallIntegerField()
    number = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveSmallIntegerField(default=0)
    known_on = models.DateField()
    version = models.CharField(max_length=24)
    law = models.CharField(max_length=64)
    fields = models.JSONField()
    vat_vnd = models.BigIntegerField()
    pit_vnd = models.BigIntegerField()
    # Corporate income tax, which only cooperatives declare.
    cit_vnd = models.BigIntegerField(default=0)
    due_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="replaced_by"
    )

    class Meta:
        db_table = "taxes_return"
        indexes = [models.Index(fields=["org", "year", "form", "period"], name="returns_of_a_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "form", "period", "number", "revision"], name="return_is_prepared_once"
            ),
            models.CheckConstraint(
                condition=Q(number=0, replaces__isnull=True) | Q(number__gt=0, replaces__isnull=False),
                name="return_corrects_another_or_is_the_first",
            ),
        ]


class ReturnFiling(RecordedModel):
    """A return went to the tax office; from then on only a correction can mend it."""

    tax_return = models.ForeignKey(
        Return, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="filings"
    )
    filed_on = models.DateField()
    channel = models.CharField(max_length=16)
    receipt = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "taxes_return_filing"
        constraints = [
            models.UniqueConstraint(fields=["org", "tax_return"], name="return_is_filed_once"),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="filing_channel_is_known"),
        ]


class Preparation(RecordedModel):
    """Why no return was made for a household when all returns of a period were prepared: it needs a human, or none.

    `refusal` is what the calculation said and what mends it; it is empty where nothing was due.
    """

    form = models.CharField(max_length=24, blank=True)
    period = models.CharField(max_length=8)
    attempted_at = models.DateTimeField()
    outcome = models.CharField(max_length=12)
    refusal = models.JSONField()

    class Meta:
        db_table = "taxes_preparation"
        indexes = [models.Index(fields=["org", "period", "-attempted_at"], name="preparations_newest_first")]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="preparation_outcome_is_known"),
        ]


class CalendarFeed(RecordedModel):
    """An address under which a calendar program reads a household's duties; it belongs to who opened it."""

    class Meta:
        db_table = "taxes_calendar_feed"


class CalendarFeedRevocation(RecordedModel):
    """The address of a feed no longer answers."""

    feed = models.ForeignKey(
        CalendarFeed, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="revocations"
    )

    class Meta:
        db_table = "taxes_calendar_feed_revocation"
        constraints = [models.UniqueConstraint(fields=["org", "feed"], name="calendar_feed_is_revoked_once")]


class DutyMark(RecordedModel):
    """Somebody said that a duty without a return was done, or not after all; the last word holds."""

    code = models.CharField(max_length=40)
    period = models.CharField(max_length=8)
    is_done = models.BooleanField()

    class Meta:
        db_table = "taxes_duty_mark"
        indexes = [models.Index(fields=["org", "code", "period", "-recorded_at"], name="duty_marks_newest_first")]


class StatementSet(RecordedModel):
    """The statements of a period as the cooperative works on them; a draft until it is filed or approved.

    Filed and approved are rows of their own, because the statements go out before the general meeting sees them.
    A set that went out is mended by the next number, never by changing it.
    """

    year = models.SmallIntegerField()
    period = models.CharField(max_length=8)
    starts_on = models.DateField()
    ends_before = models.DateField()
    number = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "taxes_statement_set"
        constraints = [
            models.UniqueConstraint(fields=["org", "period", "number"], name="statement_set_is_begun_once"),
            models.CheckConstraint(condition=Q(starts_on__lt=models.F("ends_before")), name="statement_set_has_days"),
            models.CheckConstraint(condition=Q(number=0) | ~Q(reason=""), name="statement_set_says_why_it_replaces"),
        ]


def _of_a_set(related_name: str) -> "models.ForeignKey[StatementSet, StatementSet]":
    return models.ForeignKey(
        StatementSet, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name=related_name
    )


class StatementSigners(RecordedModel):
    """Who signs a set: the last word holds. An outside bookkeeper gives the certificate and the enterprise."""

    statement_set = _of_a_set("signers")
    preparer = models.CharField(max_length=120, blank=True)
    chief_accountant = models.CharField(max_length=120, blank=True)
    legal_representative = models.CharField(max_length=120, blank=True)
    certificate_number = models.CharField(max_length=60, blank=True)
    enterprise = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "taxes_statement_signers"
        indexes = [models.Index(fields=["org", "statement_set", "-recorded_at"], name="signers_newest_first")]


class StatementNote(RecordedModel):
    """What the accountant wrote under a section of the notes; the last word holds, an empty one takes it away."""

    statement_set = _of_a_set("notes")
    section = models.CharField(max_length=8)
    text = models.TextField(blank=True)

    class Meta:
        db_table = "taxes_statement_note"
        indexes = [
            models.Index(
                fields=["org", "statement_set", "section", "-recorded_at"], name="statement_notes_newest_first"
            )
        ]


class StatementFiling(RecordedModel):
    """A set went out to an office, with the figures as they were when it did."""

    statement_set = _of_a_set("filings")
    filed_with = models.CharField(max_length=20)
    filed_on = models.DateField()
    channel = models.CharField(max_length=16)
    receipt = models.CharField(max_length=60, blank=True)
    figures = models.JSONField()

    class Meta:
        db_table = "taxes_statement_filing"
        constraints = [
            models.UniqueConstraint(fields=["org", "statement_set", "filed_with"], name="statement_set_is_filed_once"),
            models.CheckConstraint(condition=Q(filed_with__in=OFFICES), name="statement_office_is_known"),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="statement_channel_is_known"),
        ]


class StatementApproval(RecordedModel):
    """The general meeting approved a set, by a resolution, with the figures as they were when it did."""

    statement_set = _of_a_set("approvals")
    number = models.PositiveSmallIntegerField(default=0)
    approved_on = models.DateField()
    resolution = models.CharField(max_length=200)
    figures = models.JSONField()

    class Meta:
        db_table = "taxes_statement_approval"
        constraints = [
            models.UniqueConstraint(
                fields=["org", "statement_set", "number"], name="statement_set_is_approved_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(resolution=""), name="approval_names_its_resolution"),
        ]


class StatementApprovalWithdrawal(RecordedModel):
    """The resolution of an approval was annulled; the set can be approved anew."""

    approval = inside("taxes.StatementApproval")
    withdrawn_on = models.DateField()
    reason = models.CharField(max_length=500)

    class Meta:
        db_table = "taxes_statement_approval_withdrawal"
        constraints = [
            models.UniqueConstraint(fields=["org", "approval"], name="approval_is_withdrawn_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_says_why"),
        ]


class CooperativeTaxFacts(RecordedModel):
    """What the books of a cooperative do not say about a tax year; the last one recorded holds.

    `fields` names the field of activity of an account's turnover, `losses` what is left of each earlier year's loss.
    """

    year = models.SmallIntegerField()
    is_agricultural = models.BooleanField(default=False)
    is_dependent = models.BooleanField(default=False)
    area = models.CharField(max_length=16, default="normal")
    previous_revenue_vnd = models.BigIntegerField(null=True)
    previous_months = models.PositiveSmallIntegerField(default=12)
    forecast_revenue_vnd = models.BigIntegerField(null=True)
    vat_method = models.CharField(max_length=8, blank=True)
    vat_method_on = models.DateField(null=True)
    has_volunteered = models.BooleanField(default=False)
    raw_input_vnd = models.BigIntegerField(null=True)
    non_deductible_vnd = models.BigIntegerField(default=0)
    undivided_fund_vnd = models.BigIntegerField(default=0)
    fields = models.JSONField(default=dict)
    losses = models.JSONField(default=dict)

    class Meta:
        db_table = "taxes_cooperative_tax_facts"
        indexes = [models.Index(fields=["org", "year", "-recorded_at"], name="coop_tax_facts_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(non_deductible_vnd__gte=0, undivided_fund_vnd__gte=0, previous_months__gte=1),
                name="coop_tax_facts_are_not_negative",
            ),
        ]


class CooperativeDutyFacts(RecordedModel):
    """Days on which duties of a cooperative rest and that no document here tells; the last one recorded holds."""

    fiscal_year_ends = models.CharField(max_length=5, default="12-31")
    last_meeting_on = models.DateField(null=True)
    last_audit_on = models.DateField(null=True)
    last_change_on = models.DateField(null=True)
    is_simplified = models.BooleanField(default=False)
    is_large = models.BooleanField(default=False)

    class Meta:
        db_table = "taxes_cooperative_duty_facts"
        indexes = [models.Index(fields=["org", "-recorded_at"], name="coop_duty_facts_newest_first")]
