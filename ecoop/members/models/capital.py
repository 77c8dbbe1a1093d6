"""The charter, what members promised to contribute, what they paid in, and how else their capital changed."""

from django.db import models
from django.db.models import F, Q

from ecoop.kernel.tenancy import RecordedModel, choices, inside
from ecoop.members.calc import TRANSFERS, CapitalMeans, ChangeKind, ReturnReason, Side, Valuer
from ecoop.members.models.keys import own_organisation


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


class CapitalRegistration(RecordedModel):
    """The registrar entered a charter capital: from this day on the registration certificate shows it."""

    registered_on = models.DateField()
    charter_capital_vnd = models.BigIntegerField()
    paper = models.CharField(max_length=200)

    class Meta:
        db_table = "members_capital_registration"
        constraints = [
            models.UniqueConstraint(fields=["org", "registered_on"], name="capital_is_registered_once_a_day"),
            models.CheckConstraint(condition=Q(charter_capital_vnd__gt=0), name="registered_capital_is_positive"),
            models.CheckConstraint(condition=~Q(paper=""), name="registration_names_its_paper"),
        ]


class CapitalCommitment(RecordedModel):
    """A member promised to contribute so much, in this kind, until a day. It is no capital until it is paid."""

    member = inside("members.Member")
    member_org = own_organisation()
    amount_vnd = models.BigIntegerField()
    means = models.CharField(max_length=20, choices=choices(CapitalMeans))
    what = models.CharField(max_length=200, blank=True)
    committed_on = models.DateField()
    due_on = models.DateField()
    rests_on = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "members_capital_commitment"
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="commitment_amount_is_positive"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("committed_on")), name="commitment_is_due_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=Q(means__in=[means.value for means in CapitalMeans]), name="means_of_commitment_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["org", "member"], name="commitments_of_a_member"),
            models.Index(fields=["org", "due_on"], name="commitments_by_deadline"),
        ]


class CapitalExtension(RecordedModel):
    """Days of transport, import or transfer of title, which the deadline of a commitment does not count."""

    commitment = inside("members.CapitalCommitment")
    member = inside("members.Member")
    member_org = own_organisation()
    days = models.IntegerField()
    reason = models.CharField(max_length=300)

    class Meta:
        db_table = "members_capital_extension"
        constraints = [
            models.CheckConstraint(condition=Q(days__gt=0), name="extension_adds_days"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason"),
        ]
        indexes = [models.Index(fields=["org", "commitment"], name="extensions_of_a_commitment")]


class CapitalContribution(RecordedModel):
    """Capital that a member paid in. A commitment is not capital: only what was paid is in the books."""

    member = inside("members.Member")
    member_org = own_organisation()
    # For an asset, the day on which ownership or the right to use it stood for the cooperative.
    paid_on = models.DateField()
    means = models.CharField(max_length=20, choices=choices(CapitalMeans))
    amount_vnd = models.BigIntegerField()

    class Meta:
        db_table = "members_capital_contribution"
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="contribution_amount_is_positive"),
            models.CheckConstraint(
                condition=Q(means__in=[means.value for means in CapitalMeans]), name="contribution_is_paid_not_owed"
            ),
        ]
        indexes = [models.Index(fields=["org", "member", "paid_on"], name="contributions_of_a_member")]


class CapitalAsset(RecordedModel):
    """The asset that a contribution was paid in: who agreed on its value, and its handover."""

    contribution = inside("members.CapitalContribution")
    member = inside("members.Member")
    member_org = own_organisation()
    what = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=18, decimal_places=6)
    unit = models.CharField(max_length=30)
    valued_by = models.CharField(max_length=20, choices=choices(Valuer))
    valuation_paper = models.CharField(max_length=200)
    valued_on = models.DateField()
    handed_over_on = models.DateField()
    # Until when a right lasts; ownership has no end.
    lasts_until_on = models.DateField(null=True)
    # The consent of the Board or the meeting when another kind of asset was promised.
    consent = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "members_capital_asset"
        constraints = [
            models.UniqueConstraint(fields=["org", "contribution"], name="a_contribution_is_one_asset"),
            models.CheckConstraint(condition=~Q(what=""), name="contributed_asset_has_a_name"),
            models.CheckConstraint(condition=~Q(valuation_paper=""), name="valuation_names_its_paper"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="asset_quantity_is_positive"),
            models.CheckConstraint(
                condition=Q(valued_by__in=[valuer.value for valuer in Valuer]), name="valuer_is_known"
            ),
        ]


class CapitalChange(RecordedModel):
    """What a member holds became more or less other than by paying in: returned, sold, given, inherited.

    A transfer is two rows of one document: less for one member, the same amount more for another.
    """

    document_id = models.UUIDField()
    member = inside("members.Member")
    member_org = own_organisation()
    changed_on = models.DateField()
    kind = models.CharField(max_length=20, choices=choices(ChangeKind))
    amount_vnd = models.BigIntegerField()
    rests_on = models.CharField(max_length=200)
    # Of a return: how it was paid, why, to whom if the member is no more, who saw that debts can still be paid.
    means = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    payee = models.CharField(max_length=200, blank=True)
    debts_seen_by = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "members_capital_change"
        constraints = [
            models.UniqueConstraint(fields=["org", "document_id", "member"], name="a_change_counts_once_a_member"),
            models.CheckConstraint(condition=~Q(amount_vnd=0), name="capital_change_moves_something"),
            models.CheckConstraint(condition=~Q(rests_on=""), name="capital_change_rests_on_a_paper"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in TRANSFERS], means="", reason="")
                | (
                    Q(kind=ChangeKind.RETURNED.value, amount_vnd__lt=0, means__in=["cash", "bank"])
                    & Q(reason__in=[reason.value for reason in ReturnReason])
                    & ~Q(debts_seen_by="")
                ),
                name="a_return_says_why_and_how",
            ),
        ]
        indexes = [models.Index(fields=["org", "member", "changed_on"], name="capital_changes_of_a_member")]


class CapitalFromProfit(RecordedModel):
    """Profit that the meeting added to the capital; it belongs to the cooperative, not to single members."""

    added_on = models.DateField()
    result = models.CharField(max_length=10, choices=choices(Side))
    amount_vnd = models.BigIntegerField()
    rests_on = models.CharField(max_length=200)

    class Meta:
        db_table = "members_capital_from_profit"
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="profit_added_is_positive"),
            models.CheckConstraint(condition=~Q(rests_on=""), name="profit_added_rests_on_a_resolution"),
        ]
