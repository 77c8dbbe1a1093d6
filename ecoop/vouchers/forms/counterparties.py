"""What people fill in about a counterparty."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.ids import new_id
from ecoop.vouchers.calc.counterparties import LETTERS_MAX, CounterpartyDraft
from ecoop.vouchers.errors import COUNTERPARTY_KINDS
from ecoop.vouchers.queries import CounterpartyFacts


class CounterpartyForm(forms.Form):
    """A counterparty. The hidden id makes a form sent twice one counterparty."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = forms.CharField(label=_("Name"), max_length=LETTERS_MAX["name"])
    kind = forms.ChoiceField(label=_("Kind"), choices=list(COUNTERPARTY_KINDS.items()), initial="supplier")
    code = forms.CharField(
        label=_("Code"), max_length=LETTERS_MAX["code"], required=False, help_text=_("Short, to find them quickly.")
    )
    tax_code = forms.CharField(label=_("Tax code"), max_length=LETTERS_MAX["tax_code"], required=False)
    address = forms.CharField(label=_("Address"), max_length=LETTERS_MAX["address"], required=False)
    phone = forms.CharField(label=_("Phone"), max_length=LETTERS_MAX["phone"], required=False)
    bank_name = forms.CharField(label=_("Bank"), max_length=LETTERS_MAX["bank_name"], required=False)
    bank_account = forms.CharField(label=_("Account number"), max_length=LETTERS_MAX["bank_account"], required=False)

    def draft(self, *, is_retired: bool = False) -> CounterpartyDraft:
        """Give the counterparty that was filled in."""
        return CounterpartyDraft(**self.cleaned_data, is_retired=is_retired)


def initial_of(*, counterparty: CounterpartyFacts) -> dict[str, Any]:
    """Give what a form begins with when a counterparty is changed."""
    return {name: getattr(counterparty, name) for name in ("id", "kind", *LETTERS_MAX)}
