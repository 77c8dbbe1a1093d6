"""What a household should know before it files: open questions, limits ahead, money to claim back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.deadlines import REQUEST_BY, form_code
from ecoop.taxes.calc.facts import QUARTERS, REAL_ESTATE, add_periods
from ecoop.taxes.calc.income import monthly_from_quarter
from ecoop.taxes.calc.percentage import first_filed, paid_before, tax_periods
from ecoop.taxes.calc.result import Caution, format_rate
from ecoop.taxes.calc.rules import (
    ADVANCE,
    CROSSING,
    CUT_SWITCH,
    LOSS,
    LUMP_SUM,
    METER,
    STABLE,
    SWITCH_AFTER,
    TWO_DEDUCTIONS,
    WAIVER_SWITCH,
)
from ecoop.taxes.calc.working import Working


def list_cautions(*, working: Working) -> tuple[Caution, ...]:
    """List what to know before filing."""
    parts = [_near(working)] if not working.is_taxable else [_taxable(working)]
    parts += [_platforms(working), _rent(working), _filing(working)]
    return tuple(caution for part in parts for caution in part)


def _taxable(working: Working) -> Iterator[Caution]:
    rules, facts, income = working.rates.rules, working.facts, working.income
    yield from _stable(working)
    yield from _crossing(working)
    if income is None:
        yield from _order(working)
        limit = rules.limit_vnd
        if limit is not None and facts.revenue_vnd > limit and rules.law.has(SWITCH_AFTER):
            yield Caution("must-switch", {"limit_vnd": limit})
    else:
        yield from _of_income(working)
    if working.cut_vnd:
        text = rules.law.warning(CUT_SWITCH) or ""
        yield Caution("pit-cut", {"cut_vnd": working.cut_vnd}, text, "nq43")
    if not facts.separated_in_books and working.rates.mixed:
        yield Caution("mixed", {})
    if "digital_content" in facts.vat_cut_eligible and rules.vat_cut_ratio:
        yield Caution("cut-doubtful", {"sector": "digital_content"})
    yield from _waived(working)


def _near(working: Working) -> Iterator[Caution]:
    """Warn at the shares of the threshold that the meter names, and say what crossing would mean."""
    rules, revenue = working.rates.rules, working.facts.revenue_vnd
    threshold = rules.threshold_vnd
    if not rules.law.has(METER):
        return
    reached = [Decimal(ratio) for ratio in rules.law.list(METER) if revenue >= Decimal(ratio) * threshold]
    if reached:
        yield Caution("near", {"share": format_rate(max(reached)), "threshold_vnd": threshold})
        yield Caution("cliff", {"left_vnd": Dong(threshold - revenue)})


def _stable(working: Working) -> Iterator[Caution]:
    """Warn who takes up the income method or leaves it; whether its years are over, the figures may not tell."""
    rules, facts = working.rates.rules, working.facts
    leaves = facts.method_at_start_of_year == "income" and facts.income_method_since is None
    if (working.income or leaves) and rules.law.has(STABLE):
        yield Caution("stable", {"years": rules.law.whole(STABLE)})


def _crossing(working: Working) -> Iterator[Caution]:
    """Show the VAT under the other reading of an open question, when it makes a difference."""
    rates, facts, rules = working.rates, working.facts, working.rates.rules
    first = first_filed(rates=rates, facts=facts, periods=working.periods)
    if first == 0 or not rules.law.has(CROSSING):
        return
    counted = working.periods[first:] if rules.whole_year_bears_vat else working.periods
    other = sum(
        rules.of(amount, rate=rate)
        for period in counted
        for sector in period.revenue_vnd
        if sector != REAL_ESTATE
        for amount, rate in rates.vat_parts(period, sector=sector)
    )
    on_platforms = sum(each.vat_vnd for each in working.computed[len(working.periods) :])
    if other + on_platforms != sum(each.vat_vnd for each in working.computed):
        told = {"other_vnd": Dong(other + on_platforms)}
        yield Caution("vat-other-choice", told, rules.law.warning(CROSSING) or "", "vat_on_crossing")


def _order(working: Working) -> Iterator[Caution]:
    """Tell when using the deduction in the order of time costs more than its best use over the year."""
    if len(working.periods) == 1:
        return
    rules = working.rates.rules
    best = tax_periods(
        rates=working.rates,
        facts=replace(working.facts, deduct_first=()),
        periods=[add_periods(periods=working.periods)],
        deduction_vnd=Dong(max(0, rules.deduction_vnd - working.lease.taken_from_trade_vnd)),
    )
    more = sum(each.pit_vnd for each in working.computed) - sum(each.pit_vnd for each in best)
    # Rounding by quarter may cost some đồng; that is no reason to plan again.
    if more > len(working.computed):
        yield Caution("quarters-cost-more", {"more_vnd": Dong(more)})


def _of_income(working: Working) -> Iterator[Caution]:
    rules, income, facts = working.rates.rules, working.income, working.facts
    if income is None:
        return
    if rules.law.has(ADVANCE):
        yield Caution("", {}, rules.law.warning(ADVANCE) or "", "advance_uses_deduction")
    loss = income.costs_vnd - facts.revenue_vnd
    if loss > 0:
        text = rules.law.warning(LOSS) if rules.law.has(LOSS) else None
        yield Caution("loss", {"loss_vnd": Dong(loss)}, text or "", "loss_carried_forward")
    if income.over_vnd and len(working.periods) > 1:
        yield Caution("advances-overpaid", {"over_vnd": income.over_vnd})
    if monthly_from_quarter(rates=working.rates, facts=facts):
        yield Caution("monthly-reading", {"middle_vnd": rules.middle_vnd})


def _waived(working: Working) -> Iterator[Caution]:
    law = working.rates.rules.law
    taxes = [(old.vat_vnd, new.vat_vnd) for old, new in zip(working.computed, working.relieved, strict=True)]
    taxes += [(old.pit_vnd, new.pit_vnd) for old, new in zip(working.computed, working.relieved, strict=True)]
    income_waived = working.income is not None and working.income.waived_vnd
    if income_waived or any(old and not new for old, new in taxes):
        yield Caution("", {}, law.warning(WAIVER_SWITCH) or "", "small_amount_waiver_per")


def _platforms(working: Working) -> Iterator[Caution]:
    facts, law = working.facts, working.rates.rules.law
    if not facts.platform_vnd:
        return
    if working.is_taxable and working.income is None:
        yield Caution("platform-credit", {})
    if working.refund_vnd:
        due = date(facts.year + 1, 1, 31)
        form = form_code(law=law.at(due), path="tax/form/revenue_notice")
        yield Caution("platform-refund", {"refund_vnd": working.refund_vnd, "form": form})
    if working.short_vnd:
        yield Caution("platform-short", {"short_vnd": working.short_vnd})


def _rent(working: Working) -> Iterator[Caution]:
    law = working.rates.rules.law
    if working.lease.rent_vnd and working.facts.revenue_vnd and law.has(TWO_DEDUCTIONS):
        yield Caution("", {}, law.warning(TWO_DEDUCTIONS) or "", "deduction_for_trade_and_lease")


def _filing(working: Working) -> Iterator[Caution]:
    facts, law = working.facts, working.rates.rules.law
    if working.is_taxable and len(working.periods) == 1 and facts.shop_vnd:
        begins = paid_before(facts=facts, threshold_vnd=working.rates.rules.threshold_vnd)
        if len(working.returns) >= QUARTERS or not begins:
            yield Caution("year-only", {})
    if law.has(LUMP_SUM) and law.flag(LUMP_SUM):
        yield Caution("lump-sum", {"year": facts.year})
    asked = facts.extension_requested
    if asked and working.is_taxable and law.has(REQUEST_BY):
        until = law.date(REQUEST_BY)
        is_late = isinstance(asked, date) and asked > until
        yield Caution("extension-late" if is_late else "extension", {"until_on": until})
