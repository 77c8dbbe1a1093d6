"""Write lists as Excel or CSV: row by row in flat memory, and nothing a stranger typed becomes a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Literal

import xlsxwriter

from ecoop.kernel.written import VIETNAM, format_day

ColumnKind = Literal["text", "money", "number", "rate", "day", "moment"]

# What the formats of Excel hold; a longer list goes on in a second sheet, a longer text is cut with a mark.
ROWS_MAX = 1_048_576
TEXT_MAX = 32_767
# From here on a spreadsheet's own numbers lose đồng; such an amount is written as text.
EXACT_MAX = 10**15
_WIDTHS = {"text": 24, "money": 16, "number": 12, "rate": 9, "day": 12, "moment": 17}
_FORMATS = {
    "money": "#,##0",
    "number": "#,##0.######",
    "rate": "0.##%",
    "day": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm",
}
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
# Spreadsheets take a text that begins so for a formula when they open a CSV.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CSV_PIECE = 500


@dataclass(frozen=True)
class Column:
    """One column: its label (translated when it is written), what stands in it, its width in letters."""

    label: Any
    kind: ColumnKind = "text"
    width: int = 0


@dataclass(frozen=True)
class SheetDraft:
    """One sheet to write. `rows` may be a generator: it is gone through once and never held whole.

    Values are plain: str, int, Decimal, date, aware datetime, None; anything else is written as its text.
    `titles` stand above the labels; `totals`, if there are any, below the rows in bold.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    titles: Sequence[Any] = ()
    totals: Sequence[Any] | None = None


def write_excel(*, sheets: Sequence[SheetDraft], to: IO[bytes]) -> None:
    """Write an .xlsx file of one or more sheets into an open binary file.

    Shape:  memory does not grow with the rows; a list longer than a sheet goes on in the next one
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": _FORMATS["day"],
    }
    book = xlsxwriter.Workbook(to, options)
    formats = _Formats(book)
    names: set[str] = set()
    for sheet in sheets:
        _write_sheet(book, sheet, formats, names)
    book.close()


def write_csv(*, sheet: SheetDraft) -> Iterator[bytes]:
    """Yield a CSV file piece by piece: UTF-8 with the mark that Excel needs, and semicolons as Excel here expects."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerows([_csv_text(title)] for title in sheet.titles)
    writer.writerow([_csv_text(column.label) for column in sheet.columns])
    yield b"\xef\xbb\xbf"
    for place, row in enumerate(sheet.rows, start=1):
        writer.writerow([_csv_text(value) for value in row])
        if place % _CSV_PIECE == 0:
            yield _drain(buffer)
    if sheet.totals is not None:
        writer.writerow([_csv_text(value) for value in sheet.totals])
    yield _drain(buffer)


class _Formats:
    """The looks of a book, made once."""

    def __init__(self, book: Any) -> None:
        plain = {"valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.label = book.add_format({"bold": True, "bg_color": "#E7F0EA", "bottom": 1, "text_wrap": True})
        self.cell = {kind: book.add_format({**plain, "num_format": look}) for kind, look in _FORMATS.items()}
        self.cell["text"] = book.add_format(plain)
        bold = {"bold": True, "top": 1}
        self.total = {kind: book.add_format({**bold, "num_format": look}) for kind, look in _FORMATS.items()}
        self.total["text"] = book.add_format(bold)


def _write_sheet(book: Any, sheet: SheetDraft, formats: _Formats, names: set[str]) -> None:
    page, at = _open_page(book, sheet, formats, names)
    for row in sheet.rows:
        if at >= ROWS_MAX - 1:
            page, at = _open_page(book, sheet, formats, names)
        _write_row(page, at, row, sheet.columns, formats.cell)
        at += 1
    if sheet.totals is not None:
        _write_row(page, at, sheet.totals, sheet.columns, formats.total)


def _open_page(book: Any, sheet: SheetDraft, formats: _Formats, names: set[str]) -> tuple[Any, int]:
    """Begin a worksheet: widths, titles, labels; answer it and the row on which the list begins."""
    page = book.add_worksheet(_free_name(str(sheet.name), names))
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width or max(_WIDTHS[column.kind], min(len(str(column.label)) + 2, 40)))
    for at, title in enumerate(sheet.titles):
        page.write_string(at, 0, str(title), formats.title)
    head = len(sheet.titles) + (1 if sheet.titles else 0)
    for place, column in enumerate(sheet.columns):
        page.write_string(head, place, str(column.label), formats.label)
    page.freeze_panes(head + 1, 0)
    return page, head + 1


def _free_name(name: str, names: set[str]) -> str:
    """Give a name that Excel takes and that no other sheet of the book bears."""
    plain = _NOT_IN_NAMES.sub(" ", name).strip() or "1"
    free, number = plain[:31], 2
    while free.lower() in names:
        tail = f" ({number})"
        free, number = plain[: 31 - len(tail)] + tail, number + 1
    names.add(free.lower())
    return free


def _write_row(page: Any, at: int, row: Sequence[Any], columns: Sequence[Column], looks: dict[str, Any]) -> None:
    for place, value in enumerate(row):
        look = looks[columns[place].kind] if place < len(columns) else looks["text"]
        if value is None or value == "":
            continue
        if _is_exact_number(value):
            page.write_number(at, place, value, look)
        elif isinstance(value, datetime):
            local = value.astimezone(VIETNAM).replace(tzinfo=None)
            page.write_datetime(at, place, local, looks["moment"])
        elif isinstance(value, date):
            page.write_datetime(at, place, value, looks["day"])
        else:
            page.write_string(at, place, _short(str(value)), look)


def _is_exact_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return False
    return -EXACT_MAX < value < EXACT_MAX


def _short(text: str) -> str:
    return text if len(text) <= TEXT_MAX else text[: TEXT_MAX - 1] + "…"


def _csv_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        local = value.astimezone(VIETNAM)
        return f"{format_day(local.date())} {local:%H:%M}"
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, (int, Decimal)):
        # The comma is the decimal mark here; whole numbers have none.
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _drain(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode("utf-8")
    buffer.seek(0)
    buffer.truncate()
    return piece
