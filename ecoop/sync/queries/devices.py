"""Reads of phones: who holds them, when they were heard of, which numbers they may give."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, OuterRef, QuerySet, Subquery

from ecoop.access.queries.keepers import list_books_taken_from
from ecoop.kernel.tenancy import read_sql
from ecoop.sync.calc.leases import NumberRange
from ecoop.sync.errors import DeviceUnknown
from ecoop.sync.models import (
    Device,
    DeviceRevocation,
    Lease,
    Loss,
    Recovery,
    RecoveryKey,
    TrayEvent,
    TraySettlement,
    Visit,
)

_IN_USE, _AT_THE_DOOR = read_sql(__file__, "device_in_use.sql"), read_sql(__file__, "key_at_the_door.sql")


_OF_A_LOSS = ("told_at", "lost_events", "lost_papers", "first_day", "last_day")


@dataclass(frozen=True)
class LossFacts:
    """What a locked phone said was lost when it emptied itself."""

    told_at: datetime
    lost_events: int
    lost_papers: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class DeviceFacts:
    """A phone: who holds it, since when, when it was last heard of, and whether it was taken out of use."""

    id: UUID
    name: str
    series: str
    person_id: UUID
    person_name: str
    registered_at: datetime
    last_seen_at: datetime | None
    last_seq: int
    revoked_at: datetime | None
    revoked_reason: str = ""
    # When its PIN was last renewed by a code sent to the number of its holder.
    pin_renewed_at: datetime | None = None
    loss: LossFacts | None = None
    # The cooperative for which its holder kept the books, if they were taken back: it is ended when it is heard of.
    taken_from: str = ""
    taken_at: datetime | None = None


@dataclass(frozen=True)
class DeviceInUse:
    """What an exchange asks of a phone; `revoked_at` if it is no longer in use."""

    id: UUID
    name: str
    revoked_at: datetime | None
    newest: NumberRange | None


@dataclass(frozen=True)
class KeyFacts:
    """A key that was given to a phone once, whatever became of it."""

    device_id: UUID
    is_newest: bool
    last_visited_on: date | None


def list_devices(*, org_id: UUID) -> list[DeviceFacts]:
    """List the phones of an organisation, also those taken out of use, in the order in which they came.

    Queries: 1
    """
    return [_facts(row) for row in _devices(org_id).order_by("recorded_at", "id")]


def list_devices_in_use(*, org_id: UUID) -> list[DeviceFacts]:
    """List the phones that nobody took out of use; of those from whose holders the books were taken back it is said.

    Queries: 2; where books were ever taken back those of list_books_taken_from
    """
    in_use = [each for each in list_devices(org_id=org_id) if each.revoked_at is None]
    taken = list_books_taken_from(org_id=org_id, person_ids={each.person_id for each in in_use})
    return [
        replace(each, taken_from=taken[each.person_id].keeper_name, taken_at=taken[each.person_id].taken_at)
        if each.person_id in taken
        else each
        for each in in_use
    ]


def find_device(*, org_id: UUID, device_id: UUID) -> DeviceFacts | None:
    """Find a phone.

    Queries: 1
    """
    row = _devices(org_id).filter(id=device_id).first()
    return _facts(row) if row else None


def get_device(*, org_id: UUID, device_id: UUID) -> DeviceFacts:
    """Get a phone.

    Raises:  DeviceUnknown
    Queries: 1
    """
    found = find_device(org_id=org_id, device_id=device_id)
    if found is None:
        raise DeviceUnknown()
    return found


def get_newest_range(*, org_id: UUID, device_id: UUID) -> NumberRange | None:
    """Get the range of receipt numbers that a phone was given last.

    Queries: 1
    """
    row = Lease.objects.filter(org_id=org_id, device_id=device_id).order_by("-place").first()
    return NumberRange(row.series, row.place) if row else None


def get_device_in_use(*, org_id: UUID, device_id: UUID) -> DeviceInUse:
    """Get what an exchange asks of a phone.

    Raises:  DeviceUnknown
    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute(_IN_USE, [org_id, device_id])
        row = cursor.fetchone()
    if row is None:
        raise DeviceUnknown()
    name, revoked_at, series, place = row
    return DeviceInUse(device_id, name, revoked_at, None if place is None else NumberRange(series, place))


def find_key(*, org_id: UUID, fingerprint: str) -> KeyFacts | None:
    """Find to which phone a key was given, also when the key is dead.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute(_AT_THE_DOOR, [org_id, fingerprint])
        row = cursor.fetchone()
    return KeyFacts(*row) if row else None


def find_newest_recovery_key(*, device_id: UUID, org_ids: Collection[UUID]) -> UUID | None:
    """Find the organisation among some for which a phone's recovery key was kept last.

    Ask inside the walls of the person who holds the phone, acting for nobody: another one's keys do not show.

    Queries: 1
    """
    kept = RecoveryKey.objects.filter(org_id__in=org_ids, device_id=device_id)
    return kept.order_by("-recorded_at", "org_id").values_list("org_id", flat=True).first()


def count_waiting(*, org_id: UUID) -> int:
    """Count the events that wait in the tray.

    Queries: 1
    """
    settled = TraySettlement.objects.filter(org_id=org_id).values("event_id")
    return TrayEvent.objects.filter(org_id=org_id).exclude(id__in=settled).count()


def _devices(org_id: UUID) -> QuerySet[Any]:
    gone = DeviceRevocation.objects.filter(org_id=OuterRef("org_id"), device_id=OuterRef("id"))
    visits = Visit.objects.filter(org_id=OuterRef("org_id"), device_id=OuterRef("id")).order_by("-visited_on")
    farthest = visits.order_by().values("device_id").annotate(most=Max("last_seq_no")).values("most")
    renewed = Recovery.objects.filter(org_id=OuterRef("org_id"), device_id=OuterRef("id")).order_by("-recorded_at")
    losses = Loss.objects.filter(org_id=OuterRef("org_id"), device_id=OuterRef("id"))
    return (
        Device.objects.filter(org_id=org_id)
        .select_related("recorded_by")
        .annotate(
            revoked_at=Subquery(gone.values("recorded_at")[:1]),
            revoked_reason=Subquery(gone.values("reason")[:1]),
            pin_renewed_at=Subquery(renewed.values("recorded_at")[:1]),
            **{f"loss_{name}": Subquery(losses.values(name)[:1]) for name in _OF_A_LOSS},
            last_seen_at=Subquery(visits.values("last_at")[:1]),
            last_seq=Subquery(farthest),
        )
    )


def _facts(row: Any) -> DeviceFacts:
    return DeviceFacts(
        id=row.id,
        name=row.name,
        series=row.series,
        person_id=row.recorded_by_id,
        person_name=row.recorded_by.name,
        registered_at=row.recorded_at,
        last_seen_at=row.last_seen_at,
        last_seq=row.last_seq or 0,
        revoked_at=row.revoked_at,
        revoked_reason=row.revoked_reason or "",
        pin_renewed_at=row.pin_renewed_at,
        loss=LossFacts(**{name: getattr(row, f"loss_{name}") for name in _OF_A_LOSS}) if row.loss_told_at else None,
    )
