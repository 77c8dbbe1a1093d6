"""What people fill in about capital: promises, payments in money and in kind, returns, transfers, registration."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.members.actions.add_profit_to_capital import PROFIT_TO_CAPITAL, ProfitAdded, add_profit_to_capital
from ecoop.members.actions.commit_capital import CommitmentDraft, commit_capital
from ecoop.members.actions.record_contributions import AssetPaid, Contribution, record_contributions
from ecoop.members.actions.register_capital import register_capital
from ecoop.members.actions.return_capital import CAPITAL_RETURN, ReturnDraft, return_capital
from ecoop.members.actions.transfer_capital import TransferDraft, transfer_capital
from ecoop.members.calc import TRANSFERS, CapitalMeans, ChangeKind, Means, ReturnReason, Side, Valuer
from ecoop.members.queries import CHANGE_WORDS, MEANS_WORDS, VALUER_WORDS, find_member_by_number
from ecoop.resolutions.queries import list_choices
from ecoop.web.fields import DongField, QuantityField, day_field

_MONEY = [(word, MEANS_WORDS[word]) for word in ("bank", "cash")]
_REASONS = {
    ReturnReason.MEMBERSHIP_ENDED: _("The membership has ended"),
    ReturnReason.EXCESS: _("It lies above the ceiling of the law"),
}
_SIDES = {Side.EXTERNAL: _("profit of external transactions"), Side.INTERNAL: _("profit of internal transactions")}


def _member_field(**given: Any) -> forms.CharField:
    given.setdefault("label", _("Member"))
    return forms.CharField(max_length=20, help_text=_("The number in the register, for example TV001"), **given)


class CapitalForm(forms.Form):
    """What every document of capital asks for. The hidden id makes a form sent twice one document."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    title: Any = ""

    def __init__(self, *args: Any, org_id: UUID, **given: Any) -> None:
        super().__init__(*args, **given)
        self.org_id = org_id

    def member(self, text: str) -> UUID:
        """Find the member whose number somebody wrote."""
        found = find_member_by_number(org_id=self.org_id, number=text.strip())
        if found is None:
            raise forms.ValidationError(_now("The register has no member {number}.").format(number=text.strip()))
        return found.id

    def record(self, **act: Any) -> None:
        """Record what was filled in."""
        raise NotImplementedError


