"""Let a phone record for the organisation: its key and the receipt numbers it may give."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.access.actions.issue_token import issue_token
from ecoop.access.actions.revoke_token import revoke_token
from ecoop.access.calc import TOKEN_LIFE_MAX, fingerprint
from ecoop.access.errors import TokenIsNotValid
from ecoop.access.queries import Acting
from ecoop.audit.actions.record_event import record_event
from ecoop.sync.actions.lease_numbers import lease_numbers
from ecoop.sync.calc.ears import make_ear
from ecoop.sync.calc.leases import NumberRange, series_of
from ecoop.sync.errors import DeviceIsNotYours, DeviceIsRevoked
from ecoop.sync.models import Device, DeviceKey
from ecoop.sync.queries.devices import find_device, get_newest_range
from ecoop.trade.actions.wait_turn import wait_turn

DEVICE = "sync.device"
# A lost phone must not be able to make keys or give roles.
NOT_FOR_PHONES = frozenset({"tokens.manage", "people.manage"})


@dataclass(frozen=True)
class RegisteredDevice:
    """A phone that may record; `key` is told this once and never again, and so is `ear`, which opens nothing."""

    device_id: UUID
    key: str
    expires_at: datetime
    lease: NumberRange
    ear: str


@transaction.atomic
def register_device(*, acting: Acting, device_id: UUID, name: str, now: datetime) -> RegisteredDevice:
    """Register a phone, or give it a new key if it is known; the old key dies.

    Call it inside the organisation's walls. The key may do what the person may, for a year at most.

    Raises:  DeviceIsNotYours, DeviceIsRevoked
    Queries: 16
    """
    wait_turn(org_id=acting.org_id, of=DEVICE)
    held = find_device(org_id=acting.org_id, device_id=device_id)
    if held is None:
        _add(acting, device_id, name, now)
    elif held.person_id != acting.person_id:
        raise DeviceIsNotYours()
    elif held.revoked_at is not None:
        raise DeviceIsRevoked(name=held.name, revoked_on=held.revoked_at)
    else:
        _kill_old_key(acting, device_id, now)
    expires_at = now + TOKEN_LIFE_MAX
    scopes = acting.permissions - NOT_FOR_PHONES
    token = issue_token(acting=acting, purpose=name, scopes=scopes, expires_at=expires_at, now=now)
    ear = make_ear(org_id=acting.org_id)
    DeviceKey.objects.create(
        org_id=acting.org_id,
        device_id=device_id,
        token_id=token.id,
        fingerprint=fingerprint(token=token.key),
        ear_sha256=fingerprint(token=ear),
        recorded_at=now,
        recorded_by_id=acting.person_id,
    )
    lease = get_newest_range(org_id=acting.org_id, device_id=device_id) if held else None
    return RegisteredDevice(
        device_id=device_id,
        key=token.key,
        expires_at=expires_at,
        lease=lease or lease_numbers(org_id=acting.org_id, device_id=device_id, by=acting.person_id, now=now),
        ear=ear,
    )


def _add(acting: Acting, device_id: UUID, name: str, now: datetime) -> None:
    place = Device.objects.filter(org_id=acting.org_id).count()
    Device.objects.create(
        id=device_id,
        org_id=acting.org_id,
        name=name,
        series=series_of(place=place),
        recorded_at=now,
        recorded_by_id=acting.person_id,
    )
    record_event(
        org_id=acting.org_id,
        person_id=acting.person_id,
        verb="sync.device.register",
        object_kind=DEVICE,
        object_id=device_id,
        detail={},
        now=now,
    )


def _kill_old_key(acting: Acting, device_id: UUID, now: datetime) -> None:
    keys = DeviceKey.objects.filter(org_id=acting.org_id, device_id=device_id).order_by("-recorded_at", "-id")
    newest = keys.first()
    if newest is None:
        return
    try:
        revoke_token(org_id=acting.org_id, token_id=newest.token_id, by=acting.person_id, now=now)
    except TokenIsNotValid:
        # Somebody took the key back at the desk before; it is dead either way.
        return
