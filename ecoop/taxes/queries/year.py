"""A household's year from its documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.taxes.calc import HouseholdTax, HouseholdYear, Period
from ecoop.taxes.queries.compute import tax_of
from ecoop.trade.queries import RevenueOfMonth, sum_revenue_by_month

_THRESHOLD = "tax/household/revenue_exempt_vnd_max"
_LIMIT = "tax/household/band/percentage_method_revenue_vnd_max"


@dataclass(frozen=True)
class TaxOnDay:
    """The tax of a year as it was known on a day; None stands for today's knowledge."""

    known_on: date | None
    tax: HouseholdTax


def get_household_year(
    *, org_id: UUID, year: int, known_on: date | None = None, switches: Mapping[str, Any] | None = None
) -> HouseholdTax:
    """Compute a household's tax of a year from its documents.

    Raises:  every refusal of `household_tax`
    Queries: 4
    """
    facts = get_household_facts(org_id=org_id, year=year)
    return tax_of(facts=replace(facts, known_on=known_on, switches=switches or {}))


def list_household_years(*, org_id: UUID, year: int, known_on: date | None) -> list[TaxOnDay]:
    """Compute the tax of a year as known today and, if a day is named, as known then; both from one reading.

    Queries: 4
    """
    facts = get_household_facts(org_id=org_id, year=year)
    days = [None] if known_on is None else [None, known_on]
    return [TaxOnDay(day, tax_of(facts=replace(facts, known_on=day))) for day in days]


def get_household_facts(*, org_id: UUID, year: int) -> HouseholdYear:
    """Get what the documents of a household say about a year, month by month.

    Queries: 4
    """
    before = sum(each.amount_vnd for each in sum_revenue_by_month(org_id=org_id, year=year - 1))
    threshold = lawbook.on(date(year, 12, 31)).dong(_THRESHOLD)
    months = sum_revenue_by_month(org_id=org_id, year=year)
    return HouseholdYear(
        year=year,
        periods=tuple(_month(months, number) for number in range(1, 13)),
        method_at_start_of_year=_method_at_start(year, Dong(before)) if before > threshold else None,
        prior_year_over_threshold=before > threshold,
    )


def _method_at_start(year: int, before_vnd: Dong) -> str:
    """Name the method a taxable household begins a year with: by percentage as long as nobody chose otherwise.

    Law: tax/household/percentage_method/switch_after_exceeding (who passes the limit in a year stays so to its end)
    """
    law = lawbook.on(date(year - 1, 12, 31))
    return "income" if law.has(_LIMIT) and before_vnd > law.dong(_LIMIT) else "revenue"


def _month(months: Sequence[RevenueOfMonth], number: int) -> Period:
    own = [each for each in months if each.month.month == number]
    return Period(
        revenue_vnd={each.sector: each.amount_vnd for each in own},
        vat_cut_vnd={each.sector: each.vat_cut_vnd for each in own if each.vat_cut_vnd},
    )
