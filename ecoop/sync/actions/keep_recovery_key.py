"""Keep the key with which a phone opens its own store again when its PIN is forgotten."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.access.queries import Acting
from ecoop.kernel.sealing import seal
from ecoop.sync.actions.register_device import DEVICE
from ecoop.sync.errors import DeviceIsNotYours, DeviceIsRevoked, RecoveryKeyNotUnderstood
from ecoop.sync.models import RecoveryKey
from ecoop.sync.queries.devices import get_device
from ecoop.trade.actions.wait_turn import wait_turn

KEY_BYTES = 32
FOR_RECOVERY = b"ecoop: recovery keys of phones"


@transaction.atomic
def keep_recovery_key(*, acting: Acting, device_id: UUID, key: str, now: datetime) -> None:
    """Keep a phone's recovery key, sealed; it takes the place of the one before, which is forgotten.

    The key opens nothing here: what it opens lies on the phone alone.

    Raises:  RecoveryKeyNotUnderstood, DeviceUnknown, DeviceIsNotYours, DeviceIsRevoked
    Queries: 5
    """
    content = _read(key)
    # A phone that is being taken out of use was so before, or its key is kept and never handed out.
    wait_turn(org_id=acting.org_id, of=DEVICE)
    device = get_device(org_id=acting.org_id, device_id=device_id)
    if device.person_id != acting.person_id:
        raise DeviceIsNotYours()
    if device.revoked_at is not None:
        raise DeviceIsRevoked(name=device.name, revoked_on=device.revoked_at)
    given = {
        "sealed": seal(content=content, purpose=FOR_RECOVERY),
        "recorded_at": now,
        "recorded_by_id": acting.person_id,
    }
    if not RecoveryKey.objects.filter(org_id=acting.org_id, device_id=device_id).update(**given):
        RecoveryKey.objects.create(org_id=acting.org_id, device_id=device_id, **given)


def _read(key: str) -> bytes:
    try:
        content = base64.b64decode(key + "=" * (-len(key) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as fault:
        raise RecoveryKeyNotUnderstood() from fault
    if len(content) != KEY_BYTES:
        raise RecoveryKeyNotUnderstood()
    return content
