"""What the small calculators ask; nothing of it is kept."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.taxes.calc.einvoice_duty import EinvoiceDuty, einvoice_duty
from ecoop.taxes.calc.insurance import Contribution, owner_contribution
from ecoop.taxes.calc.interest import LateInterest, late_interest
from ecoop.taxes.forms.amounts import AmountField, DayField

YEAR_MIN, YEAR_MAX = 2026, 2100


class InsuranceForm(forms.Form):
    """What the owner pays for social insurance."""

    what = forms.CharField(widget=forms.HiddenInput, initial="insurance", required=False)
    month = DayField(label=_("A day in the month it is for"))
    base_vnd = AmountField(
        label=_("Monthly income you choose to insure"), required=False, help_text=_("Left empty: the least allowed.")
    )
    is_registered = forms.BooleanField(label=_("The household is registered"), required=False, initial=True)
    is_exempt = forms.BooleanField(label=_("It is below the threshold of tax"), required=False)

    def answer(self) -> Contribution:
        """Compute the contribution."""
        given = self.cleaned_data
        return owner_contribution(
            law=lawbook.on(given["month"]),
            base_vnd=given["base_vnd"],
            is_registered=given["is_registered"],
            is_exempt=given["is_exempt"],
        )


class EinvoiceForm(forms.Form):
    """Whether e-invoices must be used, and from when."""

    what = forms.CharField(widget=forms.HiddenInput, initial="einvoice", required=False)
    year = forms.IntegerField(label=_("Year"), min_value=YEAR_MIN, max_value=YEAR_MAX)
    first_vnd = AmountField(label=_("Sold in the first quarter"), required=False)
    second_vnd = AmountField(label=_("Sold in the second quarter"), required=False)
    third_vnd = AmountField(label=_("Sold in the third quarter"), required=False)
    fourth_vnd = AmountField(label=_("Sold in the fourth quarter"), required=False)
    over_limit_before = forms.BooleanField(label=_("The year before was above the limit"), required=False)
    sells_registrable_assets = forms.BooleanField(
        label=_("Sells things with ownership papers, such as vehicles"), required=False
    )

    def answer(self) -> EinvoiceDuty:
        """Find the duty."""
        given = self.cleaned_data
        quarters = [given[f"{name}_vnd"] or Dong(0) for name in ("first", "second", "third", "fourth")]
        return einvoice_duty(
            law=lawbook.on(date(given["year"], 12, 31)),
            quarters_vnd=quarters,
            over_limit_before=given["over_limit_before"],
            sells_registrable_assets=given["sells_registrable_assets"],
        )


class InterestForm(forms.Form):
    """What a delay costs."""

    what = forms.CharField(widget=forms.HiddenInput, initial="interest", required=False)
    tax_vnd = AmountField(label=_("Tax to pay"))
    due_on = DayField(label=_("Due on"))
    paid_on = DayField(label=_("Paid on"))

    def clean(self) -> dict[str, Any]:
        """Refuse days that lie apart beyond belief."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("paid_on") and given.get("due_on") and given["paid_on"] < given["due_on"]:
            self.add_error("paid_on", _("It is paid before it is due: there is no interest."))
        return given

    def answer(self) -> LateInterest:
        """Compute the interest."""
        given = self.cleaned_data
        return late_interest(
            law=lawbook.on(given["paid_on"]),
            tax_vnd=given["tax_vnd"],
            due_on=given["due_on"],
            paid_on=given["paid_on"],
        )


FORMS: dict[str, type[forms.Form]] = {
    "insurance": InsuranceForm,
    "einvoice": EinvoiceForm,
    "interest": InterestForm,
}
