"""VAT and PIT as a share of revenue, by sector group and period.

Law:    Decree 68/2026 Articles 3, 4 and 8; VAT Law 48/2024 Article 12(2)(b); PIT Law 109/2025 Article 7(3)
"""

from collections.abc import Mapping, Sequence

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.allocation import allocate_deduction
from ecoop.taxes.calc.facts import REAL_ESTATE, HouseholdYear, Period, add_by_sector, period_names
from ecoop.taxes.calc.result import PLATFORM, PeriodTax, SectorTax
from ecoop.taxes.calc.rules import Rates


def tax_periods(
    *, rates: Rates, facts: HouseholdYear, periods: Sequence[Period], deduction_vnd: Dong
) -> list[PeriodTax]:
    """Compute each period in the order of time, carrying the unused deduction forward; platforms come last.

    Shape:  one PeriodTax per period, and one for sales on platforms if there are any; before any relief
    """
    rules, names = rates.rules, period_names(year=facts.year, count=len(periods))
    first = first_filed(rates=rates, facts=facts, periods=periods)
    # A whole year at once leaves its deduction to the dearest sales, wherever they were made.
    plan = _plan(rates, facts, periods[0], deduction_vnd) if len(periods) == 1 else None
    taxes, left = list[PeriodTax](), deduction_vnd
    used, taxed = dict[str, int](), dict[str, int]()
    for place, (name, period) in enumerate(zip(names, periods, strict=True)):
        revenue = {sector: amount for sector, amount in period.revenue_vnd.items() if sector != REAL_ESTATE}
        taken = _take(rates, facts, revenue, left) if plan is None else plan
        taken = _given_back(revenue=revenue, taken=taken, used=used, taxed=taxed)
        left = Dong(left - sum(taken.values())) if rules.carries else Dong(0)
        bears_vat = place >= first or rules.whole_year_bears_vat
        lines = tuple(_sector(rates, period, sector, taken[sector], bears_vat) for sector in revenue)
        taxes.append(_period(name, lines, place >= first, left, "shop"))
    return [*taxes, *_on_platforms(rates, facts, left)]


def _take(rates: Rates, facts: HouseholdYear, revenue: Mapping[str, Dong], left: Dong) -> dict[str, Dong]:
    if left <= 0:
        return dict.fromkeys(revenue, Dong(0))
    pit_rates = {sector: rates.rules.pit(sector) for sector in revenue}
    return allocate_deduction(left_vnd=left, revenue_vnd=revenue, pit_rates=pit_rates, first=facts.deduct_first)


def _plan(rates: Rates, facts: HouseholdYear, period: Period, deduction: Dong) -> dict[str, Dong]:
    """Plan the deduction over shop and platforms together; what it takes off a group is taken off the shop first."""
    shop = {sector: amount for sector, amount in period.revenue_vnd.items() if sector != REAL_ESTATE}
    sold = facts.platform.revenue_vnd if facts.platform else {}
    both = _take(rates, facts, add_by_sector(amounts=[shop, sold]), deduction)
    return {sector: Dong(min(both[sector], amount)) for sector, amount in shop.items()}


def _on_platforms(rates: Rates, facts: HouseholdYear, left: Dong) -> list[PeriodTax]:
    """Compute what sales on platforms owe over the year; what was withheld is credited against it.

    Law:    Decree 68/2026 Articles 11 and 12
    """
    if not facts.platform or not facts.platform_vnd:
        return []
    period = Period(facts.platform.revenue_vnd)
    taken = _take(rates, facts, period.revenue_vnd, left)
    lines = tuple(_sector(rates, period, sector, taken[sector], True) for sector in period.revenue_vnd)
    name = f"{facts.year}-{PLATFORM}"
    return [_period(name, lines, True, Dong(max(0, left - sum(taken.values()))), PLATFORM)]


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


def first_filed(*, rates: Rates, facts: HouseholdYear, periods: Sequence[Period]) -> int:
    """Give the place of the first period with a return: the crossing, or the first for those who paid before.

    Law:    tax/household/filing/file_from_when_crossing
    """
    threshold, reached = rates.rules.threshold_vnd, 0
    if len(periods) == 1 or paid_before(facts=facts, threshold_vnd=threshold):
        return 0
    for place, period in enumerate(periods):
        reached += period.total_vnd
        if reached > threshold:
            return place
    # Only platform sales without their periods carry such a household over; it files at the end of the year.
    return len(periods) - 1


def paid_before(*, facts: HouseholdYear, threshold_vnd: Dong) -> bool:
    """Tell whether a household was taxable already when the year began."""
    if facts.prior_year_over_threshold or facts.method_at_start_of_year in ("revenue", "income"):
        return True
    if facts.income_method_since is not None and facts.income_method_since < facts.year:
        return True
    return facts.prior_year_revenue_vnd is not None and facts.prior_year_revenue_vnd > threshold_vnd


def _sector(rates: Rates, period: Period, sector: str, taken: Dong, bears_vat: bool) -> SectorTax:
    parts, rules, revenue = rates.vat_parts(period, sector=sector), rates.rules, period.revenue_vnd[sector]
    pit_rate = rules.pit(sector)
    vat = sum(rules.of(amount, rate=rate) for amount, rate in parts) if bears_vat else 0
    return SectorTax(
        sector=sector,
        revenue_vnd=revenue,
        deducted_vnd=taken,
        vat_rate=parts[0][1] if parts else rates.vat(sector),
        vat_vnd=Dong(vat),
        pit_rate=pit_rate,
        pit_vnd=rules.of(Dong(revenue - taken), rate=pit_rate),
    )


def _period(name: str, lines: tuple[SectorTax, ...], is_filed: bool, left: Dong, channel: str) -> PeriodTax:
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
        channel=channel,
    )
