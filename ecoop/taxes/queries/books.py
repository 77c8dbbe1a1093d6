"""The books of Circular 152/2025: what stands around the lines, built from the documents and from the tax."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import in_words
from ecoop.parties.queries import find_identity, find_place, get_organisation
from ecoop.taxes.calc import HouseholdTax
from ecoop.taxes.calc.books import (
    BOOK_CODES,
    Book,
    BookColumn,
    BookHead,
    BookItem,
    BookPeriod,
    BookSheet,
    SheetWanted,
    status_of,
    tax_of_period,
)
from ecoop.taxes.calc.cooperative_books import FORMS
from ecoop.taxes.errors import BookIsForHouseholds, BookNotFound
from ecoop.taxes.queries.book_frames import frame_costs, frame_other_taxes, frame_revenue
from ecoop.taxes.queries.book_money import frame_money
from ecoop.taxes.queries.book_stock import frame_stock
from ecoop.taxes.queries.cooperative_books import (
    find_cooperative_book,
    get_cooperative_book,
    list_cooperative_books,
    words_of,
)
from ecoop.taxes.queries.year import get_household_year
from ecoop.trade.queries import list_places

COOPERATIVE = "cooperative"
WITH_BOOKS = ("household", COOPERATIVE)
_WORDS = "books/words"
_WITH_TAX = ("s2a", "s2b", "s2c")


def list_book_codes(*, kind: str, year: int) -> tuple[str, ...]:
    """List the books that organisations of a kind keep.

    Queries: 0
    """
    if kind != COOPERATIVE:
        return BOOK_CODES
    return tuple(book.code for book in list_cooperative_books(law=lawbook.on(date(year, 12, 31))))


def get_book(*, org_id: UUID, code: str, period: BookPeriod) -> Book:
    """Build a book of a period, without its lines: those are listed or walked block by block.

    Raises:  BookNotFound, BookIsForHouseholds, NoLawOnDay
    Queries: 25 at most
    """
    if get_organisation(org_id=org_id).kind == COOPERATIVE:
        return _of_cooperative(org_id=org_id, code=code, period=period)
    return _of_household(org_id=org_id, code=code, period=period)


def get_book_page(*, org_id: UUID, code: str, period: BookPeriod, wanted: SheetWanted) -> Book:
    """Build what a page shows of a book: of one that has a sheet for each item the one wanted, and names of others.

    Raises:  BookNotFound, BookIsForHouseholds, NoLawOnDay
    Queries: 25 at most
    """
    if get_organisation(org_id=org_id).kind == COOPERATIVE:
        return _of_cooperative(org_id=org_id, code=code, period=period, wanted=wanted)
    book = _of_household(org_id=org_id, code=code, period=period)
    if not book.is_by_item:
        return book
    items = wanted.name_items(BookItem(sheet.key, sheet.name) for sheet in book.sheets)
    chosen = tuple(sheet for sheet in book.sheets if sheet.key == wanted.item)[:1] or book.sheets[:1]
    return replace(book, items=items, items_count=len(book.sheets), sheets=chosen)


def _of_household(*, org_id: UUID, code: str, period: BookPeriod) -> Book:
    if code not in BOOK_CODES:
        raise BookNotFound(code=code)
    law = lawbook.on(date(period.year, 12, 31))
    form = law.form(f"books/{code}-hkd")
    words = {row["code"]: in_words(row, name="label") for row in law.table(_WORDS)}
    columns = tuple(_column(each) for each in form["columns"])
    rows = {row["code"]: in_words(row, name="label") for row in form["rows"]}
    head = _head(org_id=org_id, period=period, form=form, words=words)
    tax, refused = _tax(org_id=org_id, year=period.year)
    return Book(
        code=code,
        form_code=form["code"],
        title=in_words(form, name="title"),
        period=period,
        head=head,
        words={**words, **rows, "item": in_words(form.get("item", {"label_vi": ""}), name="label")},
        columns=columns,
        sheets=_sheets(org_id, code, period, columns, {**words, **rows}, tax),
        law=law.cite(_law_of(code)),
        status=status_of(tax),
        cautions=(refused,) if refused and code in _WITH_TAX else (),
        is_by_item=code == "s2d",
    )


def _of_cooperative(*, org_id: UUID, code: str, period: BookPeriod, wanted: SheetWanted | None = None) -> Book:
    law = lawbook.on(date(period.year, 12, 31))
    words, book = words_of(law=law), find_cooperative_book(law=law, code=code)
    form = {"code": book.form_code, "source": law.form(f"books/{FORMS[book.layout]}-htx")["source"]}
    head = _head(org_id=org_id, period=period, form=form, words=words)
    return get_cooperative_book(org_id=org_id, code=code, period=period, words=words, head=head, wanted=wanted)


def _sheets(
    org_id: UUID,
    code: str,
    period: BookPeriod,
    columns: tuple[BookColumn, ...],
    words: Mapping[str, str],
    tax: HouseholdTax | None,
) -> tuple[BookSheet, ...]:
    part = tax_of_period(tax=tax, period=period) if tax else None
    if code in ("s1a", "s2a", "s2b"):
        return frame_revenue(org_id=org_id, code=code, period=period, columns=columns, words=words, tax=part)
    if code == "s2c":
        return frame_costs(org_id=org_id, period=period, columns=columns, words=words, tax=tax)
    if code == "s2d":
        return frame_stock(org_id=org_id, period=period, columns=columns, words=words)
    if code == "s2e":
        return frame_money(org_id=org_id, period=period, columns=columns, words=words)
    return frame_other_taxes(columns=columns, words=words)


def _tax(*, org_id: UUID, year: int) -> tuple[HouseholdTax | None, str]:
    """Compute the tax of the year; what cannot be computed yet leaves it out of the book and says why."""
    try:
        return get_household_year(org_id=org_id, year=year), ""
    except Refusal as refusal:
        return None, str(refusal)


def _law_of(code: str) -> str:
    methods = {"s1a": "exempt", "s2a": "percentage_method", "s3a": "other_taxes"}
    return f"books/household/{methods.get(code, 'income_method')}"


def _column(column: Mapping[str, Any]) -> BookColumn:
    group = in_words(column, name="group") if "group_vi" in column else ""
    return BookColumn(str(column["code"]), in_words(column, name="label"), group, column["value"])


def _head(*, org_id: UUID, period: BookPeriod, form: Mapping[str, Any], words: Mapping[str, str]) -> BookHead:
    organisation = get_organisation(org_id=org_id)
    if organisation.kind not in WITH_BOOKS:
        raise BookIsForHouseholds(name=organisation.name)
    identity = find_identity(org_id=org_id)
    ward = _ward(organisation.ward_code)
    line = identity.address_line if identity else ""
    address = ", ".join(part for part in (line, ward) if part)
    return BookHead(
        name=organisation.name,
        address=address,
        tax_code=identity.tax_code if identity else "",
        form_number=words["form_number"].format(code=form["code"]),
        issued_with=_issued_with(form["source"]["document"], words),
        place_of_business=_places(org_id) or address,
        period=period_in_words(period=period, words=words),
        representative=identity.representative_name if identity else "",
    )


def period_in_words(*, period: BookPeriod, words: Mapping[str, str]) -> str:
    """Say a period in the words of the forms.

    Queries: 0
    """
    if period.quarter is not None:
        return words["period_quarter"].format(quarter=period.quarter, year=period.year)
    if period.month is not None:
        return words["period_month"].format(month=f"{period.month:02}", year=period.year)
    return words["period_year"].format(year=period.year)


def _issued_with(document: str, words: Mapping[str, str]) -> str:
    source = lawbook.get_source(document)
    on = date.fromisoformat(str(source["issued_on"]))
    return words["issued_with"].format(number=source["number"], day=on.day, month=on.month, year=on.year)


def _places(org_id: UUID) -> str:
    """Name the places of business, for one book holds them all."""
    named = []
    for place in list_places(org_id=org_id):
        if place.closed_on is None:
            where = ", ".join(part for part in (place.address_line, _ward(place.ward_code)) if part)
            named.append(where or place.name)
    return "; ".join(dict.fromkeys(named))


def _ward(code: str | None) -> str:
    place = find_place(code=code) if code else None
    return f"{place.name}, {place.province_name}" if place else ""
