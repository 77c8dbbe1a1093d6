"""Record places of business; exactly one of those that are open is the head office."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.refusals import Refusal
from ecoop.trade.actions.post_documents import record_batch
from ecoop.trade.actions.wait_turn import wait_turn
from ecoop.trade.calc import PLACE, Outcome, PlaceDraft
from ecoop.trade.errors import NameIsMissing
from ecoop.trade.models import Place, PlaceVersion
from ecoop.trade.queries.things import PlaceFacts, list_places


@transaction.atomic
def record_places(*, org_id: UUID, places: Sequence[PlaceDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Record places of business; the first of all is the head office, a later one may take over from it.

    A place whose id is there already is left as it is; `change_place` changes it.

    Shape:   one outcome per place, in order
    Queries: about 4, and 3 for each place
    """
    wait_turn(org_id=org_id, of=PLACE)
    outcomes, recorded = [], []
    for place in places:
        held = list_places(org_id=org_id)
        if any(each.id == place.id for each in held):
            outcomes.append(Outcome(place.id, "known"))
            continue
        if not place.name.strip():
            refusal: Refusal = NameIsMissing()
            outcomes.append(Outcome(place.id, "refused", refusal))
            continue
        row = Place(id=place.id, org_id=org_id, opened_on=place.opened_on, recorded_at=now, recorded_by_id=by)
        row.save(force_insert=True)
        write_versions(org_id=org_id, place=place, held=held, by=by, now=now)
        outcomes.append(Outcome(place.id, "recorded"))
        recorded.append(place)
    record_batch(org_id=org_id, verb="trade.place.record", kind=PLACE, recorded=recorded, by=by, now=now)
    return outcomes


def write_versions(*, org_id: UUID, place: PlaceDraft, held: Sequence[PlaceFacts], by: UUID, now: datetime) -> None:
    """Write what a place is from now on; if it becomes the head office, the one before it no longer is."""
    heads = [each for each in held if each.is_head_office and each.closed_on is None and each.id != place.id]
    is_head = place.is_head_office or not heads
    versions = [_version(org_id, place, by, now, is_head=is_head)]
    versions += [_version(org_id, each, by, now, is_head=False) for each in heads if is_head]
    PlaceVersion.objects.bulk_create(versions)


def _version(org_id: UUID, place: PlaceDraft | PlaceFacts, by: UUID, now: datetime, *, is_head: bool) -> PlaceVersion:
    return PlaceVersion(
        org_id=org_id,
        place_id=place.id,
        code=place.code,
        name=place.name.strip(),
        address_line=place.address_line,
        ward_code=place.ward_code,
        is_head_office=is_head,
        recorded_at=now,
        recorded_by_id=by,
    )
