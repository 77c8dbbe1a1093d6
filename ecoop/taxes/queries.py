"""Reads of the taxes: a household's year from figures or from its documents, and its book S2a."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import in_words
from ecoop.parties.queries import find_identity, find_place, get_organisation
from ecoop.taxes.calc import HouseholdTax, HouseholdYear, Period, SectorTax, household_tax, read_household_year
from ecoop.taxes.errors import BookIsForHouseholds, SwitchIsUnknown
from ecoop.trade.queries import RevenueLine, RevenueOfMonth, list_revenue_lines, sum_revenue_by_month

# A book on the screen shows so many lines of each sector group; the list of sales holds them all.
BOOK_LINES_MAX = 500
_THRESHOLD = "tax/household/revenue_exempt_vnd_max"
_LIMIT = "tax/household/band/percentage_method_revenue_vnd_max"


@dataclass(frozen=True)
class BookHead:
    """What stands at the head of every book of Circular 152/2025."""

    name: str
    address: str
    tax_code: str
    form_number: str
    place_of_business: str
    year: int
    representative: str


@dataclass(frozen=True)
class BookBlock:
    """One sector group of the book: its lines, its total and its taxes."""

    sector: str
    label: str
    lines: tuple[RevenueLine, ...]
    lines_more: bool
    total_vnd: Dong
    tax: SectorTax | None


@dataclass(frozen=True)
class BookS2a:
    """The book S2a-HKD of one year, as the circular lays it out."""

    title: str
    head: BookHead
    columns: tuple[tuple[str, str], ...]
    words: Mapping[str, str]
    blocks: tuple[BookBlock, ...]
    tax: HouseholdTax


@dataclass(frozen=True)
class TaxOnDay:
    """The tax of a year as it was known on a day; None stands for today's knowledge."""

    known_on: date | None
    tax: HouseholdTax


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


def get_book_s2a(*, org_id: UUID, year: int) -> BookS2a:
    """Build the book S2a-HKD of a year from the documents.

    Raises:  BookIsForHouseholds, NoLawOnDay
    Queries: 9, and 3 for each sector group with sales
    """
    tax = get_household_year(org_id=org_id, year=year)
    form = lawbook.on(date(year, 12, 31)).form("books/s2a-hkd")
    labels = {row["code"]: in_words(row, name="label") for row in lawbook.on(date(year, 12, 31)).table("tax/sectors")}
    sums: dict[str, int] = {}
    for each in sum_revenue_by_month(org_id=org_id, year=year):
        sums[each.sector] = sums.get(each.sector, 0) + each.amount_vnd
    taxes = {line.sector: line for line in tax.sectors}
    blocks = [
        _block(org_id, year, sector, labels, Dong(sums[sector]), taxes.get(sector))
        for sector in labels
        if sector in sums
    ]
    return BookS2a(
        title=in_words(form, name="label"),
        head=_head(org_id=org_id, year=year, form_number=form["code"]),
        columns=tuple((column["code"], in_words(column, name="label")) for column in form["columns"]),
        words={row["code"]: in_words(row, name="label") for row in form["rows"]},
        blocks=tuple(blocks),
        tax=tax,
    )


def _block(
    org_id: UUID, year: int, sector: str, labels: Mapping[str, str], total_vnd: Dong, tax: SectorTax | None
) -> BookBlock:
    lines = list_revenue_lines(org_id=org_id, year=year, sector=sector, limit=BOOK_LINES_MAX + 1)
    shown, more = tuple(lines[:BOOK_LINES_MAX]), len(lines) > BOOK_LINES_MAX
    return BookBlock(sector, labels[sector], shown, more, total_vnd, tax)


def _head(*, org_id: UUID, year: int, form_number: str) -> BookHead:
    organisation = get_organisation(org_id=org_id)
    if organisation.kind != "household":
        raise BookIsForHouseholds(name=organisation.name)
    identity = find_identity(org_id=org_id)
    place = find_place(code=organisation.ward_code) if organisation.ward_code else None
    where = f"{place.name}, {place.province_name}" if place else ""
    line = identity.address_line if identity else ""
    return BookHead(
        name=organisation.name,
        address=", ".join(part for part in (line, where) if part),
        tax_code=identity.tax_code if identity else "",
        form_number=form_number,
        place_of_business=where or line,
        year=year,
        representative=identity.representative_name if identity else "",
    )


def _month(months: Sequence[RevenueOfMonth], number: int) -> Period:
    own = [each for each in months if each.month.month == number]
    return Period(
        revenue_vnd={each.sector: each.amount_vnd for each in own},
        vat_cut_vnd={each.sector: each.vat_cut_vnd for each in own if each.vat_cut_vnd},
    )
