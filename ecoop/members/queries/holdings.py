"""What members hold of the capital on a day: one by one, page by page, and together."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from ecoop.kernel.dong import Dong
from ecoop.kernel.tenancy import read_sql
from ecoop.members.calc import Held, Holder, MemberType, derive_member_type

# What documents of capital are called in the books; the SQL of this domain knows them, too.
CONTRIBUTION = "members.contribution"
CAPITAL_CHANGE = "members.capital-change"
_PAID_IN = read_sql(__file__, "paid_in.sql")
_TOTALS = read_sql(__file__, "capital_totals.sql")
_GROUPS = read_sql(__file__, "group_holdings.sql")
_LINES = """
    SELECT member_id, number, name, member_org_id, admitted_on, left_on, brings_capital, uses, works, is_foreign,
        held_vnd, most_vnd
    FROM members_holdings(%(org_id)s, %(day)s)
    WHERE (%(ids)s::uuid[] IS NULL OR member_id = ANY (%(ids)s)) AND (%(after)s::text IS NULL OR number > %(after)s)
        AND (NOT %(with_capital)s OR brings_capital OR held_vnd <> 0) AND held_vnd > %(above_vnd)s
        AND (NOT %(left)s OR left_on IS NOT NULL)
    ORDER BY number LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Holding:
    """What one member holds, and what decides under which ceiling."""

    member_id: UUID
    number: str
    name: str
    member_org_id: UUID | None
    admitted_on: date
    left_on: date | None
    type: MemberType | None
    is_foreign: bool
    held_vnd: Dong
    most_vnd: Dong

    @property
    def holder(self) -> Holder:
        """Give what the ceilings ask about; whoever left is bound by none."""
        return Holder(None if self.left_on else self.type, self.is_foreign, self.held_vnd)


class CapitalTotals(NamedTuple):
    """Who holds capital together on a day."""

    officials: int
    associates: int
    foreigners: int
    held_vnd: Dong
    associates_vnd: Dong
    foreign_vnd: Dong
    associates_most_vnd: Dong
    foreign_most_vnd: Dong

    @property
    def together(self) -> Held:
        """Give what the groups hold on the day."""
        return Held(self.associates_vnd, self.foreign_vnd)

    @property
    def together_most(self) -> Held:
        """Give what the groups hold at most on the day or later."""
        return Held(self.associates_most_vnd, self.foreign_most_vnd)


def list_holdings(
    *,
    org_id: UUID,
    day: date,
    ids: Collection[UUID] | None = None,
    after: str | None = None,
    limit: int | None = None,
) -> list[Holding]:
    """List what members hold on a day by number: those named, or all who bring or hold capital, after one number.

    Queries: 1
    """
    wanted = {"ids": None if ids is None else list(ids), "after": after, "limit": limit, "with_capital": ids is None}
    return _lines({**wanted, "org_id": org_id, "day": day, "above_vnd": -1, "left": False})


def list_holdings_above(*, org_id: UUID, day: date, above_vnd: Dong, limit: int) -> list[Holding]:
    """List who holds more than an amount on a day.

    Queries: 1
    """
    wanted = {"ids": None, "after": None, "limit": limit, "with_capital": True, "left": False}
    return _lines({**wanted, "org_id": org_id, "day": day, "above_vnd": above_vnd})


def list_holdings_of_left(*, org_id: UUID, day: date, limit: int) -> list[Holding]:
    """List whose membership has ended and who still holds capital on a day.

    Queries: 1
    """
    wanted = {"ids": None, "after": None, "limit": limit, "with_capital": True, "left": True}
    return _lines({**wanted, "org_id": org_id, "day": day, "above_vnd": 0})


def sum_holdings(*, org_id: UUID, day: date) -> CapitalTotals:
    """Sum what the groups hold on a day that a ceiling speaks of.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, {"org_id": org_id, "day": day})
        return CapitalTotals(*cursor.fetchall()[0])


def sum_groups(*, org_id: UUID, day: date) -> Held:
    """Sum what all associates and all foreigners hold on a day, without asking what the others hold.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS, {"org_id": org_id, "day": day})
        associates_vnd, foreign_vnd = cursor.fetchall()[0]
    return Held(Dong(associates_vnd), Dong(foreign_vnd))


def sum_paid_in(*, org_id: UUID, day: date, ids: Collection[UUID] | None = None) -> dict[UUID, Dong]:
    """Sum the capital each member (or some) holds on a day, without what the books took back.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute(_PAID_IN, {"org_id": org_id, "day": day, "ids": None if ids is None else list(ids)})
        return {member_id: Dong(held_vnd) for member_id, held_vnd in cursor.fetchall()}


def _lines(wanted: dict[str, Any]) -> list[Holding]:
    with connection.cursor() as cursor:
        cursor.execute(_LINES, wanted)
        rows = cursor.fetchall()
    return [
        Holding(
            member_id=row[0],
            number=row[1],
            name=row[2],
            member_org_id=row[3],
            admitted_on=row[4],
            left_on=row[5],
            type=derive_member_type(capital=bool(row[6]), use=bool(row[7]), labour=bool(row[8])),
            is_foreign=row[9],
            held_vnd=Dong(row[10]),
            most_vnd=Dong(row[11]),
        )
        for row in rows
    ]
