"""The charter, and the capital that members paid in."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel
from ecoop.members.calc import Means
from ecoop.members.models.keys import choices, inside, own_organisation


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

    member = inside("members.Member")
    member_org = own_organisation()
    paid_on = models.DateField()
    means = models.CharField(max_length=10, choices=choices(Means))
    amount_vnd = models.BigIntegerField()

    class Meta:
        db_table = "members_capital_contribution"
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="contribution_amount_is_positive"),
            models.CheckConstraint(condition=~Q(means=Means.CREDIT.value), name="contribution_is_paid_not_owed"),
        ]
        indexes = [models.Index(fields=["org", "member", "paid_on"], name="contributions_of_a_member")]
