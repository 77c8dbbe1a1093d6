"""Try an event of the tray again, as it came or mended."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.access.queries import Acting
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import format_day
from ecoop.sync.actions.hold_books import hold_books
from ecoop.sync.actions.take_events import take_from
from ecoop.sync.calc.describing import DAY_FIELDS, describe_event
from ecoop.sync.calc.events import EventOutcome, read_events
from ecoop.sync.calc.words import Settled
from ecoop.sync.errors import TrayEventIsSettled, TrayEventNotFound
from ecoop.sync.models import TrayEvent, TraySettlement
from ecoop.sync.queries.devices import get_device_in_use

_LINKS = ("bank_account_id", "place_id", "product_id")


@dataclass(frozen=True)
class Mending:
    """What is mended of an event: its day; and whether it lets go of places, accounts and products it names."""

    on: date | None
    lets_go_of_links: bool

    @property
    def said(self) -> str:
        """Say what was mended, for whoever audits the books."""
        parts = [format_day(self.on) if self.on else "", " ".join(_LINKS) if self.lets_go_of_links else ""]
        return " · ".join(part for part in parts if part)


@transaction.atomic
def retry_event(*, acting: Acting, tray_id: UUID, now: datetime) -> EventOutcome:
    """Record an event of the tray as it came, if that is possible now; also one of a phone that is out of use.

    Raises:  TrayEventNotFound, TrayEventIsSettled
    Queries: about 25
    """
    row = _get(acting, tray_id)
    outcome = _take(acting, row, json.loads(row.payload), now)
    if outcome.status != "refused" and not TraySettlement.objects.filter(org_id=acting.org_id, event=row).exists():
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
    said = json.loads(row.payload)
    if type(said) is dict and type(said.get("body")) is dict:
        said = {**said, "body": _mend(said["body"], row.kind, mending)}
    outcome = _take(acting, row, said, now)
    if outcome.status != "refused":
        _settle(acting, row, Settled.MENDED, mending.said[:300], now)
    _note(acting, row, "sync.event.mend", now)
    return outcome


def _get(acting: Acting, tray_id: UUID) -> TrayEvent:
    hold_books(org_id=acting.org_id, kinds=("trade.product", "trade.stock"))
    row = TrayEvent.objects.filter(org_id=acting.org_id, id=tray_id).first()
    if row is None:
        raise TrayEventNotFound()
    if TraySettlement.objects.filter(org_id=acting.org_id, event_id=tray_id).exists():
        raise TrayEventIsSettled()
    return row


def _take(acting: Acting, row: TrayEvent, said: Any, now: datetime) -> EventOutcome:
    device = replace(get_device_in_use(org_id=acting.org_id, device_id=row.device_id), revoked_at=None)
    (draft,) = read_events(said=[said], now=now)
    # The phone compares its days with ours: what was mended still counts on the day that it knows.
    draft.said_on = describe_event(kind=row.kind, payload=row.payload).on
    (outcome,) = take_from(acting=acting, device=device, events=[draft], now=now)
    return outcome


def _mend(body: Mapping[str, Any], kind: str, mending: Mending) -> dict[str, Any]:
    mended = dict(body)
    if mending.on and kind in DAY_FIELDS:
        mended[DAY_FIELDS[kind]] = mending.on.isoformat()
    if mending.lets_go_of_links:
        mended = _let_go(mended)
        if type(mended.get("lines")) is list:
            mended["lines"] = [_let_go(line) if type(line) is dict else line for line in mended["lines"]]
    return mended


def _let_go(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: None if name in _LINKS else value for name, value in fields.items()}


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
