"""The income method: PIT on revenue less costs by the band of the revenue, VAT by percentage as ever.

Law:    PIT Law 109/2025 Article 7(2); Decree 68/2026 Articles 3(2), 6, 10 and 11(3)
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.deadlines import days_of_quarters, finalisation, list_returns
from ecoop.taxes.calc.facts import QUARTERS, HouseholdYear, Period
from ecoop.taxes.calc.percentage import tax_periods
from ecoop.taxes.calc.reliefs import cut_of, cut_pit, is_small, waive_small
from ecoop.taxes.calc.result import PLATFORM, PeriodTax, ReturnDue
from ecoop.taxes.calc.rules import LIMIT, Rates, T
from ecoop.taxes.errors import CostsAreNeeded


@dataclass(frozen=True)
class IncomeYear:
    """What the income method makes of a year; the periods hold the VAT, and PIT paid in advance.

    `pit_vnd` is the PIT of the year after cut and waiver; `advances_vnd` what the periods pay of it, None if unknown.
    """

    computed: tuple[PeriodTax, ...]
    periods: tuple[PeriodTax, ...]
    costs_vnd: Dong
    taxable_income_vnd: Dong
    rate: Decimal
    rate_path: str
    pit_before_vnd: Dong
    cut_vnd: Dong
    pit_vnd: Dong
    waived_vnd: Dong
    advances_vnd: Dong | None
    due_vnd: Dong
    over_vnd: Dong
    filing: str
    returns: tuple[ReturnDue, ...]


def tax_by_income(*, rates: Rates, facts: HouseholdYear, periods: Sequence[Period]) -> IncomeYear:
    """Compute a year by the income method: VAT and advances by period, PIT of the year, and what is left to settle.

    Law:    tax/household/income_rate/low, middle and high; a loss gives no tax
    Raises: CostsAreNeeded
    """
    rules, revenue = rates.rules, facts.revenue_vnd
    costs = [period.costs_vnd for period in periods if period.costs_vnd is not None]
    if not costs:
        raise CostsAreNeeded(revenue_vnd=revenue, law=rules.law.cite(LIMIT))
    taxable = Dong(max(0, revenue - sum(costs)))
    path = rules.income_rate_path(revenue)
    pit = rules.of(taxable, rate=rules.law.rate(path))
    cut = cut_of(rules=rules, pit_vnd=pit, total_business_vnd=facts.total_business_vnd)
    left = Dong(pit - cut) if rules.takes_pit_cut else pit
    monthly_from = monthly_from_quarter(rates=rates, facts=facts)
    computed, relieved = _advances(rates, facts, periods)
    shop = [each for each in relieved if each.channel != PLATFORM]
    returns = list_returns(rules=rules, facts=facts, periods=shop, monthly_from=monthly_from)
    advances = Dong(sum(each.pit_vnd for each in shop)) if len(periods) > 1 else None
    credited = facts.withheld_pit_vnd + (facts.paid_pit_vnd if facts.paid_pit_vnd is not None else advances or 0)
    due, over = Dong(max(0, left - credited)), Dong(max(0, credited - left))
    waived = due if is_small(rules=rules, tax_vnd=due) else Dong(0)
    frequency = f"{T}/filing/frequency_upper" if monthly_from else f"{T}/filing/frequency_lower"
    return IncomeYear(
        computed=tuple(computed),
        periods=tuple(relieved),
        costs_vnd=Dong(sum(costs)),
        taxable_income_vnd=taxable,
        rate=rules.law.rate(path),
        rate_path=path,
        pit_before_vnd=pit,
        cut_vnd=cut,
        pit_vnd=Dong(left - waived),
        waived_vnd=waived,
        advances_vnd=advances,
        due_vnd=Dong(due - waived),
        over_vnd=over,
        filing=rules.law.text(frequency),
        returns=(*returns, finalisation(rules=rules, due_vnd=Dong(due - waived))),
    )


def monthly_from_quarter(*, rates: Rates, facts: HouseholdYear) -> int | None:
    """Give the quarter from which returns are monthly; None for those whom quarters suffice.

    Who passed the middle band the year before files by month from January; who passes it now does so from the quarter
    in which that happens, as far as the figures tell.

    Law:    tax/household/filing/frequency_upper, tax/household/band/middle_revenue_vnd_max
    """
    middle, before = rates.rules.middle_vnd, facts.prior_year_revenue_vnd
    if middle is None or facts.revenue_vnd <= middle:
        return None
    if len(facts.periods) == 1 or before is None or before > middle:
        return 1
    reached, in_quarter = 0, len(facts.periods) // QUARTERS
    for place, period in enumerate(facts.periods):
        reached += period.total_vnd
        if reached > middle:
            return place // in_quarter + 1
    return QUARTERS


def needs_months(*, rates: Rates, facts: HouseholdYear) -> bool:
    """Tell whether a year by months stays so, because some of its returns are monthly."""
    return rates.rules.middle_vnd is not None and facts.revenue_vnd > rates.rules.middle_vnd


def _advances(rates: Rates, facts: HouseholdYear, periods: Sequence[Period]) -> tuple[list[PeriodTax], list[PeriodTax]]:
    """Compute VAT and the advances by period, before and after the reliefs; platforms withhold instead of advances.

    Law:    tax/household/advance/formula
    """
    rules = rates.rules
    computed = tax_periods(rates=rates, facts=facts, periods=periods, deduction_vnd=rules.advance_deduction_vnd)
    computed = [_without_pit(each) if each.channel == PLATFORM else each for each in computed]
    reduced, _cut = cut_pit(rules=rules, periods=computed, total_business_vnd=facts.total_business_vnd)
    days = days_of_quarters(year=facts.year, count=len(periods))
    return computed, waive_small(rules=rules, periods=reduced, dues=days)


def _without_pit(period: PeriodTax) -> PeriodTax:
    none = Dong(0)
    lines = tuple(replace(line, pit_vnd=none, deducted_vnd=none) for line in period.sectors)
    return replace(period, sectors=lines, pit_vnd=none, pit_before_reduction_vnd=none, deduction_left_vnd=none)
