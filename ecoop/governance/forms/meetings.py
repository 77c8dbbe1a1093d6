"""What people fill in about meetings: the call, the agenda, delegates, opening, notes, signatures, papers."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecoop.governance.actions.change_agenda import ItemDraft
from ecoop.governance.actions.convene_meeting import AgainDraft, MeetingDraft
from ecoop.governance.actions.keep_meeting_paper import MeetingPaperDraft
from ecoop.governance.actions.sign_minutes import SigningDraft
from ecoop.governance.calc.meetings import (
    ASKER_WORDS,
    CONVENER_WORDS,
    KIND_WORDS,
    MODE_WORDS,
    PAPER_WORDS,
    Asker,
    Convener,
    MeetingKind,
    MeetingMode,
    MeetingPaperKind,
)
from ecoop.kernel.ids import new_id
from ecoop.members.calc import PAPER_MB_MAX, PaperDraft
from ecoop.web.fields import day_field

HEADCOUNT_MAX = 10**6
FILE_HELP = format_lazy(gettext_lazy("A photo or a PDF, at most {mb} MB; it is kept as it is."), mb=PAPER_MB_MAX)
ASKED = ("asked_by", "asked_on", "asking")


def moment_field(**given: Any) -> forms.DateTimeField:
    """Make a field for a day and an hour, with the browser's own calendar."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(widget=widget, **given)


def heads_field(**given: Any) -> forms.IntegerField:
    """Make a field for a number of people."""
    return forms.IntegerField(min_value=0, max_value=HEADCOUNT_MAX, **given)


