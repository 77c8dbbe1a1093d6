"""A book as a page shows it: texts and links instead of values, a part of each block instead of the whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from ecoop.access.queries import Acting
from ecoop.taxes.calc.books import (
    Behind,
    Book,
    BookBlock,
    BookColumn,
    BookRow,
    BookSheet,
    HeadCell,
    head_rows,
    last_day,
    written_cell,
)
from ecoop.taxes.queries import list_book_lines

# So many lines of each block stand on the first page, and so many more on each that follows.
LINES = 100
# So many sheets a page leads to; among more of them one searches.
ITEMS = 60
# The pages of the documents behind a line, by the kind the books name them with.
_PAGES = {
    "trade.sale": "trade:sale",
    "trade.purchase": "trade:purchase",
    "trade.expense": "trade:expense",
    "trade.money-move": "trade:money-move",
    "stock-sheet": "trade:stock-sheet",
}
_LISTS = {"sales": ("trade:sales", "sector"), "costs": ("trade:expenses", "group")}


@dataclass(frozen=True)
class ShownCell:
    """A cell in writing, where it leads, and how it is set."""

    text: str
    url: str
    css: str


@dataclass(frozen=True)
class ShownHead:
    """A cell above the columns: what stands in it, how far it reaches, and how it is set."""

    label: str
    columns: int
    rows: int
    scope: str
    css: str


@dataclass(frozen=True)
class ShownRow:
    """A row of cells; `anchor` is the id by which other pages point at it."""

    kind: str
    cells: tuple[ShownCell, ...]
    anchor: str = ""


@dataclass(frozen=True)
class ShownBlock:
    """A block with some of its lines; a row of the kind "next" leads to those that follow."""

    key: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class ShownSheet:
    """A sheet of the book with its blocks."""

    key: str
    name: str
    blocks: tuple[ShownBlock, ...]


@dataclass(frozen=True)
class BookPage:
    """What a page of a book shows: its sheets, and links to the other sheets when it has one for each item."""

    upper: tuple[ShownHead, ...]
    lower: tuple[ShownHead, ...]
    codes: tuple[ShownCell, ...]
    sheets: tuple[ShownSheet, ...]
    items: tuple[tuple[str, str, bool], ...] = ()
    goes_on: bool = False


def page_of(*, acting: Acting, book: Book, asked: Mapping[str, str]) -> BookPage:
    """Choose the part of a book that is asked for and put it into writing.

    Queries: those of `list_book_lines` for each block shown
    """
    links = _Links(acting, book)
    block, after = asked.get("block", ""), asked.get("after", "")
    here = {sheet.key for sheet in book.sheets}
    items = tuple((each.name, links.to(item=each.key), each.key in here) for each in book.items)
    shown = tuple(_sheet(acting, book, each, block, after, links) for each in book.sheets)
    upper, lower = (tuple(map(_head, row)) for row in head_rows(book.columns))
    codes = tuple(ShownCell(column.code, "", _css(column.value, column.kind)) for column in book.columns)
    return BookPage(upper, lower, codes, shown, items, goes_on=bool(after))


def _head(cell: HeadCell) -> ShownHead:
    if cell.kind == "group":
        return ShownHead(cell.label, cell.columns, cell.rows, "colgroup", "")
    css = _css(cell.value, cell.kind)
    return ShownHead(cell.label, cell.columns, cell.rows, "col", f"{css} wide" if cell.value == "text" else css)


def _sheet(acting: Acting, book: Book, sheet: BookSheet, block: str, after: str, links: "_Links") -> ShownSheet:
    blocks = [each for each in sheet.blocks if not after or each.key == block]
    return ShownSheet(
        sheet.key,
        sheet.name,
        tuple(_block(acting, book, each, after if each.key == block else "", links) for each in blocks),
    )


def _block(acting: Acting, book: Book, block: BookBlock, after: str, links: "_Links") -> ShownBlock:
    lines = list_book_lines(org_id=acting.org_id, book=book, block=block, after=after, limit=LINES + 1)
    shown, more = lines[:LINES], len(lines) > LINES
    rows = list(_rows([*block.before, *shown], book, links))
    if more:
        item = {"item": block.key} if book.is_by_item else {}
        url = links.to(**item, block=block.key, after=shown[-1].cursor)
        rows.append(ShownRow("next", (ShownCell("", url, ""),)))
    return ShownBlock(block.key, (*rows, *_rows(block.after, book, links)))


def _rows(rows: list[BookRow] | tuple[BookRow, ...], book: Book, links: "_Links") -> Iterator[ShownRow]:
    for row in rows:
        url = links.behind(row.behind) if row.behind else ""
        pairs = zip(book.columns, row.cells, strict=True)
        cells = tuple(_cell(column, value, url if _leads(column.value, row) else "") for column, value in pairs)
        is_document = row.kind == "line" and row.behind is not None
        yield ShownRow(row.kind, cells, f"d-{row.behind.key}" if is_document and row.behind else "")


def _cell(column: BookColumn, value: Any, url: str) -> ShownCell:
    return ShownCell(written_cell(value, kind=column.kind), url, _css(column.value, column.kind))


def _css(value: str, kind: str) -> str:
    if value == "number":
        return "code"
    return kind if kind in ("text", "day") else "num"


def _leads(value: str, row: BookRow) -> bool:
    """Say which cells are links: the text of a line, the figures of a total."""
    return value == "text" if row.kind == "line" else value.endswith("amount")


class _Links:
    """The addresses that figures of a book lead to, each pattern looked up once."""

    def __init__(self, acting: Acting, book: Book) -> None:
        self._slug, self._book = acting.org_slug, book
        self._patterns: dict[str, str] = {}
        self._days = {"from_on": book.period.starts_on, "until_on": last_day(book.period)}

    def to(self, **asked: str) -> str:
        """Lead to another part of this book."""
        here = reverse("taxes:book", args=[self._slug, self._book.code])
        return f"{here}?{urlencode({'period': self._book.period.name, **asked})}"

    def behind(self, behind: Behind) -> str:
        """Lead to what stands behind a figure; nowhere if it has no page."""
        if behind.kind == "tax":
            return reverse("taxes:year", args=[self._slug, self._book.period.year]) + "#steps"
        if behind.kind == "costs" and behind.key in ("", "materials"):
            # Goods used are no expenses: the page of costs has them.
            return f"{reverse('trade:costs', args=[self._slug])}?{urlencode({'year': self._book.period.year})}"
        if behind.kind in _LISTS:
            name, question = _LISTS[behind.kind]
            asked = {**self._days, **({question: behind.key} if behind.key else {})}
            return f"{reverse(name, args=[self._slug])}?{urlencode(asked)}"
        if behind.kind == "entry":
            return reverse("ledger:entry", args=[self._slug, behind.key])
        if behind.kind == "sales-of-day":
            asked = {"from_on": behind.key, "until_on": behind.key}
            return f"{reverse('trade:sales', args=[self._slug])}?{urlencode(asked)}"
        if behind.kind not in _PAGES:
            return ""
        return self._pattern(_PAGES[behind.kind]).replace(_NOBODY, behind.key)

    def _pattern(self, name: str) -> str:
        if name not in self._patterns:
            self._patterns[name] = reverse(name, args=[self._slug, _NOBODY])
        return self._patterns[name]


# Stands in an address where the id of a document will stand.
_NOBODY = "00000000-0000-0000-0000-000000000000"
