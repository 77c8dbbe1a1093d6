"""The percentage method: VAT and PIT as a share of revenue, by sector group and period.

Law:    Decree 68/2026 Articles 3, 4 and 8; VAT Law 48/2024 Article 12(2)(b); PIT Law 109/2025 Article 7(3)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.allocation import allocate_deduction
from ecoop.taxes.calc.facts import REAL_ESTATE, HouseholdYear, Period
from ecoop.taxes.calc.result import PeriodTax, SectorTax, Step
from ecoop.taxes.errors import RateIsUnknown

_T = "tax/household"
_CROSSING = f"{_T}/switch/vat_on_crossing"
_ROUNDING = {"half_up": Rounding.HALF_UP, "down": Rounding.DOWN, "up": Rounding.UP}


@dataclass(frozen=True)
class Rates:
    """The rates and switches of one year's law, read once."""

    law: Law
    year: int
    vat_cut_eligible: frozenset[str]
    # Sector groups that the books do not separate; they share the highest VAT rate.
    mixed: tuple[str, ...] = ()
    # A province asks for the same few rates ninety thousand times a quarter.
    _pit: dict[str, Decimal] = field(default_factory=dict, repr=False, compare=False)
    _vat: dict[str, Decimal] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def rounding(self) -> Rounding:
        """Name the rounding rule, which no text settles."""
        return _ROUNDING[self.law.switch(f"{_T}/switch/rounding")]

    def pit(self, sector: str) -> Decimal:
        """Give the PIT rate of a sector group."""
        if sector not in self._pit:
            self._pit[sector] = self._rate(f"{_T}/pit_rate/{sector}", sector)
        return self._pit[sector]

    def vat(self, sector: str) -> Decimal:
        """Give the VAT rate of a sector group, before any cut."""
        if sector not in self._vat:
            every = (sector, *self.mixed)
            self._vat[sector] = max(self._rate(f"{_T}/vat_rate/{each}", each) for each in every)
        return self._vat[sector]

    def cut_vat(self, sector: str) -> Decimal:
        """Give the VAT rate of a sector group after the cut of the day, if there is one."""
        return self.vat(sector) * self._left_by_cut

    def vat_parts(self, period: Period, *, sector: str) -> list[tuple[Dong, Decimal]]:
        """Split a sector group's revenue into what bears the whole VAT rate and what bears the cut one."""
        revenue = period.revenue_vnd[sector]
        cut = revenue if sector in self.vat_cut_eligible else period.vat_cut_vnd.get(sector, Dong(0))
        parts = [(Dong(revenue - cut), self.vat(sector)), (cut, self.cut_vat(sector))]
        return [part for part in parts if part[0]]

    def of(self, amount_vnd: Dong, *, rate: Decimal) -> Dong:
        """Take a rate of an amount, rounded by the rule."""
        return round_dong(Decimal(amount_vnd) * rate, rule=self.rounding)

    @cached_property
    def _left_by_cut(self) -> Decimal:
        path = f"{_T}/vat_cut_ratio"
        return 1 - self.law.rate(path) if self.law.has(path) else Decimal(1)

    def _rate(self, path: str, sector: str) -> Decimal:
        if not self.law.has(path):
            raise RateIsUnknown(sector=sector, year=self.year)
        return self.law.rate(path)


def rate_steps(*, rates: Rates, periods: Sequence[Period]) -> list[Step]:
    """Tell of each cut VAT rate how it came about."""
    law, path = rates.law, f"{_T}/vat_cut_ratio"
    if not law.has(path):
        return []
    sectors = dict.fromkeys(sector for period in periods for sector in period.revenue_vnd if sector != REAL_ESTATE)
    cut_ones = [
        each for each in sectors if each in rates.vat_cut_eligible or any(p.vat_cut_vnd.get(each) for p in periods)
    ]
    return [
        Step(
            "vat-cut",
            rates.cut_vat(sector),
            {"sector": sector, "rate": rates.vat(sector), "cut": law.rate(path)},
            law.cite(path),
            path,
        )
        for sector in cut_ones
    ]


def tax_periods(
    *, rates: Rates, facts: HouseholdYear, periods: Sequence[Period], deduction_vnd: Dong
) -> tuple[list[PeriodTax], list[Step]]:
    """Compute each period in the order of time, carrying the unused deduction forward.

    Shape:  one PeriodTax per period; PIT before the cut of Resolution 43 and before any waiver
    """
    names = period_names(year=facts.year, count=len(periods))
    first = first_filed(rates=rates, facts=facts, periods=periods)
    whole_year = rates.law.has(_CROSSING) and rates.law.switch(_CROSSING) == "whole_year"
    taxes, steps, left = [], list[Step](), deduction_vnd
    used, taxed = dict[str, int](), dict[str, int]()
    path = f"{_T}/deduction/carries_within_year"
    carries = not rates.law.has(path) or rates.law.flag(path)
    if first > 0:
        steps.append(_crossing_step(rates.law, names[first], periods))
    for place, (name, period) in enumerate(zip(names, periods, strict=True)):
        revenue = {sector: amount for sector, amount in period.revenue_vnd.items() if sector != REAL_ESTATE}
        taken = allocate_deduction(
            left_vnd=left,
            revenue_vnd=revenue,
            pit_rates={sector: rates.pit(sector) for sector in revenue},
            first=facts.deduct_first,
        )
        taken = _given_back(revenue=revenue, taken=taken, used=used, taxed=taxed)
        left = Dong(left - sum(taken.values())) if carries else Dong(0)
        bears_vat = whole_year or place >= first
        lines = tuple(_sector(rates, period, sector, taken[sector], bears_vat) for sector in revenue)
        steps += _period_steps(rates, name, period, lines, bears_vat, left)
        taxes.append(_period(name, lines, place >= first, left))
    return taxes, steps


