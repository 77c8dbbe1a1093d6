"""Reads of members, their capital, the charter in force, and what they dealt with the cooperative."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from ecoop.kernel.dong import Dong
from ecoop.lawbook.queries import Law
from ecoop.members.calc import (
    SUPPLIED,
    USED,
    CapitalCeiling,
    CapitalRoom,
    DealingKind,
    MemberType,
    Side,
    capital_ratio,
    derive_member_type,
    measure_room,
)
from ecoop.members.models import (
    Agreement,
    CapitalContribution,
    CharterParameter,
    Dealing,
    Departure,
    Member,
    Standing,
)


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

    def is_member_on(self, *, day: date) -> bool:
        """Tell whether the membership holds on a day."""
        return self.type is not None and self.admitted_on <= day and (self.left_on is None or day < self.left_on)


@dataclass(frozen=True)
class ContributionLine:
    """One payment of capital."""

    id: UUID
    paid_on: date
    means: str
    amount_vnd: Dong


@dataclass(frozen=True)
class DealingLine:
    """One line of trade as a person reads it."""

    id: UUID
    dealt_on: date
    side: str
    kind: str
    text: str
    value_vnd: Dong
    cost_vnd: Dong
    agreement_number: str


@dataclass(frozen=True)
class Worth:
    """What a member used and earned by work in a period, as the law measures it."""

    use_vnd: Dong
    labour_vnd: Dong


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
    """Sum the capital each member has paid in up to a day.

    Queries: 1
    """
    rows = (
        CapitalContribution.objects.filter(org_id=org_id, paid_on__lte=day)
        .values_list("member_id")
        .annotate(paid_in_vnd=Sum("amount_vnd"))
    )
    return {member_id: Dong(int(paid_in_vnd)) for member_id, paid_in_vnd in rows}


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


def list_capital_ceilings(*, law: Law, form: str) -> dict[str, CapitalCeiling]:
    """List the ceilings of capital: of one official member, and of all associates together.

    Law:    cooperative/capital/official_ratio_max, cooperative/capital/associates_ratio_max
    Queries: 0
    """
    paths = {who: f"cooperative/capital/{who}_ratio_max/{form}" for who in ("official", "associates")}
    return {who: CapitalCeiling(who, law.rate(path), law.cite(path)) for who, path in paths.items()}


def list_capital_rooms(*, lines: Sequence[MemberLine], law: Law, form: str, whole_vnd: Dong) -> dict[UUID, CapitalRoom]:
    """Tell for each member how much capital may still be contributed under the law's ceilings.

    Law:    cooperative/capital/*
    Queries: 0
    """
    ceilings = list_capital_ceilings(law=law, form=form)
    associates_vnd = sum(line.paid_in_vnd for line in lines if line.type is MemberType.ASSOCIATE_CAPITAL)
    held = {MemberType.ASSOCIATE_CAPITAL: Dong(associates_vnd)}
    return {
        line.id: measure_room(
            charter_capital_vnd=whole_vnd,
            held_vnd=held.get(line.type, line.paid_in_vnd),
            ceiling=ceilings["official" if line.type is MemberType.OFFICIAL else "associates"],
        )
        for line in lines
        if line.type in (MemberType.OFFICIAL, MemberType.ASSOCIATE_CAPITAL)
    }


def list_contributions(*, org_id: UUID, member_id: UUID | None = None) -> list[ContributionLine]:
    """List payments of capital, the newest first; of one member if one is named.

    Queries: 1
    """
    rows = CapitalContribution.objects.filter(org_id=org_id).order_by("-paid_on", "-id")
    if member_id is not None:
        rows = rows.filter(member_id=member_id)
    return [ContributionLine(row.id, row.paid_on, row.means, Dong(row.amount_vnd)) for row in rows]


def list_dealings(
    *, org_id: UUID, starts_on: date, ends_before: date, member_id: UUID | None = None, most: int = 200
) -> list[DealingLine]:
    """List lines of trade in a period, the newest first; of one member if one is named.

    Queries: 1
    """
    rows = _dealings(org_id=org_id, starts_on=starts_on, ends_before=ends_before).order_by("-dealt_on", "-id")
    if member_id is not None:
        rows = rows.filter(member_id=member_id)
    # The agreement stands in the same organisation, so the join never leaves it.
    numbers = dict(Agreement.objects.filter(org_id=org_id).values_list("id", "number")) if rows else {}
    return [
        DealingLine(
            row.id,
            row.dealt_on,
            row.side,
            row.kind,
            row.text,
            Dong(row.value_vnd),
            Dong(row.cost_vnd),
            numbers.get(row.agreement_id, "") if row.agreement_id else "",
        )
        for row in rows[:most]
    ]


def sum_worth(*, org_id: UUID, starts_on: date, ends_before: date) -> dict[UUID, Worth]:
    """Sum what each member used and earned by work in a period: the basis of sharing.

    Law:    L17 Art. 4, clauses 9 and 10
    Queries: 1
    """
    rows = (
        _dealings(org_id=org_id, starts_on=starts_on, ends_before=ends_before)
        .filter(member__isnull=False)
        .values_list("member_id")
        .annotate(
            use_vnd=Sum("value_vnd", filter=Q(kind__in=USED)),
            labour_vnd=Sum("value_vnd", filter=Q(kind=DealingKind.LABOUR)),
        )
    )
    return {member_id: Worth(Dong(int(use or 0)), Dong(int(labour or 0))) for member_id, use, labour in rows}


def sum_trade_by_side(*, org_id: UUID, starts_on: date, ends_before: date) -> dict[Side, tuple[Dong, Dong]]:
    """Sum revenue and cost of what the cooperative supplied, side by side.

    Law:    L17 Art. 4, clause 22; Art. 85
    Queries: 1
    """
    rows = (
        _dealings(org_id=org_id, starts_on=starts_on, ends_before=ends_before)
        .filter(kind__in=SUPPLIED)
        .values_list("side")
        .annotate(value_vnd=Sum("value_vnd"), cost_vnd=Sum("cost_vnd"))
    )
    found = {Side(side): (Dong(int(value)), Dong(int(cost))) for side, value, cost in rows}
    return {side: found.get(side, (Dong(0), Dong(0))) for side in Side}


def _dealings(*, org_id: UUID, starts_on: date, ends_before: date) -> QuerySet[Dealing]:
    return Dealing.objects.filter(org_id=org_id, dealt_on__gte=starts_on, dealt_on__lt=ends_before)


def list_agreements(*, org_id: UUID, ids: Collection[UUID]) -> Mapping[UUID, Agreement]:
    """List agreements by id.

    Queries: 1
    """
    return Agreement.objects.filter(org_id=org_id).in_bulk(list(ids))


def list_memberships_of(*, member_org_id: UUID) -> Sequence[Member]:
    """List where an organisation is a member; the database lets it see its own rows only.

    Queries: 1
    """
    return list(
        Member.objects.filter(member_org_id=member_org_id).exclude(org_id=F("member_org_id")).select_related("org")
    )
