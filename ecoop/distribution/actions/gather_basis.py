"""Gather what every member brought in a year, so that a sharing can be thought through before the meeting."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.models import GatheredBasis
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.members.calc import Worth
from ecoop.members.queries import list_members_on, sum_worth

_NOTHING = Worth(Dong(0), Dong(0))


@transaction.atomic
def gather_basis(*, org_id: UUID, year: int, by: UUID, now: datetime) -> UUID:
    """Gather capital, use and labour of all members of the year's last day, as the books tell them now.

    Shape:   the id of what was gathered; members stand in the order of their numbers
    Queries: 8 for any number of members
    """
    day = date(year, 12, 31)
    worth = sum_worth(org_id=org_id, starts_on=date(year, 1, 1), ends_before=date(year + 1, 1, 1))
    lines = [line for line in list_members_on(org_id=org_id, day=day) if line.type and line.is_member_on(day=day)]
    lines.sort(key=lambda line: line.number)
    brought = [worth.get(line.id) or _NOTHING for line in lines]
    basis = GatheredBasis.objects.create(
        id=new_id(),
        org_id=org_id,
        year=year,
        member_ids=[line.id for line in lines],
        types=[line.type.value for line in lines if line.type],
        paid_in=[line.paid_in_vnd for line in lines],
        used=[one.use_vnd for one in brought],
        worked=[one.labour_vnd for one in brought],
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="distribution.basis.gather",
        object_kind="gathered_basis",
        object_id=basis.id,
        detail={"year": year, "members": len(lines)},
        now=now,
    )
    return basis.id
