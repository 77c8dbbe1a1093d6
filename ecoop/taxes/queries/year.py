"""A household's year from its documents, its choices and what it told of the years before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.parties.queries import get_organisation
from ecoop.taxes.calc import REAL_ESTATE, HouseholdTax, HouseholdYear, Period, Platform
from ecoop.taxes.calc.method import method_of
from ecoop.taxes.calc.methods import YearBefore
from ecoop.taxes.calc.rules import LIMIT, THRESHOLD
from ecoop.taxes.models import MethodChoice, PriorYear
from ecoop.taxes.queries.compute import rules_of, tax_of
from ecoop.trade.queries import (
    CostOfMonth,
    RevenueOfMonth,
    WithholdingFacts,
    list_withholdings,
    sum_costs,
    sum_revenue_by_month,
)

# Platforms that take the payment withhold tax; those that only show the goods leave it to the household.
WITHHOLDING = "platform_paid"


@dataclass(frozen=True)
class TaxOnDay:
    """The tax of a year as it was known on a day; None stands for today's knowledge."""

    known_on: date | None
    tax: HouseholdTax


@dataclass(frozen=True)
class ChoiceFacts:
    """By which method a household asked to be taxed in a year."""

    year: int
    method: str
    deduct_first: tuple[str, ...]
    chosen_on: date


@dataclass(frozen=True)
class YearRecords:
    """Everything recorded that the tax of a year rests on, read once; the law is asked afterwards."""

    year: int
    revenue: tuple[RevenueOfMonth, ...]
    costs: tuple[CostOfMonth, ...] | None
    withheld: tuple[WithholdingFacts, ...]
    choice: ChoiceFacts | None
    choices_before: Mapping[int, ChoiceFacts]
    told: Mapping[int, YearBefore]
    revenue_before: Mapping[int, Dong]
    started_on: date | None


def get_household_year(
    *, org_id: UUID, year: int, known_on: date | None = None, switches: Mapping[str, Any] | None = None
) -> HouseholdTax:
    """Compute a household's tax of a year from its documents.

    Raises:  every refusal of `household_tax`
    Queries: those of `get_year_records`
    """
    facts = get_household_facts(org_id=org_id, year=year, known_on=known_on)
    return tax_of(facts=replace(facts, switches=switches or {}))


def get_household_facts(*, org_id: UUID, year: int, known_on: date | None = None) -> HouseholdYear:
    """Get what the documents of a household say about a year, month by month.

    Queries: those of `get_year_records`
    """
    return facts_of(records=get_year_records(org_id=org_id, year=year), known_on=known_on)


def get_year_records(*, org_id: UUID, year: int) -> YearRecords:
    """Read everything recorded that the tax of a year rests on; costs only where the income method holds.

    Queries: 14; 28 by the income method
    """
    records = _records(org_id, year)
    facts = facts_of(records=records)
    try:
        is_by_income = method_of(rules=rules_of(year=year, known_on=None, switches={}), facts=facts) == "income"
    except Refusal:
        # The calculation will say so itself.
        return records
    return with_costs(org_id=org_id, records=records) if is_by_income else records


def with_costs(*, org_id: UUID, records: YearRecords) -> YearRecords:
    """Add the costs of the year to what was read.

    Queries: 14
    """
    return replace(records, costs=tuple(sum_costs(org_id=org_id, year=records.year)))


def _records(org_id: UUID, year: int) -> YearRecords:
    told, choices = _told(org_id, year), _choices(org_id, year)
    before = {
        each: sum_trade(months=sum_revenue_by_month(org_id=org_id, year=each))
        for each in (year - 1, year - 2)
        if each not in told
    }
    return YearRecords(
        year=year,
        revenue=tuple(sum_revenue_by_month(org_id=org_id, year=year)),
        costs=None,
        withheld=tuple(list_withholdings(org_id=org_id, year=year)),
        choice=choices.get(year),
        choices_before={each: choice for each, choice in choices.items() if each != year},
        told=told,
        revenue_before=before,
        started_on=get_organisation(org_id=org_id).started_on,
    )


def facts_of(*, records: YearRecords, known_on: date | None = None) -> HouseholdYear:
    """Make the facts that the calculation takes out of what is recorded, as the law was known on a day.

    Queries: 0
    """
    year = records.year
    older, before = years_before(records=records, known_on=known_on)
    trade = [each for each in records.revenue if each.sector != REAL_ESTATE]
    own = [each for each in trade if each.channel != WITHHOLDING]
    withheld = [each for each in trade if each.channel == WITHHOLDING]
    return HouseholdYear(
        year=year,
        periods=tuple(_month(own, withheld, records.costs or (), number) for number in range(1, 13)),
        known_on=known_on,
        method=records.choice.method if records.choice else None,
        deduct_first=records.choice.deduct_first if records.choice else (),
        leases_vnd=_leases(each for each in records.revenue if each.sector == REAL_ESTATE),
        platform=_platform(withheld, records.withheld),
        started_on=records.started_on,
        method_at_start_of_year=_method_at_start(year, before, known_on),
        income_method_since=_income_since(before, older),
        prior_year_revenue_vnd=before.revenue_vnd if before else None,
    )


