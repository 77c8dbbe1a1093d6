"""The books of Circular 152/2025 as data: a head, columns, and blocks of rows that any paper or page can show."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby, islice
from typing import Any, Literal

from ecoop.kernel.dates import month_start, next_month_start
from ecoop.kernel.dong import Dong, format_dong
from ecoop.kernel.refusals import Citation
from ecoop.kernel.written import format_day
from ecoop.taxes.calc.result import HouseholdTax, SectorTax

BOOK_CODES = ("s1a", "s2a", "s2b", "s2c", "s2d", "s2e", "s3a")
RowKind = Literal["head", "line", "sum", "tax", "note"]
CellKind = Literal["text", "day", "money", "quantity", "rate"]
_MONTHS_OF_QUARTER = 3
# Of the forms' own names for what stands in a column: everything else is text.
_KINDS: Mapping[str, CellKind] = {
    "date": "day",
    "paper_date": "day",
    "amount": "money",
    "in_amount": "money",
    "out_amount": "money",
    "balance_amount": "money",
    "price": "quantity",
    "in_quantity": "quantity",
    "out_quantity": "quantity",
    "balance_quantity": "quantity",
    "quantity": "quantity",
    "rate": "rate",
}
_PERIOD = re.compile(r"(?P<year>[12]\d{3})(?:-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?", re.ASCII)
_TEXTS = ("text", "number", "unit", "note", "account", "against")
# What a volume carries over to the next.
_CARRIED = ("amount", "in_amount", "out_amount")


@dataclass(frozen=True)
class BookPeriod:
    """A year, a quarter or a month of it, named 2026, 2026-Q1 or 2026-03."""

    name: str
    starts_on: date
    ends_before: date

    @property
    def year(self) -> int:
        """Give the year it lies in."""
        return self.starts_on.year

    @property
    def quarter(self) -> int | None:
        """Give the number of its quarter, if it is one."""
        return (self.starts_on.month + 2) // _MONTHS_OF_QUARTER if "Q" in self.name else None

    @property
    def month(self) -> int | None:
        """Give the number of its month, if it is one."""
        return self.starts_on.month if "-" in self.name and "Q" not in self.name else None

    def holds(self, on: date) -> bool:
        """Say whether a day lies in it."""
        return self.starts_on <= on < self.ends_before


@dataclass(frozen=True)
class BookColumn:
    """A column as the form prints it: its code, its label, the label it shares with its neighbours."""

    code: str
    label: str
    group: str
    value: str

    @property
    def kind(self) -> CellKind:
        """Say how its cells are written."""
        return _KINDS.get(self.value, "text" if self.value in _TEXTS else "money")


@dataclass(frozen=True)
class HeadCell:
    """A cell of the two rows above the columns: neighbours that share a label stand under it together."""

    label: str
    columns: int
    rows: int
    kind: str
    value: str = ""


@dataclass(frozen=True)
class Behind:
    """What stands behind a figure, so that a page can lead there: a document, a list, or the steps of the tax."""

    kind: str
    key: str = ""


@dataclass(frozen=True)
class BookRow:
    """One row; its cells stand under the columns, in their order. A line may go on from its cursor."""

    kind: RowKind
    cells: tuple[Any, ...]
    behind: Behind | None = None
    cursor: str = ""


@dataclass(frozen=True)
class BookBlock:
    """Lines that belong together, between the rows that stand before and after them."""

    key: str
    before: tuple[BookRow, ...] = ()
    after: tuple[BookRow, ...] = ()
    has_lines: bool = True


@dataclass(frozen=True)
class BookSheet:
    """A sheet of a book: the whole of it for most, one for each item in the book of stock."""

    key: str
    name: str
    blocks: tuple[BookBlock, ...]


@dataclass(frozen=True)
class BookItem:
    """A sheet of a book by its key and its name, whether it was framed or not."""

    key: str
    name: str


@dataclass(frozen=True)
class SheetWanted:
    """Which sheet of a book a page shows, the first if there is no such; which others it names: by words, so many."""

    item: str
    find: str
    most: int

    def name_items(self, items: Iterable[BookItem]) -> tuple[BookItem, ...]:
        """Take the items whose names hold the words, in their order, as many as are named."""
        find = self.find.casefold()
        return tuple(islice((each for each in items if find in each.name.casefold()), self.most))


@dataclass(frozen=True)
class BookHead:
    """What stands at the head of every book, already in words."""

    name: str
    address: str
    tax_code: str
    form_number: str
    issued_with: str
    place_of_business: str
    period: str
    representative: str


@dataclass(frozen=True)
class Book:
    """A book of a period: what the form says around the lines, and the sheets with their blocks."""

    code: str
    form_code: str
    title: str
    period: BookPeriod
    head: BookHead
    words: Mapping[str, str]
    columns: tuple[BookColumn, ...]
    sheets: tuple[BookSheet, ...]
    law: Citation
    # By which status the household is taxed in the year: exempt, percentage_method, income_method; empty if unknown.
    status: str = ""
    # What makes some figures missing, in words.
    cautions: tuple[str, ...] = ()
    # A page shows one sheet and leads to others, out of so many.
    is_by_item: bool = False
    items: tuple[BookItem, ...] = ()
    items_count: int = 0

    @property
    def is_blank(self) -> bool:
        """Say whether it is a form to fill in by hand, because no document here tells what it holds."""
        return self.code == "s3a"


@dataclass(frozen=True)
class TaxOfPeriod:
    """The tax that falls on a period: by sector group before any waiver, and what is due."""

    sectors: Mapping[str, SectorTax]
    vat_vnd: Dong
    pit_vnd: Dong


def year_of(year: int) -> BookPeriod:
    """Give the period of a whole year."""
    return BookPeriod(str(year), date(year, 1, 1), date(year + 1, 1, 1))


def read_period(text: str) -> BookPeriod | None:
    """Read 2026, 2026-Q1 or 2026-03; None for everything else."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        return None
    year, quarter, month = int(found["year"]), found["quarter"], found["month"]
    if quarter is None and month is None:
        return year_of(year)
    length = _MONTHS_OF_QUARTER if quarter else 1
    first = int(quarter or month) * length - length + 1
    starts_on = date(year, first, 1)
    return BookPeriod(text, starts_on, next_month_start(starts_on.replace(month=first + length - 1)))


