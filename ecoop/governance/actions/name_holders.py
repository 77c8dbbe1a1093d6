"""Give people who hold posts, or are family of those who do, a line of their own, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.governance.actions.appoint import lock_bodies
from ecoop.governance.errors.bodies import HolderUnknown
from ecoop.governance.models import Holder
from ecoop.kernel.dates import vietnam_day
from ecoop.members.queries import map_member_names
from ecoop.members.queries.particulars import list_particulars

_LONGEST = 200


@dataclass(frozen=True)
class PersonNamed:
    """A member, or somebody who is none, by name."""

    member_id: UUID | None = None
    name: str = ""

    @property
    def said(self) -> str:
        """Give the name as it can be kept."""
        return self.name.replace("\x00", "").strip()[:_LONGEST]


@transaction.atomic
def name_holders(*, org_id: UUID, people: Sequence[PersonNamed], by: UUID, now: datetime) -> list[UUID]:
    """Find the lines of people, and write a new one for whoever has none; a member has exactly one.

    Shape:   one id per person, in order
    Raises:  HolderUnknown
    Queries: 5, and 1 to write
    """
    lock_bodies(org_id=org_id)
    names = _name_members(org_id, {one.member_id for one in people if one.member_id}, vietnam_day(now))
    rows = Holder.objects.filter(org_id=org_id)
    of_members = {row.member_id: row for row in rows.filter(member_id__in=names)}
    outside = {one.said for one in people if one.member_id is None}
    of_others = {row.name: row for row in rows.filter(member__isnull=True, name__in=outside)}
    new: list[Holder] = []
    found: list[UUID] = []
    for one in people:
        known = of_members.get(one.member_id) if one.member_id else of_others.get(one.said)
        if known is None:
            name = names.get(one.member_id, "") if one.member_id else one.said
            if not name:
                raise HolderUnknown
            # The person of an organisation that is a member may be named with it.
            said = one.said or name
            known = Holder(
                org_id=org_id, name=said[:_LONGEST], member_id=one.member_id, recorded_by_id=by, recorded_at=now
            )
            new.append(known)
            if one.member_id:
                of_members[one.member_id] = known
            else:
                of_others[known.name] = known
        found.append(known.id)
    Holder.objects.bulk_create(new)
    return found


def _name_members(org_id: UUID, ids: set[UUID], day: date) -> dict[UUID, str]:
    """Name members by themselves; a household or an organisation by the person who speaks for it."""
    names = map_member_names(org_id=org_id, ids=ids)
    if not names:
        return {}
    known = list_particulars(org_id=org_id, ids=list(names), day=day)
    return {id_: known[id_].representative_name or name if id_ in known else name for id_, name in names.items()}
