"""What people fill in about returns, the method of a year and the year before."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.taxes.errors import CHANNEL_NAMES, METHOD_NAMES, PRIOR_METHOD_NAMES, SECTOR_NAMES
from ecoop.taxes.forms.amounts import AmountField, DayField

# The deduction goes to groups that bear PIT of trade; rent has one of its own.
_RENT = "real_estate_lease"


class PreparationForm(forms.Form):
    """Which return is to be prepared."""

    form = forms.CharField(max_length=24)
    period = forms.RegexField(r"^\d{4}(-(Q[1-4]|H[12]|(0[1-9]|1[0-2])))?$", max_length=8)


class FiledForm(forms.Form):
    """The day a return was filed, how, and what the tax office answered."""

    filed_on = DayField(label=_("Filed on"))
    channel = forms.ChoiceField(label=_("How it was filed"), choices=list(CHANNEL_NAMES.items()))
    receipt = forms.CharField(
        label=_("Receipt number"),
        max_length=60,
        required=False,
        help_text=_("As it stands on the tax office's answer."),
    )


class CorrectionForm(forms.Form):
    """Why a filed return is corrected."""

    reason = forms.CharField(
        label=_("What was wrong"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It goes into the explanation that is filed with the correction."),
    )


class MethodForm(forms.Form):
    """By which method the year is taxed, and which group the deduction goes to first."""

    method = forms.ChoiceField(label=_("Method"), choices=list(METHOD_NAMES.items()), widget=forms.RadioSelect)
    deduct_first = forms.ChoiceField(
        label=_("Take the deduction off this group first"),
        required=False,
        choices=[("", _("the group with the highest rate")), *((k, v) for k, v in SECTOR_NAMES.items() if k != _RENT)],
        help_text=_("Only for the percentage method; the law leaves the choice to you."),
    )

    def chosen(self) -> dict[str, Any]:
        """Give the choice as the action takes it."""
        first = self.cleaned_data["deduct_first"]
        return {"method": self.cleaned_data["method"], "deduct_first": (first,) if first else ()}


class PriorYearForm(forms.Form):
    """What the year before brought and how it was taxed."""

    revenue_vnd = AmountField(label=_("Revenue of the year"))
    method = forms.ChoiceField(label=_("How it was taxed"), choices=list(PRIOR_METHOD_NAMES.items()))
