"""What people fill in about agreements: one, the end of one, one for everybody."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.members.actions.sign_agreements import AgreementDraft
from ecoop.members.actions.sign_with_members import AgreementTerms
from ecoop.members.queries import find_member_by_number
from ecoop.web.fields import DongField, day_field

_TEXT = forms.Textarea(attrs={"rows": 3})
_DAY = timedelta(days=1)


class TermsForm(forms.Form):
    """What an agreement says, whoever it is with."""

    signed_on = day_field(label=_("Signed on"))
    last_on = day_field(
        label=_("Last day"), required=False, help_text=_("Leave it empty if it holds until it is ended.")
    )
    subject = forms.CharField(label=_("Goods and services"), max_length=500, widget=_TEXT)
    terms = forms.CharField(
        label=_("Price, quality, delivery and payment"), max_length=1000, required=False, widget=_TEXT
    )
    season = forms.CharField(label=_("Season"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a last day that does not lie before the first."""
        cleaned = super().clean() or {}
        signed_on, last_on = cleaned.get("signed_on"), cleaned.get("last_on")
        if signed_on and last_on and last_on < signed_on:
            self.add_error("last_on", _("The last day cannot lie before the first."))
        return cleaned

    @property
    def ends_before(self) -> date | None:
        """Give the first day on which it holds no more."""
        last_on = self.cleaned_data.get("last_on")
        return last_on + _DAY if last_on else None


class AgreementForm(TermsForm):
    """An agreement with one member. The hidden id makes a form sent twice one agreement."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    number = forms.CharField(label=_("Number of the agreement"), max_length=40)
    member_number = forms.CharField(label=_("Number of the member"), max_length=20)
    value_vnd = DongField(label=_("Expected value"), required=False)
    field_order = ("number", "member_number", "signed_on", "last_on", "subject", "terms", "season", "value_vnd")

    def __init__(self, given: Mapping[str, Any] | None, *, org_id: UUID, today: date, member_number: str = "") -> None:
        super().__init__(given, initial={"signed_on": today, "member_number": member_number})
        self.org_id = org_id

    def clean_member_number(self) -> UUID:
        """Find the member of this number in the register."""
        member = find_member_by_number(org_id=self.org_id, number=self.cleaned_data["member_number"].strip())
        if member is None:
            raise forms.ValidationError(_("Nobody in the register has this number."))
        return member.id

    def draft(self) -> AgreementDraft:
        """Give the agreement that was filled in."""
        cleaned = self.cleaned_data
        value_vnd = cleaned["value_vnd"]
        return AgreementDraft(
            id=cleaned["id"],
            member_id=cleaned["member_number"],
            number=cleaned["number"],
            signed_on=cleaned["signed_on"],
            ends_before=self.ends_before,
            subject=cleaned["subject"],
            terms=cleaned["terms"],
            season=cleaned["season"],
            value_vnd=None if value_vnd is None else Dong(value_vnd),
        )


class EveryAgreementForm(TermsForm):
    """One agreement for every official member who has none; it is signed some hundred members at a time."""

    numbers_begin = forms.CharField(
        label=_("Numbers begin with"),
        max_length=18,
        help_text=_("The member's number follows, for example HĐ-2026/TV001."),
    )
    after = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    signed = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    field_order = ("numbers_begin", "signed_on", "last_on", "subject", "terms", "season")

    def __init__(self, given: Mapping[str, Any] | None, *, today: date) -> None:
        super().__init__(given, initial={"signed_on": today})

    def agreement_terms(self) -> AgreementTerms:
        """Give what all the agreements say."""
        cleaned = self.cleaned_data
        return AgreementTerms(
            prefix=cleaned["numbers_begin"],
            signed_on=cleaned["signed_on"],
            ends_before=self.ends_before,
            subject=cleaned["subject"],
            terms=cleaned["terms"],
            season=cleaned["season"],
        )


class EndingForm(forms.Form):
    """From which day on an agreement holds no more, and why."""

    ends_before = day_field(label=_("Holds no more from"))
    reason = forms.CharField(label=_("Why does it end?"), max_length=300)

    def __init__(self, given: Mapping[str, Any] | None, *, today: date) -> None:
        super().__init__(given, initial={"ends_before": today})
