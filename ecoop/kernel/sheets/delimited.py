"""Read CSV and TSV as Excel, tills and web shops in Việt Nam write them: any encoding, any delimiter."""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator

from ecoop.kernel.sheets.errors import REASONS, SheetIsNoSheet

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = (";", "\t", ",", "|")
_SNIFFED_ROWS = 60
_SNIFFED_LETTERS = 64 * 1024


def read_delimited(data: bytes, *, name: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV or TSV file; every cell is text, also one that begins with = + - or @.

    Raises: SheetIsNoSheet
    """
    text = decode(data, name=name)
    # Excel writes the delimiter it used into the first line when it is told to.
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        text, delimiter = rest, first.strip()[4]
        yield []
    else:
        delimiter = find_delimiter(text)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise _no_sheet(name, "damaged") from None


def decode(data: bytes, *, name: str) -> str:
    """Turn bytes into text: by their mark, as UTF-8, as UTF-16 without a mark, as Windows-1258 or -1252.

    Raises: SheetIsNoSheet
    """
    text = _decode_by_signs(data, name=name)
    if any(letter < " " and letter not in "\t\r\n\x0b\x0c" for letter in text[:_SNIFFED_LETTERS]):
        raise _no_sheet(name, "binary")
    return unicodedata.normalize("NFC", text)


def _decode_by_signs(data: bytes, *, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, name=name)
    if b"\x00" in data[:2000]:
        return _decoded(data, _utf16_without_mark(data[:2000], name=name), name=name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_windows(data, name=name)


def find_delimiter(text: str) -> str:
    """Choose the delimiter that cuts the first rows into the most columns, most of the rows alike."""
    head = text[:_SNIFFED_LETTERS]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(head, delimiter))


def _evenness(head: str, delimiter: str) -> int:
    """Count the cells of the rows that have the commonest number of columns."""
    widths: dict[int, int] = {}
    try:
        for place, row in enumerate(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)):
            if place >= _SNIFFED_ROWS:
                break
            if len(row) > 1:
                widths[len(row)] = widths.get(len(row), 0) + 1
    except csv.Error:
        return 0
    return max((count * count * width for width, count in widths.items()), default=0)


def _decoded(data: bytes, encoding: str, *, name: str) -> str:
    try:
        return unicodedata.normalize("NFC", data.decode(encoding))
    except UnicodeDecodeError:
        raise _no_sheet(name, "encoding") from None


def _utf16_without_mark(head: bytes, *, name: str) -> str:
    """Tell the order of bytes by where the zeros of plain letters stand."""
    zeros = (head[::2].count(0), head[1::2].count(0))
    if max(zeros) < len(head) // 8 or min(zeros) > max(zeros) // 4:
        raise _no_sheet(name, "binary")
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _decode_windows(data: bytes, *, name: str) -> str:
    """Tell Windows-1258 from Windows-1252: in the first every tone mark stands behind a vowel it can stand on."""
    try:
        vietnamese = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        vietnamese = ""
    if vietnamese and not any(unicodedata.combining(letter) for letter in vietnamese):
        return vietnamese
    return _decoded(data, "cp1252", name=name)


def _no_sheet(name: str, reason: str) -> SheetIsNoSheet:
    return SheetIsNoSheet(name=name, why=REASONS[reason])
