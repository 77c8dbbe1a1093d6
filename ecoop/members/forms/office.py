"""What the office fills in about fees and about what it posts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.ids import new_id
from ecoop.members.actions.pay_fees import FeePaymentDraft
from ecoop.members.actions.post_disclosures import DisclosureDraft
from ecoop.members.actions.post_notice import NoticeDraft
from ecoop.members.calc import Means, PaperDraft
from ecoop.members.queries import list_disclosure_kinds
from ecoop.web.fields import DongField, day_field

MEANS = (("cash", _("cash")), ("bank", _("bank")))


class FeesForm(forms.Form):
    """The fee of a year for everybody who brings no capital."""

    amount_vnd = DongField(label=_("Fee of the year"))
    due_on = day_field(label=_("To be paid by"))
    rests_on = forms.CharField(label=_("It rests on"), max_length=200, help_text=_("The charter or the resolution."))


class FeePaymentForm(forms.Form):
    """A payment on a fee."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    fee_id = forms.UUIDField(widget=forms.HiddenInput)
    amount_vnd = DongField(label=_("Amount"))
    paid_on = day_field(label=_("Paid on"))
    means = forms.ChoiceField(label=_("Paid by"), choices=MEANS)

    def draft(self) -> FeePaymentDraft:
        """Give the payment that was filled in."""
        said = self.cleaned_data
        return FeePaymentDraft(said["id"], said["fee_id"], said["paid_on"], Means(said["means"]), said["amount_vnd"])


class DisclosureForm(forms.Form):
    """Something to post for the members."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    code = forms.ChoiceField(label=_("What it is"))
    title = forms.CharField(label=_("Title"), max_length=200)
    issued_on = day_field(label=_("Issued on"))
    text = forms.CharField(label=_("Text"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    paper = forms.FileField(label=_("Paper"), required=False, help_text=_("A photo or a PDF."))

    def __init__(self, given: Mapping[str, Any] | None, files: Any, *, today: date) -> None:
        super().__init__(given, files, initial={"issued_on": today})
        self.fields["code"].choices = list_disclosure_kinds(day=today)  # type: ignore[attr-defined]

    def draft(self) -> DisclosureDraft:
        """Give what was filled in."""
        said = self.cleaned_data
        paper = said["paper"]
        return DisclosureDraft(
            id=said["id"],
            code=said["code"],
            title=said["title"],
            issued_on=said["issued_on"],
            text=said["text"],
            paper=PaperDraft(paper.name, paper.read()) if paper else None,
        )


class NoticeForm(forms.Form):
    """A few words to every member."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    title = forms.CharField(label=_("In one line"), max_length=120)
    text = forms.CharField(label=_("More"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    until_on = day_field(
        label=_("Shown until"), required=False, help_text=_("Empty: as long as newer notices do not push it down.")
    )

    def draft(self) -> NoticeDraft:
        """Give the notice that was filled in."""
        return NoticeDraft(**self.cleaned_data)
