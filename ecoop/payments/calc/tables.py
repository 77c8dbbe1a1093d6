"""Read what banks call Excel but is a web page or XML: the rows of its tables, with merged cells where they stand."""

from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from ecoop.kernel.sheets import Cell, SheetRead
from ecoop.payments.calc.words import STATEMENT_PROBLEMS
from ecoop.payments.errors import StatementUnreadable

ROWS_MAX, COLUMNS_MAX = 50_000, 100
_SPAN_MAX = 60
_DIGITS_MAX = 4
_EXCEL_XML = "urn:schemas-microsoft-com:office:spreadsheet"


def is_web_table(data: bytes) -> bool:
    """Tell whether bytes that begin like XML are a table of a web page."""
    start = data[:4000].lower()
    return b"<table" in data.lower() and not start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<document")


def is_excel_xml(data: bytes) -> bool:
    """Tell whether bytes are a workbook that Excel of 2003 saved as XML."""
    return _EXCEL_XML.encode() in data[:4000]


def read_web_tables(*, data: bytes, name: str) -> list[SheetRead]:
    """Read the rows of all tables of a page as one sheet, in order; nothing is fetched.

    Raises: StatementUnreadable
    """
    try:
        text = data.decode(_encoding(data))
        parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        root = html.fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, UnicodeDecodeError, LookupError, ValueError):
        raise StatementUnreadable(name=name, problem=STATEMENT_PROBLEMS["table"]) from None
    # Rows of tables inside cells of others stand where they begin.
    return [SheetRead("", list(_rows(root, name)))]


def read_excel_xml(*, data: bytes, name: str) -> list[SheetRead]:
    """Read the sheets of a workbook of XML.

    Raises: StatementUnreadable
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise StatementUnreadable(name=name, problem=STATEMENT_PROBLEMS["table"]) from None
    ns = f"{{{_EXCEL_XML}}}"
    return [
        SheetRead(str(sheet.get(f"{ns}Name", "")), [_xml_row(row, ns) for row in _few(sheet.iter(f"{ns}Row"), name)])
        for sheet in root.iter(f"{ns}Worksheet")
    ]


def _encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"


def _rows(root: Any, name: str) -> Iterator[list[Cell]]:
    held: dict[int, tuple[int, Cell]] = {}
    for row in _few(root.iter("tr"), name):
        cells: list[Cell] = []
        # What a cell above spans downwards keeps its place; its words are not said twice.
        for cell in row.iterchildren("td", "th"):
            _take_held(cells, held)
            words = "\n".join(" ".join(part.split()) for part in cell.itertext() if part.strip())
            down, across = _span(cell.get("rowspan")), _span(cell.get("colspan"))
            for nth in range(across):
                if len(cells) >= COLUMNS_MAX:
                    break
                if down > 1:
                    held[len(cells)] = (down - 1, None)
                cells.append((words or None) if not nth else None)
        _take_held(cells, held)
        yield cells


def _take_held(cells: list[Cell], held: dict[int, tuple[int, Cell]]) -> None:
    while (place := len(cells)) in held:
        left, cell = held.pop(place)
        if left > 1:
            held[place] = (left - 1, cell)
        cells.append(cell)


def _number(said: str | None, most: int) -> int:
    # A hostile number has more digits than are read at all.
    if not said or not said.isascii() or not said.isdigit():
        return 0
    said = said.lstrip("0")
    return min(int(said[:_DIGITS_MAX] or 0), most) if len(said) <= _DIGITS_MAX else most


def _span(said: str | None) -> int:
    return _number(said, _SPAN_MAX) or 1


def _xml_row(row: Any, ns: str) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row.iterchildren(f"{ns}Cell"):
        if len(cells) >= COLUMNS_MAX:
            break
        if place := _number(cell.get(f"{ns}Index"), COLUMNS_MAX):
            cells += [None] * (place - 1 - len(cells))
        data = cell.find(f"{ns}Data")
        words = "".join(data.itertext()).strip() if data is not None else ""
        # Days stand as 2026-03-06T00:00:00.000.
        cells.append(words.removesuffix("T00:00:00.000") or None)
        cells += [None] * _number(cell.get(f"{ns}MergeAcross"), COLUMNS_MAX)
    return cells[:COLUMNS_MAX]


def _few(rows: Any, name: str) -> Iterator[Any]:
    for place, row in enumerate(rows):
        if place >= ROWS_MAX:
            raise StatementUnreadable(name=name, problem=STATEMENT_PROBLEMS["large"])
        yield row
