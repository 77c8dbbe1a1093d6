"""A cooperative's year on paper: members, charter, capital, and trade on both sides, in the rhythm of the tea."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from demo.calendar import YEAR, is_shut, list_days
from demo.invoices import Delivery
from demo.names import make_customer_name
from demo.world import FOUNDED_ON, seeded_id
from ecoop.kernel.dong import Dong
from ecoop.members.actions.admit_members import Admission
from ecoop.members.actions.record_contributions import Contribution
from ecoop.members.actions.record_dealings import DealingDraft
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.actions.sign_agreements import AgreementDraft
from ecoop.members.calc import DealingKind, Means, Side

MILLION = 1_000_000
PAID_ON = date(YEAR, 1, 5)
RESOLUTION = "NQ 01/2026/ĐHTV"
CHARTER = {
    "form": "htx",
    "undivided_fund_rate_internal": "0.03",
    "undivided_fund_rate_external": "0.10",
    "undivided_fund_base": "pre_tax",
    "internal_use_labour_share": "0.60",
    "use_weight": "0.75",
    "external_by.use": "0.40",
    "external_by.labour": "0.10",
    "external_by.capital": "0.50",
    "management_cost_key": "revenue",
}
# What a kilogram costs; values are whole thousands, so that quantities come out with few decimals.
PRICES_VND = {
    "Thu mua chè búp tươi": 25_000,
    "Thu mua nông sản": 20_000,
    "Cung cấp phân bón, vật tư": 20_000,
    "Bán phân bón": 20_000,
}
TEA_MONTHS = range(4, 11)
QUIET_MONTHS = (2, 5, 8, 11)


@dataclass(frozen=True)
class Seat:
    """A member of the cooperative: the household behind it if it is in the world, what it brings."""

    key: str
    name: str
    org_id: UUID | None
    capital_millions: int
    uses: bool = True
    works: bool = True
    # A neighbour who comes by four times a year; the year of a hundred such is drawn in a moment.
    is_quiet: bool = False
    # Deliveries that the member invoiced; without them the year draws some.
    deliveries: tuple[Delivery, ...] = ()


@dataclass(frozen=True)
class CoopPlan:
    """Everything a cooperative's office would have on paper at the end of the year."""

    charter: Sequence[CharterChoice]
    admissions: Sequence[Admission]
    agreements: Sequence[AgreementDraft]
    contributions: Sequence[Contribution]
    dealings: Sequence[DealingDraft]


def plan_coop(*, seed: int, slug: str, seats: Sequence[Seat]) -> CoopPlan:
    """Plan the year of a cooperative whose members are these."""
    rng = random.Random(f"{seed}:{slug}")
    ids = {seat.key: seeded_id(seed=seed, name=f"{slug}:member:{seat.key}") for seat in seats}
    official = [seat for seat in seats if seat.capital_millions and (seat.uses or seat.works)]
    agreements = {seat.key: seeded_id(seed=seed, name=f"{slug}:agreement:{seat.key}") for seat in official}
    whole_vnd = sum(seat.capital_millions for seat in seats) * MILLION
    charter = {**CHARTER, "charter_capital_vnd": str(whole_vnd)}
    return CoopPlan(
        charter=[CharterChoice(name, value, FOUNDED_ON) for name, value in charter.items()],
        admissions=[
            Admission(
                id=ids[seat.key],
                number=f"TV{number:03}",
                name=seat.name,
                member_org_id=seat.org_id,
                admitted_on=FOUNDED_ON,
                brings_capital=bool(seat.capital_millions),
                uses=seat.uses,
                works=seat.works,
            )
            for number, seat in enumerate(seats, start=1)
        ],
        agreements=[
            AgreementDraft(
                agreements[seat.key],
                ids[seat.key],
                f"TT-{number:02}/2026",
                FOUNDED_ON,
                subject="Thu mua nông sản, cung cấp phân bón, vật tư và dịch vụ sơ chế",
                terms="Theo giá hợp tác xã công bố từng ngày; giao tại điểm cân; trả tiền trong tháng",
                season=f"Năm {YEAR}",
            )
            for number, seat in enumerate(official, start=1)
        ],
        contributions=[
            Contribution(
                id=seeded_id(seed=seed, name=f"{slug}:capital:{seat.key}"),
                member_id=ids[seat.key],
                paid_on=PAID_ON,
                means=Means.BANK,
                amount_vnd=Dong(seat.capital_millions * MILLION),
            )
            for seat in seats
            if seat.capital_millions
        ],
        dealings=_Year(seed, slug, rng, ids, agreements).list_dealings(official, seats),
    )


