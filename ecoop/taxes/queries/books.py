"""The books of Circular 152/2025, built from the documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import in_words
from ecoop.parties.queries import find_identity, find_place, get_organisation
from ecoop.taxes.calc import HouseholdTax, SectorTax
from ecoop.taxes.errors import BookIsForHouseholds
from ecoop.taxes.queries.year import get_household_year
from ecoop.trade.queries import RevenueLine, list_revenue_lines, sum_revenue_by_month

# A book on the screen shows so many lines of each sector group; the list of sales holds them all.
BOOK_LINES_MAX = 500


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
