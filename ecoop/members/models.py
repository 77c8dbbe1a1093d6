"""Members, what each brings, the capital they paid in, the charter, and what they dealt with the cooperative.

Every row that speaks of a member carries the member's own organisation too: a household reads exactly those
rows, and the database's policies need nothing but the row itself to decide it.
"""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from ecoop.kernel.tenancy import RecordedModel
from ecoop.members.calc import DealingKind, Ending, Means, Side


def _inside(to: str) -> "models.ForeignKey[models.Model, models.Model]":
    """Point at a row of the same organisation; the migration adds the key that cannot leave it."""
    return models.ForeignKey(to, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+")


def _choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


def _own_organisation() -> "models.ForeignKey[models.Model | None, models.Model | None]":
    return models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )


class Member(RecordedModel):
    """Somebody whom the cooperative admitted; what they bring and when they left are rows of their own."""

    number = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    member_org = _own_organisation()
    admitted_on = models.DateField()

    class Meta:
        db_table = "members_member"
        constraints = [
            models.UniqueConstraint(fields=["org", "number"], name="member_number_is_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="member_has_a_name"),
        ]
        # Whoever belongs to several cooperatives looks them up before choosing one.
        indexes = [models.Index(fields=["member_org"], name="memberships_of_an_organisation")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Standing(RecordedModel):
    """From a day on, a member brings capital, uses the services, works: the member's type follows from it."""

    member = _inside("members.Member")
    member_org = _own_organisation()
    starts_on = models.DateField()
    brings_capital = models.BooleanField()
    uses = models.BooleanField()
    works = models.BooleanField()

    class Meta:
        db_table = "members_standing"
        constraints = [
            models.UniqueConstraint(fields=["org", "member", "starts_on"], name="standing_changes_once_a_day"),
            models.CheckConstraint(
                condition=Q(brings_capital=True) | Q(uses=True) | Q(works=True), name="a_member_brings_something"
            ),
        ]


class Departure(RecordedModel):
    """A membership ended, on a ground that the law names."""

    member = _inside("members.Member")
    member_org = _own_organisation()
    ends_on = models.DateField()
    ground = models.CharField(max_length=20, choices=_choices(Ending))

    class Meta:
        db_table = "members_departure"
        constraints = [
            models.UniqueConstraint(fields=["org", "member"], name="a_membership_ends_once"),
            models.CheckConstraint(
                condition=Q(ground__in=[ground.value for ground in Ending]), name="ground_of_departure_is_known"
            ),
        ]


class CharterParameter(RecordedModel):
    """A choice of the charter that steers the cooperative, from a day on, with the resolution it rests on."""

    name = models.CharField(max_length=60)
    value = models.CharField(max_length=200)
    starts_on = models.DateField()
    rests_on = models.CharField(max_length=200)

    class Meta:
        db_table = "members_charter_parameter"
        constraints = [
            models.UniqueConstraint(fields=["org", "name", "starts_on"], name="charter_parameter_changes_once_a_day"),
            models.CheckConstraint(condition=~Q(rests_on=""), name="charter_parameter_rests_on_a_resolution"),
        ]


class CapitalContribution(RecordedModel):
    """Capital that a member paid in. A commitment is not capital: only what was paid is in the books."""

    member = _inside("members.Member")
    member_org = _own_organisation()
    paid_on = models.DateField()
    means = models.CharField(max_length=10, choices=_choices(Means))
    amount_vnd = models.BigIntegerField()

    class Meta:
        db_table = "members_capital_contribution"
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="contribution_amount_is_positive"),
            models.CheckConstraint(condition=~Q(means=Means.CREDIT.value), name="contribution_is_paid_not_owed"),
        ]
        indexes = [models.Index(fields=["org", "member", "paid_on"], name="contributions_of_a_member")]


class Agreement(RecordedModel):
    """A written agreement between the cooperative and a member; without one, no trade is internal."""

    member = _inside("members.Member")
    member_org = _own_organisation()
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
    member_org = _own_organisation()
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    # The type on that day is kept: the law asks for it line by line, and a member's type may change later.
    member_type = models.CharField(max_length=24, blank=True)
    dealt_on = models.DateField()
    side = models.CharField(max_length=10, choices=_choices(Side))
    kind = models.CharField(max_length=20, choices=_choices(DealingKind))
    means = models.CharField(max_length=10, choices=_choices(Means))
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
