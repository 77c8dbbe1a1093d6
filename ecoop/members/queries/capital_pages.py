"""What the pages of capital show."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.members.calc import CapitalRoom
from ecoop.members.errors import CapitalUnknown, CharterCapitalUnknown, MemberUnknown
from ecoop.members.models import CapitalCommitment, Member, Standing
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
from ecoop.members.queries.holdings import CapitalTotals, Holding, list_holdings, sum_holdings
from ecoop.members.queries.register import find_member_by_number

PAGE_LINES = 100
COMMITMENTS_MAX = 500
MEMBERS_OF_A_VOLUME = 200


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


@dataclass(frozen=True)
class WhatIf:
    """How much may still be contributed, as things stand and with another charter capital."""

    now: tuple[MemberRoom, ...]
    then: tuple[MemberRoom, ...]
    groups_now: tuple[CapitalRoom, ...]
    groups_then: tuple[CapitalRoom, ...]


@dataclass(frozen=True)
class NamedCommitment:
    """A commitment with the name of who made it."""

    name: Holding
    line: CommitmentLine


@dataclass(frozen=True)
class BookVolume:
    """A volume of the book of contributions: so many members, from one number to another."""

    first: str
    last: str
    ids: tuple[UUID, ...]


def find_what_if(*, org_id: UUID, day: date, number: str, charter_capital_vnd: Dong | None) -> WhatIf:
    """Find how much one member (all groups without one) may still contribute, and with another charter capital.

    Law:    L17 Art. 74, clauses 1 to 3
    Raises: MemberUnknown, CharterCapitalUnknown
    Queries: 17
    """
    ids: list[UUID] = []
    if number:
        member = find_member_by_number(org_id=org_id, number=number.strip())
        if member is None:
            raise MemberUnknown(member=number)
        ids = [member.id]
    totals = sum_holdings(org_id=org_id, day=day)
    frame = get_capital_frame(org_id=org_id, day=day)
    other = get_capital_frame(org_id=org_id, day=day, charter_capital_vnd=charter_capital_vnd)
    given: dict[str, Any] = {"org_id": org_id, "day": day, "limit": 1, "ids": ids}
    return WhatIf(
        now=tuple(list_member_rooms(**given)) if ids else (),
        then=tuple(list_member_rooms(charter_capital_vnd=charter_capital_vnd, **given)) if ids else (),
        groups_now=list_group_rooms(frame=frame, totals=totals),
        groups_then=list_group_rooms(frame=other, totals=totals),
    )


def list_commitment_page(*, org_id: UUID, day: date) -> list[NamedCommitment]:
    """List what was promised, what is open first; at most 500.

    Queries: 6
    """
    lines = sorted(
        list_commitments(org_id=org_id, day=day),
        key=lambda line: (line.is_done, line.settled.commitment.due_on),
    )[:COMMITMENTS_MAX]
    ids = {line.member_id for line in lines}
    names = {one.member_id: one for one in list_holdings(org_id=org_id, day=day, ids=ids)}
    return [NamedCommitment(names[line.member_id], line) for line in lines if line.member_id in names]


def get_commitment(*, org_id: UUID, commitment_id: UUID, day: date) -> NamedCommitment:
    """Get one commitment with the name of who made it.

    Raises: CapitalUnknown
    Queries: 7
    """
    row = CapitalCommitment.objects.filter(org_id=org_id, id=commitment_id).first()
    if row is None:
        raise CapitalUnknown()
    lines = list_commitments(org_id=org_id, day=max(day, row.committed_on), ids=[row.member_id])
    (name,) = list_holdings(org_id=org_id, day=max(day, row.committed_on), ids=[row.member_id])
    return NamedCommitment(name, next(line for line in lines if line.settled.commitment.id == commitment_id))


def list_book_volumes(*, org_id: UUID) -> list[BookVolume]:
    """List the volumes of the book of contributions: two hundred members each, by number.

    Queries: 1
    """
    standing = Standing.objects.filter(org_id=org_id, brings_capital=True).values("member_id")
    rows = list(Member.objects.filter(org_id=org_id, id__in=standing).order_by("number").values_list("id", "number"))
    parts = [rows[at : at + MEMBERS_OF_A_VOLUME] for at in range(0, len(rows), MEMBERS_OF_A_VOLUME)]
    return [BookVolume(part[0][1], part[-1][1], tuple(member_id for member_id, _number in part)) for part in parts]