class WhenAndWhereForm(forms.Form):
    """When and where a meeting is held."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    starts_at = moment_field(label=gettext_lazy("Begins"))
    ends_at = moment_field(label=gettext_lazy("Ends, about"), required=False)
    place = forms.CharField(label=gettext_lazy("Where it meets"), max_length=300, required=False)
    link = forms.URLField(
        label=gettext_lazy("Address online"), max_length=300, required=False, assume_scheme="https",
        help_text=gettext_lazy("For who takes part from afar"),
    )  # fmt: skip


class ConveneForm(WhenAndWhereForm):
    """A meeting that is called."""

    kind = forms.ChoiceField(label=gettext_lazy("Which meeting"), choices=list(KIND_WORDS.items()))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    year = forms.IntegerField(
        label=gettext_lazy("About the year"), min_value=2000, max_value=2100, required=False,
        help_text=gettext_lazy("The annual meeting hears the statements of this year."),
    )  # fmt: skip
    convened_by = forms.ChoiceField(label=gettext_lazy("Called by"), choices=list(CONVENER_WORDS.items()))
    convener = forms.CharField(label=gettext_lazy("Who signs the notice"), max_length=200)
    mode = forms.ChoiceField(label=gettext_lazy("How people meet"), choices=list(MODE_WORDS.items()))
    is_of_delegates = forms.BooleanField(label=gettext_lazy("A meeting of delegates"), required=False)
    agenda = forms.CharField(
        label=gettext_lazy("Agenda"), max_length=6000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One item on each line"),
    )  # fmt: skip
    asked_by = forms.ChoiceField(
        label=gettext_lazy("Who asked for it"), choices=list(ASKER_WORDS.items()), required=False
    )
    asked_on = day_field(label=gettext_lazy("Asked on"), required=False)
    asking = heads_field(label=gettext_lazy("How many official members signed the request"), required=False)
    field_order = (
        "kind", "title", "year", "starts_at", "ends_at", "mode", "place", "link", "agenda", "convened_by", "convener",
        "is_of_delegates", *ASKED,
    )  # fmt: skip
    # Only an extraordinary meeting is asked for.
    folded = ASKED
    folded_label = gettext_lazy("An extraordinary meeting that somebody asked for")

    @property
    def folded_is_wrong(self) -> bool:
        """Tell whether something in the folded part must be mended."""
        return any(name in self.errors for name in self.folded)

    def draft(self, *, called_on: date) -> MeetingDraft:
        """Give the meeting that was filled in."""
        said = self.cleaned_data
        return MeetingDraft(
            id=said["id"],
            kind=MeetingKind(said["kind"]),
            title=said["title"],
            convened_by=Convener(said["convened_by"]),
            convener=said["convener"],
            called_on=called_on,
            starts_at=said["starts_at"],
            mode=MeetingMode(said["mode"]),
            place=said["place"],
            link=said["link"],
            ends_at=said["ends_at"],
            year=said["year"],
            asked_by=Asker(said["asked_by"]) if said["asked_by"] else None,
            asked_on=said["asked_on"],
            asking=said["asking"] or 0,
            is_of_delegates=said["is_of_delegates"],
            agenda=tuple(said["agenda"].splitlines()),
        )


class AgainForm(WhenAndWhereForm):
    """A second or third call."""

    def draft(self, *, called_on: date) -> AgainDraft:
        """Give the call that was filled in."""
        said = self.cleaned_data
        return AgainDraft(said["id"], called_on, said["starts_at"], said["place"], said["link"], said["ends_at"])


class ItemForm(forms.Form):
    """An item for the agenda."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    title = forms.CharField(label=gettext_lazy("Item"), max_length=300)
    text = forms.CharField(
        label=gettext_lazy("What it is about"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    asked_on = day_field(label=gettext_lazy("Request received on"), required=False)
    asking = heads_field(label=gettext_lazy("How many official members signed the request"), required=False)

    def __init__(self, *args: Any, needs_request: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        for name in ("asked_on", "asking"):
            if needs_request:
                self.fields[name].required = True
            else:
                del self.fields[name]

    def draft(self) -> ItemDraft:
        """Give the item that was filled in."""
        said = self.cleaned_data
        return ItemDraft(said["id"], said["title"], said["text"], said.get("asked_on"), said.get("asking") or 0)


class ReasonForm(forms.Form):
    """Why something is taken back or called off."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500)


class DelegatesForm(forms.Form):
    """Delegates by number, each with who authorised them."""

    lines = forms.CharField(
        label=gettext_lazy("Delegates"), max_length=1_000_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "One delegate on each line: their member number, a colon, the numbers of the members who authorised them. "
            "0012: 0013 0014 0015"
        ),
    )  # fmt: skip

    def clean_lines(self) -> dict[str, list[str]]:
        """Read the lines as numbers: the delegate, and who authorised them."""
        read = {}
        for line in self.cleaned_data["lines"].splitlines():
            delegate, _colon, members = line.partition(":")
            if delegate.strip():
                read[delegate.strip()] = members.replace(",", " ").replace(";", " ").split()
        if not read:
            raise forms.ValidationError(_("Name at least one delegate."))
        return read


# A union of more than a million members is none.
_DIGITS_MAX = 7


class UnionVotesForm(forms.Form):
    """How many members each member of a union has."""

    lines = forms.CharField(
        label=gettext_lazy("Members of each member cooperative"), max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("One member on each line: its number, a colon, how many members it has. HTX01: 42"),
    )  # fmt: skip

    def clean_lines(self) -> dict[str, int]:
        """Read the lines as numbers of members, each with its count."""
        read = {}
        for line in self.cleaned_data["lines"].splitlines():
            member, _colon, count = line.partition(":")
            if not member.strip():
                continue
            digits = count.strip().replace(".", "")
            if not (digits.isascii() and digits.isdigit()) or len(digits) > _DIGITS_MAX:
                raise forms.ValidationError(_("“{line}” names no number of members.").format(line=line.strip()))
            read[member.strip()] = int(digits)
        return read


class OpeningForm(forms.Form):
    """Who presides over a meeting and who keeps its minutes."""

    chair = forms.CharField(label=gettext_lazy("Chair of the meeting"), max_length=200)
    secretary = forms.CharField(label=gettext_lazy("Secretary"), max_length=200)


class NoteForm(forms.Form):
    """What was said, for the minutes."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    item = forms.ChoiceField(label=gettext_lazy("To which item"), required=False)
    text = forms.CharField(
        label=gettext_lazy("What was said"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, items: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["item"] = forms.ChoiceField(
            label=_("To which item"), choices=[("", _("the whole meeting")), *items], required=False
        )


class SigningForm(forms.Form):
    """How the minutes were signed."""

    signed_on = day_field(label=gettext_lazy("Signed on"))
    is_signed_by_chair = forms.BooleanField(label=gettext_lazy("The chair has signed"), required=False)
    is_signed_by_secretary = forms.BooleanField(label=gettext_lazy("The secretary has signed"), required=False)
    refusal = forms.CharField(
        label=gettext_lazy("Who refused to sign, and why"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    attendees_signed = heads_field(label=gettext_lazy("How many attendees signed instead"), required=False)
    file = forms.FileField(label=gettext_lazy("Scan of the signed minutes"), required=False, help_text=FILE_HELP)

    def paper(self, *, title: str) -> MeetingPaperDraft | None:
        """Give the scan, if there is one."""
        file = self.cleaned_data["file"]
        if not file:
            return None
        content = PaperDraft(file.name, file.read())
        return MeetingPaperDraft(new_id(), MeetingPaperKind.MINUTES, title, content, is_for_members=True)

    def draft(self, *, paper_id: Any) -> SigningDraft:
        """Give the signing that was filled in."""
        said = self.cleaned_data
        return SigningDraft(
            signed_on=said["signed_on"],
            is_signed_by_chair=said["is_signed_by_chair"],
            is_signed_by_secretary=said["is_signed_by_secretary"],
            refusal=said["refusal"],
            attendees_signed=said["attendees_signed"] or 0,
            paper_id=paper_id,
        )


class MeetingPaperForm(forms.Form):
    """A paper to keep with a meeting."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=list(PAPER_WORDS.items()))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    file = forms.FileField(label=gettext_lazy("File"), help_text=FILE_HELP)
    is_for_members = forms.BooleanField(label=gettext_lazy("Members may read it"), required=False)

    def draft(self) -> MeetingPaperDraft:
        """Give the paper that was chosen."""
        said = self.cleaned_data
        content = PaperDraft(said["file"].name, said["file"].read())
        kind = MeetingPaperKind(said["kind"])
        return MeetingPaperDraft(said["id"], kind, said["title"], content, said["is_for_members"])


class ProxyForm(forms.Form):
    """A member who is represented by somebody with a proxy on paper."""

    number = forms.CharField(label=gettext_lazy("Number of the member who is absent"), max_length=20)
    holder_name = forms.CharField(label=gettext_lazy("Who holds the proxy"), max_length=200)
    file = forms.FileField(label=gettext_lazy("Photo of the proxy"), help_text=FILE_HELP)