def _given_back(
    *, revenue: Mapping[str, Dong], taken: Mapping[str, Dong], used: dict[str, int], taxed: dict[str, int]
) -> dict[str, Dong]:
    """Give the deduction back where returned goods leave a sector group less revenue than was taken off it.

    `used` and `taxed` are the sums of the year so far by sector group; they are carried on.
    """
    kept = dict[str, Dong]()
    for sector, amount in revenue.items():
        base = taxed.get(sector, 0) + amount - taken[sector]
        back = max(0, min(used.get(sector, 0), -base))
        kept[sector] = Dong(taken[sector] - back)
        used[sector] = used.get(sector, 0) + kept[sector]
        taxed[sector] = base + back
    return kept


def period_names(*, year: int, count: int) -> list[str]:
    """Name the periods: the year, its quarters or its months."""
    if count == 1:
        return [str(year)]
    return [f"{year}-Q{place}" if count == 4 else f"{year}-{place:02d}" for place in range(1, count + 1)]


def first_filed(*, rates: Rates, facts: HouseholdYear, periods: Sequence[Period]) -> int:
    """Give the place of the first period with a return: the crossing, or the first for those who paid before.

    Law:    tax/household/filing/file_from_when_crossing
    """
    if facts.prior_year_over_threshold or facts.method_at_start_of_year in ("revenue", "income"):
        return 0
    threshold, reached = rates.law.dong(f"{_T}/revenue_exempt_vnd_max"), 0
    for place, period in enumerate(periods):
        reached += period.total_vnd
        if reached > threshold:
            return place
    # Only platform sales carry such a household over; it files at the end of the year.
    return len(periods) - 1


def _sector(rates: Rates, period: Period, sector: str, taken: Dong, bears_vat: bool) -> SectorTax:
    parts, pit_rate, revenue = rates.vat_parts(period, sector=sector), rates.pit(sector), period.revenue_vnd[sector]
    vat = Dong(sum(rates.of(amount, rate=rate) for amount, rate in parts))
    return SectorTax(
        sector=sector,
        revenue_vnd=revenue,
        deducted_vnd=taken,
        vat_rate=parts[0][1] if parts else rates.vat(sector),
        vat_vnd=vat if bears_vat else Dong(0),
        pit_rate=pit_rate,
        pit_vnd=rates.of(Dong(revenue - taken), rate=pit_rate),
    )


def _period(name: str, lines: tuple[SectorTax, ...], is_filed: bool, left: Dong) -> PeriodTax:
    pit = Dong(sum(line.pit_vnd for line in lines))
    return PeriodTax(
        name=name,
        sectors=lines,
        is_filed=is_filed,
        vat_vnd=Dong(sum(line.vat_vnd for line in lines)),
        pit_before_reduction_vnd=pit,
        pit_reduction_vnd=Dong(0),
        pit_vnd=pit,
        deduction_left_vnd=left,
    )


def _crossing_step(law: Law, name: str, periods: Sequence[Period]) -> Step:
    path = f"{_T}/filing/file_from_when_crossing"
    total = Dong(sum(period.total_vnd for period in periods))
    cited = law.cite(path) if law.has(path) else None
    return Step("crossing", total, {"period": name}, cited, path)


def _period_steps(
    rates: Rates, name: str, period: Period, lines: Sequence[SectorTax], bears_vat: bool, left: Dong
) -> list[Step]:
    steps, law = [], rates.law
    deduction_path = f"{_T}/deduction/business_vnd"
    for line in lines:
        facts: Mapping[str, object] = {"sector": line.sector, "period": name, "revenue_vnd": line.revenue_vnd}
        vat_path, pit_path = f"{_T}/vat_rate/{line.sector}", f"{_T}/pit_rate/{line.sector}"
        if bears_vat:
            for amount, rate in rates.vat_parts(period, sector=line.sector):
                vat_facts = {**facts, "revenue_vnd": amount, "rate": rate}
                steps.append(Step("vat", rates.of(amount, rate=rate), vat_facts, law.cite(vat_path), vat_path))
        else:
            steps.append(Step("vat-before-crossing", Dong(0), facts, law.cite(_CROSSING), _CROSSING, "vat_on_crossing"))
        if line.deducted_vnd:
            deducted_facts = {"sector": line.sector, "period": name, "left_vnd": left}
            cited = law.cite(deduction_path)
            steps.append(Step("deducted", line.deducted_vnd, deducted_facts, cited, deduction_path))
        pit_facts = {**facts, "deducted_vnd": line.deducted_vnd, "rate": line.pit_rate}
        steps.append(Step("pit", line.pit_vnd, pit_facts, law.cite(pit_path), pit_path))
    return steps
