"""How a tax came about: one step after the other, each with its article, told from the figures when somebody asks."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.facts import REAL_ESTATE, Period
from ecoop.taxes.calc.percentage import first_filed
from ecoop.taxes.calc.result import PLATFORM, PeriodTax, SectorTax, Step
from ecoop.taxes.calc.rules import (
    ADVANCE_FORMULA,
    CROSSING,
    CUT,
    DEDUCTION,
    FINALISATION,
    FROM_CROSSING,
    THRESHOLD,
    VAT_CUT,
    WAIVER,
    Rates,
    Rules,
    T,
)
from ecoop.taxes.calc.working import Working

_CREDIT = "tax/platform/withholding/legal_basis"


def list_steps(*, working: Working) -> tuple[Step, ...]:
    """Tell a calculation step by step."""
    facts, rules = working.facts, working.rates.rules
    steps = [Step("revenue", facts.revenue_vnd, {})]
    if facts.platform_vnd:
        steps.append(_cited(rules, "platform-revenue", facts.platform_vnd, {}, _CREDIT))
    steps.append(_cited(rules, "threshold", rules.threshold_vnd, {}, THRESHOLD))
    if not working.is_taxable:
        steps.append(_cited(rules, "exempt", Dong(0), {}, THRESHOLD))
    elif working.income is None:
        steps += _percentage(working)
    else:
        steps += _income(working)
    steps += _rent(working)
    if facts.withheld_vat_vnd or facts.withheld_pit_vnd:
        both = {"vat_vnd": facts.withheld_vat_vnd, "pit_vnd": facts.withheld_pit_vnd}
        steps.append(_cited(rules, "withheld", Dong(sum(both.values())), both, _CREDIT))
    if working.is_taxable or working.rent:
        steps += [Step("vat-total", working.vat_vnd, {}), Step("pit-total", working.pit_vnd, {})]
    if working.refund_vnd:
        steps.append(Step("given-back", working.refund_vnd, {}))
    return tuple(steps)


def _percentage(working: Working) -> Iterator[Step]:
    rules = working.rates.rules
    yield from _rates(working)
    yield _cited(rules, "deduction", Dong(rules.deduction_vnd - working.lease.taken_from_trade_vnd), {}, DEDUCTION)
    yield from _periods(working)
    yield from _cut(rules, working.cut_vnd)
    yield from _waivers(rules, working.computed, working.relieved)


def _income(working: Working) -> Iterator[Step]:
    income, facts, rules = working.income, working.facts, working.rates.rules
    if income is None:
        return
    yield from _rates(working)
    yield from (step for step in _periods(working) if step.code != "pit")
    for period in income.periods:
        if len(working.periods) > 1 and period.channel != PLATFORM:
            yield _cited(
                rules, "advance", period.pit_vnd, {"period": period.name}, ADVANCE_FORMULA, "advance_uses_deduction"
            )
    yield from _waivers(rules, working.computed, working.relieved)
    revenue = {"revenue_vnd": facts.revenue_vnd, "costs_vnd": income.costs_vnd}
    yield _cited(rules, "income", income.taxable_income_vnd, revenue, income.rate_path)
    yield _cited(rules, "income-pit", income.pit_before_vnd, {"rate": income.rate}, income.rate_path)
    yield from _cut(rules, working.cut_vnd)
    if income.waived_vnd:
        waived = {"period": str(facts.year), "tax_vnd": income.waived_vnd}
        yield _cited(rules, "pit-waived", Dong(-income.waived_vnd), waived, WAIVER, "small_amount_waiver_per")
    yield _cited(rules, "finalisation", income.due_vnd, {}, FINALISATION)


def _rates(working: Working) -> Iterator[Step]:
    """Tell of each cut VAT rate how it came about."""
    rates, rules = working.rates, working.rates.rules
    if not rules.vat_cut_ratio:
        return
    sold = [sector for part in working.computed for sector in (line.sector for line in part.sectors)]
    cut_ones = {sector for period in working.periods for sector, amount in period.vat_cut_vnd.items() if amount}
    for sector in dict.fromkeys(sold):
        if sector in rates.vat_cut_eligible or sector in cut_ones:
            facts = {"sector": sector, "rate": rates.vat(sector), "cut": rules.vat_cut_ratio}
            yield _cited(rules, "vat-cut", rates.cut_vat(sector), facts, VAT_CUT)


def _periods(working: Working) -> Iterator[Step]:
    """Tell of each period what its sector groups owe."""
    rates, facts, rules = working.rates, working.facts, working.rates.rules
    first = first_filed(rates=rates, facts=facts, periods=working.periods)
    shop = [each for each in working.computed if each.channel != PLATFORM]
    if first > 0:
        reached = Dong(sum(period.total_vnd for period in working.periods[: first + 1]))
        yield _cited(rules, "crossing", reached, {"period": shop[first].name}, FROM_CROSSING)
    for place, (tax, period) in enumerate(zip(shop, working.periods, strict=True)):
        yield from _lines(rates, tax, period, place >= first or rules.whole_year_bears_vat)
    for tax in working.computed:
        if tax.channel == PLATFORM and facts.platform:
            yield from _lines(rates, tax, Period(facts.platform.revenue_vnd), True)


def _lines(rates: Rates, tax: PeriodTax, period: Period, bears_vat: bool) -> Iterator[Step]:
    rules = rates.rules
    for line in tax.sectors:
        own: Mapping[str, object] = {"sector": line.sector, "period": tax.name, "revenue_vnd": line.revenue_vnd}
        if bears_vat:
            yield from _vat(rates, line, period, own)
        elif line.revenue_vnd:
            yield _cited(rules, "vat-before-crossing", Dong(0), own, CROSSING, "vat_on_crossing")
        if line.deducted_vnd:
            deducted = {**own, "left_vnd": tax.deduction_left_vnd}
            yield _cited(rules, "deducted", line.deducted_vnd, deducted, DEDUCTION)
        pit = {**own, "deducted_vnd": line.deducted_vnd, "rate": line.pit_rate}
        yield _cited(rules, "pit", line.pit_vnd, pit, f"{T}/pit_rate/{line.sector}")


def _vat(rates: Rates, line: SectorTax, period: Period, own: Mapping[str, object]) -> Iterator[Step]:
    for amount, rate in rates.vat_parts(period, sector=line.sector):
        facts = {**own, "revenue_vnd": amount, "rate": rate}
        yield _cited(rates.rules, "vat", rates.rules.of(amount, rate=rate), facts, f"{T}/vat_rate/{line.sector}")


def _cut(rules: Rules, cut: Dong) -> Iterator[Step]:
    if cut and rules.pit_cut_ratio is not None:
        code = "pit-cut" if rules.takes_pit_cut else "pit-cut-shown"
        yield _cited(rules, code, Dong(-cut), {"rate": rules.pit_cut_ratio}, CUT, "nq43")


def _waivers(rules: Rules, before: Sequence[PeriodTax], after: Sequence[PeriodTax]) -> Iterator[Step]:
    """Tell what was waived; the cut has been told before, so it is taken off first."""
    for old, new in zip(before, after, strict=True):
        reduced = old.pit_vnd - new.pit_reduction_vnd
        for code, tax, left in (("vat-waived", old.vat_vnd, new.vat_vnd), ("pit-waived", reduced, new.pit_vnd)):
            if tax > 0 and not left:
                facts = {"period": new.name, "tax_vnd": tax}
                yield _cited(rules, code, Dong(-tax), facts, WAIVER, "small_amount_waiver_per")


def _rent(working: Working) -> Iterator[Step]:
    lease, rules = working.lease, working.rates.rules
    if not lease.rent_vnd:
        return
    yield Step("lease-revenue", lease.rent_vnd, {})
    if lease.period is None or working.rent is None:
        yield _cited(rules, "lease-exempt", Dong(0), {}, THRESHOLD)
        return
    [line] = lease.period.sectors
    own = {"sector": REAL_ESTATE, "period": lease.period.name, "revenue_vnd": line.revenue_vnd}
    yield _cited(rules, "vat", line.vat_vnd, {**own, "rate": line.vat_rate}, f"{T}/vat_rate/{REAL_ESTATE}")
    pit = {**own, "deducted_vnd": line.deducted_vnd, "rate": line.pit_rate}
    yield _cited(rules, "pit", line.pit_vnd, pit, f"{T}/pit_rate/{REAL_ESTATE}")
    yield from _cut(rules, working.rent_cut_vnd)
    yield from _waivers(rules, [lease.period], [working.rent])


def _cited(
    rules: Rules, code: str, value: Dong | Decimal, facts: Mapping[str, object], path: str, switch: str = ""
) -> Step:
    law = rules.law.cite(path) if rules.law.has(path) else None
    return Step(code, value, facts, law, path if law else "", switch)
