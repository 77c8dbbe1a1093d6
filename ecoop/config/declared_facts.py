"""What a cooperative tells about itself that no document in the house says: its size class, its stops, its reports."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.audit.actions.record_event import record_event
from ecoop.config.models import DeclaredFact
from ecoop.web.fields import day_field

SIZE, SECTOR, ASKED, ANSWERED, STOPPED, RESUMED = (
    *("size_class", "sector", "report_asked", "report_answered", "stopped", "resumed"),
)
FACT_WORDS: dict[str, Any] = {
    SECTOR: _("The main sector of business"),
    SIZE: _("The size class, by a document"),
    ASKED: _("The registrar asked for a compliance report"),
    ANSWERED: _("The compliance report was sent"),
    STOPPED: _("A stop of business was notified"),
    RESUMED: _("Business goes on again"),
}
SECTOR_WORDS: dict[str, Any] = {
    "agriculture": _("agriculture, forestry, fishery"),
    "industry": _("industry, construction"),
    "services": _("trade, services and other"),
}
SIZE_WORDS: dict[str, Any] = {
    "large": _("large"),
    "medium": _("medium"),
    "small": _("small"),
    "micro": _("micro"),
}
_VALUES = {SIZE: SIZE_WORDS, SECTOR: SECTOR_WORDS}


@dataclass(frozen=True)
class Fact:
    """The last word of a kind: its day, its value, its document."""

    kind: str
    declared_on: date
    value: str
    document: str


class FactForm(forms.Form):
    """One thing a cooperative tells about itself."""

    kind = forms.ChoiceField(label=_("What"), choices=list(FACT_WORDS.items()))
    declared_on = day_field(label=_("Day"))
    value = forms.ChoiceField(
        label=_("Sector or size"),
        required=False,
        choices=[("", "—"), *SECTOR_WORDS.items(), *SIZE_WORDS.items()],
    )
    document = forms.CharField(label=_("Document it rests on"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a value where the kind has some, and for the document of a size class."""
        cleaned = super().clean() or {}
        kind, value = cleaned.get("kind", ""), cleaned.get("value", "")
        if kind in _VALUES and value not in _VALUES[kind]:
            self.add_error("value", _("Choose what fits."))
        if kind == SIZE and not cleaned.get("document"):
            self.add_error("document", _("Enter the document; without one the class is only a guess."))
        return cleaned


def list_facts(*, org_id: UUID, day: date) -> dict[str, Fact]:
    """List the last word of each kind as of a day.

    Queries: 1
    """
    rows = DeclaredFact.objects.filter(org_id=org_id, declared_on__lte=day).order_by("declared_on", "recorded_at", "id")
    return {row.kind: Fact(row.kind, row.declared_on, row.value, row.document) for row in rows}


def declare_fact(*, org_id: UUID, fact: Fact, by: UUID, now: datetime) -> None:
    """Write down what a cooperative tells about itself; earlier words stay. The page's transaction commits it.

    Queries: 2
    """
    row = DeclaredFact.objects.create(
        org_id=org_id,
        kind=fact.kind,
        declared_on=fact.declared_on,
        value=fact.value if fact.kind in _VALUES else "",
        document=fact.document,
        recorded_at=now,
        recorded_by_id=by,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="config.fact.declare",
        object_kind="config.declared_fact",
        object_id=row.id,
        detail={},
        now=now,
    )
