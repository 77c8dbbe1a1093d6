"""Record places of business; exactly one of those that are open is the head office."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

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
    Queries: 6
    """
    wait_turn(org_id=org_id, of=PLACE)
    held = list_places(org_id=org_id)
    known = {place.id for place in held}
    outcomes, recorded = [], []
    for place in places:
        status = "known" if place.id in known else "recorded"
        refusal = NameIsMissing() if status == "recorded" and not place.name.strip() else None
        outcomes.append(Outcome(place.id, "refused" if refusal else status, refusal))
        if status == "recorded" and refusal is None:
            known.add(place.id)
            recorded.append(place)
    Place.objects.bulk_create(
        Place(id=each.id, org_id=org_id, opened_on=each.opened_on, recorded_at=now, recorded_by_id=by)
        for each in recorded
    )
    write_versions(org_id=org_id, places=recorded, held=held, by=by, now=now)
    record_batch(org_id=org_id, verb="trade.place.record", kind=PLACE, recorded=recorded, by=by, now=now)
    return outcomes


def write_versions(
    *, org_id: UUID, places: Sequence[PlaceDraft], held: Sequence[PlaceFacts], by: UUID, now: datetime
) -> None:
    """Write what places are from now on; the last one that is to be the head office is, and the one before no longer.

    Where no open place is the head office, the first of these becomes it.
    """
    ids = {each.id for each in places}
    heads = [each for each in held if each.is_head_office and each.closed_on is None and each.id not in ids]
    wanted = [each.id for each in places if each.is_head_office] or ([] if heads else [each.id for each in places[:1]])
    versions = [_version(org_id, each, by, now, is_head=each.id in wanted[-1:]) for each in places]
    versions += [_version(org_id, each, by, now, is_head=False) for each in heads if wanted]
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
