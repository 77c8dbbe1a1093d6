"""Paying what was shared: where members are paid, lists for the bank or the cash box, what came of each line.

A line is never edited: that it was paid, struck off the list or sent back by the bank is a row of its own.
"""

from django.db import models
from django.db.models import F, Q

from ecoop.distribution.calc.paying import PaidBy, Undone
from ecoop.kernel.tenancy import RecordedModel, TenantModel, choices, inside


def own_organisation() -> "models.ForeignKey[models.Model | None, models.Model | None]":
    """Point at the organisation of the member, if it is in the directory."""
    return models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )


class MemberBankAccount(RecordedModel):
    """Where a member is paid from a day on; without a number, in cash. The last recorded of the latest day holds."""

    member = inside("members.Member")
    member_org = own_organisation()
    starts_on = models.DateField()
    bank_bin = models.CharField(max_length=6, blank=True)
    bank_name = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=30, blank=True)
    holder = models.CharField(max_length=140, blank=True)

    class Meta:
        db_table = "distribution_member_bank_account"
        constraints = [
            models.CheckConstraint(condition=Q(number="") | ~Q(bank_name=""), name="an_account_names_its_bank"),
        ]
        indexes = [models.Index(fields=["org", "member", "-starts_on", "-recorded_at"], name="account_newest_first")]


class PaymentList(RecordedModel):
    """A list by which members are paid on a day, from one account of the cooperative or from its cash box."""

    year = models.SmallIntegerField()
    sharing = inside("distribution.YearSharing")
    number = models.PositiveSmallIntegerField()
    means = models.CharField(max_length=10, choices=choices(PaidBy))
    pays_on = models.DateField()
    bank_bin = models.CharField(max_length=6, blank=True)
    bank_name = models.CharField(max_length=120, blank=True)
    account = models.CharField(max_length=30, blank=True)

    class Meta:
        db_table = "distribution_payment_list"
        constraints = [
            models.UniqueConstraint(fields=["org", "year", "number"], name="payment_list_has_its_number"),
            models.CheckConstraint(condition=Q(means=PaidBy.CASH.value) | ~Q(account=""), name="a_bank_pays_from_one"),
        ]


class SharePayment(TenantModel):
    """One line of a list: what one member is to get of their share, and the tax that is held back of it."""

    list = inside("distribution.PaymentList")
    share = inside("distribution.MemberShare")
    member = inside("members.Member")
    member_org = own_organisation()
    position = models.PositiveIntegerField()
    gross_vnd = models.BigIntegerField()
    # What of it is income from capital, and why it is taxed or not.
    base_vnd = models.BigIntegerField()
    ground = models.CharField(max_length=30)
    rate = models.DecimalField(max_digits=12, decimal_places=8)
    pit_vnd = models.BigIntegerField()
    bank_bin = models.CharField(max_length=6, blank=True)
    bank_name = models.CharField(max_length=120, blank=True)
    account = models.CharField(max_length=30, blank=True)
    holder = models.CharField(max_length=140, blank=True)
    # What the bank gives back with the money that could not be paid.
    reference = models.CharField(max_length=35)

    class Meta:
        db_table = "distribution_share_payment"
        constraints = [
            models.UniqueConstraint(fields=["org", "list", "position"], name="line_of_a_payment_list"),
            models.UniqueConstraint(fields=["org", "list", "share"], name="share_stands_once_on_a_list"),
            models.CheckConstraint(condition=Q(gross_vnd__gt=0), name="a_payment_pays_something"),
            models.CheckConstraint(
                condition=Q(base_vnd__gte=0, base_vnd__lte=F("gross_vnd"), pit_vnd__gte=0, pit_vnd__lte=F("base_vnd")),
                name="tax_is_part_of_its_base",
            ),
        ]
        indexes = [
            models.Index(fields=["org", "share"], name="payments_of_a_share"),
            models.Index(fields=["org", "member_org"], name="payments_of_an_organisation"),
        ]

    @property
    def net_vnd(self) -> int:
        """Give what the member gets in hand."""
        return self.gross_vnd - self.pit_vnd


class PaymentConfirmation(RecordedModel):
    """A line was paid on a day; its entry stands in the books."""

    payment = inside("distribution.SharePayment")
    member_org = own_organisation()
    paid_on = models.DateField()

    class Meta:
        db_table = "distribution_payment_confirmation"
        constraints = [models.UniqueConstraint(fields=["org", "payment"], name="a_payment_is_confirmed_once")]


class PaymentUndoing(RecordedModel):
    """A line was struck off before it was paid, or came back from the bank after; the share is open again."""

    payment = inside("distribution.SharePayment")
    member_org = own_organisation()
    way = models.CharField(max_length=10, choices=choices(Undone))
    undone_on = models.DateField()
    reason = models.CharField(max_length=300)

    class Meta:
        db_table = "distribution_payment_undoing"
        constraints = [
            models.UniqueConstraint(fields=["org", "payment"], name="a_payment_is_undone_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="payment_undoing_says_why"),
        ]


class StatementReading(RecordedModel):
    """A member's organisation said that it read the statement of a year; the cooperative sees that it did."""

    cooperative = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, db_index=False, related_name="+")
    year = models.SmallIntegerField()

    class Meta:
        db_table = "distribution_statement_reading"
        constraints = [
            models.UniqueConstraint(fields=["org", "cooperative", "year"], name="a_statement_is_read_once"),
        ]
        indexes = [models.Index(fields=["cooperative", "year"], name="readings_of_a_cooperative")]
