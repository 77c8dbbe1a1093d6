"""Reading the audit trail, newest first, page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from ecoop.audit.models import Event
from ecoop.kernel.wire import cut_page, read_cursor

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

    Raises:  CursorIsUnreadable
    Queries: 1
    """
    found = Event.objects.filter(_condition(org_id=org_id, wanted=wanted, cursor=cursor)).order_by("-at", "-id")
    lines = [_line(event) for event in found[: size + 1]]
    shown, following = cut_page(rows=lines, limit=size, key=lambda line: (line.at.isoformat(), str(line.id)))
    return EventPage(lines=tuple(shown), next_cursor=following)


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
    after = read_cursor(cursor=cursor or None, kinds=(_aware, UUID))
    if after:
        at, row_id = after
        # The first half alone lets the index find the place; the second settles what happened at one instant.
        condition &= Q(at__lte=at) & (Q(at__lt=at) | Q(id__lt=row_id))
    return condition


def _aware(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant


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
