"""Let acts draw on what a resolution permits, piece by piece, up to its amount: a fund used, an investment made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.kernel.dong import Dong
from ecoop.kernel.written import format_dong
from ecoop.resolutions.actions.use_resolution import check_resolution, use_items
from ecoop.resolutions.errors import ResolutionAllowsLess, ResolutionNotYetInForce
from ecoop.resolutions.queries import ResolutionFacts

AMOUNT = "amount_vnd"


@dataclass(frozen=True)
class Draw:
    """What an act takes of what a resolution permits: for which row, how much, on which day."""

    matter: str
    object_kind: str
    object_id: UUID
    amount_vnd: Dong
    on: date
    says: Mapping[str, Any] = field(default_factory=dict)


def check_draw(
    *, org_id: UUID, resolution_id: UUID | None, draw: Draw, drawn_vnd: Dong, now: datetime
) -> ResolutionFacts:
    """Refuse what a resolution does not permit; `drawn_vnd` is what stands of earlier draws on it.

    Raises: ResolutionAllowsLess, and what `check_resolution` refuses
    """
    facts = check_resolution(org_id=org_id, resolution_id=resolution_id, matter=draw.matter, says=draw.says, now=now)
    if draw.on < facts.starts_on:
        raise ResolutionNotYetInForce(number=facts.number, starts_on=facts.starts_on)
    allowed_vnd = int(facts.parameters[AMOUNT])
    if drawn_vnd + draw.amount_vnd > allowed_vnd:
        raise ResolutionAllowsLess(
            number=facts.number,
            allowed=format_dong(Dong(allowed_vnd)),
            drawn=format_dong(drawn_vnd),
            asked=format_dong(draw.amount_vnd),
        )
    return facts


@transaction.atomic
def draw_on_resolution(*, org_id: UUID, resolution_id: UUID | None, draw: Draw, by: UUID, now: datetime) -> None:
    """Write down that a row draws on a resolution; called in the transaction of the act, after `check_draw`.

    Raises: what `use_items` refuses
    """
    use_items(
        org_id=org_id,
        resolution_id=resolution_id,
        matter=draw.matter,
        says=draw.says,
        items={str(draw.object_id): draw.object_id},
        object_kind=draw.object_kind,
        by=by,
        now=now,
    )
