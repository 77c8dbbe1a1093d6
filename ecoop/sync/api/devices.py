"""Phones for programs: registering one, listing them, taking one out of use."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.wire import Text
from ecoop.sync.actions.keep_recovery_key import keep_recovery_key
from ecoop.sync.actions.register_device import register_device
from ecoop.sync.actions.revoke_device import revoke_device
from ecoop.sync.api.device_acting import acting_for_phone, refuse_for_other_phones
from ecoop.sync.calc.leases import NumberRange
from ecoop.sync.queries.devices import list_devices

router = Router(tags=["sync"])

DeviceName = Annotated[
    str, Field(min_length=1, max_length=120, pattern=r"^[^\x00]*\S[^\x00]*$", examples=["Điện thoại của bà Tư"])
]


class DeviceIn(Schema):
    """A phone that shall record. It chooses its id; the same id again gives it a new key."""

    id: UUID
    name: DeviceName


class LeaseOut(Schema):
    """Receipt numbers that a phone may give without asking."""

    series: str = Field(examples=["B"])
    first: int = Field(examples=[1])
    last: int = Field(examples=[1000])


class RegisteredOut(Schema):
    """The key of a phone, told this once, and its first receipt numbers."""

    device_id: UUID
    key: str = Field(examples=["ecoop_…"])
    expires_at: datetime
    lease: LeaseOut
    ear: str = Field(description="By which the phone, when locked, asks whether to wipe itself. It opens nothing.")


class LossOut(Schema):
    """What a locked phone said was lost when it was wiped; no days if it lost photos alone."""

    told_at: datetime
    lost_events: int
    lost_papers: int
    first_day: date | None
    last_day: date | None


class DeviceOut(Schema):
    """A phone as its organisation sees it."""

    id: UUID
    name: str
    series: str
    person_name: str
    registered_at: datetime
    last_seen_at: datetime | None
    last_seq: int
    revoked_at: datetime | None
    pin_renewed_at: datetime | None = Field(description="By a code that was sent to the number of its holder.")
    loss: LossOut | None = None


class DevicesOut(Schema):
    """The phones of an organisation."""

    devices: list[DeviceOut]


class RevocationIn(Schema):
    """Why a phone is taken out of use."""

    reason: Text = ""


class RecoveryIn(Schema):
    """A phone's recovery key: 32 random bytes."""

    key: Annotated[str, Field(min_length=43, max_length=44, examples=["q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"])]


class RecoveryKeptOut(Schema):
    """It is kept."""


@router.post("/o/{slug:slug}/sync/devices", response=RegisteredOut, summary="Register a phone")
def post_device(request: HttpRequest, slug: str, body: DeviceIn, response: HttpResponse) -> RegisteredOut:
    """Let a phone record for the organisation. Its key may do what the person may, for a year at most."""
    response.headers["Cache-Control"] = "no-store"
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        refuse_for_other_phones(request, acting=acting, device_id=body.id)
        made = register_device(acting=acting, device_id=body.id, name=body.name.strip(), now=timezone.now())
    return RegisteredOut(
        device_id=made.device_id,
        key=made.key,
        expires_at=made.expires_at,
        lease=lease_out(made.lease),
        ear=made.ear,
    )


@router.get("/o/{slug:slug}/sync/devices", response=DevicesOut, summary="List phones")
def get_devices(request: HttpRequest, slug: str) -> DevicesOut:
    """List the phones that record for the organisation, also those taken out of use."""
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        devices = list_devices(org_id=acting.org_id)
    return DevicesOut(
        devices=[DeviceOut(**{name: getattr(each, name) for name in DeviceOut.model_fields}) for each in devices]
    )


@router.post(
    "/o/{slug:slug}/sync/devices/{uuid:device_id}/revocation",
    response={204: None},
    summary="Take a phone out of use",
)
def post_revocation(request: HttpRequest, slug: str, device_id: UUID, body: RevocationIn) -> Status[None]:
    """Take a phone out of use: it is told to wipe itself, and what it still sends goes into the tray."""
    with acting_for_api(request, slug=slug, may="people.manage") as acting:
        revoke_device(
            org_id=acting.org_id, device_id=device_id, reason=body.reason, by=acting.person_id, now=timezone.now()
        )
    return Status(204, None)


@router.put(
    "/o/{slug:slug}/sync/devices/{uuid:device_id}/recovery",
    response=RecoveryKeptOut,
    summary="Keep the recovery key of a phone",
)
def put_recovery(request: HttpRequest, slug: str, device_id: UUID, body: RecoveryIn) -> RecoveryKeptOut:
    """Keep, sealed, the key with which the phone opens its own store when its PIN is forgotten; the newest stands."""
    with acting_for_phone(request, slug=slug, may="documents.record") as acting:
        refuse_for_other_phones(request, acting=acting, device_id=device_id)
        keep_recovery_key(acting=acting, device_id=device_id, key=body.key, now=timezone.now())
    return RecoveryKeptOut()


def lease_out(lease: NumberRange) -> LeaseOut:
    """Tell a phone its receipt numbers."""
    return LeaseOut(series=lease.series, first=lease.first, last=lease.last)
