"""What people fill in to become a member, and what the office fills in when it is decided."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.members.actions.decide_application import ApplicationVerdict
from ecoop.members.actions.record_decisions import DecisionDraft
from ecoop.members.actions.submit_application import ApplicationDraft
from ecoop.members.calc import (
    PAPER_MB_MAX,
    PAPERS_MAX,
    ApplicationSource,
    Body,
    DecidedAct,
    PaperDraft,
    derive_member_type,
)
from ecoop.members.forms.register import BRINGS, DecisionForm, WhoForm, brought
from ecoop.web.fields import DongField, day_field

VERDICTS = (
    (DecidedAct.ADMIT.value, _("Admit")),
    (DecidedAct.REFUSE.value, _("Refuse")),
    (DecidedAct.WITHDRAWN.value, _("The applicant has withdrawn")),
)


class ManyFilesInput(forms.ClearableFileInput):
    """Let people choose several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, each checked where it is recorded."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Give the files that came; none is well where none is asked for."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(each, initial) for each in files if each]


class ApplicationForm(WhoForm):
    """Somebody wants to become a member."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = forms.CharField(label=_("Full name or name"), max_length=200)
    brings_capital = forms.BooleanField(label=_("I bring capital"), required=False)
    capital_vnd = DongField(label=_("How much capital"), required=False)
    uses = forms.BooleanField(label=_("I use the products or services of the cooperative"), required=False)
    works = forms.BooleanField(label=_("I work for the cooperative"), required=False)
    note = forms.CharField(
        label=_("What else the cooperative should know"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    papers = ManyFilesField(
        label=_("Papers"), required=False,
        help_text=format_lazy(
            _("Photos or PDF, at most {most} files of {mb} MB each."), most=PAPERS_MAX, mb=PAPER_MB_MAX
        ),
    )  # fmt: skip
    agrees = forms.BooleanField(
        label=_("I join by my own will, know the charter, and agree that the cooperative keeps these details."),
    )
    field_order = (
        "name", "kind", "id_number", "born_on", "address", "phone", "uses", "works", "brings_capital", "capital_vnd",
        "papers", "agrees",
    )  # fmt: skip
    # Most people who join are neither a body nor from abroad; they are not asked for what only those have.
    folded = (
        "email", "gender", "code", "representative_name", "representative_id", "nationality", "is_foreign",
        "has_investor_certificate", "is_lawfully_resident", "note",
    )  # fmt: skip
    folded_label = _("More: a household, an organisation, somebody from abroad")

    @property
    def folded_is_wrong(self) -> bool:
        """Tell whether something in the folded part must be mended."""
        return any(name in self.errors for name in self.folded)

    def clean(self) -> dict[str, Any]:
        """Ask for something that is brought."""
        said = super().clean() or {}
        if not derive_member_type(**brought(said)):
            self.add_error("uses", _("Mark what you bring: capital, use of the services, or labour."))
        return said

    def draft(self, *, source: ApplicationSource, day: date) -> ApplicationDraft:
        """Give the application that was filled in."""
        said = self.cleaned_data
        capital, uses, works = (said[name] for name in BRINGS)
        return ApplicationDraft(
            id=said["id"],
            source=source,
            name=said["name"],
            who=self.who(),
            brings_capital=capital,
            uses=uses,
            works=works,
            applied_on=day,
            capital_vnd=Dong(said["capital_vnd"] or 0) if capital else Dong(0),
            note=said["note"],
            papers=tuple(PaperDraft(each.name, each.read()) for each in said["papers"]),
        )


class VerdictForm(DecisionForm):
    """What was decided about an application."""

    act = forms.ChoiceField(label=_("Decision"), choices=VERDICTS)
    number = forms.CharField(
        label=_("Member number"), max_length=20, required=False, help_text=_("Empty: the next free number.")
    )
    admitted_on = day_field(label=_("Member from"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)
    field_order = ("act", "body", "resolution", "decided_on", "number", "admitted_on", "reason")

    def __init__(self, given: Mapping[str, Any] | None, *, body: Body, today: date) -> None:
        super().__init__(given, initial={"body": body.value, "decided_on": today, "admitted_on": today})
        if self.data.get("act") == DecidedAct.WITHDRAWN.value:
            self.fields["resolution"].required = False

    def verdict(self, *, application_id: Any) -> ApplicationVerdict:
        """Give the verdict that was filled in."""
        from_decision = self.decision(reason=self.cleaned_data["reason"])
        said = self.cleaned_data
        return ApplicationVerdict(
            application_id=application_id,
            act=DecidedAct(said["act"]),
            decision=from_decision or _withdrawn(said),
            admitted_on=said["admitted_on"],
            number=said["number"].strip(),
        )


def _withdrawn(said: Mapping[str, Any]) -> DecisionDraft:
    # An applicant who withdraws needs no resolution.
    return DecisionDraft(Body(said["body"]), "", said["decided_on"], said["reason"])
