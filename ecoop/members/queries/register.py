"""The register of members on any day, and the charter in force."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.members.calc import Headcount, MemberType, capital_ratio, derive_member_type
from ecoop.members.errors import MemberUnknown
from ecoop.members.models import CharterParameter, Departure, Member, Standing
from ecoop.members.queries.holdings import sum_paid_in
from ecoop.parties.calc import plain_text

_SQL = Path(__file__).parent.parent / "sql"
_PAGE = (_SQL / "register_page.sql").read_text(encoding="utf-8")
_GREATEST = (_SQL / "greatest_number.sql").read_text(encoding="utf-8")
_HEADCOUNT = (_SQL / "headcount.sql").read_text(encoding="utf-8")
# One array, for a page may name thousands.
_NAMES = "SELECT id, name FROM members_member WHERE org_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])"
# What means something else in a pattern.
_NOT_IN_PATTERNS = str.maketrans("", "", "%_\\")
_BRINGS = [
    {"capital": capital, "use": use, "labour": labour}
    for capital in (True, False)
    for use in (True, False)
    for labour in (True, False)
]
TYPE_WORDS: Mapping[str, Any] = {
    "official": _("official member"),
    "associate_capital": _("associate member with capital"),
    "associate_no_capital": _("associate member without capital"),
}


@dataclass(frozen=True)
class CharterLine:
    """One choice of the charter in force, since when, and the resolution it rests on."""

    name: str
    value: str
    starts_on: date
    rests_on: str


@dataclass(frozen=True)
class MemberLine:
    """A member as the register shows them on one day."""

    id: UUID
    number: str
    name: str
    member_org_id: UUID | None
    type: MemberType | None
    admitted_on: date
    left_on: date | None
    paid_in_vnd: Dong
    capital_ratio: Decimal

    @property
    def type_label(self) -> str:
        """Name the type in the active language."""
        return str(TYPE_WORDS[self.type]) if self.type else ""

    def is_member_on(self, *, day: date) -> bool:
        """Tell whether the membership holds on a day."""
        return self.type is not None and self.admitted_on <= day and (self.left_on is None or day < self.left_on)


@dataclass(frozen=True)
class MembersWanted:
    """Which part of the register is wanted: by words of the name or the beginning of a number, by type, by state."""

    find: str = ""
    kind: MemberType | None = None
    status: str = ""
    after: str = ""
    most: int | None = None


def list_members_on(*, org_id: UUID, day: date, ids: Collection[UUID] | None = None) -> list[MemberLine]:
    """List everybody in the register as of a day, in the order of their numbers; also those who left before.

    Law:    L17 Art. 15
    Queries: 3
    """
    return _list_lines(org_id=org_id, day=day, wanted=MembersWanted(), ids=ids)


def list_members_page(*, org_id: UUID, day: date, wanted: MembersWanted) -> list[MemberLine]:
    """List one page of the register as of a day, in the order of the numbers.

    Law:    L17 Art. 15
    Queries: 3
    """
    return _list_lines(org_id=org_id, day=day, wanted=wanted, ids=None)


def get_member_line(*, org_id: UUID, member_id: UUID, day: date) -> MemberLine:
    """Get one line of the register as of a day.

    Raises: MemberUnknown
    Queries: 3
    """
    lines = list_members_on(org_id=org_id, day=day, ids=[member_id])
    if not lines:
        raise MemberUnknown(member=member_id)
    return lines[0]


def _list_lines(*, org_id: UUID, day: date, wanted: MembersWanted, ids: Collection[UUID] | None) -> list[MemberLine]:
    rows = _rows_of_page(org_id=org_id, day=day, wanted=wanted, ids=ids)
    is_part = ids is not None or wanted.most is not None
    paid = sum_paid_in(org_id=org_id, day=day, ids=[row[0] for row in rows] if is_part else None)
    # Without a charter capital, a part is a part of everything paid in.
    whole_vnd = find_charter_capital(org_id=org_id, day=day)
    if whole_vnd is None:
        whole_vnd = Dong(sum((sum_paid_in(org_id=org_id, day=day) if is_part else paid).values()))
    return [
        MemberLine(
            id=id_,
            number=number,
            name=name,
            member_org_id=member_org_id,
            type=derive_member_type(capital=capital, use=use, labour=labour) if capital is not None else None,
            admitted_on=admitted_on,
            left_on=ends_on,
            paid_in_vnd=paid.get(id_, Dong(0)),
            capital_ratio=capital_ratio(held_vnd=paid.get(id_, Dong(0)), charter_capital_vnd=whole_vnd),
        )
        for id_, number, name, member_org_id, admitted_on, capital, use, labour, ends_on in rows
    ]


def _rows_of_page(
    *, org_id: UUID, day: date, wanted: MembersWanted, ids: Collection[UUID] | None
) -> list[tuple[Any, ...]]:
    number = wanted.find.strip().lower().translate(_NOT_IN_PATTERNS)
    kinds = [brings for brings in _BRINGS if wanted.kind and derive_member_type(**brings) is wanted.kind]
    values: dict[str, Any] = {
        "org_id": org_id,
        "day": day,
        "after": wanted.after,
        "words": [f"%{word}%" for word in plain_text(text=wanted.find).split()],
        "number": number,
        "first": [f"{number[0]}%", f"{number[0].upper()}%"] if number[:1].isascii() and number else ["%"],
        "status": wanted.status,
        "capital": [brings["capital"] for brings in kinds],
        "uses": [brings["use"] for brings in kinds],
        "works": [brings["labour"] for brings in kinds],
        "ids": list(ids) if ids is not None else None,
        "most": wanted.most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def get_headcount(*, org_id: UUID, day: date) -> Headcount:
    """Count the members of each type on a day, and the foreign ones among all.

    Law:    L17 Art. 4, clauses 7, 8, 17 to 19; Art. 30, clause 7
    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute(_HEADCOUNT, {"org_id": org_id, "day": day})
        rows = cursor.fetchall()
    counts: dict[MemberType, int] = defaultdict(int)
    foreign = 0
    for capital, use, labour, heads, strangers in rows:
        kind = derive_member_type(capital=capital, use=use, labour=labour)
        if kind is not None:
            counts[kind] += heads
            foreign += strangers
    return Headcount(dict(counts), foreign)


