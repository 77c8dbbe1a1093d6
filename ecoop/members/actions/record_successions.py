"""Record who comes after a member who died, is missing, or lost capacity."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.refusals import Citation
from ecoop.members.actions.admit_members import Admission, admit_members
from ecoop.members.calc import Ending, SuccessionWay
from ecoop.members.errors import MemberUnknown, SuccessionNeedsEnd
from ecoop.members.models import Departure, Member, Succession

_LAW = {
    SuccessionWay.STEPS_IN: Citation("luat-17-2023-qh15", "Điều 90, khoản 3"),
    SuccessionWay.INHERITS: Citation("luat-17-2023-qh15", "Điều 90, khoản 3"),
    SuccessionWay.MANAGES: Citation("luat-17-2023-qh15", "Điều 90, khoản 4"),
    SuccessionWay.GUARDS: Citation("luat-17-2023-qh15", "Điều 90, khoản 5"),
}


@dataclass(frozen=True)
class SuccessionDraft:
    """Somebody who comes after a member; who steps in brings the admission as a member."""

    id: UUID
    member_id: UUID
    way: SuccessionWay
    from_on: date
    name: str
    id_number: str = ""
    relation: str = ""
    admission: Admission | None = None


@transaction.atomic
def record_successions(*, org_id: UUID, successions: Sequence[SuccessionDraft], by: UUID, now: datetime) -> list[UUID]:
    """Record heirs, asset managers and guardians; whoever steps in becomes a member in the same transaction.

    Law:    L17 Art. 90, clauses 3 to 5
    Shape:  the ids that are new
    Raises: MemberUnknown, SuccessionNeedsEnd, and what `admit_members` raises of those who step in
    Queries: 5, and those of `admit_members`
    """
    ids = [one.id for one in successions]
    known = set(Succession.objects.filter(org_id=org_id, id__in=ids).values_list("id", flat=True))
    new = [one for one in successions if one.id not in known]
    if not new:
        return []
    members = Member.objects.filter(org_id=org_id).in_bulk([one.member_id for one in new])
    ended = Departure.objects.filter(org_id=org_id, member_id__in=list(members), ground=Ending.DEATH.value)
    gone = set(ended.values_list("member_id", flat=True))
    for one in new:
        member = members.get(one.member_id)
        if member is None:
            raise MemberUnknown(member=one.member_id)
        if one.member_id not in gone or (one.way is SuccessionWay.STEPS_IN and one.admission is None):
            raise SuccessionNeedsEnd(law=_LAW[one.way], name=member.name)
    stepping = [one.admission for one in new if one.admission and one.way is SuccessionWay.STEPS_IN]
    admit_members(org_id=org_id, admissions=stepping, by=by, now=now)
    Succession.objects.bulk_create(
        Succession(
            id=one.id,
            org_id=org_id,
            member_id=one.member_id,
            member_org_id=members[one.member_id].member_org_id,
            way=one.way.value,
            from_on=one.from_on,
            name=one.name,
            id_number=one.id_number,
            relation=one.relation,
            heir_id=one.admission.id if one.admission and one.way is SuccessionWay.STEPS_IN else None,
            recorded_by_id=by,
            recorded_at=now,
        )
        for one in new
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.succession.record",
        object_kind="member",
        object_id=new[0].member_id if len(new) == 1 else None,
        detail={"count": len(new)},
        now=now,
    )
    return [one.id for one in new]
