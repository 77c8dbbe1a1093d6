"""Which entries documents became."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple, cast
from uuid import UUID

from django.db.models import Exists, OuterRef

from ecoop.kernel.dong import Dong
from ecoop.ledger.calc import Posting
from ecoop.ledger.calc.drafts import Side
from ecoop.ledger.models import Entry
from ecoop.ledger.models import Posting as PostingRow


def list_entry_labels(*, org_id: UUID, document_kind: str, document_ids: Collection[UUID]) -> dict[UUID, str]:
    """List the labels (2026-17) of the entries that documents of one kind became.

    Queries: 1
    """
    found = Entry.objects.filter(org_id=org_id, document_kind=document_kind, document_id__in=document_ids)
    rows = found.values_list("document_id", "year", "number")
    return {document_id: f"{year}-{number}" for document_id, year, number in rows}


def find_entry_id(*, org_id: UUID, document_kind: str, document_id: UUID) -> UUID | None:
    """Find the entry that a document became; None if it is not in the books.

    Queries: 1
    """
    found = Entry.objects.filter(org_id=org_id, document_kind=document_kind, document_id=document_id)
    return found.values_list("id", flat=True).first()


class StandingEntry(NamedTuple):
    """An entry that no red entry has taken back, with its postings in order."""

    id: UUID
    document_id: UUID
    label: str
    entry_on: date
    postings: tuple[Posting, ...]


def list_standing_entries(*, org_id: UUID, document_kind: str, document_ids: Collection[UUID]) -> list[StandingEntry]:
    """List what documents of one kind became in the books and still stands, in the order of the documents' entries.

    Queries: 3
    """
    found = Entry.objects.filter(org_id=org_id, document_kind=document_kind, document_id__in=document_ids)
    entries = list(found.order_by("year", "number"))
    ids = [entry.id for entry in entries]
    red = set(
        Entry.objects.filter(org_id=org_id, corrects_id__in=ids, kind="red").values_list("corrects_id", flat=True)
    )
    days = {entry.entry_on for entry in entries}
    rows = PostingRow.objects.filter(org_id=org_id, entry_on__in=days, entry_id__in=ids).order_by("entry_id", "line")
    postings: dict[UUID, list[Posting]] = {}
    for row in rows:
        side = cast(Side | None, row.side)
        moved = Posting(row.debit, row.credit, Dong(row.amount_vnd), row.party_id, row.item_id, side, row.quantity)
        postings.setdefault(row.entry_id, []).append(moved)
    return [
        StandingEntry(
            entry.id,
            entry.document_id,
            f"{entry.year}-{entry.number}",
            entry.entry_on,
            tuple(postings.get(entry.id, ())),
        )
        for entry in entries
        if entry.id not in red
    ]


def list_reversed_documents(*, org_id: UUID, document_kind: str) -> list[UUID]:
    """List the documents of one kind whose entry a red entry has taken back.

    Red entries are few and have an index of their own; asked for together with their documents, a planner without
    statistics would walk all entries instead.

    Queries: 1; 2 if there are red entries
    """
    red = list(Entry.objects.filter(org_id=org_id, kind="red").values_list("corrects_id", flat=True))
    if not red:
        return []
    found = Entry.objects.filter(org_id=org_id, document_kind=document_kind, id__in=red)
    return list(found.values_list("document_id", flat=True))


def has_red_entry_since(*, org_id: UUID, since_at: datetime) -> bool:
    """Tell whether a red entry took anything back since a moment.

    Queries: 1
    """
    return Entry.objects.filter(org_id=org_id, kind="red", recorded_at__gte=since_at).exists()


def is_taken_back(*, document_kind: str) -> Exists:
    """Give the condition that a red entry took a document's entry back, to filter documents by.

    Shape:   for rows with `org_id` and `id`; it sees what the acting organisation may see of the books
    Queries: 0
    """
    red = Entry.objects.filter(org_id=OuterRef("org_id"), corrects_id=OuterRef("id"), kind="red")
    posted = Entry.objects.filter(org_id=OuterRef("org_id"), document_kind=document_kind, document_id=OuterRef("id"))
    return Exists(posted.filter(Exists(red)))


class Recorded(NamedTuple):
    """An entry that came into the books after a moment: what a return of before does not know of."""

    label: str
    document_kind: str
    entry_on: date
    recorded_at: datetime
    text: str


def list_recorded_since(
    *, org_id: UUID, since_at: datetime, starts_on: date, ends_on: date, limit: int
) -> list[Recorded]:
    """List the entries of some days that were recorded after a moment, the newest first.

    Queries: 1
    """
    rows = Entry.objects.filter(
        org_id=org_id, entry_on__gte=starts_on, entry_on__lte=ends_on, recorded_at__gt=since_at
    ).order_by("-recorded_at", "-id")[:limit]
    return [
        Recorded(f"{row.year}-{row.number}", row.document_kind, row.entry_on, row.recorded_at, row.text) for row in rows
    ]
