"""Both methods of a year side by side, so that a household can choose."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.taxes.calc import HouseholdTax
from ecoop.taxes.calc.methods import YearBefore
from ecoop.taxes.calc.rules import LIMIT, STABLE
from ecoop.taxes.models import METHODS_OF_A_YEAR
from ecoop.taxes.queries.compute import rules_of, tax_of
from ecoop.taxes.queries.year import ChoiceFacts, facts_of, get_year_records, with_costs, years_before


@dataclass(frozen=True)
class MethodLine:
    """What a year comes to by one method, or why the law does not leave it open."""

    method: str
    tax: HouseholdTax | None
    refusal: Refusal | None
    is_chosen: bool


@dataclass(frozen=True)
class MethodYear:
    """Both methods of a year, the choice that holds, and the year before."""

    year: int
    lines: tuple[MethodLine, ...]
    choice: ChoiceFacts | None
    before: YearBefore | None
    is_told: bool
    limit_vnd: Dong | None
    years: int | None

    @property
    def better(self) -> str | None:
        """Name the method that costs less; None where only one can be computed, or both cost the same."""
        taxes = [(line.tax.total_vnd, line.method) for line in self.lines if line.tax is not None]
        return min(taxes)[1] if len({total for total, _method in taxes}) > 1 else None


def get_method_year(*, org_id: UUID, year: int, known_on: date | None = None) -> MethodYear:
    """Compute a year by both methods from the documents.

    Queries: those of `get_year_records`, and 14 for the costs
    """
    records = get_year_records(org_id=org_id, year=year)
    if records.costs is None:
        records = with_costs(org_id=org_id, records=records)
    facts = facts_of(records=records, known_on=known_on)
    _older, before = years_before(records=records, known_on=known_on)
    lines = []
    for method in METHODS_OF_A_YEAR:
        is_chosen = records.choice is not None and records.choice.method == method
        try:
            lines.append(MethodLine(method, tax_of(facts=replace(facts, method=method)), None, is_chosen))
        except Refusal as refusal:
            lines.append(MethodLine(method, None, refusal, is_chosen))
    law = rules_of(year=year, known_on=known_on, switches={}).law
    limit = law.dong(LIMIT) if law.has(LIMIT) else None
    years = law.whole(STABLE) if law.has(STABLE) else None
    return MethodYear(year, tuple(lines), records.choice, before, year - 1 in records.told, limit, years)
