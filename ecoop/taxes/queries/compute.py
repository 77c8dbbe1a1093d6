"""A household's tax from figures: what the command, the API and the worked examples ask."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ecoop.lawbook import queries as lawbook
from ecoop.taxes.calc import HouseholdTax, HouseholdYear, household_tax, read_household_year
from ecoop.taxes.errors import SwitchIsUnknown


def compute_household_tax(*, given: Mapping[str, Any]) -> HouseholdTax:
    """Compute a tax from an input as `ecoop tax household` takes it.

    Raises:  InputNotUnderstood and every refusal of `household_tax`
    Queries: 0
    """
    return tax_of(facts=read_household_year(given))


def answer_case(case: lawbook.CaseOfLaw) -> Mapping[str, Any] | None:
    """Answer a worked example of law/cases for `ecoop law check`; None for a rule that is not built yet.

    Queries: 0
    """
    known_on = {"known_on": case.known_on.isoformat()} if case.known_on else {}
    if case.rule == "tax/household/threshold":
        years = [{"year": case.on.year, "revenue": {"goods": each}, **known_on} for each in case.given["revenues"]]
        return {"over_threshold": [not compute_household_tax(given=year).exempt for year in years]}
    if case.rule == "tax/household/calendar":
        year = compute_household_tax(given={**case.given, **known_on})
        return {
            "total_vnd": year.total_vnd,
            "notices_due_on": [each.due_on for each in year.returns],
            "notices_due_on_statutory": [each.due_on_statutory for each in year.returns],
        }
    if case.rule == "tax/household/compare-methods":
        ways = {way: compute_household_tax(given={**case.given, "method": way}) for way in ("income", "revenue")}
        pit = {way: tax.pit_vnd for way, tax in ways.items()}
        better = min(pit, key=lambda way: pit[way])
        return {"better": better, "pit_income_vnd": pit["income"], "pit_revenue_vnd": pit["revenue"]}
    if case.rule not in ("tax/household", "tax/household/quarters"):
        return None
    result = compute_household_tax(given={"year": case.on.year, **case.given, **known_on})
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
    }


def tax_of(*, facts: HouseholdYear) -> HouseholdTax:
    """Compute a tax under the law of the year's last day, as known on the day the facts name.

    Raises:  SwitchIsUnknown, and every refusal of `household_tax`
    Queries: 0
    """
    law = lawbook.on(date(facts.year, 12, 31), known_on=facts.known_on)
    known = lawbook.list_switches()
    for name, choice in facts.switches.items():
        if name not in known:
            raise SwitchIsUnknown(switch=name, choice=choice)
    return household_tax(law=law.with_switches(lawbook.choices_of(facts.switches)), facts=facts)
