"""What the office fills in about lending as a whole: the Board's declaration, equity filed before, interest."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.finance.actions.declare_funds import DeclarationDraft
from ecoop.finance.actions.record_equity import EquityDraft
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.web.fields import DongField, day_field

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class DeclarationForm(forms.Form):
    """The Board declares that business needs are funded and no money was raised."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    declared_on = day_field(label=_("Declared on"))
    lasts_until_on = day_field(label=_("Holds until"))
    paper = forms.CharField(label=_("Resolution of the Board"), max_length=200)
    needs_vnd = DongField(label=_("What business needs until then"))
    text = forms.CharField(
        label=_("In words"),
        max_length=500,
        help_text=_("That this is funded, and that no money was taken from members or others to lend."),
    )

    def draft(self) -> DeclarationDraft:
        """Give the declaration that was filled in."""
        return DeclarationDraft(**self.cleaned_data)


class EquityForm(forms.Form):
    """Owners' equity by statements that were filed before these books began."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    year = forms.IntegerField(label=_("Year"), min_value=_FIRST_YEAR, max_value=_LAST_YEAR)
    filed_on = day_field(label=_("Filed with the tax office on"))
    receipt = forms.CharField(label=_("Receipt"), max_length=200)
    owners_vnd = DongField(label=_("Owners' equity, line 400"))
    capital_vnd = DongField(label=_("Of it capital, line 410"), required=False)
    profit_vnd = DongField(label=_("Of it profit, line 420"), required=False)
    funds_vnd = DongField(label=_("Of it funds, line 430"), required=False)

    def draft(self) -> EquityDraft:
        """Give what was filled in."""
        amounts = ("owners_vnd", "capital_vnd", "profit_vnd", "funds_vnd")
        return EquityDraft(**{**self.cleaned_data, **{name: Dong(self.cleaned_data[name] or 0) for name in amounts}})


class InterestForm(forms.Form):
    """Until which day interest is counted."""

    until = day_field(label=_("Until the end of"))
