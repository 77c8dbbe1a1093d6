"""What people fill in for foreign money: rates, what happened, and the day of a revaluation."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.calc import PostingRule
from ecoop.vouchers.calc.currency import CurrencyDraft, Position
from ecoop.vouchers.forms.party import WithParty
from ecoop.vouchers.queries import Office
from ecoop.vouchers.queries.currency_events import CurrencyEvent
from ecoop.vouchers.queries.currency_openings import OpeningInCurrency
from ecoop.web.fields import DongField, QuantityField, day_field

_FACT = "fact_"


class RateForm(forms.Form):
    """A rate of the usual bank."""

    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3, help_text="USD, EUR, CNY")
    rate_on = day_field(label=_("Day"))
    rate = QuantityField(label=_("Mid rate of transfers, in đồng"))
    bank_name = forms.CharField(label=_("Usual bank"), max_length=120)
    source = forms.CharField(label=_("Where it was read"), max_length=300, required=False)


class RevalueForm(forms.Form):
    """The last day of a period. The hidden id makes a form sent twice one revaluation."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = day_field(label=_("Last day of the period"))


class OpeningForm(forms.Form):
    """What an opening balance is in its currency. The hidden id makes a form sent twice one statement."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    balance = forms.ChoiceField(label=_("Opening balance"))
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3, help_text="USD, EUR, CNY")
    amount = QuantityField(label=_("Amount in the currency"), help_text=_("0 takes back what was said before."))
    dong_vnd = DongField(
        label=_("In đồng, as the books have it"),
        required=False,
        help_text=_("Left empty, it is all that is left of this balance."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        openings: Mapping[str, OpeningInCurrency],
        labels: Mapping[str, str],
        **given: Any,
    ) -> None:
        super().__init__(data, **given)
        self.openings = openings
        balance = self.fields["balance"]
        balance.choices = [(key, labels[key]) for key in openings]  # type: ignore[attr-defined]

    @property
    def said(self) -> tuple[Position, Decimal, Dong]:
        """Give the position, its amount and its đồng; what we owe is below zero."""
        opening = self.openings[self.cleaned_data["balance"]]
        currency, amount = self.cleaned_data["currency"].upper(), self.cleaned_data["amount"]
        rest_vnd = opening.without(currency)
        said_vnd = self.cleaned_data["dong_vnd"]
        amount_vnd = abs(rest_vnd) if said_vnd is None else said_vnd
        sign = 1 if opening.amount_vnd > 0 else -1
        position = Position(opening.account, currency, opening.party_id)
        return position, sign * amount, Dong(sign * amount_vnd if amount else 0)


class CurrencyForm(WithParty):
    """Something that happened in foreign money. The hidden id makes a form sent twice one happening."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = day_field(label=_("Day"))
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3, help_text="USD, EUR, CNY")
    amount = QuantityField(label=_("Amount in the currency"))
    text = forms.CharField(label=_("What was it?"), max_length=500)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: CurrencyEvent,
        rule: PostingRule,
        office: Office,
        org_id: Any,
        **given: Any,
    ) -> None:
        super().__init__(data, **given)
        self.event, self.org_id = event, org_id
        for name, values in _asked(event, rule).items():
            choices = [(each, office.say(kind="value", name=f"{name}.{each}")) for each in values]
            label = office.say(kind="fact", name=name)
            self.fields[_FACT + name] = forms.ChoiceField(label=label, choices=choices, initial=choices[0][0])
        if event.is_for_dong:
            self.fields["dong_vnd"] = DongField(label=_("In đồng, as paid or received"))
        if event.party != "none":
            hint = _("Name, code or tax code of a counterparty, or the number of a member.")
            self.fields["party"] = forms.CharField(
                label=_("With whom"), max_length=200, required=event.party == "need", help_text=hint
            )

    def draft(self) -> CurrencyDraft:
        """Give what was filled in."""
        said, found = self.cleaned_data, self.found
        facts = {name.removeprefix(_FACT): said[name] for name in self.fields if name.startswith(_FACT)}
        return CurrencyDraft(
            said["id"],
            said["on"],
            self.event.event,
            said["currency"].upper(),
            said["amount"],
            facts,
            said["text"],
            said.get("dong_vnd") or Dong(0),
            found.member_id if found else None,
            found.counterparty_id if found else None,
        )


def _asked(event: CurrencyEvent, rule: PostingRule) -> dict[str, tuple[str, ...]]:
    """List the facts that a happening asks: where to and from as its row says, the others as the rule has them."""
    asked: dict[str, tuple[str, ...]] = {}
    for line in rule.lines:
        for choice in (line.debit, line.credit):
            if choice.fact:
                asked.setdefault(choice.fact, tuple(value for value, _code in choice.by_value))
    own = {"to": event.to, "from": event.from_}
    return {name: own.get(name) or values for name, values in asked.items()}
