"""Who is called to a meeting, member by member, for the list at the desk and for the papers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from ecoop.governance.calc.meetings import MeetingKind
from ecoop.governance.models import DelegateMandate
from ecoop.governance.queries.meetings import MeetingFacts, Present, list_board, map_present
from ecoop.governance.queries.union_votes import counts_members, map_member_votes
from ecoop.kernel.refusals import Citation
from ecoop.members.calc import MemberType
from ecoop.members.queries import (
    MemberLine,
    MembersWanted,
    count_delegates_needed,
    list_members_on,
    list_members_page,
    map_member_names,
)
from ecoop.parties.calc import plain_text

PAGE_LINES = 30


@dataclass(frozen=True)
class CalledLine:
    """Somebody who is called, the votes they carry, and whether they attend."""

    member_id: UUID
    number: str
    name: str
    carries: int
    present: Present | None


@dataclass(frozen=True)
class CalledPage:
    """A page of those who are called."""

    lines: tuple[CalledLine, ...]
    next_cursor: str | None


@dataclass(frozen=True)
class DelegateLine:
    """A delegate with how many members authorised them, themselves included."""

    member_id: UUID
    number: str
    name: str
    carries: int


@dataclass(frozen=True)
class Delegates:
    """The delegates named, and how many the law wants."""

    lines: tuple[DelegateLine, ...]
    needed: int
    law: Citation

    @property
    def votes(self) -> int:
        """Count the votes they carry together."""
        return sum(line.carries for line in self.lines)

    @property
    def are_enough(self) -> bool:
        """Tell whether there are as many as the law wants."""
        return len(self.lines) >= self.needed


def list_called_page(
    *, org_id: UUID, meeting: MeetingFacts, find: str, after: str, at: datetime, most: int = PAGE_LINES
) -> CalledPage:
    """List who is called by number, found by words of the name or the beginning of the number, and who attends.

    Queries: 8
    """
    if meeting.is_of_board or meeting.is_of_delegates:
        carries = map_carries(org_id=org_id, meeting=meeting)
        lines = _matching(list_members_on(org_id=org_id, day=meeting.starts_on, ids=list(carries)), find, after)
    else:
        wanted = MembersWanted(find=find, kind=MemberType.OFFICIAL, status="holds", after=after, most=most + 1)
        lines = list_members_page(org_id=org_id, day=meeting.starts_on, wanted=wanted)
        carries = {line.id: 1 for line in lines}
        if counts_members(org_id=org_id, day=meeting.starts_on):
            counted = map_member_votes(org_id=org_id, meeting_id=meeting.id, ids=list(carries))
            carries = {id_: counted.get(id_, 0) for id_ in carries}
    shown, more = lines[:most], lines[most:]
    here = map_present(org_id=org_id, meeting_id=meeting.id, ids=[line.id for line in shown], at=at)
    called = (CalledLine(line.id, line.number, line.name, carries[line.id], here.get(line.id)) for line in shown)
    return CalledPage(lines=tuple(called), next_cursor=shown[-1].number if more else None)


def list_called_ids(*, org_id: UUID, meeting: MeetingFacts) -> dict[UUID, UUID | None]:
    """List everybody who is called by the order of numbers, each with their own organisation.

    Queries: 4
    """
    if meeting.is_of_board or meeting.is_of_delegates:
        ids = list(map_carries(org_id=org_id, meeting=meeting))
        lines = list_members_on(org_id=org_id, day=meeting.starts_on, ids=ids)
    else:
        wanted = MembersWanted(kind=MemberType.OFFICIAL, status="holds")
        lines = list_members_page(org_id=org_id, day=meeting.starts_on, wanted=wanted)
    return {line.id: line.member_org_id for line in lines}


def map_carries(*, org_id: UUID, meeting: MeetingFacts) -> dict[UUID, int]:
    """Give how many votes delegates, or the members of the board, carry.

    Law:     L17 Art. 61, clauses 4 and 5
    Queries: 1 or 2
    """
    if meeting.kind is MeetingKind.BOARD:
        return dict.fromkeys(list_board(org_id=org_id, day=meeting.starts_on), 1)
    rows = DelegateMandate.objects.filter(org_id=org_id, meeting_id=meeting.id)
    return dict(rows.values_list("delegate_id").annotate(count=Count("id")).order_by())


def get_delegates(*, org_id: UUID, meeting: MeetingFacts) -> Delegates:
    """Get the delegates of a meeting, and how many the law wants at least.

    Law:     L17 Art. 58, clause 2
    Queries: 6
    """
    carries = map_carries(org_id=org_id, meeting=meeting)
    lines = list_members_on(org_id=org_id, day=meeting.starts_on, ids=list(carries))
    needed, cited = count_delegates_needed(org_id=org_id, day=meeting.called_on)
    named = (DelegateLine(line.id, line.number, line.name, carries[line.id]) for line in lines)
    return Delegates(lines=tuple(named), needed=needed, law=cited)


def list_authorised(*, org_id: UUID, meeting_id: UUID, delegate_id: UUID) -> list[str]:
    """List who authorised a delegate, by name.

    Queries: 2
    """
    ids = DelegateMandate.objects.filter(org_id=org_id, meeting_id=meeting_id, delegate_id=delegate_id)
    names = map_member_names(org_id=org_id, ids=list(ids.values_list("for_member_id", flat=True)))
    return sorted(names.values())


def _matching(lines: list[MemberLine], find: str, after: str) -> list[MemberLine]:
    words, number = plain_text(text=find).split(), find.strip().lower()
    return [
        line
        for line in lines
        if line.number > after
        and (
            all(word in plain_text(text=line.name) for word in words)
            or (number and line.number.lower().startswith(number))
        )
    ]


def list_union_votes(*, org_id: UUID, meeting: MeetingFacts) -> tuple[DelegateLine, ...]:
    """List the members of a union by number with the votes written down for them; none where each has one.

    Law:     L17 Art. 61, clause 5
    Queries: 5
    """
    if meeting.is_of_board or not counts_members(org_id=org_id, day=meeting.starts_on):
        return ()
    wanted = MembersWanted(kind=MemberType.OFFICIAL, status="holds")
    counted = map_member_votes(org_id=org_id, meeting_id=meeting.id)
    lines = list_members_page(org_id=org_id, day=meeting.starts_on, wanted=wanted)
    return tuple(DelegateLine(line.id, line.number, line.name, counted.get(line.id, 0)) for line in lines)