class ResolvedForm(CapitalForm):
    """A document of capital that rests on a resolution; those that wait to be carried out can be chosen."""

    matter: str = ""
    resolution = forms.TypedChoiceField(label=_("Resolution of the general meeting"), coerce=UUID)

    def __init__(self, *args: Any, org_id: UUID, **given: Any) -> None:
        super().__init__(*args, org_id=org_id, **given)
        chosen = self.fields["resolution"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = list_choices(org_id=org_id, matter=self.matter)


class CommitmentForm(CapitalForm):
    """A promise to contribute."""

    title = _("Commitment of capital")
    member_number = _member_field()
    amount_vnd = DongField(label=_("Amount"))
    means = forms.ChoiceField(label=_("In what"), choices=list(MEANS_WORDS.items()), initial="bank")
    what = forms.CharField(label=_("Which asset"), max_length=200, required=False)
    committed_on = day_field(label=_("Promised on"))
    counts_from_on = day_field(
        label=_("The deadline runs from"),
        required=False,
        help_text=_("The day of admission, or of the registration certificate; left empty: the day of the promise."),
    )
    due_on = day_field(
        label=_("Due by"), required=False, help_text=_("Left empty: the longest that law and charter allow.")
    )
    rests_on = forms.CharField(label=_("Resolution"), max_length=200, required=False)

    def clean_member_number(self) -> UUID:
        """Find the member."""
        return self.member(self.cleaned_data["member_number"])

    def record(self, **act: Any) -> None:
        """Record the promise."""
        said = self.cleaned_data
        draft = CommitmentDraft(
            id=said["id"],
            member_id=said["member_number"],
            amount_vnd=said["amount_vnd"],
            committed_on=said["committed_on"],
            means=CapitalMeans(said["means"]),
            what=said["what"],
            counts_from_on=said["counts_from_on"],
            due_on=said["due_on"],
            rests_on=said["rests_on"],
        )
        commit_capital(org_id=self.org_id, commitments=[draft], **act)


class ContributionForm(CapitalForm):
    """Capital that came in: money, or an asset with its valuation and its handover."""

    title = _("Capital paid in")
    member_number = _member_field()
    means = forms.ChoiceField(label=_("In what"), choices=list(MEANS_WORDS.items()), initial="bank")
    amount_vnd = DongField(label=_("Amount or agreed value"))
    paid_on = day_field(
        label=_("Paid on"),
        help_text=_("Of an asset: the day when ownership or the right to use it stood for the cooperative."),
    )
    what = forms.CharField(label=_("Which asset"), max_length=200, required=False)
    quantity = QuantityField(label=_("Quantity"), required=False)
    unit = forms.CharField(label=_("Unit"), max_length=30, required=False)
    valued_by = forms.ChoiceField(
        label=_("Who agreed on the value"), choices=[("", "—"), *VALUER_WORDS.items()], required=False
    )
    valuation_paper = forms.CharField(label=_("Minutes or certificate of valuation"), max_length=200, required=False)
    valued_on = day_field(label=_("Valued on"), required=False)
    handed_over_on = day_field(label=_("Handed over on"), required=False)
    lasts_until_on = day_field(label=_("The right lasts until"), required=False)
    consent = forms.CharField(label=_("Consent to another asset than promised"), max_length=200, required=False)

    def clean_member_number(self) -> UUID:
        """Find the member."""
        return self.member(self.cleaned_data["member_number"])

    def record(self, **act: Any) -> None:
        """Record the payment."""
        said = self.cleaned_data
        draft = Contribution(
            id=said["id"],
            member_id=said["member_number"],
            paid_on=said["paid_on"],
            means=CapitalMeans(said["means"]),
            amount_vnd=said["amount_vnd"],
            asset=self._asset(),
        )
        record_contributions(org_id=self.org_id, contributions=[draft], **act)

    def _asset(self) -> AssetPaid | None:
        said = self.cleaned_data
        if not said["what"]:
            return None
        return AssetPaid(
            what=said["what"],
            quantity=said["quantity"] or Decimal(0),
            unit=said["unit"],
            valued_by=Valuer(said["valued_by"] or Valuer.MEETING),
            valuation_paper=said["valuation_paper"] if said["valued_by"] else "",
            valued_on=said["valued_on"] or said["paid_on"],
            handed_over_on=said["handed_over_on"] or said["paid_on"],
            lasts_until_on=said["lasts_until_on"],
            consent=said["consent"],
        )


class ReturnForm(ResolvedForm):
    """Capital to be paid back."""

    title = _("Return of capital")
    matter = CAPITAL_RETURN
    member_number = _member_field()
    amount_vnd = DongField(label=_("Amount"))
    reason = forms.ChoiceField(label=_("Why"), choices=[(key.value, word) for key, word in _REASONS.items()])
    returned_on = day_field(label=_("Returned on"))
    means = forms.ChoiceField(label=_("Paid by"), choices=_MONEY)
    debts_seen_by = forms.CharField(
        label=_("Who confirmed that all debts can still be paid"), max_length=200, help_text=_("Name and paper")
    )
    payee = forms.CharField(label=_("Paid to, if not to the member"), max_length=200, required=False)

    def clean_member_number(self) -> UUID:
        """Find the member."""
        return self.member(self.cleaned_data["member_number"])

    def record(self, **act: Any) -> None:
        """Record the return."""
        asked = self.cleaned_data
        said = {name: value for name, value in asked.items() if name not in ("member_number", "resolution")}
        said |= {"means": Means(said["means"]), "reason": ReturnReason(said["reason"])}
        draft = ReturnDraft(member_id=asked["member_number"], resolution_id=asked["resolution"], **said)
        return_capital(org_id=self.org_id, returns=[draft], **act)


class TransferForm(CapitalForm):
    """Capital that passes from one member to another."""

    title = _("Transfer of capital")
    from_number = _member_field(label=_("From member"))
    to_number = _member_field(label=_("To member"))
    kind = forms.ChoiceField(label=_("How"), choices=[(kind.value, CHANGE_WORDS[kind]) for kind in TRANSFERS])
    amount_vnd = DongField(label=_("Amount"))
    moved_on = day_field(label=_("Transferred on"))
    paper = forms.CharField(label=_("Contract, will or resolution"), max_length=200)

    def clean_from_number(self) -> UUID:
        """Find the member who gives."""
        return self.member(self.cleaned_data["from_number"])

    def clean_to_number(self) -> UUID:
        """Find the member who gets."""
        return self.member(self.cleaned_data["to_number"])

    def record(self, **act: Any) -> None:
        """Record the transfer."""
        said = self.cleaned_data
        draft = TransferDraft(
            id=said["id"],
            from_id=said["from_number"],
            to_id=said["to_number"],
            moved_on=said["moved_on"],
            amount_vnd=said["amount_vnd"],
            kind=ChangeKind(said["kind"]),
            paper=said["paper"],
        )
        transfer_capital(org_id=self.org_id, transfers=[draft], **act)


class RegistrationForm(CapitalForm):
    """The charter capital as the registrar entered it."""

    title = _("Charter capital registered")
    registered_on = day_field(label=_("Registered on"))
    charter_capital_vnd = DongField(label=_("Charter capital"))
    paper = forms.CharField(label=_("Certificate or notice"), max_length=200)

    def record(self, **act: Any) -> None:
        """Record the registration."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "id"}
        register_capital(org_id=self.org_id, **said, **act)


class ProfitForm(ResolvedForm):
    """Profit that became capital."""

    title = _("Profit added to capital")
    matter = PROFIT_TO_CAPITAL
    added_on = day_field(label=_("Added on"))
    result = forms.ChoiceField(label=_("Of which result"), choices=[(key.value, word) for key, word in _SIDES.items()])
    amount_vnd = DongField(label=_("Amount"))

    def record(self, **act: Any) -> None:
        """Record the profit added."""
        said = self.cleaned_data
        profit = ProfitAdded(said["id"], said["added_on"], Side(said["result"]), said["amount_vnd"], said["resolution"])
        add_profit_to_capital(org_id=self.org_id, profit=profit, **act)


# Under which word each form stands in the address.
CAPITAL_FORMS: dict[str, type[CapitalForm]] = {
    "commitments": CommitmentForm,
    "contributions": ContributionForm,
    "returns": ReturnForm,
    "transfers": TransferForm,
    "registrations": RegistrationForm,
    "profit": ProfitForm,
}


class WhatIfForm(forms.Form):
    """What if the charter capital were another, or a certain member contributed?"""

    member = _member_field(required=False)
    charter_capital_vnd = DongField(label=_("If the charter capital were"), required=False)

    @property
    def charter_capital(self) -> Dong | None:
        """Give the charter capital to reckon with, if another was named."""
        return self.cleaned_data.get("charter_capital_vnd") or None


class ExtensionForm(forms.Form):
    """Days that a deadline does not count."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=3650)
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("Transport, import, or transfer of title"))
