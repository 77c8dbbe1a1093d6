"""Hand a phone its recovery key, after its holder proved that the number is theirs."""

import base64
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.db import transaction

from ecoop.access.queries import Acting
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.sealing import unseal
from ecoop.sync.actions.keep_recovery_key import FOR_RECOVERY
from ecoop.sync.actions.register_device import DEVICE
from ecoop.sync.errors import DeviceIsRevoked, NoRecoveryKey, TooManyRecoveries
from ecoop.sync.models import Recovery, RecoveryKey
from ecoop.sync.queries.devices import find_device
from ecoop.trade.actions.wait_turn import wait_turn

RECOVERIES_MAX = 3
SPAN = timedelta(days=1)


@transaction.atomic
def recover_device(*, acting: Acting, device_id: UUID, asked_with: UUID, now: datetime) -> str:
    """Give the recovery key of a phone to the person who registered it, in letters; it stands in the audit log.

    Call it inside the organisation's walls. `asked_with` is the proof that the person gave: with the same one again,
    after an answer that was lost, it is the same recovery.

    Raises:  NoRecoveryKey, DeviceIsRevoked, TooManyRecoveries
    Queries: 7
    """
    org_id = acting.org_id
    wait_turn(org_id=org_id, of=DEVICE)
    device = find_device(org_id=org_id, device_id=device_id)
    if device is None or device.person_id != acting.person_id:
        raise NoRecoveryKey()
    if device.revoked_at is not None:
        raise DeviceIsRevoked(name=device.name, revoked_on=device.revoked_at)
    sealed = RecoveryKey.objects.filter(org_id=org_id, device_id=device_id).values_list("sealed", flat=True).first()
    if sealed is None:
        raise NoRecoveryKey()
    key = _open(sealed)
    before = Recovery.objects.filter(org_id=org_id, device_id=device_id)
    if not before.filter(asked_with=asked_with).exists():
        _refuse_too_many(list(before.filter(recorded_at__gt=now - SPAN).values_list("recorded_at", flat=True)), now)
        _note(acting, device_id, asked_with, now)
    return key


def _open(sealed: str) -> str:
    try:
        return base64.urlsafe_b64encode(unseal(sealed=sealed, purpose=FOR_RECOVERY)).decode().rstrip("=")
    except InvalidToken as fault:
        # The installation has another secret than when it was sealed; nobody can open it any more.
        raise NoRecoveryKey() from fault


def _refuse_too_many(before: list[datetime], now: datetime) -> None:
    if len(before) >= RECOVERIES_MAX:
        oldest = sorted(before)[-RECOVERIES_MAX]
        raise TooManyRecoveries(seconds=-(-(oldest + SPAN - now) // timedelta(seconds=1)))


def _note(acting: Acting, device_id: UUID, asked_with: UUID, now: datetime) -> None:
    Recovery.objects.create(
        org_id=acting.org_id,
        device_id=device_id,
        asked_with=asked_with,
        recorded_at=now,
        recorded_by_id=acting.person_id,
    )
    record_event(
        org_id=acting.org_id,
        person_id=acting.person_id,
        verb="sync.device.recover",
        object_kind=DEVICE,
        object_id=device_id,
        detail={},
        now=now,
    )
