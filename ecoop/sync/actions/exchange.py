"""One exchange with a phone: its events come in; outcomes, the next numbers and an order go back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id
from ecoop.kernel.tenancy import read_sql
from ecoop.sync.actions.hold_books import hold_books
from ecoop.sync.actions.lease_numbers import lease_numbers
from ecoop.sync.actions.take_events import take_from
from ecoop.sync.calc.events import EventDraft, EventOutcome
from ecoop.sync.calc.leases import NumberRange
from ecoop.sync.calc.words import EventKind, Order
from ecoop.sync.queries.devices import DeviceInUse, get_device_in_use

_NOTE_VISIT = read_sql(__file__, "note_visit.sql")
# A clock that is off by more than this many seconds is off by "years"; the column holds no more.
_CLOCK_MAX_S = 10**9


@dataclass(frozen=True)
class Exchange:
    """What goes back to a phone."""

    outcomes: list[EventOutcome]
    order: Order
    lease: NumberRange | None


@transaction.atomic(savepoint=False)
def exchange(
    *, acting: Acting, device_id: UUID, sent_at: datetime, events: Sequence[EventDraft], now: datetime
) -> Exchange:
    """Take in what a phone sends, note that it was heard of, and give it numbers before they run out.

    Raises:  DeviceUnknown
    Queries: those of take_events, and 2
    """
    hold_books(org_id=acting.org_id, kinds={event.kind for event in events})
    device = get_device_in_use(org_id=acting.org_id, device_id=device_id)
    outcomes = take_from(acting=acting, device=device, events=events, now=now) if events else []
    _note_visit(acting.org_id, device_id, sent_at, events, now)
    if device.revoked_at is not None:
        return Exchange(outcomes, Order.WIPE, None)
    if device.newest is not None and device.newest.is_nearly_used(numbers=_numbers(events)):
        leased = lease_numbers(org_id=acting.org_id, device_id=device.id, by=acting.person_id, now=now)
        return Exchange(outcomes, Order.GO_ON, leased)
    return Exchange(outcomes, Order.GO_ON, _range_told_again(device, events, outcomes))


def _range_told_again(
    device: DeviceInUse, events: Sequence[EventDraft], outcomes: Sequence[EventOutcome]
) -> NumberRange | None:
    """Tell the newest range again to a phone that sends again what brought it: the answer with it was lost."""
    known = [event for event, told in zip(events, outcomes, strict=True) if told.status == "known"]
    before = device.newest.before if device.newest else None
    return device.newest if before and before.is_nearly_used(numbers=_numbers(known)) else None


def _numbers(events: Sequence[EventDraft]) -> list[str]:
    return [str(event.body.get("number")) for event in events if event.kind == EventKind.SALE and not event.fault]


def _note_visit(org_id: UUID, device_id: UUID, sent_at: datetime, events: Sequence[EventDraft], now: datetime) -> None:
    ahead = int((sent_at - now).total_seconds())
    given: dict[str, Any] = {
        "org_id": org_id,
        "id": new_id(),
        "device_id": device_id,
        "visited_on": vietnam_day(now),
        "last_at": now,
        "last_seq": max((event.seq for event in events), default=0),
        "clock_ahead_s": max(-_CLOCK_MAX_S, min(ahead, _CLOCK_MAX_S)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_VISIT, given)
