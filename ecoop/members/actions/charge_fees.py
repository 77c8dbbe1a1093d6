"""Charge the membership fee of a year to the associates without capital."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.members.calc import MemberType
from ecoop.members.models import FeeDue
from ecoop.members.queries import MembersWanted, list_members_page


@transaction.atomic
def charge_fees(
    *, org_id: UUID, year: int, amount_vnd: Dong, due_on: date, rests_on: str, by: UUID, now: datetime
) -> int:
    """Write the fee of a year down for everybody who is an associate without capital on its due day.

    Who was charged for the year before keeps that charge.

    Law:    L17 Art. 4, clause 19; the charter
    Shape:  how many are new
    Queries: 6
    """
    wanted = MembersWanted(kind=MemberType.ASSOCIATE_NO_CAPITAL, status="holds")
    lines = list_members_page(org_id=org_id, day=due_on, wanted=wanted)
    charged = set(FeeDue.objects.filter(org_id=org_id, year=year).values_list("member_id", flat=True))
    new = [line for line in lines if line.id not in charged]
    FeeDue.objects.bulk_create(
        (
            FeeDue(
                org_id=org_id,
                member_id=line.id,
                member_org_id=line.member_org_id,
                year=year,
                amount_vnd=amount_vnd,
                due_on=due_on,
                rests_on=rests_on,
                recorded_by_id=by,
                recorded_at=now,
            )
            for line in new
        ),
        batch_size=2_000,
        ignore_conflicts=True,
    )
    if new:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="members.fee.charge",
            object_kind="fee_due",
            object_id=None,
            detail={"year": year, "count": len(new)},
            now=now,
        )
    return len(new)
