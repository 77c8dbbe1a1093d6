"""What the office of a cooperative writes down of its members beside the year's plan: days, services, credit, slips."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from demo.calendar import is_shut
from demo.resolutions import charter_on_paper
from demo.world import FOUNDED_ON, seeded_id
from ecoop.kernel.dong import Dong
from ecoop.ledger.errors import EntryWasReversed
from ecoop.members.actions.record_dealings import DealingDraft, record_dealings
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.actions.take_back_dealing import take_back_dealing
from ecoop.members.calc import DealingKind, Means, MemberType
from ecoop.members.queries import list_members_on

RESOLUTION = "NQ 01/2026/ĐHTV"
CHARTER = {"internal_ratio_min": "0.25", "separate_tracking": "yes"}
# So many members are enough to show every kind of line; the plan of the year has all of them.
MEMBERS_MAX = 8
DAY_PAY_VND = 250_000
PLOUGHING_VND = 90_000
TEA_VND = 26_000
# Ploughing, spraying and harvesting for farmers bear this rate; it is a fact of the paper.
SERVICE_VAT = Decimal("0.05")
SEASONS = {1: "Vụ xuân", 2: "Vụ xuân", 3: "Vụ xuân", 4: "Vụ hè", 5: "Vụ hè", 6: "Vụ hè", 7: "Vụ hè"}
PLOTS = ("Đồi Cọ", "Xóm Trên", "Ven suối", "Nương Gò Mới")


@dataclass(frozen=True)
class _Someone:
    """A member of the cooperative, as far as trade with them needs it."""

    id: UUID
    number: str
    is_official: bool


def live_trade(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Record days of work, taxed services, deliveries by slip, some on credit; what was weighed wrong is taken back.

    Call it inside the cooperative's walls; run again, it records nothing new.
    """
    choices = [CharterChoice(name, value, FOUNDED_ON) for name, value in CHARTER.items()]
    charter_on_paper(org_id=org_id, choices=choices, by=by, now=now)
    lines = list_lines(seed=seed, slug=slug, year=year, members=_list_members(org_id, year))
    recorded = record_dealings(org_id=org_id, dealings=lines, by=by, now=now)
    wrong = [line for line in lines if line.text.startswith("Cân nhầm")]
    for line in wrong:
        _take_back(line, org_id=org_id, by=by, now=now)
    return len(recorded)


def list_lines(*, seed: int, slug: str, year: int, members: Sequence[_Someone]) -> list[DealingDraft]:
    """List the lines of a year; the side is left to the law."""
    rng = random.Random(f"{seed}:{slug}:trade:{year}")
    drawn = (
        line
        for member in members
        for month in range(1, 13)
        for line in _of_month(rng, member, date(year, month, 1), f"{slug}:trade:{year}", seed)
    )
    return sorted(drawn, key=lambda line: (line.dealt_on, line.id))


def _of_month(rng: random.Random, member: _Someone, month: date, name: str, seed: int) -> Iterator[DealingDraft]:
    """Draw what one member and the office write down in a month."""
    season, plot = SEASONS.get(month.month, "Vụ thu"), rng.choice(PLOTS)
    base = f"{name}:{member.number}:{month.month}"
    common: dict[str, Any] = {"side": None, "member_id": member.id, "season": season, "plot": plot}
    if member.is_official:
        days = Decimal(rng.randint(2, 12)) / 2
        yield DealingDraft(
            id=seeded_id(seed=seed, name=f"{base}:labour"),
            dealt_on=_day(rng, month),
            kind=DealingKind.LABOUR,
            means=Means.CREDIT if month.month == 12 else Means.CASH,
            text="Ngày công hái và sao chè",
            value_vnd=Dong(int(days * DAY_PAY_VND)),
            quantity=days,
            unit="công",
            unit_price=Decimal(DAY_PAY_VND),
            number=f"BCC-{month.month:02}/{member.number}",
            **common,
        )
        if month.month in range(3, 11):
            weight = Decimal(rng.randint(80, 480)) / 4
            text = "Cân nhầm: chè búp tươi" if member.number.endswith("1") and month.month == 5 else "Chè búp tươi"
            yield DealingDraft(
                id=seeded_id(seed=seed, name=f"{base}:tea"),
                dealt_on=_day(rng, month),
                kind=DealingKind.PURCHASE,
                means=Means.CREDIT if month.month % 4 == 0 else Means.CASH,
                text=text,
                value_vnd=Dong(int(weight * TEA_VND)),
                quantity=weight,
                unit="kg",
                unit_price=Decimal(TEA_VND),
                what="materials",
                number=f"PC-{month.month:02}/{member.number}",
                **common,
            )
    if month.month % 3 == 1:
        area = Decimal(rng.randint(2, 12))
        value = Dong(int(area * PLOUGHING_VND))
        yield DealingDraft(
            id=seeded_id(seed=seed, name=f"{base}:service"),
            dealt_on=_day(rng, month),
            kind=DealingKind.SERVICE,
            means=Means.CREDIT if month.month >= 10 else Means.BANK,
            text="Dịch vụ làm đất, phun thuốc",
            value_vnd=value,
            cost_vnd=Dong(int(value * Decimal("0.7"))),
            vat_rate=SERVICE_VAT,
            quantity=area,
            unit="sào",
            unit_price=Decimal(PLOUGHING_VND),
            number=f"DV-{month.month:02}/{member.number}",
            **common,
        )


def _day(rng: random.Random, month: date) -> date:
    """Draw a day of a month on which the office is open."""
    while True:
        day = month.replace(day=rng.randint(2, 28))
        if not is_shut(day=day):
            return day


def _list_members(org_id: UUID, year: int) -> list[_Someone]:
    """Choose some members who use and were there the whole year: official ones, and one who brings no capital."""
    first = date(year, 1, 31)
    lines = [line for line in list_members_on(org_id=org_id, day=date(year, 12, 31)) if line.is_member_on(day=first)]
    official = [line for line in lines if line.type is MemberType.OFFICIAL][:MEMBERS_MAX]
    users = [line for line in lines if line.type is MemberType.ASSOCIATE_NO_CAPITAL][:1]
    return [_Someone(line.id, line.number, line.type is MemberType.OFFICIAL) for line in (*official, *users)]


def _take_back(line: DealingDraft, *, org_id: UUID, by: UUID, now: datetime) -> None:
    try:
        take_back_dealing(
            org_id=org_id,
            dealing_id=line.id,
            entry_on=line.dealt_on,
            reason="Cân nhầm, cân lại phiếu sau",
            by=by,
            now=now,
        )
    except EntryWasReversed:
        return
