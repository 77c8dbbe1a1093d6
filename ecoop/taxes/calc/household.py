"""The tax of one household for one year, whole: who is exempt, which method, what is due, when, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.cautions import list_cautions
from ecoop.taxes.calc.deadlines import days_of_quarters, list_lease_returns, list_notices, list_returns
from ecoop.taxes.calc.explain import list_steps
from ecoop.taxes.calc.facts import REAL_ESTATE, HouseholdYear, add_by_sector, in_quarters
from ecoop.taxes.calc.income import needs_months, tax_by_income
from ecoop.taxes.calc.lease import tax_lease
from ecoop.taxes.calc.method import method_of, must_be_covered
from ecoop.taxes.calc.percentage import tax_periods
from ecoop.taxes.calc.reliefs import cut_pit, waive_small
from ecoop.taxes.calc.result import PLATFORM, Caution, HouseholdTax, PeriodTax, ReturnDue, Step
from ecoop.taxes.calc.rules import Rules, T, rates_of
from ecoop.taxes.calc.working import Working


def household_tax(*, law: Law, facts: HouseholdYear) -> HouseholdTax:
    """Compute a household's VAT and PIT of a year.

    `law` is the law of the year's last day as known when asked, with the open questions answered as the facts ask.

    Law:    tax/household/revenue_exempt_vnd_max and everything below tax/household
    Raises: YearIsNotCovered, PercentageMethodIsClosed, IncomeMethodIsDue, IncomeMethodMustStay, CostsAreNeeded
    """
    return tax_household(rules=Rules(law=law, year=facts.year), facts=facts)


def tax_household(*, rules: Rules, facts: HouseholdYear) -> HouseholdTax:
    """Compute the same under rules already read, for those who compute many households.

    Raises: YearIsNotCovered, PercentageMethodIsClosed, IncomeMethodIsDue, IncomeMethodMustStay, CostsAreNeeded
    """
    must_be_covered(rules=rules, facts=facts)
    rates = rates_of(rules=rules, facts=facts)
    lease = tax_lease(rates=rates, facts=facts)
    counted = facts.revenue_vnd + (facts.lease_vnd if rules.shares_deduction else 0)
    rent, rent_cut = _relieved_rent(rules, lease.period, facts)
    working = Working(rates=rates, facts=facts, lease=lease, rent=rent, rent_cut_vnd=rent_cut)
    if counted > rules.threshold_vnd and facts.revenue_vnd:
        by_income = method_of(rules=rules, facts=facts) == "income"
        working = _by_income(working) if by_income else _by_percentage(working)
    return _result(working)


def _by_income(working: Working) -> Working:
    facts, rates = working.facts, working.rates
    months = list(facts.periods) if needs_months(rates=rates, facts=facts) else in_quarters(periods=facts.periods)
    income = tax_by_income(rates=rates, facts=facts, periods=months)
    return replace(
        working,
        is_taxable=True,
        periods=tuple(months),
        computed=income.computed,
        relieved=income.periods,
        income=income,
        cut_vnd=income.cut_vnd,
        returns=income.returns,
        filing=income.filing,
    )


def _by_percentage(working: Working) -> Working:
    facts, rates, rules = working.facts, working.rates, working.rates.rules
    periods = in_quarters(periods=facts.periods)
    deduction = Dong(max(0, rules.deduction_vnd - working.lease.taken_from_trade_vnd))
    computed = tax_periods(rates=rates, facts=facts, periods=periods, deduction_vnd=deduction)
    reduced, cut = cut_pit(rules=rules, periods=computed, total_business_vnd=facts.total_business_vnd)
    relieved = waive_small(rules=rules, periods=reduced, dues=days_of_quarters(year=facts.year, count=len(periods)))
    shop = [each for each in relieved if each.channel != PLATFORM]
    # Platforms file for what is sold on them; a household that sells nowhere else files no quarterly return.
    files = bool(facts.shop_vnd) or not facts.platform_vnd
    returns = list_returns(rules=rules, facts=facts, periods=shop, monthly_from=None) if files else []
    return replace(
        working,
        is_taxable=True,
        periods=tuple(periods),
        computed=tuple(computed),
        relieved=tuple(relieved),
        cut_vnd=cut,
        returns=tuple(returns),
        filing=_frequency(rules) if files else "none",
    )


def _relieved_rent(rules: Rules, period: PeriodTax | None, facts: HouseholdYear) -> tuple[PeriodTax | None, Dong]:
    """Relieve rent as trade is relieved, as far as the cut reaches it; it is a return of its own."""
    if period is None:
        return None, Dong(0)
    reduced, cut = [period], Dong(0)
    if rules.cuts_rent:
        reduced, cut = cut_pit(rules=rules, periods=reduced, total_business_vnd=facts.total_business_vnd)
    [relieved] = waive_small(rules=rules, periods=reduced)
    return relieved, cut


@dataclass(frozen=True)
class _Settled:
    """What one tax still asks for, and what it gives back."""

    due_vnd: Dong
    back_vnd: Dong
    # Platforms withheld less than their sales owe; it stands with the last return.
    short_vnd: Dong


def _settle(*, total: Dong, withheld: Dong, paid: Dong | None, on_platforms: Dong, by_period: bool) -> _Settled:
    """Set what was withheld and paid against a tax of the year.

    By period, what the household's own returns hold is taken as paid with them, so that platforms settle by themselves.
    """
    due = Dong(max(0, total - withheld - (paid or 0)))
    if by_period and paid is None:
        return _Settled(due, Dong(max(0, withheld - on_platforms)), Dong(max(0, on_platforms - withheld)))
    return _Settled(due, Dong(max(0, withheld + (paid or 0) - total)), Dong(0))


def _result(working: Working) -> HouseholdTax:
    facts, rules, income = working.facts, working.rates.rules, working.income
    parts = [*working.relieved, *([working.rent] if working.rent else [])]
    # The PIT of the income method is that of the year; what stands with its periods are advances.
    years = [working.rent] if income and working.rent else [] if income else parts
    vat = Dong(sum(each.vat_vnd for each in parts))
    pit = Dong(sum(each.pit_vnd for each in years) + (income.pit_vnd if income else 0))
    before = sum(each.pit_before_reduction_vnd for each in years) + (income.pit_before_vnd if income else 0)
    taken = working.cut_vnd + working.rent_cut_vnd if rules.takes_pit_cut else 0
    platforms = [each for each in working.relieved if each.channel == PLATFORM]
    by_period = len(working.periods) > 1
    vat_settled = _settle(
        total=vat,
        withheld=facts.withheld_vat_vnd,
        paid=facts.paid_vat_vnd,
        on_platforms=Dong(sum(each.vat_vnd for each in platforms)),
        by_period=by_period,
    )
    pit_settled = _settle(
        total=pit,
        withheld=facts.withheld_pit_vnd,
        paid=facts.paid_pit_vnd,
        on_platforms=Dong(sum(each.pit_vnd for each in platforms)),
        by_period=by_period and income is None,
    )
    pit_back = income.over_vnd if income else pit_settled.back_vnd
    passes_limit = rules.limit_vnd is not None and facts.revenue_vnd > rules.limit_vnd
    refund = Dong(vat_settled.back_vnd + pit_back)
    short = (vat_settled.short_vnd, Dong(0) if income else pit_settled.short_vnd)
    # What the steps tell of the whole is put together only when somebody asks for them.
    whole = partial(replace, working, vat_vnd=vat, pit_vnd=pit, refund_vnd=refund, short_vnd=Dong(sum(short)))
    return HouseholdTax(
        year=facts.year,
        method="income" if income else (facts.method or "revenue"),
        exempt=not working.is_taxable and working.rent is None,
        revenue_vnd=facts.revenue_vnd,
        threshold_vnd=rules.threshold_vnd,
        vat_vnd=vat,
        pit_vnd=pit,
        pit_before_reduction_vnd=Dong(before),
        pit_reduction_vnd=Dong(taken),
        must_switch_next_year=working.is_taxable and passes_limit and income is None,
        filing=working.filing,
        refund_vnd=refund,
        deduction_vnd=_deducted(working, parts),
        periods=tuple(parts),
        returns=tuple(_returns(working, short)),
        taxable_income_vnd=income.taxable_income_vnd if income else None,
        rate=income.rate if income else None,
        pit_due_at_finalisation_vnd=income.due_vnd if income else None,
        pit_cut_vnd=Dong(working.cut_vnd + working.rent_cut_vnd),
        withheld_vat_vnd=facts.withheld_vat_vnd,
        withheld_pit_vnd=facts.withheld_pit_vnd,
        vat_due_vnd=vat_settled.due_vnd,
        pit_due_vnd=pit_settled.due_vnd,
        limit_vnd=rules.limit_vnd,
        lease_vnd=facts.lease_vnd,
        list_steps=partial(_steps, whole),
        list_warnings=partial(_warnings, whole),
    )


def _steps(whole: Callable[[], Working]) -> tuple[Step, ...]:
    return list_steps(working=whole())


def _warnings(whole: Callable[[], Working]) -> tuple[Caution, ...]:
    return list_cautions(working=whole())


def _returns(working: Working, short: tuple[Dong, Dong]) -> list[ReturnDue]:
    facts, rules, rent = working.facts, working.rates.rules, working.rent
    returns = _with_short(list(working.returns), short, finalised=working.income is not None)
    if not working.is_taxable and (facts.revenue_vnd or rent is None):
        returns = list_notices(law=rules.law, year=facts.year, started_on=facts.started_on)
    if rent is not None:
        returns += list_lease_returns(rules=rules, facts=facts, vat_vnd=rent.vat_vnd, pit_vnd=rent.pit_vnd)
    return returns


def _with_short(returns: list[ReturnDue], short: tuple[Dong, Dong], *, finalised: bool) -> list[ReturnDue]:
    """Let the last return of a period hold what platforms withheld too little."""
    place = len(returns) - (2 if finalised else 1)
    if not any(short) or place < 0 or returns[place].vat_vnd is None:
        return returns
    last = returns[place]
    vat, pit = Dong((last.vat_vnd or 0) + short[0]), Dong((last.pit_vnd or 0) + short[1])
    return [*returns[:place], replace(last, vat_vnd=vat, pit_vnd=pit), *returns[place + 1 :]]


def _frequency(rules: Rules) -> str:
    # Before the household decree nobody wrote it down, and quarters were the rule.
    path = f"{T}/filing/frequency_lower"
    return rules.law.text(path) if rules.law.has(path) else "quarterly"


def _deducted(working: Working, parts: Sequence[PeriodTax]) -> dict[str, Dong]:
    if not working.is_taxable and working.rent is None:
        # An exempt household needs no deduction; all its revenue lies below it.
        sold = working.facts.platform.revenue_vnd if working.facts.platform else {}
        both = add_by_sector(amounts=[*(period.revenue_vnd for period in working.facts.periods), sold])
        return {sector: amount for sector, amount in both.items() if sector != REAL_ESTATE}
    deducted: dict[str, Dong] = {}
    for line in (line for part in parts for line in part.sectors):
        deducted[line.sector] = Dong(deducted.get(line.sector, 0) + line.deducted_vnd)
    return deducted
