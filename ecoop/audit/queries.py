"""Reading the audit trail, newest first, page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from ecoop.audit.calc import cursor_of, read_cursor
from ecoop.audit.models import Event

PAGE = 50


@dataclass(frozen=True)
class EventLine:
    """One act as the trail keeps it."""

    id: UUID
    at: datetime
    person_id: UUID | None
    verb: str
    object_kind: str
    object_id: UUID | None
    detail: dict[str, Any]


@dataclass(frozen=True)
class EventPage:
    """Some acts, newest first, and where the next page begins."""

    lines: tuple[EventLine, ...]
    next_cursor: str | None


@dataclass(frozen=True)
class EventFilter:
    """Which acts are wanted; an empty field does not narrow."""

    person_id: UUID | None = None
    verb: str = ""
    from_at: datetime | None = None
    before_at: datetime | None = None


def list_events(*, org_id: UUID, wanted: EventFilter, cursor: str | None, size: int = PAGE) -> EventPage:
    """List the acts of an organisation, newest first.

    Raises:  CursorNotUnderstood
    Queries: 1
    """
    found = Event.objects.filter(_condition(org_id=org_id, wanted=wanted, cursor=cursor)).order_by("-at", "-id")
    lines = tuple(_line(event) for event in found[: size + 1])
    last = lines[size - 1] if len(lines) > size else None
    return EventPage(lines=lines[:size], next_cursor=cursor_of(at=last.at, row_id=last.id) if last else None)


def list_actors_and_verbs(*, org_id: UUID) -> tuple[set[UUID], list[str]]:
    """List which persons and which verbs occur in an organisation's trail.

    Queries: 2
    """
    events = Event.objects.filter(org_id=org_id).order_by()
    people = set(events.exclude(person_id=None).values_list("person_id", flat=True).distinct())
    return {each for each in people if each}, sorted(events.values_list("verb", flat=True).distinct())


def _condition(*, org_id: UUID, wanted: EventFilter, cursor: str | None) -> Q:
    condition = Q(org_id=org_id)
    if wanted.person_id:
        condition &= Q(person_id=wanted.person_id)
    if wanted.verb:
        condition &= Q(verb=wanted.verb)
    if wanted.from_at:
        condition &= Q(at__gte=wanted.from_at)
    if wanted.before_at:
        condition &= Q(at__lt=wanted.before_at)
    if cursor:
        at, row_id = read_cursor(text=cursor)
        condition &= Q(at__lt=at) | Q(at=at, id__lt=row_id)
    return condition


def _line(event: Event) -> EventLine:
    return EventLine(
        id=event.id,
        at=event.at,
        person_id=event.person_id,
        verb=event.verb,
        object_kind=event.object_kind,
        object_id=event.object_id,
        detail=event.detail,
    )
