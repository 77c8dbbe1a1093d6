"""Reads of the tray: events that were refused, in plain words, and what became of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from ecoop.access.queries import name_people
from ecoop.kernel.wire import read_cursor, write_cursor
from ecoop.sync.calc.describing import Described, describe_event
from ecoop.sync.calc.mending import Field, list_fields
from ecoop.sync.calc.words import Settled
from ecoop.sync.errors import TrayEventNotFound
from ecoop.sync.models import TrayAttempt, TrayEvent, TraySettlement
from ecoop.sync.queries.changes import words_in

ROWS_A_PAGE = 100


@dataclass(frozen=True)
class TrayRow:
    """An event of the tray: what it was, why it was refused, what to do; and how it was settled, if it was."""

    id: UUID
    event_id: UUID | None
    kind: str
    what: Described
    device_name: str
    person_name: str
    received_at: datetime
    said: str
    remedy: str
    code: str
    attempts: int
    how: str
    reason: str
    settled_at: datetime | None
    settled_by: str
    # What may be mended of it.
    fields: list[Field]

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has settled it yet."""
        return not self.how

    @property
    def is_set_aside(self) -> bool:
        """Tell whether it was set aside and is not in the books."""
        return self.how == Settled.SET_ASIDE


@dataclass(frozen=True)
class TrayPage:
    """A page of the tray."""

    rows: list[TrayRow]
    next_cursor: str


def list_tray(
    *, org_id: UUID, is_settled: bool, language: str, cursor: str, code: str = "", kind: str = ""
) -> TrayPage:
    """List what waits in the tray, or what was settled, the newest first; of one cause or kind if asked.

    Raises:  CursorIsUnreadable
    Queries: 3
    """
    rows = _rows(org_id).filter(how__isnull=not is_settled)
    rows = rows.filter(code=code) if code else rows
    rows = rows.filter(kind=kind) if kind else rows
    after = read_cursor(cursor=cursor or None, kinds=(datetime.fromisoformat, UUID))
    if after is not None:
        received_at, last_id = after
        rows = rows.filter(Q(received_at__lt=received_at) | Q(received_at=received_at, id__lt=last_id))
    try:
        found = list(rows.order_by("-received_at", "-id")[: ROWS_A_PAGE + 1])
    except ValidationError:
        found = []
    shown = found[:ROWS_A_PAGE]
    last = shown[-1] if len(found) > ROWS_A_PAGE else None
    following = write_cursor(key=[last.received_at.isoformat(), str(last.id)]) if last else ""
    return TrayPage(_facts(shown, language), following)


def get_tray_event(*, org_id: UUID, tray_id: UUID, language: str) -> TrayRow:
    """Get one event of the tray.

    Raises:  TrayEventNotFound
    Queries: 3
    """
    found = _rows(org_id).filter(id=tray_id).first()
    if found is None:
        raise TrayEventNotFound()
    return _facts([found], language)[0]


def _rows(org_id: UUID) -> QuerySet[Any]:
    attempts = TrayAttempt.objects.filter(org_id=OuterRef("org_id"), event_id=OuterRef("id"))
    newest = attempts.order_by("-attempted_at", "-id")
    settled = TraySettlement.objects.filter(org_id=OuterRef("org_id"), event_id=OuterRef("id"))
    counted = attempts.order_by().values("event_id").annotate(count=Count("id")).values("count")
    return (
        TrayEvent.objects.filter(org_id=org_id)
        .select_related("device")
        .annotate(
            words=Subquery(newest.values("words")[:1]),
            code=Subquery(newest.values("code")[:1]),
            attempts=Subquery(counted),
            how=Subquery(settled.values("how")[:1]),
            reason=Subquery(settled.values("reason")[:1]),
            settled_at=Subquery(settled.values("recorded_at")[:1]),
            settled_by=Subquery(settled.values("recorded_by_id")[:1]),
        )
    )


def _facts(rows: list[Any], language: str) -> list[TrayRow]:
    names = name_people(
        person_ids={each for row in rows for each in (row.device.recorded_by_id, row.settled_by) if each}
    )
    return [_row(row, names, language) for row in rows]


def _row(row: Any, names: dict[UUID, str], language: str) -> TrayRow:
    said, remedy = words_in(words=row.words, language=language)
    return TrayRow(
        id=row.id,
        event_id=row.event_id,
        kind=row.kind,
        what=describe_event(kind=row.kind, payload=row.payload),
        device_name=row.device.name,
        person_name=names.get(row.device.recorded_by_id, ""),
        received_at=row.received_at,
        said=said,
        remedy=remedy,
        code=row.code or "",
        attempts=row.attempts or 0,
        how=row.how or "",
        reason=row.reason or "",
        settled_at=row.settled_at,
        settled_by=names.get(row.settled_by, ""),
        fields=[] if row.how else list_fields(payload=row.payload),
    )
