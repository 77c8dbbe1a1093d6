"""What a year's trade comes to by the law's measures: the internal ratio, use and labour of each member."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.kernel.tenancy import read_sql
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.ledger.calc.rules import Choice
from ecoop.ledger.queries import get_posting_rule, list_turnovers
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.members.calc import (
    USED,
    CharterName,
    DealingKind,
    InternalRatio,
    MemberLevel,
    MemberType,
    RatioStanding,
    Side,
    Worth,
    judge_ratio,
    measure_internal_ratio,
    measure_level,
)
from ecoop.members.models import Dealing, Member
from ecoop.members.queries.register import TYPE_WORDS, get_charter_on, get_history
from ecoop.members.queries.settling import DEALING, REGIME

PAGE_SIZE = 50
STREAM_BATCH = 2_000
_COST_READING = "cooperative/transactions/cost_reading"
_NORMALISED = "cooperative/distribution/share_of_official_members"
_OFFICIAL_WORTH = read_sql(__file__, "official_worth.sql")
_REVENUE = {Side.INTERNAL: "close-internal-revenue", Side.EXTERNAL: "close-external-revenue"}
_COST = {Side.INTERNAL: "close-internal-cost", Side.EXTERNAL: "close-external-cost"}
_BOUGHT = (DealingKind.PURCHASE.value, DealingKind.LABOUR.value)
_NOTHING = Worth(Dong(0), Dong(0))


@dataclass(frozen=True)
class TradeMeasures:
    """The internal ratio of a year by both measures, held against the least that the charter sets."""

    year: int
    by_revenue: InternalRatio
    by_cost: InternalRatio
    least: Decimal | None
    rests_on: str
    standing: RatioStanding
    law: Citation
    warnings: tuple[str, ...]

    @property
    def best(self) -> Decimal | None:
        """Give the higher of the two ratios: the law lets either be taken."""
        known = [one.ratio for one in (self.by_revenue, self.by_cost) if one.ratio is not None]
        return max(known, default=None)


@dataclass(frozen=True)
class LevelRow:
    """How much one member used and worked in a year."""

    member_id: UUID
    number: str
    name: str
    type: MemberType | None
    worth: Worth
    level: MemberLevel

    @property
    def type_label(self) -> str:
        """Name the type in the active language."""
        return str(TYPE_WORDS[self.type]) if self.type else ""


@dataclass(frozen=True)
class LevelWholes:
    """What all members, and the official ones, used and worked: the wholes that levels are parts of."""

    all_members: Worth
    official: Worth
    day: date


@dataclass(frozen=True)
class LevelPage:
    """Some members' levels, and where the next ones begin."""

    rows: list[LevelRow]
    wholes: LevelWholes
    next_cursor: str
    warning: str


def get_trade_measures(*, org_id: UUID, year: int) -> TradeMeasures:
    """Measure the internal part of a year's trade, by revenue and by cost.

    Revenue and cost are what the books moved before the year was closed, whoever posted it.

    Law:     L17 Art. 4, clause 22; Art. 40, clause 11; cooperative/transactions/cost_reading
    Queries: 3
    """
    last_day = date(year, 12, 31)
    law = lawbook.on(last_day)
    moved = _moved(org_id, year)
    by_revenue = _ratio(law, _REVENUE, moved.credits)
    is_bought = law.switch("cooperative/transactions/cost_reading") == "bought_and_worked"
    by_cost = _bought(org_id, year) if is_bought else _ratio(law, _COST, moved.debits)
    floor = get_charter_on(org_id=org_id, day=last_day).get(CharterName.INTERNAL_RATIO_MIN)
    least = Decimal(floor.value) if floor else None
    known = [one.ratio for one in (by_revenue, by_cost) if one.ratio is not None]
    warning = law.warning(_COST_READING)
    return TradeMeasures(
        year=year,
        by_revenue=by_revenue,
        by_cost=by_cost,
        least=least,
        rests_on=floor.rests_on if floor else "",
        standing=judge_ratio(ratio=max(known, default=None), least=least),
        law=law.cite(_COST_READING),
        warnings=(warning,) if warning else (),
    )


def list_level_page(*, org_id: UUID, year: int, cursor: str = "", most: int = PAGE_SIZE) -> LevelPage:
    """List how much members used and worked in a year, by their numbers, one page of them.

    Law:     L17 Art. 4, clauses 9 and 10
    Queries: 10
    """
    wholes = get_level_wholes(org_id=org_id, year=year)
    members = list(_traders(org_id, year).filter(number__gt=cursor)[: most + 1])
    rows = _levels(org_id, year, members[:most], wholes)
    following = rows[-1].number if len(members) > most else ""
    return LevelPage(rows, wholes, following, lawbook.on(wholes.day).warning(_NORMALISED) or "")


def stream_levels(*, org_id: UUID, year: int, wholes: LevelWholes) -> Iterator[LevelRow]:
    """Walk through all members' use and labour of a year in the order of their numbers.

    Queries: 7 for every 2,000 members
    """
    members = list(_traders(org_id, year)[:STREAM_BATCH])
    while members:
        yield from _levels(org_id, year, members, wholes)
        more = _traders(org_id, year).filter(number__gt=members[-1].number)
        members = list(more[:STREAM_BATCH]) if len(members) == STREAM_BATCH else []


