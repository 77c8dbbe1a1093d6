"""A book as Excel: the head and the columns of the form, row by row in flat memory, ready for the printer."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import IO, Any
from uuid import UUID

import xlsxwriter

from ecoop.kernel.sheets.writing import ROWS_MAX
from ecoop.taxes.calc.books import Book, BookColumn, BookRow, BookSheet, head_rows
from ecoop.taxes.queries.book_lines import walk_book_rows

# Head and foot need some of the rows that a worksheet holds; a longer book goes on in the next one.
_ROOM = 100
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
# From here on a spreadsheet's own numbers lose đồng; such an amount is written as text.
_EXACT_MAX = 10**15
_TEXT_MAX = 32_767
_A4 = 9
_NAME_MAX = 31
_WIDTHS = {"day": 12, "money": 17, "quantity": 13, "rate": 9}
_TEXT_WIDTHS = {"text": 52, "number": 15, "unit": 10, "note": 16}
_NUMBERS = {"money": "#,##0;(#,##0)", "quantity": "#,##0.######;(#,##0.######)", "day": "dd/mm/yyyy", "rate": "0.##%"}
_FONT = {"font_name": "Times New Roman", "font_size": 12}
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_book_excel(*, org_id: UUID, book: Book, signed: str, to: IO[bytes]) -> None:
    """Write a book into an open file. `signed` is the line with the day above the signature.

    Queries: those of `walk_book_rows`
    """
    with xlsxwriter.Workbook(to, _OPTIONS) as workbook:
        formats = _Formats(workbook)
        for number, sheet in enumerate(book.sheets or (BookSheet("", "", ()),), start=1):
            rows = iter(walk_book_rows(org_id=org_id, book=book, sheet=sheet))
            name = f"{number} {sheet.name}".strip() if len(book.sheets) > 1 else book.code.upper()
            part, is_cut = 1, True
            while is_cut:
                own = name.translate(_NOT_IN_NAMES) if part == 1 else f"{name.translate(_NOT_IN_NAMES)[:26]} ({part})"
                is_cut = _write_sheet(workbook.add_worksheet(own[:_NAME_MAX]), book, sheet, rows, formats, signed)
                part += 1


def _write_sheet(
    page: Any, book: Book, sheet: BookSheet, rows: Iterator[BookRow], formats: "_Formats", signed: str
) -> bool:
    """Write one worksheet; say whether rows are left for another."""
    at = _write_head(page, book, sheet, formats)
    page.repeat_rows(at - 2, at - 1)
    for row in rows:
        for place, (column, value) in enumerate(zip(book.columns, row.cells, strict=True)):
            _write_cell(page, at, place, value, formats.of(column, row.kind))
        at += 1
        if at >= ROWS_MAX - _ROOM:
            return True
    _write_foot(page, book, at + 1, formats, signed)
    return False


def _write_head(page: Any, book: Book, sheet: BookSheet, formats: "_Formats") -> int:
    head, words, last = book.head, book.words, len(book.columns) - 1
    half = max(0, last - 1) if last < 5 else last - 4
    for place, column in enumerate(book.columns):
        page.set_column(place, place, _TEXT_WIDTHS.get(column.value) or _WIDTHS.get(column.kind, 16))
    page.set_paper(_A4)
    page.set_margins(left=0.7, right=0.5, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    if last > 5:
        page.set_landscape()
    lefts = (
        f"{words['household']}: {head.name}",
        f"{words['address']}: {head.address}",
        f"{words['tax_code']}: {head.tax_code}",
    )
    rights = (head.form_number, *_two_lines(head.issued_with))
    for at, (left, right) in enumerate(zip(lefts, rights, strict=True)):
        page.write_string(at, 0, left[:_TEXT_MAX], formats.plain("bold" if at == 0 else "plain"))
        page.write_string(at, half + 1 if half < last else last, right, formats.plain("strong" if at == 0 else "slant"))
    middle = [
        (book.title.upper(), "title"),
        (f"{words['place_of_business']}: {head.place_of_business}", "middle"),
        (f"{words['period']}: {head.period}", "middle"),
    ]
    if sheet.name:
        middle.append((f"{words['item']}: {sheet.name}" if words["item"] else sheet.name, "middle"))
    at = len(lefts) + 1
    for text, look in middle:
        page.merge_range(at, 0, at, last, text[:_TEXT_MAX], formats.plain(look))
        at += 1
    page.write_string(at, last, f"{words['unit']}: {words['dong']}", formats.plain("unit"))
    return _write_labels(page, book, at + 1, formats)


def _write_labels(page: Any, book: Book, at: int, formats: "_Formats") -> int:
    """Write what stands above the columns; give the row of the first line."""
    upper, lower = head_rows(book.columns)
    place = 0
    for cell in upper:
        if cell.columns > 1:
            page.merge_range(at, place, at, place + cell.columns - 1, cell.label, formats.plain("label"))
        else:
            page.write_string(at, place, cell.label, formats.plain("label"))
        place += cell.columns
    rows = ["" if column.group == "" else column.label for column in book.columns] if lower else []
    for place, label in enumerate(rows):
        page.write_string(at + 1, place, label, formats.plain("label"))
    at += 2 if lower else 1
    for place, column in enumerate(book.columns):
        page.write_string(at, place, column.code, formats.plain("code"))
    return at + 1


def _write_foot(page: Any, book: Book, at: int, formats: "_Formats", signed: str) -> None:
    last, words = len(book.columns) - 1, book.words
    first = max(0, last - (1 if last < 5 else 4))
    lines = [(signed, "slant"), *((each, "strong") for each in words["signature"].upper().split("|"))]
    lines += [(words["sign_here"], "slant"), *[("", "plain")] * 4, (book.head.representative, "strong")]
    for offset, (text, look) in enumerate(lines):
        if text and first < last:
            page.merge_range(at + offset, first, at + offset, last, text, formats.plain(look))


def _write_cell(page: Any, at: int, place: int, value: Any, form: Any) -> None:
    if value is None or value == "":
        page.write_blank(at, place, None, form)
    elif isinstance(value, date):
        page.write_datetime(at, place, value, form)
    elif isinstance(value, int | Decimal) and -_EXACT_MAX < value < _EXACT_MAX:
        page.write_number(at, place, value, form)
    else:
        page.write_string(at, place, str(value)[:_TEXT_MAX], form)


def _two_lines(text: str) -> tuple[str, str]:
    words = text.split()
    middle = len(words) // 2
    return " ".join(words[:middle]), " ".join(words[middle:])


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Any] = {}
        self._looks: Mapping[str, Mapping[str, Any]] = {
            "plain": {},
            "bold": {"bold": True},
            "strong": {"bold": True, "align": "center"},
            "slant": {"italic": True, "align": "center"},
            "title": {"bold": True, "align": "center", "font_size": 14},
            "middle": {"align": "center"},
            "unit": {"italic": True, "align": "right"},
            "label": {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1},
            "code": {"italic": True, "align": "center", "border": 1},
        }

    def plain(self, look: str) -> Any:
        """Give the format of a line of the head or the foot."""
        return self._make(("", look), {**_FONT, **self._looks[look]})

    def of(self, column: BookColumn, kind: str) -> Any:
        """Give the format of a cell: its column says how it is written, its row how strong."""
        look: dict[str, Any] = {**_FONT, "border": 1, "valign": "top", "text_wrap": column.kind == "text"}
        if column.kind in _NUMBERS:
            look["num_format"] = _NUMBERS[column.kind]
        look["bold"], look["italic"] = kind in ("head", "sum"), kind in ("tax", "note")
        return self._make((column.kind, kind), look)

    def _make(self, key: tuple[str, str], look: Mapping[str, Any]) -> Any:
        if key not in self._made:
            self._made[key] = self._workbook.add_format(dict(look))
        return self._made[key]
