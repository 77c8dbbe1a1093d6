"""Votes in a union of cooperatives: one each, or by the number of members, as its charter says."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from ecoop.governance.models import MemberVotes
from ecoop.members.calc import CharterName
from ecoop.members.queries import get_charter_on

UNION_VOTES, BY_MEMBERS, UNION = "union_votes", "by_members", "lhhtx"


def counts_members(*, org_id: UUID, day: date) -> bool:
    """Tell whether this is a union whose members vote by the number of their own members.

    Law:     L17 Art. 61, clause 5
    Queries: 1
    """
    charter = get_charter_on(org_id=org_id, day=day)
    said = {name: charter[name].value for name in (CharterName.FORM.value, UNION_VOTES) if name in charter}
    return said == {CharterName.FORM.value: UNION, UNION_VOTES: BY_MEMBERS}


def map_member_votes(*, org_id: UUID, meeting_id: UUID, ids: Collection[UUID] | None = None) -> dict[UUID, int]:
    """Give how many votes members carry in a meeting of a union, as last written down.

    Queries: 1
    """
    rows = MemberVotes.objects.filter(org_id=org_id, meeting_id=meeting_id).order_by("revision")
    if ids is not None:
        rows = rows.filter(member_id__in=list(ids))
    return dict(rows.values_list("member_id", "votes"))