def periods_of_year(year: int) -> list[BookPeriod]:
    """List the year, its quarters and its months."""
    names = [f"{year:04}", *(f"{year:04}-Q{n}" for n in range(1, 5)), *(f"{year:04}-{n:02}" for n in range(1, 13))]
    return [period for name in names if (period := read_period(name)) is not None]


def head_rows(columns: Sequence[BookColumn]) -> tuple[list[HeadCell], list[HeadCell]]:
    """Arrange the labels of the columns in two rows; the second is empty when no column shares a label."""
    upper = list[HeadCell]()
    depth = 2 if any(column.group for column in columns) else 1
    for group, same in groupby(enumerate(columns), key=lambda each: each[1].group or each[0]):
        own = [column for _place, column in same]
        if isinstance(group, str):
            upper.append(HeadCell(group, len(own), 1, "group"))
        else:
            upper.append(HeadCell(own[0].label, 1, depth, own[0].kind, own[0].value))
    lower = [HeadCell(column.label, 1, 1, column.kind, column.value) for column in columns if column.group]
    return upper, lower


def row_of(
    columns: Sequence[BookColumn], *, kind: RowKind, behind: Behind | None = None, cursor: str = "", **values: Any
) -> BookRow:
    """Put values under the columns that take them."""
    return BookRow(kind, tuple(values.get(column.value) for column in columns), behind, cursor)


def status_of(tax: HouseholdTax | None) -> str:
    """Name the status that decides which books are kept; empty where the tax cannot be computed."""
    if tax is None:
        return ""
    if tax.exempt:
        return "exempt"
    return "income_method" if tax.method == "income" else "percentage_method"


def tax_of_period(*, tax: HouseholdTax, period: BookPeriod) -> TaxOfPeriod | None:
    """Find the tax of a book's period; None where the period is shorter than those the household files."""
    if period.name == str(tax.year):
        return TaxOfPeriod({line.sector: line for line in tax.sectors}, tax.vat_vnd, tax.pit_vnd)
    inside = [each for each in tax.periods if _lies_in(each.name, period)]
    if not inside:
        return TaxOfPeriod({}, Dong(0), Dong(0)) if tax.exempt else None
    part = replace(tax, periods=tuple(inside))
    return TaxOfPeriod(
        {line.sector: line for line in part.sectors},
        Dong(sum(each.vat_vnd for each in inside)),
        Dong(sum(each.pit_vnd for each in inside)),
    )


def _lies_in(name: str, period: BookPeriod) -> bool:
    own = read_period(name)
    return own is not None and own.starts_on >= period.starts_on and own.ends_before <= period.ends_before


def split_volumes(
    rows: Iterable[BookRow], *, columns: Sequence[BookColumn], words: Mapping[str, str], lines_max: int
) -> Iterator[list[BookRow]]:
    """Cut rows into volumes; each ends with what it carries out, and the next begins with what it carries in.

    Shape: at least one volume; the sums carried are those of the block that is cut
    """
    volume: list[BookRow] = []
    sums: dict[int, int] = {}
    money = [place for place, column in enumerate(columns) if column.value in _CARRIED]
    for row in rows:
        if len(volume) >= lines_max and row.kind == "line":
            yield [*volume, _carry(columns, words["carried_out"], sums)]
            volume = [_carry(columns, words["carried_in"], sums)]
        volume.append(row)
        # A heading begins a block, and its sums with it; an opening balance counts as what came before.
        if row.kind != "line":
            sums = dict.fromkeys(money, 0)
        else:
            sums = {place: sums.get(place, 0) + (row.cells[place] or 0) for place in money}
    yield volume


def _carry(columns: Sequence[BookColumn], text: str, sums: Mapping[int, int]) -> BookRow:
    cells = [sums.get(place) for place in range(len(columns))]
    at = next((place for place, column in enumerate(columns) if column.value == "text"), 0)
    return BookRow("sum", tuple(text if place == at else cell for place, cell in enumerate(cells)))


def written_cell(value: Any, *, kind: CellKind) -> str:
    """Write a cell as the forms do: 1.234.567, (1.234.567) for less than nothing, 05/03/2026, 12,5."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, Decimal):
        return written_quantity(value)
    if kind == "money" or isinstance(value, int):
        text = format_dong(Dong(abs(value))).removesuffix("đ").strip()
        return f"({text})" if value < 0 else text
    return str(value)


def written_quantity(number: Decimal) -> str:
    """Write a quantity with its own places and no zeros at the end: 1.250,5."""
    whole, _point, rest = f"{abs(number):f}".partition(".")
    rest = rest.rstrip("0")
    text = format_dong(Dong(int(whole))).removesuffix("đ").strip() + (f",{rest}" if rest else "")
    return f"({text})" if number < 0 else text


def last_day(period: BookPeriod) -> date:
    """Give the last day of a period."""
    return date.fromordinal(period.ends_before.toordinal() - 1)


def months_of(period: BookPeriod) -> list[date]:
    """List the first days of the months of a period."""
    months, month = [], month_start(period.starts_on)
    while month < period.ends_before:
        months.append(month)
        month = next_month_start(month)
    return months