def get_member_level(*, org_id: UUID, member_id: UUID, year: int) -> LevelRow | None:
    """Get how much one member used and worked in a year; None for somebody who is no member.

    Queries: 9
    """
    members = list(Member.objects.filter(org_id=org_id, id=member_id))
    wholes = get_level_wholes(org_id=org_id, year=year)
    return _levels(org_id, year, members, wholes)[0] if members else None


def get_level_wholes(*, org_id: UUID, year: int) -> LevelWholes:
    """Get what all members, and those who are official at the end of the year, used and worked.

    Law:     L17 Art. 4, clauses 9 and 10; cooperative/distribution/share_of_official_members
    Queries: 3
    """
    day = date(year, 12, 31)
    wanted: dict[str, Any] = {
        "org_id": org_id,
        "starts_on": date(year, 1, 1),
        "ends_before": day + timedelta(days=1),
        "day": day,
        "used": sorted(kind.value for kind in USED),
        "gone": list_reversed_documents(org_id=org_id, document_kind=DEALING),
    }
    with connection.cursor() as cursor:
        cursor.execute(_OFFICIAL_WORTH, wanted)
        use, labour, official_use, official_labour = cursor.fetchone()
    return LevelWholes(Worth(Dong(use), Dong(labour)), Worth(Dong(official_use), Dong(official_labour)), day)


@dataclass(frozen=True)
class _Moved:
    """What each account moved in a year, each side by itself."""

    debits: Mapping[str, int]
    credits: Mapping[str, int]


def _moved(org_id: UUID, year: int) -> _Moved:
    debits: dict[str, int] = {}
    credits_: dict[str, int] = {}
    for each in list_turnovers(org_id=org_id, from_month=date(year, 1, 1), until_month=date(year, 12, 1)):
        debits[each.account] = debits.get(each.account, 0) + each.debit_vnd
        credits_[each.account] = credits_.get(each.account, 0) + each.credit_vnd
    return _Moved(debits, credits_)


def _ratio(law: Law, rules: Mapping[Side, str], moved: Mapping[str, int]) -> InternalRatio:
    """Add up what the accounts of each side moved; the rules that close a year name those accounts.

    Revenue comes in on the credit side and cost on the debit side; closing the year moves the other one, so that a
    closed year measures as it did when it was open.
    """
    sums = {side: _sum_of(law, name, moved) for side, name in rules.items()}
    return measure_internal_ratio(internal_vnd=sums[Side.INTERNAL], external_vnd=sums[Side.EXTERNAL])


def _sum_of(law: Law, name: str, moved: Mapping[str, int]) -> Dong:
    line = get_posting_rule(regime=REGIME, rule=name, law=law).lines[0]
    codes = _accounts(line.debit if name.endswith("revenue") else line.credit)
    return Dong(sum(amount for account, amount in moved.items() if account.startswith(codes)))


def _accounts(choice: Choice) -> tuple[str, ...]:
    return tuple(account for _fact, account in choice.by_value) or (choice.fixed,)


def _bought(org_id: UUID, year: int) -> InternalRatio:
    rows = _of_year(org_id, year).filter(kind__in=_BOUGHT).values_list("side").annotate(value_vnd=Sum("value_vnd"))
    bought = {Side(side): Dong(int(value)) for side, value in rows}
    return measure_internal_ratio(
        internal_vnd=bought.get(Side.INTERNAL, Dong(0)), external_vnd=bought.get(Side.EXTERNAL, Dong(0))
    )


def _of_year(org_id: UUID, year: int) -> QuerySet[Dealing]:
    rows = Dealing.objects.filter(org_id=org_id, dealt_on__gte=date(year, 1, 1), dealt_on__lt=date(year + 1, 1, 1))
    # Red entries are few: asked for by themselves, they cost nothing for each of a hundred thousand lines.
    gone = list_reversed_documents(org_id=org_id, document_kind=DEALING)
    return rows.exclude(id__in=gone) if gone else rows


def _traders(org_id: UUID, year: int) -> QuerySet[Member]:
    """Find the members who traded or worked in a year."""
    kinds = [*(kind.value for kind in USED), DealingKind.LABOUR.value]
    traded = Dealing.objects.filter(
        org_id=org_id,
        member_id=OuterRef("id"),
        dealt_on__gte=date(year, 1, 1),
        dealt_on__lt=date(year + 1, 1, 1),
        kind__in=kinds,
    )
    return Member.objects.filter(Exists(traded), org_id=org_id).order_by("number")


def _levels(org_id: UUID, year: int, members: Sequence[Member], wholes: LevelWholes) -> list[LevelRow]:
    ids = [member.id for member in members]
    if not ids:
        return []
    history = get_history(org_id=org_id, ids=ids)
    rows = (
        _of_year(org_id, year)
        .filter(member_id__in=ids)
        .values_list("member_id")
        .annotate(
            use_vnd=Sum("value_vnd", filter=Q(kind__in=USED), default=0),
            labour_vnd=Sum("value_vnd", filter=Q(kind=DealingKind.LABOUR), default=0),
        )
    )
    worth = {member_id: Worth(Dong(int(use)), Dong(int(labour))) for member_id, use, labour in rows}
    return [
        _level(
            member, history.find_type_on(member_id=member.id, day=wholes.day), worth.get(member.id, _NOTHING), wholes
        )
        for member in members
    ]


def _level(member: Member, kind: MemberType | None, worth: Worth, wholes: LevelWholes) -> LevelRow:
    official = wholes.official if kind is MemberType.OFFICIAL else None
    level = measure_level(own=worth, all_members=wholes.all_members, official=official)
    return LevelRow(member.id, member.number, member.name, kind, worth, level)
