"""Thinking a sharing through before the meeting: what members brought, gathered at one moment, and plans kept."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel


class GatheredBasis(RecordedModel):
    """What every member brought in a year, as it stood when somebody gathered it: five columns of equal length.

    A simulation asks for all members at each change of a rate; side by side in one row they are read in a moment.
    Members stand in the order of their numbers.
    """

    year = models.SmallIntegerField()
    member_ids = ArrayField(models.UUIDField())
    types = ArrayField(models.CharField(max_length=24))
    # Whole đồng, one for each member.
    paid_in = ArrayField(models.BigIntegerField())
    used = ArrayField(models.BigIntegerField())
    worked = ArrayField(models.BigIntegerField())

    class Meta:
        db_table = "distribution_gathered_basis"
        indexes = [models.Index(fields=["org", "year", "-recorded_at"], name="basis_newest_first")]


class SharingPlan(RecordedModel):
    """A simulation that somebody kept for the meeting, under a name; rates are decimals written as texts."""

    year = models.SmallIntegerField()
    name = models.CharField(max_length=120)
    choices = models.JSONField()

    class Meta:
        db_table = "distribution_sharing_plan"
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="a_plan_has_a_name")]
        indexes = [models.Index(fields=["org", "year", "-recorded_at"], name="plans_newest_first")]
