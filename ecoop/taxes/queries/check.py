"""A household's tax as a page tells it: the verdict, both methods side by side, and the way to the next threshold."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ecoop.lawbook.calc import Law
from ecoop.taxes.calc import HouseholdTax, HouseholdYear
from ecoop.taxes.calc.meter import Meter, measure
from ecoop.taxes.calc.verdict import verdict_of
from ecoop.taxes.queries.compute import Comparison, compare_methods, rules_of, tax_of
from ecoop.taxes.queries.year import TaxOnDay, facts_of, get_year_records, with_costs


@dataclass(frozen=True)
class Check:
    """Everything a page says about one tax.

    `comparison` is there where both methods are open; `needs_costs` where only the costs are missing for it.
    """

    tax: HouseholdTax
    verdict: str
    meter: Meter
    comparison: Comparison | None
    needs_costs: bool


def check_household(*, facts: HouseholdYear, today: date) -> Check:
    """Compute a year for a page; without a chosen method, the one that costs less is shown.

    Raises:  every refusal of `household_tax`
    Queries: 0
    """
    tax, both = tax_of(facts=facts), _comparison(facts)
    if both and facts.method is None and both.by_income and both.by_revenue:
        tax = both.by_income if both.better == "income" else both.by_revenue
    return check_of(tax=tax, facts=facts, comparison=both, today=today)


def check_of(*, tax: HouseholdTax, facts: HouseholdYear, comparison: Comparison | None, today: date) -> Check:
    """Tell a tax that is already computed.

    Queries: 0
    """
    law: Law = rules_of(year=facts.year, known_on=facts.known_on, switches=facts.switches).law
    is_open = not tax.exempt and tax.limit_vnd is not None and tax.threshold_vnd < tax.revenue_vnd <= tax.limit_vnd
    return Check(
        tax=tax,
        verdict=verdict_of(tax=tax, today=today),
        meter=measure(law=law, revenue_vnd=tax.revenue_vnd),
        comparison=comparison,
        needs_costs=is_open and comparison is None and tax.method == "revenue",
    )


def _comparison(facts: HouseholdYear) -> Comparison | None:
    if not any(period.costs_vnd is not None for period in facts.periods):
        return None
    both = compare_methods(facts=facts)
    if both.by_income is None or both.by_revenue is None or both.by_revenue.exempt:
        return None
    return both


@dataclass(frozen=True)
class YearChecked:
    """A household's year from its documents as a page tells it, beside what was known on another day."""

    check: Check
    taxes: tuple[TaxOnDay, ...]


def get_checked_year(*, org_id: UUID, year: int, known_on: date | None, today: date) -> YearChecked:
    """Compute the tax of a year from its documents, with both methods where the household may choose.

    Raises:  every refusal of `household_tax`
    Queries: those of `get_year_records`, and of its costs where both methods are open
    """
    records = get_year_records(org_id=org_id, year=year)
    facts = facts_of(records=records)
    tax = tax_of(facts=facts)
    both = None
    if tax.limit_vnd is not None and tax.threshold_vnd < tax.revenue_vnd <= tax.limit_vnd:
        with_both = facts if tax.method == "income" else facts_of(records=with_costs(org_id=org_id, records=records))
        both = _comparison(replace(with_both, method=None))
    taxes = [TaxOnDay(None, tax)]
    if known_on is not None:
        taxes.append(TaxOnDay(known_on, tax_of(facts=facts_of(records=records, known_on=known_on))))
    return YearChecked(check_of(tax=tax, facts=facts, comparison=both, today=today), tuple(taxes))