def count_by_type_on(*, org_id: UUID, day: date) -> dict[MemberType, int]:
    """Count the members of each type on a day.

    Queries: 1
    """
    return dict(get_headcount(org_id=org_id, day=day).by_type)


@dataclass(frozen=True)
class MemberName:
    """How a member is called in lists."""

    id: UUID
    number: str
    name: str
    member_org_id: UUID | None


def find_member_by_number(*, org_id: UUID, number: str) -> MemberName | None:
    """Find a member by the number in the register.

    Queries: 1
    """
    row = Member.objects.filter(org_id=org_id, number=number).first()
    return MemberName(row.id, row.number, row.name, row.member_org_id) if row else None


def find_greatest_number(*, org_id: UUID) -> str:
    """Find the greatest member number of the register; empty when it has none.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute(_GREATEST, {"org_id": org_id})
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def map_member_ids(*, org_id: UUID, numbers: Collection[str]) -> dict[str, UUID]:
    """Give the ids of members by their numbers; a number that is none is left out.

    Queries: 1
    """
    return dict(Member.objects.filter(org_id=org_id, number__in=list(numbers)).values_list("number", "id"))


def map_member_names(*, org_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
    """Give the names of members by their ids; an id that is none is left out.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, {"org_id": org_id, "ids": list(ids)})
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class History:
    """Who some members were, on any day: for lines of trade that lie on many days."""

    members: Mapping[UUID, Member]
    standings: Mapping[UUID, Sequence[tuple[date, MemberType]]]
    left_on: Mapping[UUID, date]

    def find_type_on(self, *, member_id: UUID, day: date) -> MemberType | None:
        """Find the type of a member on a day; None when they were no member then."""
        if day >= self.left_on.get(member_id, date.max):
            return None
        types = [kind for starts_on, kind in self.standings.get(member_id, ()) if starts_on <= day]
        return types[-1] if types else None


def get_history(*, org_id: UUID, ids: Collection[UUID]) -> History:
    """Get the history of some members.

    Queries: 3
    """
    standings: dict[UUID, list[tuple[date, MemberType]]] = defaultdict(list)
    for row in Standing.objects.filter(org_id=org_id, member_id__in=ids).order_by("starts_on"):
        kind = derive_member_type(capital=row.brings_capital, use=row.uses, labour=row.works)
        if kind is not None:
            standings[row.member_id].append((row.starts_on, kind))
    left_on = Departure.objects.filter(org_id=org_id, member_id__in=ids).values_list("member_id", "ends_on")
    return History(Member.objects.filter(org_id=org_id).in_bulk(list(ids)), standings, dict(left_on))


def count_members_on(*, org_id: UUID, day: date) -> int:
    """Count who is a member on a day.

    Queries: 2
    """
    admitted = Member.objects.filter(org_id=org_id, admitted_on__lte=day).count()
    return admitted - Departure.objects.filter(org_id=org_id, ends_on__lte=day).count()


def get_charter_on(*, org_id: UUID, day: date) -> dict[str, CharterLine]:
    """Get every choice of the charter in force on a day, by name.

    Queries: 1
    """
    rows = CharterParameter.objects.filter(org_id=org_id, starts_on__lte=day).order_by("name", "-starts_on")
    return {row.name: CharterLine(row.name, row.value, row.starts_on, row.rests_on) for row in rows.distinct("name")}


def find_charter_capital(*, org_id: UUID, day: date) -> Dong | None:
    """Find the charter capital in force on a day; None when none is recorded.

    Queries: 1
    """
    line = get_charter_on(org_id=org_id, day=day).get("charter_capital_vnd")
    return Dong(int(line.value)) if line else None


def list_memberships_of(*, member_org_id: UUID) -> Sequence[Member]:
    """List where an organisation is a member; the database lets it see its own rows only.

    Queries: 1
    """
    return list(
        Member.objects.filter(member_org_id=member_org_id).exclude(org_id=F("member_org_id")).select_related("org")
    )
