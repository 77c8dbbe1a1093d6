"""Admit members, each with what they bring."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.members.calc import derive_member_type
from ecoop.members.errors import MemberBringsNothing, MemberNumberTaken, MemberTwice
from ecoop.members.models import Departure, Member, Standing
from ecoop.parties.calc import plain_text


@dataclass(frozen=True)
class Admission:
    """Somebody to admit, from which day, and what they bring."""

    id: UUID
    number: str
    name: str
    member_org_id: UUID | None
    admitted_on: date
    brings_capital: bool
    uses: bool
    works: bool


@transaction.atomic
def admit_members(*, org_id: UUID, admissions: Sequence[Admission], by: UUID, now: datetime) -> list[UUID]:
    """Enter members in the register; those whose id is there already are left as they are.

    Law:    L17 Arts 15, 30
    Shape:  the ids that are new
    Raises: MemberBringsNothing, MemberNumberTaken, MemberTwice
    Queries: 6 for any number of members
    """
    for admission in admissions:
        if not derive_member_type(capital=admission.brings_capital, use=admission.uses, labour=admission.works):
            raise MemberBringsNothing(name=admission.name)
    known = set(Member.objects.filter(org_id=org_id, id__in=[a.id for a in admissions]).values_list("id", flat=True))
    new = [admission for admission in admissions if admission.id not in known]
    _refuse_taken_numbers(org_id=org_id, new=new)
    follows = _refuse_members(org_id=org_id, new=new)
    Member.objects.bulk_create(
        Member(
            id=admission.id,
            org_id=org_id,
            number=admission.number,
            name=admission.name,
            name_plain=plain_text(text=admission.name)[:200],
            member_org_id=admission.member_org_id,
            admitted_on=admission.admitted_on,
            follows_id=follows.get(admission.id),
            recorded_by_id=by,
            recorded_at=now,
        )
        for admission in new
    )
    Standing.objects.bulk_create(
        Standing(
            org_id=org_id,
            member_id=admission.id,
            member_org_id=admission.member_org_id,
            starts_on=admission.admitted_on,
            brings_capital=admission.brings_capital,
            uses=admission.uses,
            works=admission.works,
            recorded_by_id=by,
            recorded_at=now,
        )
        for admission in new
    )
    if new:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="members.member.admit",
            object_kind="member",
            object_id=new[0].id if len(new) == 1 else None,
            detail={"count": len(new)},
            now=now,
        )
    return [admission.id for admission in new]


def _refuse_taken_numbers(*, org_id: UUID, new: Sequence[Admission]) -> None:
    numbers = [admission.number for admission in new]
    taken = Member.objects.filter(org_id=org_id, number__in=numbers).values_list("number", flat=True).first()
    twice = next((number for number, times in Counter(numbers).items() if times > 1), None)
    if taken or twice:
        raise MemberNumberTaken(number=taken or twice)


def _refuse_members(*, org_id: UUID, new: Sequence[Admission]) -> dict[UUID, UUID]:
    """Refuse an organisation whose membership here holds on the day of admission, or that comes twice.

    Shape: for each admission of an organisation that was a member before, the departure it follows
    """
    coming = [(admission.member_org_id, admission) for admission in new if admission.member_org_id]
    rows = Member.objects.filter(org_id=org_id, member_org_id__in=[member_org_id for member_org_id, _ in coming])
    ended = {row.member_id: row for row in Departure.objects.filter(org_id=org_id, member__in=rows)}
    held: dict[UUID, tuple[str, Departure | None]] = {
        row.member_org_id: (row.number, ended.get(row.id)) for row in rows.order_by("admitted_on") if row.member_org_id
    }
    follows: dict[UUID, UUID] = {}
    for member_org_id, admission in coming:
        if member_org_id in held:
            number, departure = held[member_org_id]
            if departure is None or admission.admitted_on < departure.ends_on:
                raise MemberTwice(name=admission.name, number=number)
            follows[admission.id] = departure.id
        held[member_org_id] = (admission.number, None)
    return follows
