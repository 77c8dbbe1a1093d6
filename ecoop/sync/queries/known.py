"""Which events came before, and what the tray holds of them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Subquery

from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.sync.calc.words import EventKind
from ecoop.sync.models import Event, TrayAttempt, TrayEvent, TraySettlement

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
    rows = Event.objects.filter(org_id=org_id, id__in=event_ids).values_list("id", "digest", "kind")
    return {event_id: KnownEvent(bytes(digest), kind) for event_id, digest, kind in rows}


def list_kept_events(*, org_id: UUID, event_ids: Collection[UUID]) -> dict[tuple[UUID | None, bytes], KeptEvent]:
    """List what the tray holds, or held, of some events; `how` is empty while one waits.

    Queries: 1
    """
    attempts = TrayAttempt.objects.filter(org_id=OuterRef("org_id"), event_id=OuterRef("id"))
    settled = TraySettlement.objects.filter(org_id=OuterRef("org_id"), event_id=OuterRef("id"))
    rows = TrayEvent.objects.filter(org_id=org_id, event_id__in=event_ids).annotate(
        last_code=Subquery(attempts.order_by("-attempted_at", "-id").values("code")[:1]),
        how=Subquery(settled.values("how")[:1]),
        reason=Subquery(settled.values("reason")[:1]),
    )
    return {
        (row.event_id, bytes(row.digest)): KeptEvent(row.id, row.last_code or "", row.how or "", row.reason or "")
        for row in rows
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
