"""Answer the worked examples of law/cases that this domain computes, for `ecoop law check`."""

from collections.abc import Callable, Mapping
from typing import Any

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc import HouseholdYear, Period, Rules
from ecoop.taxes.calc.einvoice_duty import cut_invoice
from ecoop.taxes.calc.enterprise import enterprise_exemption
from ecoop.taxes.calc.penalties import fine_for
from ecoop.taxes.calc.percentage import tax_periods
from ecoop.taxes.calc.platform import withhold, withhold_of_month
from ecoop.taxes.calc.reading import read_household_year
from ecoop.taxes.calc.rules import Rates
from ecoop.taxes.queries.check_cooperative import cooperative_figures
from ecoop.taxes.queries.compute import compare_methods, compute_household_tax

Figures = Mapping[str, Any]


def answer_case(case: lawbook.CaseOfLaw) -> Figures | None:
    """Answer a worked example; None for a rule that another domain computes or that is not built yet.

    Queries: 0
    """
    law = lawbook.on(case.on, known_on=case.known_on)
    known_on = {"known_on": case.known_on.isoformat()} if case.known_on else {}
    if case.rule in ("tax/household", "tax/household/quarters"):
        return _household({"year": case.on.year, **case.given, **known_on})
    if case.rule == "tax/cooperative":
        return cooperative_figures(given={"year": case.on.year, **case.given, **known_on})
    answer = _ANSWERS.get(case.rule)
    return answer(law, {**case.given, **known_on}) if answer else None


def _household(given: Figures) -> Figures:
    result = compute_household_tax(given=given)
    periods = result.periods
    bases = [sum(line.revenue_vnd - line.deducted_vnd for line in period.sectors) for period in periods]
    return {
        **result.as_dict(),
        "pit_computed_vnd": result.pit_before_reduction_vnd,
        "vat_vnd_by_quarter": [period.vat_vnd for period in periods],
        "pit_vnd_by_quarter": [period.pit_vnd for period in periods],
        "pit_base_vnd_by_quarter": bases,
        "deduction_vnd_by_quarter": [sum(line.deducted_vnd for line in period.sectors) for period in periods],
        "deduction_left_vnd_after_second_quarter": periods[1].deduction_left_vnd if len(periods) > 1 else None,
        "returns_due_on": [each.due_on for each in result.returns],
        "returns_due_on_statutory": [each.due_on_statutory for each in result.returns],
        "pay_by_on": [each.pay_by_on or each.due_on for each in result.returns],
        "forms": [each.form for each in result.returns],
        "periods_filed": [each.period for each in result.returns],
    }


def _threshold(law: Law, given: Figures) -> Figures:
    years = [{"year": law.day.year, "revenue": {"goods": each}} for each in given["revenues"]]
    return {"over_threshold": [not compute_household_tax(given=year).exempt for year in years]}


def _band(law: Law, given: Figures) -> Figures:
    rows = [(row["band"], row["up_to"]) for row in law.table("tax/bands")]
    tops = [(band, law.dong(up_to) if up_to else None) for band, up_to in rows]
    revenues = given["revenues"]
    return {"bands": [next(band for band, top in tops if top is None or each <= top) for each in revenues]}


def _calendar(law: Law, given: Figures) -> Figures:
    year = compute_household_tax(given=given)
    return {
        "total_vnd": year.total_vnd,
        "notices_due_on": [each.due_on for each in year.returns],
        "notices_due_on_statutory": [each.due_on_statutory for each in year.returns],
    }


def _compare(law: Law, given: Figures) -> Figures:
    both = compare_methods(facts=read_household_year(given))
    return {
        "better": both.better,
        "pit_income_vnd": both.by_income.pit_vnd if both.by_income else None,
        "pit_revenue_vnd": both.by_revenue.pit_vnd if both.by_revenue else None,
    }


def _period(law: Law, given: Figures) -> Figures:
    """Tax one period by itself, as a household that files does: sales less what came back."""
    net = Dong(given["sales_vnd"] - given["reductions_vnd"])
    facts = HouseholdYear(year=law.day.year, periods=(Period({given["sector"]: net}),), prior_year_over_threshold=True)
    rates = Rates(Rules(law=law, year=law.day.year))
    left = Dong(given["deduction_left_vnd"])
    [tax] = tax_periods(rates=rates, facts=facts, periods=facts.periods, deduction_vnd=left)
    return {"pit_vnd": tax.pit_vnd, "vat_vnd": tax.vat_vnd}


def _fine(law: Law, given: Figures) -> Figures:
    circumstances = given.get("circumstances", 0)
    fine = fine_for(
        law=law,
        offence=given["violation"],
        measure=given["count"],
        is_household=given["subject"] == "household",
        aggravating=max(0, circumstances),
        mitigating=max(0, -circumstances),
    )
    return {"fine_vnd": fine.fine_vnd, "organisation_fine_vnd": fine.organisation_mean_vnd}


def _withheld(law: Law, given: Figures) -> Figures:
    tax = withhold(law=law, sector=given["sector"], order_vnd=Dong(given["order_vnd"]))
    return {"withheld_vat_vnd": tax.vat_vnd, "withheld_pit_vnd": tax.pit_vnd}


def _platform_month(law: Law, given: Figures) -> Figures:
    cancelled = Dong(given["cancelled_or_returned_vnd"])
    sales = Dong(given["sales_vnd"])
    tax = withhold_of_month(law=law, sector=given["sector"], sales_vnd=sales, cancelled_vnd=cancelled)
    return {"vat_vnd": tax.vat_vnd, "pit_vnd": tax.pit_vnd}


def _enterprise(law: Law, given: Figures) -> Figures:
    found = enterprise_exemption(
        law=law,
        revenue_before_vnd=Dong(given["previous_year_revenue_vnd"]),
        months=given["months"],
        is_dependent=given.get("affiliate", False),
    )
    return {"exempt": found.is_exempt, "annualised_vnd": found.annualised_vnd}


def _invoice(law: Law, given: Figures) -> Figures:
    total, is_eligible = Dong(given["total_before_cut_vnd"]), given["vat_cut_eligible"]
    cut = cut_invoice(law=law, sector=given["sector"], total_vnd=total, is_eligible=is_eligible)
    return {
        "vat_rate": cut.vat_rate,
        "vat_vnd": cut.vat_vnd,
        "reduction_vnd": cut.reduction_vnd,
        "payable_vnd": cut.payable_vnd,
    }


_ANSWERS: Mapping[str, Callable[[Law, Figures], Figures]] = {
    "tax/household/threshold": _threshold,
    "tax/household/band": _band,
    "tax/household/calendar": _calendar,
    "tax/household/compare-methods": _compare,
    "tax/household/period": _period,
    "tax/penalty": _fine,
    "tax/platform/withholding": _withheld,
    "tax/platform/month": _platform_month,
    "tax/enterprise/exempt": _enterprise,
    "einvoice/vat-cut": _invoice,
}
