"""The end of a year: what the meeting decided, the closed results, the way down, and each member's share.

A member may see how the year was shared, but of the shares only their own: the policies in the migration say so.
"""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, TenantModel, choices, inside
from ecoop.members.calc import MemberType, Side


class YearClosing(RecordedModel):
    """The books of a year were closed to their results; both sides, before and after tax.

    `closed_on` is the last day of the year, on which the closing stands in the books. A closing on trial shows what a
    year would come to and bears no decision. `figures` keeps the key of management cost with what it was parted by.
    """

    year = models.SmallIntegerField()
    number = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField()
    is_trial = models.BooleanField(default=False)
    management_key = models.CharField(max_length=20)
    internal_pre_tax_vnd = models.BigIntegerField()
    internal_after_tax_vnd = models.BigIntegerField()
    external_pre_tax_vnd = models.BigIntegerField()
    external_after_tax_vnd = models.BigIntegerField()
    figures = models.JSONField(default=dict)

    class Meta:
        db_table = "distribution_year_closing"
        constraints = [models.UniqueConstraint(fields=["org", "year", "number"], name="year_is_closed_once_at_a_time")]


class YearClosingUndoing(RecordedModel):
    """A closing was taken back by a red entry, before anything was decided on it."""

    closing = inside("distribution.YearClosing")
    reason = models.CharField(max_length=500)

    class Meta:
        db_table = "distribution_year_closing_undoing"
        constraints = [
            models.UniqueConstraint(fields=["org", "closing"], name="closing_is_undone_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="undoing_says_why"),
        ]


class YearDecision(RecordedModel):
    """The members' meeting decided on a year: which other funds, which losses, by which resolution.

    A decision whose resolution was annulled stands no more; the next one of the year has the next number.
    """

    year = models.SmallIntegerField()
    number = models.PositiveSmallIntegerField(default=0)
    decided_on = models.DateField()
    resolution = models.CharField(max_length=200)
    # A list of {"name", "rate"}; the rate is a decimal written as text, so that no float comes near money.
    other_funds = models.JSONField(default=list)
    losses_carried_vnd = models.BigIntegerField()

    class Meta:
        db_table = "distribution_year_decision"
        constraints = [
            models.UniqueConstraint(fields=["org", "year", "number"], name="year_is_decided_once_at_a_time"),
            models.CheckConstraint(condition=~Q(resolution=""), name="decision_names_its_resolution"),
            models.CheckConstraint(condition=Q(losses_carried_vnd__gte=0), name="losses_carried_are_not_negative"),
        ]


class YearSharing(RecordedModel):
    """The income of a year was shared: on which closing, decision, charter and law it rests."""

    year = models.SmallIntegerField()
    number = models.PositiveSmallIntegerField(default=0)
    closing = inside("distribution.YearClosing")
    decision = inside("distribution.YearDecision")
    form = models.CharField(max_length=10)
    charter = models.JSONField()
    # What all members together brought and what each pot held: with these a member checks their own share.
    basis_vnd = models.JSONField()
    pots_vnd = models.JSONField()
    losses_left_vnd = models.BigIntegerField()

    class Meta:
        db_table = "distribution_year_sharing"
        constraints = [models.UniqueConstraint(fields=["org", "year", "number"], name="year_is_shared_once_at_a_time")]


class YearDecisionUndoing(RecordedModel):
    """The resolution of a decision was annulled, so that the year is to be decided on anew."""

    decision = inside("distribution.YearDecision")
    undone_on = models.DateField()
    reason = models.CharField(max_length=500)

    class Meta:
        db_table = "distribution_year_decision_undoing"
        constraints = [
            models.UniqueConstraint(fields=["org", "decision"], name="decision_is_undone_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="undoing_of_a_decision_says_why"),
        ]


class YearSharingUndoing(RecordedModel):
    """A sharing was taken back by red entries; what members were paid stays paid, and they owe it until the next."""

    sharing = inside("distribution.YearSharing")
    undone_on = models.DateField()
    reason = models.CharField(max_length=500)

    class Meta:
        db_table = "distribution_year_sharing_undoing"
        constraints = [
            models.UniqueConstraint(fields=["org", "sharing"], name="sharing_is_undone_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="undoing_of_a_sharing_says_why"),
        ]


class SharingStep(TenantModel):
    """One step of the waterfall, with the article it rests on."""

    sharing = inside("distribution.YearSharing")
    position = models.SmallIntegerField()
    side = models.CharField(max_length=10, choices=choices(Side))
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200, blank=True)
    base_vnd = models.BigIntegerField(null=True)
    rate = models.DecimalField(max_digits=12, decimal_places=8, null=True)
    amount_vnd = models.BigIntegerField()
    left_vnd = models.BigIntegerField()
    law_document = models.CharField(max_length=60)
    law_article = models.CharField(max_length=200)

    class Meta:
        db_table = "distribution_sharing_step"
        constraints = [
            models.UniqueConstraint(fields=["org", "sharing", "position"], name="step_has_one_place"),
        ]


class MemberShare(TenantModel):
    """What one member brought in the year, and what it earned them, by side and by what it was shared by."""

    sharing = inside("distribution.YearSharing")
    member = inside("members.Member")
    member_org = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    member_type = models.CharField(max_length=24, choices=choices(MemberType))
    paid_in_vnd = models.BigIntegerField()
    use_vnd = models.BigIntegerField()
    labour_vnd = models.BigIntegerField()
    internal_use_vnd = models.BigIntegerField()
    internal_labour_vnd = models.BigIntegerField()
    internal_capital_vnd = models.BigIntegerField()
    external_use_vnd = models.BigIntegerField()
    external_labour_vnd = models.BigIntegerField()
    external_capital_vnd = models.BigIntegerField()
    total_vnd = models.BigIntegerField()

    class Meta:
        db_table = "distribution_member_share"
        constraints = [
            models.UniqueConstraint(fields=["org", "sharing", "member"], name="member_shares_once_a_year"),
            models.CheckConstraint(
                condition=Q(
                    total_vnd=models.F("internal_use_vnd")
                    + models.F("internal_labour_vnd")
                    + models.F("internal_capital_vnd")
                    + models.F("external_use_vnd")
                    + models.F("external_labour_vnd")
                    + models.F("external_capital_vnd")
                ),
                name="share_is_the_sum_of_its_parts",
            ),
            models.CheckConstraint(
                condition=~Q(member_type=MemberType.ASSOCIATE_NO_CAPITAL.value) | Q(total_vnd=0),
                name="associate_without_capital_gets_nothing",
            ),
        ]
        indexes = [models.Index(fields=["org", "member_org"], name="shares_of_an_organisation")]
