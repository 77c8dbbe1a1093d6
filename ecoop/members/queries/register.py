"""The register of members on any day, and the charter in force."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import is_taken_back
from ecoop.members.calc import MemberType, capital_ratio, derive_member_type
from ecoop.members.models import CapitalContribution, CharterParameter, Departure, Member, Standing

CONTRIBUTION = "members.contribution"
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


def list_members_on(*, org_id: UUID, day: date, ids: Collection[UUID] | None = None) -> list[MemberLine]:
    """List everybody in the register as of a day, in the order of their numbers; also those who left before.

    Law:    L17 Art. 15
    Queries: 5
    """
    admitted = Member.objects.filter(org_id=org_id, admitted_on__lte=day).order_by("number")
    if ids is not None:
        admitted = admitted.filter(id__in=ids)
    types = _types_on(org_id=org_id, day=day)
    left = dict(Departure.objects.filter(org_id=org_id, ends_on__lte=day).values_list("member_id", "ends_on"))
    paid = sum_paid_in(org_id=org_id, day=day)
    whole_vnd = find_charter_capital(org_id=org_id, day=day) or Dong(sum(paid.values()))
    return [
        MemberLine(
            id=member.id,
            number=member.number,
            name=member.name,
            member_org_id=member.member_org_id,
            type=types.get(member.id),
            admitted_on=member.admitted_on,
            left_on=left.get(member.id),
            paid_in_vnd=paid.get(member.id, Dong(0)),
            capital_ratio=capital_ratio(held_vnd=paid.get(member.id, Dong(0)), charter_capital_vnd=whole_vnd),
        )
        for member in admitted
    ]


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


def _types_on(*, org_id: UUID, day: date) -> dict[UUID, MemberType]:
    standings = Standing.objects.filter(org_id=org_id, starts_on__lte=day).order_by("starts_on")
    types: dict[UUID, MemberType] = {}
    # A later standing of the same member comes later and takes the place of the earlier one.
    for standing in standings:
        kind = derive_member_type(capital=standing.brings_capital, use=standing.uses, labour=standing.works)
        if kind is not None:
            types[standing.member_id] = kind
    return types


def sum_paid_in(*, org_id: UUID, day: date) -> dict[UUID, Dong]:
    """Sum the capital each member has paid in up to a day, without what the books took back.

    Queries: 1
    """
    rows = (
        CapitalContribution.objects.filter(~is_taken_back(document_kind=CONTRIBUTION), org_id=org_id, paid_on__lte=day)
        .values_list("member_id")
        .annotate(paid_in_vnd=Sum("amount_vnd"))
    )
    return {member_id: Dong(int(paid_in_vnd)) for member_id, paid_in_vnd in rows}


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
