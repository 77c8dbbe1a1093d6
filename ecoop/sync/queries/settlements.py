"""Reads of what the desk made of counts of the cash box: each attempt, and whether it was taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ecoop.access.queries import name_people
from ecoop.kernel.dong import Dong
from ecoop.ledger.queries import EntryFacts, get_entry_by_number
from ecoop.ledger.queries.documents import find_entry_id, list_entry_labels, list_reversed_documents
from ecoop.sync.calc.words import DayEndFate
from ecoop.sync.models import DayEndSettlement


@dataclass(frozen=True)
class SettlementFacts:
    """What the desk made of a count: booked or only noted, by whom and when; and by which entry it was taken back."""

    attempt: int
    how: str
    difference_vnd: Dong
    document_kind: str
    document_id: UUID | None
    text: str
    by: str
    at: datetime
    taken_back_on: date | None = None
    taken_back_by: str = ""

    @property
    def is_taken_back(self) -> bool:
        """Tell whether a red entry took back what was booked."""
        return self.taken_back_on is not None


def list_settlements(*, org_id: UUID, day_end_id: UUID) -> list[SettlementFacts]:
    """List what the desk made of a count, the first attempt first; only the last one may stand.

    Queries: 1; 2 if there are any, and at most 3 for each that was booked
    """
    rows = list(DayEndSettlement.objects.filter(org_id=org_id, day_end_id=day_end_id).order_by("attempt"))
    names = name_people(person_ids={row.recorded_by_id for row in rows}) if rows else {}
    return [_facts(row, names.get(row.recorded_by_id, "")) for row in rows]


def find_settlement(*, org_id: UUID, day_end_id: UUID) -> SettlementFacts | None:
    """Find what the desk made of a count last.

    Queries: those of list_settlements
    """
    found = list_settlements(org_id=org_id, day_end_id=day_end_id)
    return found[-1] if found else None


def list_taken_back(*, org_id: UUID, document_ids: Collection[UUID] | None = None) -> dict[UUID, str]:
    """List which booked differences a red entry took back: the kind of each document by its id.

    Shape:   of the documents that are asked for; without any, of all
    Queries: 1; at most 3 more if any difference was booked
    """
    booked = DayEndSettlement.objects.filter(org_id=org_id, how=DayEndFate.BOOKED)
    if document_ids is not None:
        booked = booked.filter(document_id__in=document_ids)
    gone: dict[UUID, str] = {}
    for kind in booked.order_by().values_list("document_kind", flat=True).distinct():
        reversed_ids = list_reversed_documents(org_id=org_id, document_kind=kind)
        if reversed_ids:
            ids = booked.filter(document_kind=kind, document_id__in=reversed_ids).values_list("document_id", flat=True)
            gone |= {each: kind for each in ids if each is not None}
    return gone


def list_what_cancels_out(*, org_id: UUID) -> frozenset[UUID]:
    """List documents of entries that together move nothing: differences that were taken back, and what took them back.

    The document of a red entry is the entry that it takes back.

    Queries: those of list_taken_back, and 1 for each that was taken back
    """
    gone = list_taken_back(org_id=org_id)
    entries = {find_entry_id(org_id=org_id, document_kind=kind, document_id=each) for each, kind in gone.items()}
    return frozenset(gone) | frozenset(each for each in entries if each is not None)


def _facts(row: DayEndSettlement, by: str) -> SettlementFacts:
    taken_back_by, taken_back_on = _find_red_entry(row) or ("", None)
    return SettlementFacts(
        attempt=row.attempt,
        how=row.how,
        difference_vnd=Dong(row.difference_vnd),
        document_kind=row.document_kind,
        document_id=row.document_id,
        text=row.text,
        by=by,
        at=row.recorded_at,
        taken_back_on=taken_back_on,
        taken_back_by=taken_back_by,
    )


def _find_red_entry(row: DayEndSettlement) -> tuple[str, date] | None:
    if row.document_id is None:
        return None
    ids = [row.document_id]
    label = list_entry_labels(org_id=row.org_id, document_kind=row.document_kind, document_ids=ids).get(row.document_id)
    red = _entry(row.org_id, label).reversed_by if label else None
    return (red, _entry(row.org_id, red).entry_on) if red else None


def _entry(org_id: UUID, label: str) -> EntryFacts:
    year, number = label.split("-")
    return get_entry_by_number(org_id=org_id, year=int(year), number=int(number))
