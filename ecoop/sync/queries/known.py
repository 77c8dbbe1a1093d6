"""Which events came before, and what the tray holds of them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ecoop.kernel.packed import Packed, open_cursor
from ecoop.kernel.tenancy import read_sql
from ecoop.ledger.calc import packing
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.sync.calc.words import EventKind

_KNOWN, _KEPT = read_sql(__file__, "known_events.sql"), read_sql(__file__, "kept_events.sql")
# Under which kind of document the books know what an event of a kind became.
BOOKED_AS = {
    EventKind.SALE: "trade.sale",
    EventKind.RETURN: "trade.sale",
    EventKind.PURCHASE: "trade.purchase",
    EventKind.EXPENSE: "trade.expense",
    EventKind.MONEY: "trade.money-move",
    EventKind.STOCK: "trade.stock-move",
}


@dataclass(frozen=True)
class KnownEvent:
    """An event that was recorded before."""

    digest: bytes
    kind: str


@dataclass(frozen=True)
class KeptEvent:
    """An event that lies in the tray or lay there, by the words it came with."""

    id: UUID
    last_code: str
    how: str
    reason: str


def list_known_events(*, org_id: UUID, event_ids: Collection[UUID]) -> dict[UUID, KnownEvent]:
    """List which of some events were recorded before.

    Queries: 1
    """
    rows = _ask(_KNOWN, org_id, event_ids)
    return {event_id: KnownEvent(bytes(digest), kind) for event_id, digest, kind in rows}


def list_kept_events(*, org_id: UUID, event_ids: Collection[UUID]) -> dict[tuple[UUID | None, bytes], KeptEvent]:
    """List what the tray holds, or held, of some events; `how` is empty while one waits.

    Queries: 1
    """
    rows = _ask(_KEPT, org_id, event_ids)
    return {
        (event_id, bytes(digest)): KeptEvent(tray_id, code, how, reason)
        for tray_id, event_id, digest, code, how, reason in rows
    }


def list_labels(*, org_id: UUID, kinds: dict[UUID, str]) -> dict[UUID, str]:
    """List the labels of the entries that known events became, by the kind of each.

    Queries: 1 for each kind of document
    """
    by_document: dict[str, list[UUID]] = {}
    for event_id, kind in kinds.items():
        if document_kind := BOOKED_AS.get(EventKind(kind)):
            by_document.setdefault(document_kind, []).append(event_id)
    labels: dict[UUID, str] = {}
    for document_kind, ids in by_document.items():
        labels |= list_entry_labels(org_id=org_id, document_kind=document_kind, document_ids=ids)
    return labels


def _ask(question: str, org_id: UUID, event_ids: Collection[UUID]) -> list[tuple[Any, ...]]:
    packed = packing.pack_uuids(list(event_ids))
    if packed is None:
        return []
    with open_cursor() as cursor:
        return cursor.execute(question, [org_id, Packed(packed)], prepare=True).fetchall()
