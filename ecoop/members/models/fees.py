"""Membership fees of associates without capital: what is due, and what was paid."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, choices, inside
from ecoop.members.calc import Means
from ecoop.members.models.keys import own_organisation


class FeeDue(RecordedModel):
    """A member without capital owes the fee of a year, by the charter."""

    member = inside("members.Member")
    member_org = own_organisation()
    year = models.PositiveSmallIntegerField()
    amount_vnd = models.BigIntegerField()
    due_on = models.DateField()
    rests_on = models.CharField(max_length=200)

    class Meta:
        db_table = "members_fee_due"
        constraints = [
            models.UniqueConstraint(fields=["org", "member", "year"], name="a_years_fee_is_due_once"),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="fee_is_positive"),
        ]


class FeePayment(RecordedModel):
    """A member paid on a fee that was due."""

    fee = inside("members.FeeDue")
    member = inside("members.Member")
    member_org = own_organisation()
    paid_on = models.DateField()
    means = models.CharField(max_length=10, choices=choices(Means))
    amount_vnd = models.BigIntegerField()

    class Meta:
        db_table = "members_fee_payment"
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="fee_payment_is_positive"),
            models.CheckConstraint(condition=~Q(means=Means.CREDIT.value), name="fee_is_paid_not_owed"),
        ]
        indexes = [models.Index(fields=["org", "fee"], name="payments_of_a_fee")]