def _method_at_start(year: int, before: YearBefore | None, known_on: date | None) -> str | None:
    """Name the method a household that was taxable begins a year with; it goes on as it was taxed.

    The year before is measured by this year's law: it decides who pays from the first quarter on. Who passed the
    limit then does not go on by percentage; the calculation sees to that by the revenue.

    Law: Decree 68/2026 Articles 4(5)(d), 8(1)(a) and 18(4)
    """
    if before is None:
        return None
    law = lawbook.on(date(year, 12, 31), known_on=known_on)
    if before.method == "income":
        return "income"
    is_taxed = before.revenue_vnd > law.dong(THRESHOLD)
    is_within = not law.has(LIMIT) or before.revenue_vnd <= law.dong(LIMIT)
    return "revenue" if is_taxed and is_within else None


def _income_since(before: YearBefore | None, older: YearBefore | None) -> int | None:
    if before is None or before.method != "income":
        return None
    return older.year if older is not None and older.method == "income" else before.year


def years_before(*, records: YearRecords, known_on: date | None) -> tuple[YearBefore | None, YearBefore | None]:
    """Give the two years before, the older first: as told, else as the books have them; None where there is none.

    Queries: 0
    """
    older = _year_before(records, records.year - 2, None, known_on)
    return older, _year_before(records, records.year - 1, older, known_on)


def _year_before(records: YearRecords, year: int, older: YearBefore | None, known_on: date | None) -> YearBefore | None:
    if year in records.told:
        return records.told[year]
    revenue = records.revenue_before.get(year, Dong(0))
    if not revenue:
        return None
    law = lawbook.on(date(year, 12, 31), known_on=known_on)
    choice = records.choices_before.get(year)
    if revenue <= law.dong(THRESHOLD):
        return YearBefore(year, revenue, "exempt")
    limit = law.dong(LIMIT) if law.has(LIMIT) else None
    is_forced = limit is not None and older is not None and older.revenue_vnd > limit
    return YearBefore(year, revenue, "income" if is_forced else choice.method if choice else "revenue")


def sum_trade(*, months: Iterable[RevenueOfMonth]) -> Dong:
    """Add up what trade brought; rent of real estate has its own threshold and closes no method.

    Law:     Decree 68/2026 Article 4(4)
    Queries: 0
    """
    return Dong(sum(each.amount_vnd for each in months if each.sector != REAL_ESTATE))


def _choices(org_id: UUID, year: int) -> dict[int, ChoiceFacts]:
    # The newest row comes last and holds.
    rows = MethodChoice.objects.filter(org_id=org_id, year__gte=year - 2, year__lte=year).order_by("recorded_at", "id")
    return {row.year: ChoiceFacts(row.year, row.method, tuple(row.deduct_first), row.chosen_on) for row in rows}


def _told(org_id: UUID, year: int) -> dict[int, YearBefore]:
    rows = PriorYear.objects.filter(org_id=org_id, year__in=(year - 2, year - 1)).order_by("recorded_at", "id")
    return {row.year: YearBefore(row.year, Dong(row.revenue_vnd), row.method) for row in rows}


def _month(
    months: Sequence[RevenueOfMonth], withheld: Sequence[RevenueOfMonth], costs: Sequence[CostOfMonth], number: int
) -> Period:
    own = [each for each in months if each.month.month == number]
    cut: dict[str, Dong] = _by_sector((each.sector, each.vat_cut_vnd) for each in own)
    spent = [each.deductible_vnd for each in costs if each.month.month == number]
    return Period(
        revenue_vnd=_by_sector((each.sector, each.amount_vnd) for each in own),
        costs_vnd=Dong(sum(spent)) if spent else None,
        vat_cut_vnd={sector: amount for sector, amount in cut.items() if amount},
        platform_vnd=_by_sector((each.sector, each.amount_vnd) for each in withheld if each.month.month == number),
    )


def _by_sector(amounts: Iterable[tuple[str, Dong]]) -> dict[str, Dong]:
    sums: dict[str, Dong] = {}
    for sector, amount in amounts:
        sums[sector] = Dong(sums.get(sector, 0) + amount)
    return sums


def _leases(months: Iterable[RevenueOfMonth]) -> dict[str, Dong]:
    return _by_sector((str(each.place_id or ""), each.amount_vnd) for each in months)


def _platform(months: Sequence[RevenueOfMonth], withheld: Sequence[WithholdingFacts]) -> Platform | None:
    if not months and not withheld:
        return None
    return Platform(
        revenue_vnd=_by_sector((each.sector, each.amount_vnd) for each in months),
        withheld_vat_vnd=Dong(sum(each.vat_vnd for each in withheld)),
        withheld_pit_vnd=Dong(sum(each.pit_vnd for each in withheld)),
    )
