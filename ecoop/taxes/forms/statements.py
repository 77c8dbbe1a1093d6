"""What people fill in about a set of statements: signers, notes, filings, the meeting's approval."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.taxes.errors import CHANNEL_NAMES
from ecoop.taxes.forms.amounts import DayField
from ecoop.taxes.queries.statement_sets import OFFICE_NAMES, Signers


class SignersForm(forms.Form):
    """Who signs, as the form asks."""

    preparer = forms.CharField(label=_("Prepared by"), max_length=120)
    chief_accountant = forms.CharField(label=_("Chief accountant"), max_length=120)
    legal_representative = forms.CharField(label=_("Legal representative"), max_length=120)
    certificate_number = forms.CharField(
        label=_("Practising certificate of the outside bookkeeper"),
        max_length=60,
        required=False,
        help_text=_("Only if the books are kept by somebody from outside."),
    )
    enterprise = forms.CharField(label=_("Enterprise of the outside bookkeeper"), max_length=200, required=False)

    @property
    def signers(self) -> Signers:
        """Give the signers as the action takes them."""
        return Signers(**self.cleaned_data)


class NoteForm(forms.Form):
    """What is written under one section of the notes."""

    section = forms.CharField(max_length=8, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What you write in this section"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class OfficeForm(forms.Form):
    """Where and when the set went, and what the office answered."""

    filed_with = forms.ChoiceField(label=_("Filed with"), choices=list(OFFICE_NAMES.items()))
    filed_on = DayField(label=_("Filed on"))
    channel = forms.ChoiceField(label=_("How it was filed"), choices=list(CHANNEL_NAMES.items()))
    receipt = forms.CharField(label=_("Receipt number"), max_length=60, required=False)


class ApprovalForm(forms.Form):
    """By which resolution the meeting approved the set."""

    resolution = forms.TypedChoiceField(label=_("Resolution of the general meeting"), coerce=UUID)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        chosen = self.fields["resolution"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = list(choices)


class ReplacementForm(forms.Form):
    """Why a set that went out is made anew."""

    reason = forms.CharField(label=_("What was wrong"), max_length=500)


class ReclassificationForm(forms.Form):
    """Which account's balance is moved to where the statements list it."""

    account = forms.RegexField(r"^[0-9A-Za-z.]+$", max_length=20)
