"""What the pages of capital show."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.members.calc import CapitalRoom
from ecoop.members.errors import CharterCapitalUnknown
from ecoop.members.queries.capital import ContributionLine, list_contributions
from ecoop.members.queries.capital_duties import CapitalDuty, list_capital_duties
from ecoop.members.queries.ceilings import (
    CapitalFrame,
    MemberRoom,
    get_capital_frame,
    list_group_rooms,
    list_member_rooms,
    measure_member_room,
)
from ecoop.members.queries.certificates import CertificateLine, list_certificates
from ecoop.members.queries.commitments import CapitalFacts, CommitmentLine, capital_of, list_commitments
from ecoop.members.queries.holdings import CapitalTotals, sum_holdings

PAGE_LINES = 100
RECENT_LINES = 100


@dataclass(frozen=True)
class MemberCapital:
    """The capital of one member: what may still come, what was promised, what happened, certificates."""

    member_id: UUID
    room: MemberRoom | None
    commitments: tuple[CommitmentLine, ...]
    contributions: tuple[ContributionLine, ...]
    certificates: tuple[CertificateLine, ...]


@dataclass(frozen=True)
class CapitalPage:
    """The capital of the cooperative on a day: figures, groups, what is to be done, a page of members."""

    facts: CapitalFacts
    totals: CapitalTotals
    frame: CapitalFrame | None
    groups: tuple[CapitalRoom, ...]
    duties: tuple[CapitalDuty, ...]
    rooms: tuple[MemberRoom, ...]
    next_cursor: str | None


def get_member_capital(*, org_id: UUID, member_id: UUID, day: date) -> MemberCapital:
    """Get the capital of one member as of a day.

    Raises: MemberUnknown
    Queries: 24
    """
    try:
        room = measure_member_room(org_id=org_id, member_id=member_id, day=day)
    except CharterCapitalUnknown:
        room = None
    return MemberCapital(
        member_id=member_id,
        room=room,
        commitments=tuple(list_commitments(org_id=org_id, day=day, ids=[member_id])),
        contributions=tuple(list_contributions(org_id=org_id, member_id=member_id)),
        certificates=tuple(list_certificates(org_id=org_id, ids=[member_id])),
    )


def get_capital_page(*, org_id: UUID, day: date, after: str | None = None) -> CapitalPage:
    """Get a page of who holds what as of a day; figures and duties stand on the first only.

    Queries: 45
    """
    facts, totals = capital_of(org_id=org_id, day=day), sum_holdings(org_id=org_id, day=day)
    try:
        frame = get_capital_frame(org_id=org_id, day=day)
    except CharterCapitalUnknown:
        return CapitalPage(facts, totals, None, (), (), (), None)
    rooms = list_member_rooms(org_id=org_id, day=day, after=after, limit=PAGE_LINES + 1)
    return CapitalPage(
        facts=facts,
        totals=totals,
        frame=frame,
        groups=list_group_rooms(frame=frame, totals=totals),
        duties=() if after else tuple(list_capital_duties(org_id=org_id, day=day)),
        rooms=tuple(rooms[:PAGE_LINES]),
        next_cursor=rooms[PAGE_LINES - 1].number if len(rooms) > PAGE_LINES else None,
    )
