"""The income method: PIT on revenue less costs by the band of the revenue, VAT by percentage as ever.

Law:    PIT Law 109/2025 Article 7(2); Decree 68/2026 Articles 3(2), 6, 10 and 11(3)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.deadlines import (
    form_code,
    list_month_returns,
    list_quarter_returns,
    month_day_of,
)
from ecoop.taxes.calc.facts import HouseholdYear, Period
from ecoop.taxes.calc.percentage import Rates, rate_steps, tax_periods
from ecoop.taxes.calc.reliefs import cut_pit, waive_small
from ecoop.taxes.calc.result import Caution, PeriodTax, ReturnDue, Step
from ecoop.taxes.errors import CostsAreNeeded

_T = "tax/household"
_LOWER = f"{_T}/band/percentage_method_revenue_vnd_max"
_MIDDLE = f"{_T}/band/middle_revenue_vnd_max"
_ADVANCE = f"{_T}/switch/advance_uses_deduction"


@dataclass(frozen=True)
class IncomeYear:
    """What the income method makes of a year; the periods hold the advances."""

    periods: tuple[PeriodTax, ...]
    year: PeriodTax
    taxable_income_vnd: Dong
    rate: Decimal
    due_at_finalisation_vnd: Dong
    filing: str
    returns: tuple[ReturnDue, ...]
    warnings: tuple[Caution, ...]
    steps: tuple[Step, ...]


def tax_by_income(
    *, rates: Rates, facts: HouseholdYear, periods: Sequence[Period], total_business_vnd: Dong
) -> IncomeYear:
    """Compute a year by the income method: VAT and advances by period, PIT of the year, and what is left to settle.

    Law:    tax/household/income_rate/low, middle and high; a loss gives no tax
    Raises: CostsAreNeeded
    """
    law, revenue = rates.law, facts.revenue_vnd
    costs = [period.costs_vnd for period in periods if period.costs_vnd is not None]
    if not costs:
        raise CostsAreNeeded(revenue_vnd=revenue, law=law.cite(_LOWER))
    taxable = Dong(max(0, revenue - sum(costs)))
    rate_path = _rate_path(law, revenue)
    rate = law.rate(rate_path)
    pit = rates.of(taxable, rate=rate)
    used = law.dong(f"{_T}/deduction/business_vnd") if law.switch(_ADVANCE) == "yes" else Dong(0)
    advances, vat_steps = tax_periods(rates=rates, facts=facts, periods=periods, deduction_vnd=used)
    advances, advance_waivers = waive_small(rates=rates, periods=advances)
    whole = PeriodTax(str(facts.year), (), True, Dong(0), pit, Dong(0), pit, Dong(0))
    reduced, cut_steps, cautions = cut_pit(rates=rates, periods=[whole], total_business_vnd=total_business_vnd)
    (year,), year_waivers = waive_small(rates=rates, periods=reduced)
    due = _due(facts, advances, year.pit_vnd)
    income_facts = {"revenue_vnd": revenue, "costs_vnd": Dong(sum(costs))}
    steps = [
        *rate_steps(rates=rates, periods=periods),
        *[step for step in vat_steps if step.code != "pit"],
        *[_advance_step(law, period) for period in advances if len(periods) > 1],
        *advance_waivers,
        Step("income", taxable, income_facts, law.cite(rate_path), rate_path),
        Step("income-pit", pit, {"rate": rate}, law.cite(rate_path), rate_path),
        *cut_steps,
        *year_waivers,
        Step("finalisation", due, {}, law.cite(f"{_T}/filing/finalisation_due"), f"{_T}/filing/finalisation_due"),
    ]
    is_monthly = revenue > law.dong(_MIDDLE)
    listing = list_month_returns if is_monthly else list_quarter_returns
    returns = (
        *listing(law=law, year=facts.year, periods=advances, started_on=facts.started_on),
        _finalisation(law, facts.year, due),
    )
    filing = law.text(f"{_T}/filing/frequency_upper" if is_monthly else f"{_T}/filing/frequency_lower")
    years = law.whole(f"{_T}/income_method/stable_years_min")
    open_question = Caution("", {}, law.warning(_ADVANCE) or "", "advance_uses_deduction")
    warnings = (*cautions, Caution("stable", {"years": years}), open_question)
    return IncomeYear(tuple(advances), year, taxable, rate, due, filing, returns, warnings, tuple(steps))


def _rate_path(law: Law, revenue: Dong) -> str:
    """Name the rate of a yearly revenue's band; each limit belongs to the band below it."""
    if revenue <= law.dong(_LOWER):
        return "tax/household/income_rate/low"
    return "tax/household/income_rate/middle" if revenue <= law.dong(_MIDDLE) else "tax/household/income_rate/high"


def _due(facts: HouseholdYear, advances: Sequence[PeriodTax], pit: Dong) -> Dong:
    """Give what is left to pay at the finalisation, after advances (as given, else as computed) and withholding."""
    computed = sum(period.pit_vnd for period in advances) if len(advances) > 1 else 0
    paid = facts.paid_pit_vnd if facts.paid_pit_vnd is not None else computed
    withheld = facts.platform.withheld_pit_vnd if facts.platform else 0
    return Dong(max(0, pit - paid - withheld))


def _advance_step(law: Law, period: PeriodTax) -> Step:
    path = f"{_T}/advance/formula"
    return Step("advance", period.pit_vnd, {"period": period.name}, law.cite(path), path, "advance_uses_deduction")


def _finalisation(law: Law, year: int, due_vnd: Dong) -> ReturnDue:
    path = f"{_T}/filing/finalisation_due"
    due = month_day_of(year=year + 1, month_day=law.text(path))
    form = form_code(law=law, path="tax/form/pit_finalisation")
    return ReturnDue(form, str(year), law.next_working_day(due), due, None, due_vnd, law.cite(path), path)
