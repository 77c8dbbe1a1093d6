"""Try an event of the tray again, as it came or mended."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.access.queries import Acting
from ecoop.audit.actions.record_event import record_event
from ecoop.sync.actions.hold_books import hold_books
from ecoop.sync.actions.take_events import take_from
from ecoop.sync.calc.describing import describe_event
from ecoop.sync.calc.events import EventOutcome, read_events
from ecoop.sync.calc.mending import Mending, mend_body
from ecoop.sync.calc.words import Settled
from ecoop.sync.errors import TrayEventIsSettled, TrayEventNotFound
from ecoop.sync.models import TrayEvent, TraySettlement
from ecoop.sync.queries.devices import get_device_in_use


class _Refused(Exception):
    """What was mended is refused again: nothing of the try stays."""

    def __init__(self, outcome: EventOutcome) -> None:
        self.outcome = outcome


@transaction.atomic
def retry_event(*, acting: Acting, tray_id: UUID, now: datetime) -> EventOutcome:
    """Record an event of the tray as it came, if that is possible now; also one of a phone that is out of use.

    Raises:  TrayEventNotFound, TrayEventIsSettled
    Queries: about 25
    """
    row = _get(acting, tray_id)
    outcome = _take(acting, row, json.loads(row.payload), now)
    if outcome.status != "refused" and not _is_settled(acting, row):
        # The same words were recorded meanwhile another way.
        _settle(acting, row, Settled.RETRIED, "", now)
    _note(acting, row, "sync.event.retry", now)
    return outcome


@transaction.atomic
def mend_event(*, acting: Acting, tray_id: UUID, mending: Mending, now: datetime) -> EventOutcome:
    """Record an event of the tray after mending it; its own words stay in the tray.

    Raises:  TrayEventNotFound, TrayEventIsSettled
    Queries: about 25
    """
    row = _get(acting, tray_id)
    outcome = take_mended(acting=acting, row=row, mending=mending, now=now)
    if outcome.status != "refused" and not _is_settled(acting, row):
        _settle(acting, row, Settled.MENDED, mending.said[:300], now)
    _note(acting, row, "sync.event.mend", now)
    return outcome


def take_mended(*, acting: Acting, row: TrayEvent, mending: Mending, now: datetime) -> EventOutcome:
    """Record an event with what is mended of it; refused again, it leaves nothing behind but the event as it came.

    Call it holding the books.

    Queries: about 25
    """
    said = json.loads(row.payload)
    if type(said) is dict and type(said.get("body")) is dict:
        said = {**said, "body": mend_body(body=said["body"], kind=row.kind, mending=mending)}
    try:
        with transaction.atomic():
            outcome = _take(acting, row, said, now)
            if outcome.status == "refused":
                raise _Refused(outcome)
    except _Refused as refused:
        # The tray keeps what the phone said, not what somebody tried to make of it.
        return refused.outcome
    return outcome


def _get(acting: Acting, tray_id: UUID) -> TrayEvent:
    hold_books(org_id=acting.org_id, kinds=("trade.product", "trade.stock"))
    row = TrayEvent.objects.filter(org_id=acting.org_id, id=tray_id).first()
    if row is None:
        raise TrayEventNotFound()
    if _is_settled(acting, row):
        raise TrayEventIsSettled()
    return row


def _take(acting: Acting, row: TrayEvent, said: Any, now: datetime) -> EventOutcome:
    device = replace(get_device_in_use(org_id=acting.org_id, device_id=row.device_id), revoked_at=None)
    (draft,) = read_events(said=[said], now=now)
    # The phone compares its days with ours: what was mended still counts on the day that it knows.
    draft.said_on = describe_event(kind=row.kind, payload=row.payload).on
    (outcome,) = take_from(acting=acting, device=device, events=[draft], now=now)
    return outcome


def _is_settled(acting: Acting, row: TrayEvent) -> bool:
    return TraySettlement.objects.filter(org_id=acting.org_id, event=row).exists()


def _settle(acting: Acting, row: TrayEvent, how: Settled, reason: str, now: datetime) -> None:
    TraySettlement.objects.create(
        org_id=acting.org_id,
        event=row,
        how=how,
        reason=reason,
        recorded_at=now,
        recorded_by_id=acting.person_id,
    )


def _note(acting: Acting, row: TrayEvent, verb: str, now: datetime) -> None:
    record_event(
        org_id=acting.org_id,
        person_id=acting.person_id,
        verb=verb,
        object_kind="sync.tray-event",
        object_id=row.id,
        detail={"event": str(row.event_id)},
        now=now,
    )
