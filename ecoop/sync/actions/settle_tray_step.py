"""Settle what waits in the tray for one cause, step by step: try again, mend alike, or set aside with one reason."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.access.queries import Acting
from ecoop.audit.actions.record_event import record_event
from ecoop.sync.actions.hold_books import hold_books
from ecoop.sync.actions.retry_event import take_mended
from ecoop.sync.actions.take_events import take_from
from ecoop.sync.calc.describing import describe_event
from ecoop.sync.calc.events import read_events
from ecoop.sync.calc.mending import Mending
from ecoop.sync.calc.words import Settled
from ecoop.sync.errors import SettingAsideNeedsReason
from ecoop.sync.models import TrayEvent, TraySettlement
from ecoop.sync.queries.devices import get_device_in_use
from ecoop.sync.queries.tray_causes import list_of_cause

# What one step takes: batches go in as a phone sends them; what is mended is tried record by record.
AT_ONCE = {Settled.RETRIED: 100, Settled.MENDED: 20, Settled.SET_ASIDE: 500}
_VERBS = {Settled.RETRIED: "retry", Settled.MENDED: "mend", Settled.SET_ASIDE: "set-aside"}


@dataclass(frozen=True)
class Wish:
    """What shall become of all that wait for one cause."""

    how: Settled
    mending: Mending = field(default_factory=Mending)
    reason: str = ""


@dataclass(frozen=True)
class TrayStep:
    """What one step brought: how many left the tray, how many stay, where the next one begins; empty at the end."""

    settled: int
    refused: int
    cursor: str


@transaction.atomic
def settle_tray_step(*, acting: Acting, code: str, wish: Wish, cursor: str, now: datetime) -> TrayStep:
    """Settle the next records that wait for a cause; done twice, a step changes nothing more.

    Raises:  SettingAsideNeedsReason, CursorIsUnreadable
    Queries: about 30 for each phone of a step; 25 for each record that is mended
    """
    if wish.how == Settled.SET_ASIDE and not wish.reason:
        raise SettingAsideNeedsReason()
    hold_books(org_id=acting.org_id, kinds=("trade.product", "trade.stock"))
    rows, following = list_of_cause(org_id=acting.org_id, code=code, cursor=cursor, limit=AT_ONCE[wish.how])
    if wish.how == Settled.MENDED:
        _mend(acting, rows, wish, now)
    elif wish.how == Settled.RETRIED:
        _retry(acting, rows, now)
    else:
        _settle(acting, rows, wish.how, wish.reason, now)
    ids = [row.id for row in rows]
    settled = TraySettlement.objects.filter(org_id=acting.org_id, event_id__in=ids).count()
    _note(acting, wish.how, code, settled, now)
    return TrayStep(settled, len(rows) - settled, following)


def _retry(acting: Acting, rows: Sequence[TrayEvent], now: datetime) -> None:
    by_device: dict[UUID, list[TrayEvent]] = {}
    for row in rows:
        by_device.setdefault(row.device_id, []).append(row)
    for device_id, own in by_device.items():
        device = replace(get_device_in_use(org_id=acting.org_id, device_id=device_id), revoked_at=None)
        drafts = read_events(said=[json.loads(row.payload) for row in own], now=now)
        for row, draft in zip(own, drafts, strict=True):
            draft.said_on = describe_event(kind=row.kind, payload=row.payload).on
        outcomes = take_from(acting=acting, device=device, events=drafts, now=now)
        known = [row for row, outcome in zip(own, outcomes, strict=True) if outcome.status != "refused"]
        _settle(acting, known, Settled.RETRIED, "", now)


def _mend(acting: Acting, rows: Sequence[TrayEvent], wish: Wish, now: datetime) -> None:
    outcomes = [(row, take_mended(acting=acting, row=row, mending=wish.mending, now=now)) for row in rows]
    mended = [row for row, outcome in outcomes if outcome.status != "refused"]
    _settle(acting, mended, Settled.MENDED, wish.mending.said[:300], now)


def _settle(acting: Acting, rows: Sequence[TrayEvent], how: Settled, reason: str, now: datetime) -> None:
    """Note how records left the tray; those that taking them in settled itself are left out."""
    ids = [row.id for row in rows]
    done = set(TraySettlement.objects.filter(org_id=acting.org_id, event_id__in=ids).values_list("event_id", flat=True))
    TraySettlement.objects.bulk_create(
        TraySettlement(
            org_id=acting.org_id,
            event_id=each,
            how=how,
            reason=reason,
            recorded_at=now,
            recorded_by_id=acting.person_id,
        )
        for each in ids
        if each not in done
    )


def _note(acting: Acting, how: Settled, code: str, settled: int, now: datetime) -> None:
    if not settled:
        return
    record_event(
        org_id=acting.org_id,
        person_id=acting.person_id,
        verb=f"sync.event.{_VERBS[how]}",
        object_kind="sync.tray-event",
        object_id=None,
        detail={"code": code, "count": settled},
        now=now,
    )
