"""What every form of a document asks for."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.ids import new_id
from ecoop.trade.errors import MEANS
from ecoop.trade.queries import BankAccountFacts
from ecoop.web.fields import DongField, day_field


class DocumentForm(forms.Form):
    """What every document asks for. The hidden id makes a form sent twice one document."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = day_field(label=_("Day"))
    text = forms.CharField(label=_("What was it?"), max_length=500)
    amount_vnd = DongField(label=_("Amount"), help_text=_("In đồng, for example 1.200.000"))
    means = forms.ChoiceField(label=_("Paid by"), choices=list(MEANS.items()))
    party_name = forms.CharField(label=_("With whom"), max_length=400, required=False)

    def ask_account(self, *, accounts: Sequence[BankAccountFacts]) -> None:
        """Ask which bank account it was, if there is a choice."""
        choices = [(str(each.id), each.label) for each in accounts if each.closed_on is None]
        if choices:
            label = _("Bank account")
            any_of_them = ("", _("— for bank transfers —"))
            self.fields["bank_account"] = forms.ChoiceField(
                label=label, required=False, choices=[any_of_them, *choices]
            )

    @property
    def bank_account_id(self) -> UUID | None:
        """Give the account that was chosen, unless it was paid otherwise than through a bank."""
        chosen = self.cleaned_data.get("bank_account")
        return UUID(chosen) if chosen and self.cleaned_data.get("means") == "bank" else None

    @property
    def given(self) -> dict[str, Any]:
        """Give what every draft takes."""
        cleaned = self.cleaned_data
        wanted = {name: cleaned[name] for name in ("id", "means", "party_name", "text")}
        return {**wanted, "bank_account_id": self.bank_account_id}