@dataclass
class _Year:
    """The trade of the year as it is drawn; each line gets the next number of its own kind."""

    seed: int
    slug: str
    rng: random.Random
    ids: dict[str, UUID]
    agreements: dict[str, UUID]
    drawn: int = 0

    def list_dealings(self, official: Sequence[Seat], seats: Sequence[Seat]) -> list[DealingDraft]:
        """Draw every line of the year, in the order of the days."""
        lines = [line for month in range(1, 13) for line in self._month(month, official, seats)]
        return sorted(lines, key=lambda line: line.dealt_on)

    def _month(self, month: int, official: Sequence[Seat], seats: Sequence[Seat]) -> Iterator[DealingDraft]:
        days = [day for day in list_days() if day.month == month and not is_shut(day=day)]
        season = 3 if month in TEA_MONTHS else 1
        yield self._line(days[0], Side.EXTERNAL, DealingKind.PURCHASE, "Nhập phân bón, bao bì", self._draw(50, 60))
        yield self._line(days[-1], Side.EXTERNAL, DealingKind.EXPENSE, "Chi phí văn phòng", self._draw(11, 14))
        for seat in official:
            yield from self._of_member(seat, days, season)
        for seat in seats:
            if seat.uses and seat not in official:
                # An associate member buys at the counter like anybody else: outside, whoever they are.
                value = self._draw(1, 3)
                cost = Dong(value * 85 // 100)
                day = self.rng.choice(days)
                yield self._line(day, Side.EXTERNAL, DealingKind.GOODS, "Bán phân bón", value, cost, seat, False)
        for _ in range(3 + season):
            value = self._draw(18, 30 + 10 * season)
            customer = make_customer_name(rng=self.rng)
            day = self.rng.choice(days)
            text = f"Bán chè cho {customer}"
            yield self._line(day, Side.EXTERNAL, DealingKind.PRODUCT, text, value, Dong(value * 72 // 100))

    def _of_member(self, seat: Seat, days: Sequence[date], season: int) -> Iterator[DealingDraft]:
        if seat.is_quiet:
            yield from self._of_neighbour(seat, days)
            return
        for _ in range(2):
            value = self._draw(2, 6)
            day = self.rng.choice(days)
            cost = Dong(value * 88 // 100)
            yield self._line(day, Side.INTERNAL, DealingKind.GOODS, "Cung cấp phân bón, vật tư", value, cost, seat)
        for delivery in seat.deliveries:
            if delivery.delivered_on.month == days[0].month:
                text = f"Thu mua chè búp khô, hóa đơn {delivery.label}"
                amount = delivery.amount_vnd
                line = self._line(delivery.delivered_on, Side.INTERNAL, DealingKind.PURCHASE, text, amount, None, seat)
                yield replace(line, number=delivery.label, has_invoice=True)
        for _ in range(0 if seat.deliveries else season):
            day = self.rng.choice(days)
            text = "Thu mua chè búp tươi"
            yield self._line(day, Side.INTERNAL, DealingKind.PURCHASE, text, self._draw(5, 16), None, seat)
        if seat.works:
            work = self._draw(3, 5)
            day = self.rng.choice(days)
            yield self._line(day, Side.INTERNAL, DealingKind.LABOUR, "Tiền công sao chè", work, None, seat)
            value = Dong(work * 130 // 100)
            yield self._line(days[-1], Side.INTERNAL, DealingKind.SERVICE, "Dịch vụ sao chè", value, work, seat)

    def _of_neighbour(self, seat: Seat, days: Sequence[date]) -> Iterator[DealingDraft]:
        if days[0].month in QUIET_MONTHS:
            value, day = self._draw(1, 4), self.rng.choice(days)
            text = "Thu mua nông sản"
            yield self._line(day, Side.INTERNAL, DealingKind.PURCHASE, text, self._draw(2, 6), None, seat)
            cost = Dong(value * 88 // 100)
            yield self._line(day, Side.INTERNAL, DealingKind.GOODS, "Cung cấp phân bón, vật tư", value, cost, seat)

    def _draw(self, low: int, high: int) -> Dong:
        """Draw an amount of so many millions, in whole thousands."""
        return Dong(self.rng.randint(low * 1000, high * 1000) * 1000)

    def _line(
        self,
        day: date,
        side: Side,
        kind: DealingKind,
        text: str,
        value_vnd: Dong,
        cost_vnd: Dong | None = None,
        seat: Seat | None = None,
        by_agreement: bool = True,
    ) -> DealingDraft:
        self.drawn += 1
        unit_price_vnd = PRICES_VND.get(text)
        return DealingDraft(
            id=seeded_id(seed=self.seed, name=f"{self.slug}:dealing:{self.drawn}"),
            dealt_on=day,
            side=side,
            kind=kind,
            means=Means.BANK,
            text=text,
            value_vnd=value_vnd,
            cost_vnd=cost_vnd or Dong(0),
            member_id=self.ids[seat.key] if seat else None,
            agreement_id=self.agreements[seat.key] if seat and by_agreement else None,
            quantity=Decimal(value_vnd) / unit_price_vnd if unit_price_vnd else None,
            unit="kg" if unit_price_vnd else "",
            unit_price=Decimal(unit_price_vnd) if unit_price_vnd else None,
        )
