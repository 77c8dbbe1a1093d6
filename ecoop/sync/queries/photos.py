"""Reads of photos of bills at the desk: which wait, which belong to a document."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from ecoop.access.queries import name_people
from ecoop.kernel.wire import read_cursor, write_cursor
from ecoop.sync.calc.describing import read_payload_body
from ecoop.sync.calc.photos import PhotoFacts
from ecoop.sync.calc.words import EventKind, PaperFate
from ecoop.sync.errors import PaperNotFound
from ecoop.sync.models import Event, Paper, PaperFiling, TrayEvent, TraySettlement
from ecoop.trade.calc import EXPENSE, PURCHASE
from ecoop.trade.queries import EXPENSES, PURCHASES_MADE, DocumentRow, list_documents

ROWS_A_PAGE = 48
# Records that wait in the tray are few; of more than these the page does not say which photo is theirs.
TRAY_MAX = 1000
WAITING, FILED, SET_ASIDE = "waiting", "filed", "set_aside"
STATES = (WAITING, FILED, SET_ASIDE)
_BOOKED = {EventKind.PURCHASE: PURCHASE, EventKind.EXPENSE: EXPENSE}


@dataclass(frozen=True)
class PhotoPage:
    """Some photos, and where the next ones begin."""

    rows: list[PhotoFacts]
    next_cursor: str | None


@dataclass(frozen=True)
class DocumentPhotos:
    """The photos of one document; `on_their_way` counts those that a phone named and has not sent yet."""

    photos: list[PhotoFacts]
    on_their_way: int


def list_photos(*, org_id: UUID, state: str, cursor: str | None = None, limit: int = ROWS_A_PAGE) -> PhotoPage:
    """List photos in one state, the newest first.

    Raises:  CursorIsUnreadable
    Queries: 2; 1 more for those that wait
    """
    rows = _in_state(_rows(org_id), org_id, state)
    after = read_cursor(cursor=cursor or None, kinds=(datetime.fromisoformat, UUID))
    if after is not None:
        received_at, last_id = after
        rows = rows.filter(Q(recorded_at__lt=received_at) | Q(recorded_at=received_at, id__lt=last_id))
    found = list(rows.order_by("-recorded_at", "-id")[: limit + 1])
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    following = write_cursor(key=[last.recorded_at.isoformat(), str(last.id)]) if last else None
    return PhotoPage(_facts(org_id, shown), following)


def count_waiting_photos(*, org_id: UUID) -> int:
    """Count the photos that no document names yet.

    Queries: 1
    """
    return _in_state(_rows(org_id), org_id, WAITING).count()


def get_photo(*, org_id: UUID, paper_id: UUID) -> PhotoFacts:
    """Get what is known of one photo, without its bytes.

    Raises:  PaperNotFound
    Queries: 3
    """
    found = _rows(org_id).filter(id=paper_id).first()
    if found is None:
        raise PaperNotFound()
    return _facts(org_id, [found])[0]


def list_photos_of_document(*, org_id: UUID, document_id: UUID) -> DocumentPhotos:
    """List the photos of one purchase or expense: the one its phone named, and those put to it at the desk.

    Queries: 4
    """
    named = set(
        Event.objects.filter(org_id=org_id, id=document_id, paper_id__isnull=False).values_list("paper_id", flat=True)
    )
    filed = PaperFiling.objects.filter(org_id=org_id, document_id=document_id).values_list("paper_id", flat=True)
    ids = named | set(filed)
    rows = list(_rows(org_id).filter(id__in=ids).order_by("recorded_at", "id")) if ids else []
    return DocumentPhotos(_facts(org_id, rows), len(ids) - len(rows))


def list_documents_without_photo(*, org_id: UUID) -> list[tuple[str, DocumentRow]]:
    """List the newest purchases and expenses that have no photo yet, for whoever looks for the bill of a photo.

    Shape:   the kind of the document, and the document; at most a page of each kind
    Queries: about 10
    """
    found = [
        (listing.kind, row)
        for listing in (PURCHASES_MADE, EXPENSES)
        for row in list_documents(org_id=org_id, listing=listing).rows
        if not row.is_taken_back and not row.returns_id
    ]
    have = _have_photos(org_id, [row.id for _kind, row in found])
    return sorted((each for each in found if each[1].id not in have), key=lambda each: each[1].on, reverse=True)


def _have_photos(org_id: UUID, ids: Collection[UUID]) -> set[UUID]:
    named = Event.objects.filter(org_id=org_id, id__in=ids, paper_id__isnull=False).values_list("id", flat=True)
    filed = PaperFiling.objects.filter(org_id=org_id, document_id__in=ids).values_list("document_id", flat=True)
    return {*named, *(each for each in filed if each)}


def _rows(org_id: UUID) -> QuerySet[Any]:
    own: dict[str, Any] = {"org_id": OuterRef("org_id"), "paper_id": OuterRef("id")}
    event, filing = Event.objects.filter(**own).order_by("received_at"), PaperFiling.objects.filter(**own)
    rows: QuerySet[Any] = Paper.objects.filter(org_id=org_id).defer("content", "digest")
    named: QuerySet[Any] = rows.annotate(
        event_id=Subquery(event.values("id")[:1]),
        event_kind=Subquery(event.values("kind")[:1]),
        how=Subquery(filing.values("how")[:1]),
        filed_kind=Subquery(filing.values("document_kind")[:1]),
        filed_id=Subquery(filing.values("document_id")[:1]),
        reason=Subquery(filing.values("reason")[:1]),
    )
    return named


def _in_state(rows: QuerySet[Any], org_id: UUID, state: str) -> QuerySet[Any]:
    own: dict[str, Any] = {"org_id": OuterRef("org_id"), "paper_id": OuterRef("id")}
    named = Exists(Event.objects.filter(**own))
    filed = PaperFiling.objects.filter(**own)
    conditions: dict[str, Any] = {
        WAITING: ~named & ~Exists(filed),
        SET_ASIDE: ~named & Exists(filed.filter(how=PaperFate.SET_ASIDE)),
        FILED: named | Exists(filed.filter(how=PaperFate.ATTACHED)),
    }
    chosen: QuerySet[Any] = rows.filter(conditions[state])
    return chosen


def _facts(org_id: UUID, rows: list[Any]) -> list[PhotoFacts]:
    if not rows:
        return []
    names = name_people(person_ids={row.recorded_by_id for row in rows})
    waits = any(row.event_id is None and not row.how for row in rows)
    lying = _photos_in_tray(org_id) if waits else {}
    return [
        PhotoFacts(
            id=row.id,
            media_type=row.media_type,
            size=row.size,
            person_name=names.get(row.recorded_by_id, ""),
            received_at=row.recorded_at,
            document_kind=_BOOKED.get(row.event_kind, "") if row.event_id else row.filed_kind or "",
            document_id=row.event_id or row.filed_id,
            how=row.how or "",
            reason=row.reason or "",
            tray_id=lying.get(str(row.id)),
        )
        for row in rows
    ]


def _photos_in_tray(org_id: UUID) -> dict[str, UUID]:
    """Find which photos belong to records that wait in the tray."""
    settled = TraySettlement.objects.filter(org_id=OuterRef("org_id"), event_id=OuterRef("id"))
    rows = TrayEvent.objects.filter(~Exists(settled), org_id=org_id, kind__in=list(_BOOKED))
    lying = rows.order_by("-received_at").values_list("id", "payload")[:TRAY_MAX]
    bodies = ((tray_id, read_payload_body(payload=payload)) for tray_id, payload in lying)
    return {str(body["paper_id"]).lower(): tray_id for tray_id, body in bodies if body.get("paper_id")}
