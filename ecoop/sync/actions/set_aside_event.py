"""Set an event of the tray aside, with a reason: it did not happen, or stands in the books another way."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.sync.calc.words import Settled
from ecoop.sync.errors import SettingAsideNeedsReason, TrayEventIsSettled, TrayEventNotFound
from ecoop.sync.models import TrayEvent, TraySettlement


@transaction.atomic
def set_aside_event(*, org_id: UUID, tray_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Set an event of the tray aside; it stays readable for ever.

    Raises:  SettingAsideNeedsReason, TrayEventNotFound, TrayEventIsSettled
    Queries: 5
    """
    if not reason.strip():
        raise SettingAsideNeedsReason()
    lock_books(org_id=org_id)
    if not TrayEvent.objects.filter(org_id=org_id, id=tray_id).exists():
        raise TrayEventNotFound()
    if TraySettlement.objects.filter(org_id=org_id, event_id=tray_id).exists():
        raise TrayEventIsSettled()
    TraySettlement.objects.create(
        org_id=org_id,
        event_id=tray_id,
        how=Settled.SET_ASIDE,
        reason=reason.strip(),
        recorded_at=now,
        recorded_by_id=by,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="sync.event.set-aside",
        object_kind="sync.tray-event",
        object_id=tray_id,
        detail={},
        now=now,
    )
