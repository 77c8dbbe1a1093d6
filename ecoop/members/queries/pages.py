"""What the pages of members show."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.members.calc import CapitalRoom, MemberType, Worth
from ecoop.members.errors import MemberUnknown
from ecoop.members.queries.capital import ContributionLine, list_capital_rooms, list_contributions
from ecoop.members.queries.register import CharterLine, MemberLine, get_charter_on, list_members_on
from ecoop.members.queries.trade import DealingLine, list_dealings, sum_worth


@dataclass(frozen=True)
class MemberPage:
    """One member: the line of the register, what they may still contribute, payments, trade of the year."""

    line: MemberLine
    room: CapitalRoom | None
    worth: Worth
    contributions: tuple[ContributionLine, ...]
    dealings: tuple[DealingLine, ...]
    year: int


@dataclass(frozen=True)
class CapitalPage:
    """The capital of the cooperative: each member's part, the ceilings, and the charter."""

    lines: tuple[tuple[MemberLine, CapitalRoom], ...]
    whole_vnd: Dong
    paid_in_vnd: Dong
    associates: CapitalRoom | None
    charter: tuple[CharterLine, ...]


def get_member_page(*, org_id: UUID, member_id: UUID, day: date) -> MemberPage:
    """Get what the page of one member shows, as of a day.

    Raises: MemberUnknown
    Queries: 16
    """
    lines = list_members_on(org_id=org_id, day=day)
    line = next((line for line in lines if line.id == member_id), None)
    if line is None:
        raise MemberUnknown(member=member_id)
    year = {"starts_on": date(day.year, 1, 1), "ends_before": date(day.year + 1, 1, 1)}
    worth = sum_worth(org_id=org_id, starts_on=year["starts_on"], ends_before=year["ends_before"])
    dealings = list_dealings(
        org_id=org_id, member_id=member_id, starts_on=year["starts_on"], ends_before=year["ends_before"]
    )
    return MemberPage(
        line=line,
        room=_rooms(org_id=org_id, lines=lines, day=day).get(member_id),
        worth=worth.get(member_id, Worth(Dong(0), Dong(0))),
        contributions=tuple(list_contributions(org_id=org_id, member_id=member_id)),
        dealings=tuple(dealings),
        year=day.year,
    )


def get_capital_page(*, org_id: UUID, day: date) -> CapitalPage:
    """Get what the page of the capital shows, as of a day.

    Queries: 8
    """
    lines = list_members_on(org_id=org_id, day=day)
    rooms = _rooms(org_id=org_id, lines=lines, day=day)
    charter = get_charter_on(org_id=org_id, day=day)
    whole = charter.get("charter_capital_vnd")
    associate = next((line.id for line in lines if line.type is MemberType.ASSOCIATE_CAPITAL), None)
    return CapitalPage(
        lines=tuple((line, rooms[line.id]) for line in lines if line.id in rooms),
        whole_vnd=Dong(int(whole.value)) if whole else Dong(0),
        paid_in_vnd=Dong(sum(line.paid_in_vnd for line in lines)),
        associates=rooms.get(associate) if associate else None,
        charter=tuple(charter[name] for name in sorted(charter)),
    )


def _rooms(*, org_id: UUID, lines: list[MemberLine], day: date) -> dict[UUID, CapitalRoom]:
    charter = get_charter_on(org_id=org_id, day=day)
    if "charter_capital_vnd" not in charter:
        return {}
    form = charter["form"].value if "form" in charter else "htx"
    whole_vnd = Dong(int(charter["charter_capital_vnd"].value))
    return list_capital_rooms(lines=lines, law=lawbook.on(day), form=form, whole_vnd=whole_vnd)
