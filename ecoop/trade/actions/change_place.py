"""Change a place of business: another name, address or code, or another head office."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import format_day
from ecoop.trade.actions.record_places import write_versions
from ecoop.trade.actions.wait_turn import wait_turn
from ecoop.trade.calc import PLACE, PlaceDraft
from ecoop.trade.errors import HeadOfficeIsMissing, NameIsMissing, PlaceIsClosed, PlaceNotFound
from ecoop.trade.queries.things import list_places


@transaction.atomic
def change_place(*, org_id: UUID, place: PlaceDraft, by: UUID, now: datetime) -> None:
    """Write a new version of a place of business; the day it was opened stays.

    Raises:  PlaceNotFound, PlaceIsClosed, NameIsMissing, HeadOfficeIsMissing
    Queries: 4
    """
    wait_turn(org_id=org_id, of=PLACE)
    places = list_places(org_id=org_id)
    held = next((each for each in places if each.id == place.id), None)
    if held is None:
        raise PlaceNotFound()
    if held.closed_on is not None:
        raise PlaceIsClosed(name=held.name, closed_on=format_day(held.closed_on))
    if not place.name.strip():
        raise NameIsMissing()
    if held.is_head_office and not place.is_head_office:
        raise HeadOfficeIsMissing()
    write_versions(org_id=org_id, places=[place], held=places, by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="trade.place.change",
        object_kind=PLACE,
        object_id=place.id,
        detail={},
        now=now,
    )
