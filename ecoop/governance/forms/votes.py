"""What is filled in while a meeting votes: lists of who voted what, hands and papers as counted, reasons."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.governance.actions.keep_meeting_paper import MeetingPaperDraft
from ecoop.governance.calc.meetings import MeetingPaperKind
from ecoop.governance.calc.votes import Choice, CountSource
from ecoop.governance.queries.votes import BallotFacts
from ecoop.kernel.ids import new_id
from ecoop.members.calc import PaperDraft

CHOICE_WORDS = {Choice.FOR: _("In favour"), Choice.AGAINST: _("Not in favour"), Choice.BLANK: _("Blank ballot")}
_VOTES_MAX = 10**6


class CountForm(forms.Form):
    """Votes that people counted: a number for each choice or candidate."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(
        self, given: Mapping[str, Any] | None, files: Any, *, ballot: BallotFacts, source: CountSource
    ) -> None:
        super().__init__(given, files)
        self.names = {f"votes_{code}": code for code, _label in choices_of(ballot)}
        for code, label in choices_of(ballot):
            self.fields[f"votes_{code}"] = _number(label)
        if source is CountSource.PAPER:
            self.fields["spoilt"] = _number(_("Spoilt ballots"))
            self.fields["handed_in"] = _number(_("Ballots handed in altogether"))
            self.fields["record"] = forms.FileField(
                label=_("Count record"),
                required=False,
                help_text=_("A photo or a PDF, signed by the counting committee."),
            )
        self.fields["text"] = forms.CharField(label=_("Note"), max_length=500, required=False)

    @property
    def tallies(self) -> dict[str, int]:
        """Give the votes by choice."""
        return {code: self.cleaned_data[name] for name, code in self.names.items()}

    @property
    def paper(self) -> MeetingPaperDraft | None:
        """Give the count record, if one was attached."""
        file = self.cleaned_data.get("record")
        if not file:
            return None
        return MeetingPaperDraft(
            id=new_id(),
            kind=MeetingPaperKind.COUNT_RECORD,
            title=str(_("Count record")),
            paper=PaperDraft(name=file.name, content=file.read()),
        )


class _Ticked(forms.TypedMultipleChoiceField):
    """Ids that were ticked in a list; whether they are here is asked where their votes are taken."""

    def valid_value(self, value: Any) -> bool:
        """Let any id be looked up."""
        return True


class VotesEntryForm(forms.Form):
    """One choice for several members, as the chair sees hands raised or reads paper."""

    choice = forms.CharField(max_length=200, required=False)
    members = _Ticked(coerce=UUID, required=False)


class GivingUpForm(forms.Form):
    """Why a ballot is not counted."""

    reason = forms.CharField(label=_("What happened"), max_length=500)


def choices_of(ballot: BallotFacts) -> list[tuple[str, Any]]:
    """List what a ballot offers: the candidates and a blank ballot, or for, against, blank."""
    if not ballot.options:
        return [(choice.value, label) for choice, label in CHOICE_WORDS.items()]
    return [(option.code, option.label) for option in ballot.options] + [
        (Choice.BLANK.value, CHOICE_WORDS[Choice.BLANK])
    ]


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=_VOTES_MAX, initial=0)
