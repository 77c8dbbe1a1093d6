"""Write down who a member is from a day on; what stood before stays readable."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.members.calc import ParticularsDraft
from ecoop.members.errors import MemberUnknown
from ecoop.members.models import Member, Particulars


@dataclass(frozen=True)
class ParticularsChange:
    """The particulars of a member from a day on."""

    id: UUID
    member_id: UUID
    starts_on: date
    who: ParticularsDraft


@transaction.atomic
def record_particulars(*, org_id: UUID, changes: Sequence[ParticularsChange], by: UUID, now: datetime) -> list[UUID]:
    """Record new versions of particulars; those whose id is there already stay as they are.

    Law:    L17 Art. 15
    Shape:  the ids that are new
    Raises: MemberUnknown
    Queries: 4
    """
    members = Member.objects.filter(org_id=org_id).in_bulk([change.member_id for change in changes])
    ids = [change.id for change in changes]
    known = set(Particulars.objects.filter(org_id=org_id, id__in=ids).values_list("id", flat=True))
    new = [change for change in changes if change.id not in known]
    for change in new:
        if change.member_id not in members:
            raise MemberUnknown(member=change.member_id)
    Particulars.objects.bulk_create(
        particulars_row(
            who=change.who,
            id=change.id,
            org_id=org_id,
            member_id=change.member_id,
            member_org_id=members[change.member_id].member_org_id,
            starts_on=change.starts_on,
            recorded_by_id=by,
            recorded_at=now,
        )
        for change in new
    )
    if new:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="members.particulars.record",
            object_kind="member",
            object_id=new[0].member_id if len(new) == 1 else None,
            detail={"count": len(new)},
            now=now,
        )
    return [change.id for change in new]


def particulars_row(*, who: ParticularsDraft, **of: Any) -> Particulars:
    """Make the row of a version; the caller writes it in its own batch."""
    return Particulars(**columns_of(who=who), **of)


def columns_of(*, who: ParticularsDraft) -> dict[str, Any]:
    """Give the particulars as the columns of a row: of a version, or of an application."""
    said = asdict(who)
    said["kind"] = who.kind.value
    said["ward_id"] = said.pop("ward_code") or None
    return said
