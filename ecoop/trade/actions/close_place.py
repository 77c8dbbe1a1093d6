"""Close a place of business."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import format_day
from ecoop.trade.actions.wait_turn import wait_turn
from ecoop.trade.calc import PLACE
from ecoop.trade.errors import ClosesBeforeItOpened, HeadOfficeIsMissing, PlaceIsClosed, PlaceNotFound
from ecoop.trade.models import PlaceClosure
from ecoop.trade.queries.things import list_places


@transaction.atomic
def close_place(*, org_id: UUID, place_id: UUID, closed_on: date, by: UUID, now: datetime) -> None:
    """Close a place of business, once; the head office closes last.

    Raises:  PlaceNotFound, PlaceIsClosed, HeadOfficeIsMissing, ClosesBeforeItOpened
    Queries: 4
    """
    wait_turn(org_id=org_id, of=PLACE)
    places = list_places(org_id=org_id)
    held = next((each for each in places if each.id == place_id), None)
    if held is None:
        raise PlaceNotFound()
    if held.closed_on is not None:
        raise PlaceIsClosed(name=held.name, closed_on=format_day(held.closed_on))
    if held.is_head_office and any(each.closed_on is None for each in places if each.id != place_id):
        raise HeadOfficeIsMissing()
    if closed_on < held.opened_on:
        raise ClosesBeforeItOpened(opened_on=format_day(held.opened_on))
    PlaceClosure.objects.create(
        org_id=org_id, place_id=place_id, closed_on=closed_on, recorded_at=now, recorded_by_id=by
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="trade.place.close",
        object_kind=PLACE,
        object_id=place_id,
        detail={"closed_on": closed_on.isoformat()},
        now=now,
    )
