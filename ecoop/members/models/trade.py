"""Agreements with members, the lines of trade on both sides, and what was taken back of them."""

from django.db import models
from django.db.models import F, Q

from ecoop.kernel.tenancy import RecordedModel, choices, inside
from ecoop.members.calc import DealingKind, Means, Side
from ecoop.members.models.keys import own_organisation
from ecoop.members.models.register import Member


class Agreement(RecordedModel):
    """A written agreement between the cooperative and a member; without one, no trade is internal."""

    member = inside("members.Member")
    member_org = own_organisation()
    number = models.CharField(max_length=40)
    signed_on = models.DateField()
    ends_before = models.DateField(null=True)
    # What the paper 03-BH says beyond its parties: goods and services, prices, how and when is paid, the season.
    subject = models.CharField(max_length=500, blank=True, default="")
    terms = models.CharField(max_length=1000, blank=True, default="")
    season = models.CharField(max_length=60, blank=True, default="")
    value_vnd = models.BigIntegerField(null=True)

    class Meta:
        db_table = "members_agreement"
        constraints = [
            models.UniqueConstraint(fields=["org", "number"], name="agreement_number_is_unique"),
            models.CheckConstraint(
                condition=Q(ends_before=None) | Q(ends_before__gt=F("signed_on")), name="agreement_ends_after_it_began"
            ),
        ]
        indexes = [
            models.Index(fields=["org", "member"], name="agreements_of_a_member"),
            models.Index(fields=["org", "signed_on", "id"], name="agreements_in_order"),
        ]


class AgreementEnding(RecordedModel):
    """An agreement ended before its time, or one without a last day ended at all."""

    agreement = inside("members.Agreement")
    member = inside("members.Member")
    member_org = own_organisation()
    ends_before = models.DateField()
    reason = models.CharField(max_length=300)

    class Meta:
        db_table = "members_agreement_ending"
        constraints = [
            models.UniqueConstraint(fields=["org", "agreement"], name="an_agreement_ends_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="ending_of_an_agreement_has_a_reason"),
        ]


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
    # Without the value added tax, which stands beside it where the paper shows one.
    value_vnd = models.BigIntegerField()
    cost_vnd = models.BigIntegerField()
    vat_rate = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    vat_vnd = models.BigIntegerField(default=0)
    # Why the line is on its side, as the law's table of sides names it; lines of before carry none.
    ground = models.CharField(max_length=20, blank=True, default="")
    # Of labour these are days and the pay of a day.
    quantity = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = models.CharField(max_length=50, blank=True, default="")
    unit_price = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    # What a purchase is taken in as: goods to sell, or materials to work up.
    what = models.CharField(max_length=12, blank=True, default="")
    number = models.CharField(max_length=60, blank=True, default="")
    # Purchases without one stand in the list 06-VT.
    has_invoice = models.BooleanField(default=False)
    # Items of stock are the vouchers' nouns, above this domain: their id is kept, not their row.
    item_id = models.UUIDField(null=True)
    season = models.CharField(max_length=60, blank=True, default="")
    plot = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        db_table = "members_dealing"
        constraints = [
            models.CheckConstraint(condition=Q(value_vnd__gt=0), name="dealing_value_is_positive"),
            models.CheckConstraint(condition=Q(cost_vnd__gte=0), name="dealing_cost_is_not_negative"),
            models.CheckConstraint(
                condition=Q(side=Side.EXTERNAL.value) | (Q(member__isnull=False) & Q(agreement__isnull=False)),
                name="internal_dealing_has_a_member_and_an_agreement",
            ),
            models.CheckConstraint(condition=Q(vat_vnd__gte=0), name="dealing_vat_is_not_negative"),
            models.CheckConstraint(
                condition=Q(quantity=None) | Q(quantity__gt=0), name="dealing_quantity_is_positive_or_unknown"
            ),
        ]
        indexes = [
            models.Index(fields=["org", "dealt_on", "id"], name="dealings_in_order"),
            models.Index(fields=["org", "member", "dealt_on"], name="dealings_of_a_member"),
            models.Index(fields=["org", "agreement", "dealt_on"], name="dealings_under_an_agreement"),
        ]


class DealingReversal(RecordedModel):
    """A line of trade was taken back by a red entry; the member's household, which sees no entries, sees this."""

    dealing = inside("members.Dealing")
    member_org = own_organisation()
    entry_on = models.DateField()
    reason = models.CharField(max_length=300)

    class Meta:
        db_table = "members_dealing_reversal"
        constraints = [
            models.UniqueConstraint(fields=["org", "dealing"], name="a_dealing_is_taken_back_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="reversal_of_a_dealing_has_a_reason"),
        ]
