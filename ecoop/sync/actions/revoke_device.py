"""Take a phone out of use: its key dies, it is told to wipe itself, what it still sends goes into the tray."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.access.actions.revoke_token import revoke_token
from ecoop.access.errors import TokenIsNotValid
from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.sync.actions.register_device import DEVICE
from ecoop.sync.errors import DeviceIsRevoked
from ecoop.sync.models import DeviceKey, DeviceRevocation
from ecoop.sync.queries.devices import get_device
from ecoop.trade.actions.wait_turn import wait_turn


@transaction.atomic
def revoke_device(*, org_id: UUID, device_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Take a phone out of use.

    Call it inside the organisation's walls.

    Raises:  DeviceUnknown, DeviceIsRevoked
    Queries: 12
    """
    # A key that the phone is being given comes before, and dies, or after, and is refused.
    wait_turn(org_id=org_id, of=DEVICE)
    # A batch of the phone that is being taken in comes before or after, not in between.
    lock_books(org_id=org_id)
    device = get_device(org_id=org_id, device_id=device_id)
    if device.revoked_at is not None:
        raise DeviceIsRevoked(name=device.name, revoked_on=device.revoked_at)
    DeviceRevocation.objects.create(
        org_id=org_id, device_id=device_id, reason=reason, recorded_at=now, recorded_by_id=by
    )
    keys = DeviceKey.objects.filter(org_id=org_id, device_id=device_id).order_by("-recorded_at", "-id")
    newest = keys.first()
    if newest is not None:
        _kill(org_id, newest.token_id, by, now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="sync.device.revoke",
        object_kind=DEVICE,
        object_id=device_id,
        detail={},
        now=now,
    )


def _kill(org_id: UUID, token_id: UUID, by: UUID, now: datetime) -> None:
    try:
        revoke_token(org_id=org_id, token_id=token_id, by=by, now=now)
    except TokenIsNotValid:
        # Somebody took the key back at the desk before; it is dead either way.
        return
