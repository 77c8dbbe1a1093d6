"""Give a phone the next range of receipt numbers."""

from datetime import datetime
from uuid import UUID

from ecoop.sync.calc.leases import NumberRange
from ecoop.sync.models import Device, Lease
from ecoop.sync.queries.devices import get_newest_range


def lease_numbers(*, org_id: UUID, device_id: UUID, by: UUID, now: datetime) -> NumberRange:
    """Lease the range that follows the phone's newest one.

    Call it in the transaction that holds the books or the turn of phones: two at once would lease the same range,
    and one of them be refused by its key.

    Queries: 3
    """
    series = Device.objects.values_list("series", flat=True).get(org_id=org_id, id=device_id)
    newest = get_newest_range(org_id=org_id, device_id=device_id)
    place = newest.place + 1 if newest else 0
    Lease.objects.create(
        org_id=org_id, device_id=device_id, series=series, place=place, recorded_at=now, recorded_by_id=by
    )
    return NumberRange(series, place)
