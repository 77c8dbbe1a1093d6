"""The tax of one household for one year, whole: who is exempt, which method, what is due, when, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.deadlines import list_notices, list_quarter_returns
from ecoop.taxes.calc.facts import REAL_ESTATE, HouseholdYear, Period
from ecoop.taxes.calc.income import IncomeYear, tax_by_income
from ecoop.taxes.calc.lease import tax_lease
from ecoop.taxes.calc.percentage import Rates, first_filed, rate_steps, tax_periods
from ecoop.taxes.calc.reliefs import cut_pit, waive_small
from ecoop.taxes.calc.result import Caution, HouseholdTax, PeriodTax, ReturnDue, Step, format_rate
from ecoop.taxes.errors import (
    PercentageMethodIsClosed,
    PlatformSalesAreNotBuilt,
)

_T = "tax/household"
_THRESHOLD = f"{_T}/revenue_exempt_vnd_max"
_LIMIT = f"{_T}/band/percentage_method_revenue_vnd_max"
_DEDUCTION = f"{_T}/deduction/business_vnd"
_CROSSING = f"{_T}/switch/vat_on_crossing"


def household_tax(*, law: Law, facts: HouseholdYear) -> HouseholdTax:
    """Compute a household's VAT and PIT of a year.

    `law` is the law of the year's last day as known when asked, with the open questions answered as the facts ask.

    Law:    tax/household/revenue_exempt_vnd_max and everything below tax/household
    Raises: PercentageMethodIsClosed, CostsAreNeeded, PlatformSalesAreNotBuilt, RateIsUnknown
    """
    threshold = law.dong(_THRESHOLD)
    steps = [
        Step("revenue", facts.revenue_vnd, {}),
        Step("threshold", threshold, {}, law.cite(_THRESHOLD), _THRESHOLD),
    ]
    mixed = tuple(_sectors(facts.periods)) if _shares_highest_rate(law, facts) else ()
    rates = Rates(law=law, year=facts.year, vat_cut_eligible=facts.vat_cut_eligible, mixed=mixed)
    lease = tax_lease(rates=rates, facts=facts)
    is_exempt = facts.revenue_vnd <= threshold
    if is_exempt and not lease.total_vnd:
        return _exempt(rates=rates, facts=facts, steps=[*steps, *lease.steps])
    income: IncomeYear | None = None
    if is_exempt:
        periods: list[PeriodTax] = []
        steps.append(Step("exempt", Dong(0), {}, law.cite(_THRESHOLD), _THRESHOLD))
        warnings, returns = list[Caution](), list[ReturnDue]()
        if facts.revenue_vnd:
            returns = list_notices(law=law, year=facts.year, started_on=facts.started_on)
    elif _method(law=law, facts=facts) == "income":
        income = _by_income(rates=rates, facts=facts)
        periods, warnings, returns = list(income.periods), list(income.warnings), list(income.returns)
        steps += income.steps
    else:
        periods, more, warnings, returns = _by_percentage(rates=rates, facts=facts)
        steps += more
    # Rent is a return of its own, so the cut and the waiver look at it apart.
    rent, rent_steps, rent_warnings = _relieve_rent(rates=rates, periods=lease.periods, facts=facts)
    every = [*periods, *rent]
    return _result(
        law=law,
        facts=facts,
        periods=every,
        returns=[*returns, *lease.returns],
        warnings=[*warnings, *lease.warnings, *rent_warnings],
        steps=[*steps, *lease.steps, *rent_steps],
        income=income,
    )


def _shares_highest_rate(law: Law, facts: HouseholdYear) -> bool:
    """Tell whether the sector groups share the highest VAT rate, because the books do not separate them."""
    path = f"{_T}/mixed_sectors_vat_rule"
    return not facts.separated_in_books and law.text(path) == "highest_rate_on_all"


def _method(*, law: Law, facts: HouseholdYear) -> str:
    """Name the method that holds: the one chosen, or the only one the revenue leaves open.

    Raises: PercentageMethodIsClosed, PlatformSalesAreNotBuilt
    """
    revenue = facts.revenue_vnd
    limit = law.dong(_LIMIT) if law.has(_LIMIT) else None
    chosen = facts.method or facts.method_at_start_of_year
    if limit is not None and revenue > limit and facts.method_at_start_of_year != "revenue":
        if facts.method == "revenue":
            raise PercentageMethodIsClosed(revenue_vnd=revenue, limit_vnd=limit, law=law.cite(_LIMIT))
        return "income"
    if chosen == "income":
        return "income"
    if facts.platform is not None:
        raise PlatformSalesAreNotBuilt()
    return "revenue"


def _by_income(*, rates: Rates, facts: HouseholdYear) -> IncomeYear:
    is_monthly = facts.revenue_vnd > rates.law.dong(f"{_T}/band/middle_revenue_vnd_max")
    periods = list(facts.periods) if is_monthly else _in_quarters(facts.periods)
    return tax_by_income(rates=rates, facts=facts, periods=periods, total_business_vnd=_total_business(facts))


def _by_percentage(
    *, rates: Rates, facts: HouseholdYear
) -> tuple[list[PeriodTax], list[Step], list[Caution], list[ReturnDue]]:
    law = rates.law
    deduction = law.dong(_DEDUCTION)
    quarters = _in_quarters(facts.periods)
    steps = [
        *rate_steps(rates=rates, periods=quarters),
        Step("deduction", deduction, {}, law.cite(_DEDUCTION), _DEDUCTION),
    ]
    computed, more = tax_periods(rates=rates, facts=facts, periods=quarters, deduction_vnd=deduction)
    warnings = [
        *_stable_warning(law=law, facts=facts),
        *_crossing_warning(rates=rates, facts=facts, periods=quarters),
        *_order_warning(rates=rates, facts=facts, periods=quarters, computed=computed, deduction_vnd=deduction),
    ]
    periods, relief_steps, relief_warnings = _relieve(rates=rates, periods=computed, facts=facts)
    returns = list_quarter_returns(law=law, year=facts.year, periods=periods, started_on=facts.started_on)
    return periods, [*steps, *more, *relief_steps], [*warnings, *relief_warnings], returns


def _relieve(
    *, rates: Rates, periods: Sequence[PeriodTax], facts: HouseholdYear
) -> tuple[list[PeriodTax], list[Step], list[Caution]]:
    total = _total_business(facts)
    reduced, steps, warnings = cut_pit(rates=rates, periods=periods, total_business_vnd=total)
    waived, more = waive_small(rates=rates, periods=reduced)
    return waived, [*steps, *more], warnings


def _relieve_rent(
    *, rates: Rates, periods: Sequence[PeriodTax], facts: HouseholdYear
) -> tuple[list[PeriodTax], list[Step], list[Caution]]:
    """Relieve rent as trade is relieved, as far as the cut reaches it."""
    path = f"{_T}/pit_cut/applies_to_real_estate_lease"
    if rates.law.has(path) and not rates.law.flag(path):
        return (*waive_small(rates=rates, periods=periods), [])
    return _relieve(rates=rates, periods=periods, facts=facts)


def _total_business(facts: HouseholdYear) -> Dong:
    given = facts.total_business_revenue_vnd
    return given if given is not None else Dong(facts.revenue_vnd + facts.lease_vnd)


def _result(
    *,
    law: Law,
    facts: HouseholdYear,
    periods: Sequence[PeriodTax],
    returns: Sequence[ReturnDue],
    warnings: Sequence[Caution],
    steps: Sequence[Step],
    income: IncomeYear | None,
) -> HouseholdTax:
    # The PIT of the income method is that of the year; what stands with its periods are advances.
    own = len(income.periods) if income else 0
    years = [income.year, *periods[own:]] if income else list(periods)
    vat, pit = Dong(sum(each.vat_vnd for each in periods)), Dong(sum(each.pit_vnd for each in years))
    limit = law.dong(_LIMIT) if law.has(_LIMIT) else None
    must_switch = limit is not None and facts.revenue_vnd > limit and income is None
    switches = must_switch and law.text(f"{_T}/percentage_method/switch_after_exceeding") == "next_year"
    switching = [Caution("must-switch", {"limit_vnd": limit})] if switches else []
    return HouseholdTax(
        year=facts.year,
        method="income" if income else "revenue",
        exempt=False,
        revenue_vnd=facts.revenue_vnd,
        threshold_vnd=law.dong(_THRESHOLD),
        vat_vnd=vat,
        pit_vnd=pit,
        pit_before_reduction_vnd=Dong(sum(each.pit_before_reduction_vnd for each in years)),
        pit_reduction_vnd=Dong(sum(each.pit_reduction_vnd for each in years)),
        must_switch_next_year=must_switch,
        filing=income.filing if income else _frequency(law) if facts.revenue_vnd > law.dong(_THRESHOLD) else "none",
        refund_vnd=_refund(facts=facts, vat_vnd=vat, pit_vnd=pit),
        deduction_vnd=_deducted(periods),
        periods=tuple(periods),
        returns=tuple(returns),
        warnings=(*warnings, *switching),
        steps=(*steps, Step("vat-total", vat, {}), Step("pit-total", pit, {})),
        taxable_income_vnd=income.taxable_income_vnd if income else None,
        rate=income.rate if income else None,
        pit_due_at_finalisation_vnd=income.due_at_finalisation_vnd if income else None,
    )


def _frequency(law: Law) -> str:
    # Before the household decree nobody wrote it down, and quarters were the rule.
    path = f"{_T}/filing/frequency_lower"
    return law.text(path) if law.has(path) else "quarterly"


def _refund(*, facts: HouseholdYear, vat_vnd: Dong, pit_vnd: Dong) -> Dong:
    """Give what was paid or withheld beyond what is due, tax by tax."""
    platform = facts.platform
    paid_vat = (facts.paid_vat_vnd or 0) + (platform.withheld_vat_vnd if platform else 0)
    paid_pit = (facts.paid_pit_vnd or 0) + (platform.withheld_pit_vnd if platform else 0)
    return Dong(max(0, paid_vat - vat_vnd) + max(0, paid_pit - pit_vnd))


def _deducted(periods: Sequence[PeriodTax]) -> dict[str, Dong]:
    deducted: dict[str, Dong] = {}
    for line in (line for period in periods for line in period.sectors):
        deducted[line.sector] = Dong(deducted.get(line.sector, 0) + line.deducted_vnd)
    return deducted


def _exempt(*, rates: Rates, facts: HouseholdYear, steps: Sequence[Step]) -> HouseholdTax:
    law = rates.law
    refund = _refund(facts=facts, vat_vnd=Dong(0), pit_vnd=Dong(0))
    given_back = [Step("given-back", refund, {})] if refund else []
    revenue = {sector: amount for sector, amount in _added(facts.periods).revenue_vnd.items() if sector != REAL_ESTATE}
    return HouseholdTax(
        year=facts.year,
        method=facts.method or "revenue",
        exempt=True,
        revenue_vnd=facts.revenue_vnd,
        threshold_vnd=law.dong(_THRESHOLD),
        vat_vnd=Dong(0),
        pit_vnd=Dong(0),
        pit_before_reduction_vnd=Dong(0),
        pit_reduction_vnd=Dong(0),
        must_switch_next_year=False,
        filing="none",
        refund_vnd=refund,
        # An exempt household needs no deduction; all its revenue lies below it.
        deduction_vnd=revenue,
        periods=(),
        returns=tuple(list_notices(law=law, year=facts.year, started_on=facts.started_on)),
        warnings=tuple(_near_warning(law=law, facts=facts)),
        steps=(*steps, Step("exempt", Dong(0), {}, law.cite(_THRESHOLD), _THRESHOLD), *given_back),
    )


def _near_warning(*, law: Law, facts: HouseholdYear) -> list[Caution]:
    """Warn at the shares of the threshold that the meter names, and say what crossing would mean."""
    path, threshold = f"{_T}/meter/warning_ratios", law.dong(_THRESHOLD)
    if not law.has(path):
        return []
    reached = [Decimal(ratio) for ratio in law.list(path) if facts.revenue_vnd >= Decimal(ratio) * threshold]
    if not reached:
        return []
    near = {"share": format_rate(max(reached)), "threshold_vnd": threshold}
    left = Dong(threshold - facts.revenue_vnd)
    return [Caution("near", near), Caution("cliff", {"left_vnd": left})]


def _stable_warning(*, law: Law, facts: HouseholdYear) -> list[Caution]:
    """Warn who leaves the income method; whether its years in a row are over, these figures do not tell."""
    path = f"{_T}/income_method/stable_years_min"
    if facts.method_at_start_of_year != "income" or not law.has(path):
        return []
    return [Caution("stable", {"years": law.whole(path)})]


def _crossing_warning(*, rates: Rates, facts: HouseholdYear, periods: Sequence[Period]) -> list[Caution]:
    """Show the VAT under the other reading of an open question, when it makes a difference."""
    first, law = first_filed(rates=rates, facts=facts, periods=periods), rates.law
    if len(periods) == 1 or first == 0 or not law.has(_CROSSING):
        return []
    counted = periods if law.switch(_CROSSING) == "from_crossing_quarter" else periods[first:]
    other = Dong(
        sum(
            rates.of(amount, rate=rate)
            for period in counted
            for sector in period.revenue_vnd
            if sector != REAL_ESTATE
            for amount, rate in rates.vat_parts(period, sector=sector)
        )
    )
    return [Caution("vat-other-choice", {"other_vnd": other}, law.warning(_CROSSING) or "", "vat_on_crossing")]


def _order_warning(
    *,
    rates: Rates,
    facts: HouseholdYear,
    periods: Sequence[Period],
    computed: Sequence[PeriodTax],
    deduction_vnd: Dong,
) -> list[Caution]:
    """Tell when using the deduction in the order of time costs more than its best use over the year."""
    if len(periods) == 1:
        return []
    whole = _added(periods)
    best, _steps = tax_periods(
        rates=rates, facts=replace(facts, deduct_first=()), periods=[whole], deduction_vnd=deduction_vnd
    )
    more = sum(period.pit_vnd for period in computed) - best[0].pit_vnd
    # Rounding by quarter may cost some đồng; that is no reason to plan again.
    return [Caution("quarters-cost-more", {"more_vnd": more})] if more > len(periods) else []


def _in_quarters(periods: Sequence[Period]) -> list[Period]:
    """Add months up to quarters; a year and quarters stay as they are."""
    if len(periods) != 12:
        return list(periods)
    return [_added(periods[start : start + 3]) for start in range(0, 12, 3)]


def _added(periods: Sequence[Period]) -> Period:
    costs = [period.costs_vnd for period in periods if period.costs_vnd is not None]
    return Period(
        _summed([period.revenue_vnd for period in periods]),
        Dong(sum(costs)) if costs else None,
        _summed([period.vat_cut_vnd for period in periods]),
    )


def _summed(amounts: Sequence[Mapping[str, Dong]]) -> dict[str, Dong]:
    sums: dict[str, Dong] = {}
    for sector, amount in (pair for each in amounts for pair in each.items()):
        sums[sector] = Dong(sums.get(sector, 0) + amount)
    return sums


def _sectors(periods: Sequence[Period]) -> list[str]:
    return [sector for sector in _added(periods).revenue_vnd if sector != REAL_ESTATE]
