"""What the pages of members show."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.members.calc import Worth
from ecoop.members.errors import MemberUnknown
from ecoop.members.queries.capital_pages import MemberCapital, get_member_capital
from ecoop.members.queries.register import MemberLine, list_members_on
from ecoop.members.queries.trade import DealingLine, list_dealings, sum_worth


@dataclass(frozen=True)
class MemberPage:
    """One member: the line of the register, their capital, trade of the year."""

    line: MemberLine
    capital: MemberCapital
    worth: Worth
    dealings: tuple[DealingLine, ...]
    year: int


def get_member_page(*, org_id: UUID, member_id: UUID, day: date) -> MemberPage:
    """Get what the page of one member shows, as of a day.

    Raises: MemberUnknown
    Queries: 36
    """
    found = list_members_on(org_id=org_id, day=day, ids=[member_id])
    if not found:
        raise MemberUnknown(member=member_id)
    year = {"starts_on": date(day.year, 1, 1), "ends_before": date(day.year + 1, 1, 1)}
    worth = sum_worth(org_id=org_id, starts_on=year["starts_on"], ends_before=year["ends_before"], member_id=member_id)
    dealings = list_dealings(
        org_id=org_id, member_id=member_id, starts_on=year["starts_on"], ends_before=year["ends_before"]
    )
    return MemberPage(
        line=found[0],
        capital=get_member_capital(org_id=org_id, member_id=member_id, day=day),
        worth=worth.get(member_id, Worth(Dong(0), Dong(0))),
        dealings=tuple(dealings),
        year=day.year,
    )
