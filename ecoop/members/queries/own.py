"""What a member sees: their own record in each cooperative, and what the law has it disclose to every member."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.utils.translation import get_language

from ecoop.kernel.dong import Dong
from ecoop.members.calc import CharterRule, MemberType, ParticularsDraft, capital_ratio, derive_member_type
from ecoop.members.queries.charter import label_charter, list_charter_rules, write_charter_value
from ecoop.members.queries.fees import FeeLine, list_fees
from ecoop.members.queries.history import MemberHistory, get_member_history
from ecoop.members.queries.holdings import sum_paid_in
from ecoop.members.queries.particulars import get_particulars
from ecoop.members.queries.register import (
    TYPE_WORDS,
    CharterLine,
    find_charter_capital,
    get_charter_on,
    list_memberships_of,
)
from ecoop.parties.queries import get_organisation

DISCLOSED_LINES = 200
_LIST = "SELECT number, name, brings_capital, takes_part, held_vnd FROM members_disclosed_list(%s, %s, %s, %s)"
_FUND = "SELECT account, name_vi, name_en, balance_vnd FROM members_disclosed_fund(%s)"


@dataclass(frozen=True)
class OwnMembership:
    """A household's own record in one cooperative."""

    org_id: UUID
    cooperative: str
    number: str
    name: str
    admitted_on: date
    history: MemberHistory
    who: ParticularsDraft
    paid_in_vnd: Dong
    fees: tuple[FeeLine, ...]

    @property
    def holds(self) -> bool:
        """Tell whether the membership has not ended."""
        return not self.history.ground

    @property
    def type_label(self) -> str:
        """Name the type in the active language."""
        kind = self.history.standings[0].type if self.history.standings else None
        return str(TYPE_WORDS[kind]) if kind else ""


@dataclass(frozen=True)
class DisclosedMember:
    """A line of the list that every member may read: no papers, no address, no telephone."""

    number: str
    name: str
    type: MemberType | None
    held_vnd: Dong
    ratio: Decimal

    @property
    def type_label(self) -> str:
        """Name the type in the active language."""
        return str(TYPE_WORDS[self.type]) if self.type else ""


@dataclass(frozen=True)
class DisclosedChoice:
    """A choice of the charter in writing, and the resolution it rests on."""

    label: str
    text: str
    starts_on: date
    rests_on: str


@dataclass(frozen=True)
class FundLine:
    """An account of the undivided fund or its assets, and what stands on it."""

    account: str
    name: str
    balance_vnd: Dong


@dataclass(frozen=True)
class Disclosed:
    """What a cooperative shows its members by itself: the charter, the list with its ratios, the undivided fund."""

    cooperative: str
    charter: tuple[DisclosedChoice, ...]
    members: tuple[DisclosedMember, ...]
    fund: tuple[FundLine, ...]
    next_after: str


def list_own_memberships(*, member_org_id: UUID) -> list[OwnMembership]:
    """List an organisation's own record in every cooperative; the database shows it no other rows.

    Queries: 10 for each membership
    """
    return [
        OwnMembership(
            org_id=member.org_id,
            cooperative=get_organisation(org_id=member.org_id).name,
            number=member.number,
            name=member.name,
            admitted_on=member.admitted_on,
            history=get_member_history(org_id=member.org_id, member_id=member.id),
            who=get_particulars(org_id=member.org_id, member_id=member.id),
            paid_in_vnd=sum_paid_in(org_id=member.org_id, day=date.max, ids=[member.id]).get(member.id, Dong(0)),
            fees=tuple(list_fees(org_id=member.org_id, member_id=member.id)),
        )
        for member in list_memberships_of(member_org_id=member_org_id)
    ]


def get_disclosed(*, org_id: UUID, day: date, after: str = "") -> Disclosed:
    """Get what a cooperative discloses by itself, for itself or for a member; the database refuses anybody else.

    Law:     L17 Art. 14
    Queries: 6
    """
    capital_vnd = find_charter_capital(org_id=org_id, day=day) or Dong(0)
    with connection.cursor() as cursor:
        cursor.execute(_LIST, [org_id, day, after, DISCLOSED_LINES + 1])
        rows = cursor.fetchall()
        cursor.execute(_FUND, [org_id])
        fund = cursor.fetchall()
    is_vietnamese = get_language() == "vi"
    charter = get_charter_on(org_id=org_id, day=day)
    return Disclosed(
        cooperative=get_organisation(org_id=org_id).name,
        charter=_charter(charter, list_charter_rules(day=day)),
        members=tuple(
            DisclosedMember(
                number=number,
                name=name,
                type=derive_member_type(capital=brings, use=takes_part, labour=False),
                held_vnd=Dong(held_vnd),
                ratio=capital_ratio(held_vnd=Dong(held_vnd), charter_capital_vnd=capital_vnd),
            )
            for number, name, brings, takes_part, held_vnd in rows[:DISCLOSED_LINES]
        ),
        fund=tuple(FundLine(code, vi if is_vietnamese else en, Dong(balance)) for code, vi, en, balance in fund),
        next_after=rows[DISCLOSED_LINES - 1][0] if len(rows) > DISCLOSED_LINES else "",
    )


def _charter(charter: Mapping[str, CharterLine], rules: Mapping[str, CharterRule]) -> tuple[DisclosedChoice, ...]:
    return tuple(
        DisclosedChoice(
            label=label_charter(name=name),
            text=write_charter_value(rule=rules[name], value=line.value) if name in rules else line.value,
            starts_on=line.starts_on,
            rests_on=line.rests_on,
        )
        for name, line in sorted(charter.items())
    )
