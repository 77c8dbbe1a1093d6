"""What people fill in about a place of business and about a bank account."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.ids import new_id
from ecoop.parties.queries import find_place, list_places
from ecoop.trade.calc import BankAccountDraft, PlaceDraft
from ecoop.trade.queries import PlaceFacts
from ecoop.web.fields import day_field

_ANSWERS_MAX = 6
_ACCOUNT_NUMBER = re.compile(r"[0-9A-Za-z]{4,30}", re.ASCII)


class WardField(forms.CharField):
    """A ward by its name or its code of five digits; a name that fits several asks which one."""

    def clean(self, value: Any) -> Any:
        """Find the ward, or say which ones it could be."""
        text = super().clean(value)
        if not text:
            return ""
        if text.isdecimal() and find_place(code=text) is not None:
            return text
        found = list_places(text=text.partition(",")[0])
        exact = [each for each in found if f"{each.name}, {each.province_name}" == text] or found
        if len(exact) == 1:
            return exact[0].code
        if not exact:
            raise forms.ValidationError(_now("No ward of this name was found."))
        named = "; ".join(f"{each.name}, {each.province_name} ({each.code})" for each in exact[:_ANSWERS_MAX])
        raise forms.ValidationError(_now("Several wards fit; enter the code of one: {wards}").format(wards=named))


class PlaceForm(forms.Form):
    """A place of business. The hidden id makes a form sent twice one place."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("For example: stall 12 at the market."))
    address_line = forms.CharField(label=_("House number and street"), max_length=200, required=False)
    ward = WardField(label=_("Ward or commune"), max_length=120, required=False, help_text=_("Its name or its code."))
    code = forms.CharField(
        label=_("Code at the tax office"), max_length=20, required=False, help_text=_("As the tax office answered.")
    )
    opened_on = day_field(label=_("Opened on"))
    is_head_office = forms.BooleanField(
        label=_("It is the head office"),
        required=False,
        help_text=_("Exactly one place is; returns go to its tax office."),
    )

    def draft(self) -> PlaceDraft:
        """Give the place that was filled in."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "ward"}
        return PlaceDraft(**given, ward_code=self.cleaned_data["ward"])


class PlaceClosureForm(forms.Form):
    """The last day of a place of business or a bank account."""

    closed_on = day_field(label=_("Last day"))


class BankAccountForm(forms.Form):
    """A bank account or wallet of the business. The hidden id makes a form sent twice one account."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    bank_name = forms.CharField(label=_("Bank or wallet"), max_length=120)
    number = forms.CharField(
        label=_("Account number"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    holder = forms.CharField(label=_("Holder"), max_length=120, required=False)
    bank_bin = forms.RegexField(
        r"^\d{6}$",
        label=_("Bank code"),
        required=False,
        help_text=_("Six digits, for QR codes; leave it empty if unsure."),
    )

    def clean_number(self) -> str:
        """Read the number without its spaces."""
        number = re.sub(r"[\s.-]", "", self.cleaned_data["number"])
        if not _ACCOUNT_NUMBER.fullmatch(number):
            raise forms.ValidationError(_now("Enter the number with digits and letters only."))
        return number

    def draft(self) -> BankAccountDraft:
        """Give the account that was filled in."""
        return BankAccountDraft(**self.cleaned_data)


def initial_of_place(*, place: PlaceFacts) -> dict[str, Any]:
    """Give what a form begins with when a place is changed."""
    names = ("id", "name", "address_line", "code", "opened_on", "is_head_office")
    return {**{name: getattr(place, name) for name in names}, "ward": place.ward_code}
