"""What people fill in to record a purchase or an expense."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.trade.calc import ExpenseDraft, PurchaseDraft, PurchaseLineDraft
from ecoop.trade.errors import COST_GROUPS, MEANS, PURCHASES
from ecoop.trade.forms.fields import DongField, day_field


class DocumentForm(forms.Form):
    """What every document asks for. The hidden id makes a form sent twice one document."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = day_field(label=_("Day"))
    text = forms.CharField(label=_("What was it?"), max_length=500)
    amount_vnd = DongField(label=_("Amount"), help_text=_("In đồng, for example 1.200.000"))
    means = forms.ChoiceField(label=_("Paid by"), choices=list(MEANS.items()))
    party_name = forms.CharField(label=_("With whom"), max_length=400, required=False)

    @property
    def given(self) -> dict[str, Any]:
        """Give what every draft takes."""
        cleaned = self.cleaned_data
        return {name: cleaned[name] for name in ("id", "means", "party_name", "text")}


class PurchaseForm(DocumentForm):
    """A purchase of one line."""

    what = forms.ChoiceField(label=_("Kind"), choices=list(PURCHASES.items()))
    has_invoice = forms.BooleanField(label=_("There is an invoice"), required=False)

    def draft(self) -> PurchaseDraft:
        """Give the purchase that was filled in."""
        cleaned = self.cleaned_data
        line = PurchaseLineDraft(name=cleaned["text"], amount_vnd=Dong(cleaned["amount_vnd"]))
        return PurchaseDraft(
            bought_on=cleaned["on"],
            what=cleaned["what"],
            has_invoice=cleaned["has_invoice"],
            lines=(line,),
            **self.given,
        )


class ExpenseForm(DocumentForm):
    """An expense of one of the six groups."""

    group = forms.ChoiceField(label=_("Cost group"), choices=list(COST_GROUPS.items()))
    has_invoice = forms.BooleanField(label=_("There is an invoice"), required=False)

    def draft(self) -> ExpenseDraft:
        """Give the expense that was filled in."""
        cleaned = self.cleaned_data
        return ExpenseDraft(
            spent_on=cleaned["on"],
            group=cleaned["group"],
            amount_vnd=Dong(cleaned["amount_vnd"]),
            has_invoice=cleaned["has_invoice"],
            **self.given,
        )
