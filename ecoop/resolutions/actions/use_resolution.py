"""Rest an act on a resolution: does it decide on this, does it say this, does it hold, was it used before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.resolutions.calc import Majority, is_said
from ecoop.resolutions.errors import (
    MajorityTooSmall,
    ResolutionIsAnnulled,
    ResolutionIsUsed,
    ResolutionMissing,
    ResolutionNotYetInForce,
    ResolutionOfOtherMatter,
    ResolutionSaysOtherwise,
)
from ecoop.resolutions.models import ResolutionUse
from ecoop.resolutions.queries import (
    ResolutionFacts,
    get_matter_on,
    label_matter,
    map_resolutions,
    write_says,
)


@transaction.atomic
def use_resolution(
    *,
    org_id: UUID,
    resolution_id: UUID | None,
    matter: str,
    says: Mapping[str, Any],
    item: str = "",
    object_kind: str,
    object_id: UUID,
    by: UUID,
    now: datetime,
) -> ResolutionFacts:
    """Use a piece of a resolution for a row, exactly once; called in the transaction of the act it decides on.

    Shape:   the resolution, with its number for the paper of the act
    Raises:  ResolutionMissing, ResolutionOfOtherMatter, ResolutionSaysOtherwise, ResolutionIsUsed,
             ResolutionIsAnnulled, ResolutionNotYetInForce
    Queries: 6
    """
    return use_items(
        org_id=org_id,
        resolution_id=resolution_id,
        matter=matter,
        says=says,
        items={item: object_id},
        object_kind=object_kind,
        by=by,
        now=now,
    )


@transaction.atomic
def use_items(
    *,
    org_id: UUID,
    resolution_id: UUID | None,
    matter: str,
    says: Mapping[str, Any],
    items: Mapping[str, UUID],
    object_kind: str,
    by: UUID,
    now: datetime,
) -> ResolutionFacts:
    """Use several pieces of a resolution at once, each for a row of its own.

    Raises:  what use_resolution refuses
    Queries: 6
    """
    # Two hands at once: the second finds it used.
    lock_books(org_id=org_id)
    facts = check_resolution(org_id=org_id, resolution_id=resolution_id, matter=matter, says=says, now=now)
    used = {use.item: use for use in facts.uses}
    for item, object_id in items.items():
        if item in used and (used[item].object_kind, used[item].object_id) != (object_kind, object_id):
            raise ResolutionIsUsed(number=facts.number, used_on=used[item].recorded_at)
    new = {item: object_id for item, object_id in items.items() if item not in used}
    ResolutionUse.objects.bulk_create(
        ResolutionUse(
            org_id=org_id,
            resolution_id=facts.id,
            item=item,
            object_kind=object_kind,
            object_id=object_id,
            recorded_by_id=by,
            recorded_at=now,
        )
        for item, object_id in new.items()
    )
    if new:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="resolutions.resolution.use",
            object_kind=object_kind,
            object_id=next(iter(new.values())),
            detail={"resolution": str(facts.id), "count": len(new)},
            now=now,
        )
    return facts


def check_resolution(
    *, org_id: UUID, resolution_id: UUID | None, matter: str, says: Mapping[str, Any], now: datetime
) -> ResolutionFacts:
    """Refuse an act that its resolution does not carry, whether it was used or not.

    Raises: ResolutionMissing, ResolutionOfOtherMatter, ResolutionSaysOtherwise, ResolutionIsAnnulled,
            ResolutionNotYetInForce
    """
    today = vietnam_day(now)
    label = label_matter(matter=get_matter_on(code=matter, day=today))
    found = map_resolutions(org_id=org_id, ids=[resolution_id]) if resolution_id else {}
    if resolution_id is None or resolution_id not in found:
        raise ResolutionMissing(matter=label)
    facts = found[resolution_id]
    if facts.matter != matter:
        raise ResolutionOfOtherMatter(number=facts.number, found=facts.matter_label, matter=label)
    if facts.annulment:
        raise ResolutionIsAnnulled(number=facts.number, annulled_on=facts.annulment.annulled_on)
    if facts.starts_on > today:
        raise ResolutionNotYetInForce(number=facts.number, starts_on=facts.starts_on)
    for name, asked in says.items():
        said = facts.parameters.get(name)
        if not is_said(said=said, asked=asked):
            raise ResolutionSaysOtherwise(
                number=facts.number, name=name, said=write_says(value=said), asked=write_says(value=asked)
            )
    return facts


def check_majority(*, facts: ResolutionFacts, majority: Majority) -> None:
    """Refuse what a resolution got too few votes for, where its object asks for more than its matter.

    Raises: MajorityTooSmall
    """
    counted = facts.find_tally(majority=majority)
    if counted and not counted.is_passed:
        raise MajorityTooSmall(number=facts.number, votes_for=facts.votes_for, cast=counted.cast, needed=counted.needed)
