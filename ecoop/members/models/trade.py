"""Agreements with members, and the lines of trade on both sides."""

from django.db import models
from django.db.models import F, Q

from ecoop.kernel.tenancy import RecordedModel
from ecoop.members.calc import DealingKind, Means, Side
from ecoop.members.models.keys import choices, inside, own_organisation
from ecoop.members.models.register import Member


class Agreement(RecordedModel):
    """A written agreement between the cooperative and a member; without one, no trade is internal."""

    member = inside("members.Member")
    member_org = own_organisation()
    number = models.CharField(max_length=40)
    signed_on = models.DateField()
    ends_before = models.DateField(null=True)

    class Meta:
        db_table = "members_agreement"
        constraints = [
            models.UniqueConstraint(fields=["org", "number"], name="agreement_number_is_unique"),
            models.CheckConstraint(
                condition=Q(ends_before=None) | Q(ends_before__gt=F("signed_on")), name="agreement_ends_after_it_began"
            ),
        ]
        indexes = [models.Index(fields=["org", "member"], name="agreements_of_a_member")]


class Dealing(RecordedModel):
    """One line of the cooperative's trade: with a member or with somebody outside, on exactly one side."""

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    member_org = own_organisation()
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    # The type on that day is kept: the law asks for it line by line, and a member's type may change later.
    member_type = models.CharField(max_length=24, blank=True)
    dealt_on = models.DateField()
    side = models.CharField(max_length=10, choices=choices(Side))
    kind = models.CharField(max_length=20, choices=choices(DealingKind))
    means = models.CharField(max_length=10, choices=choices(Means))
    text = models.CharField(max_length=200)
    value_vnd = models.BigIntegerField()
    cost_vnd = models.BigIntegerField()

    class Meta:
        db_table = "members_dealing"
        constraints = [
            models.CheckConstraint(condition=Q(value_vnd__gt=0), name="dealing_value_is_positive"),
            models.CheckConstraint(condition=Q(cost_vnd__gte=0), name="dealing_cost_is_not_negative"),
            models.CheckConstraint(
                condition=Q(side=Side.EXTERNAL.value) | (Q(member__isnull=False) & Q(agreement__isnull=False)),
                name="internal_dealing_has_a_member_and_an_agreement",
            ),
        ]
        indexes = [
            models.Index(fields=["org", "dealt_on"], name="dealings_by_day"),
            models.Index(fields=["org", "member", "dealt_on"], name="dealings_of_a_member"),
        ]
