"""Books as files, always in Vietnamese, the law's language: PDF in volumes, Excel as one list per sheet."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from uuid import UUID

from django.utils.translation import override

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.paper import PDF_TYPE, typeset
from ecoop.kernel.sheets.answer import EXCEL_TYPE
from ecoop.taxes.calc.books import BOOK_CODES, Book, BookPeriod, BookRow, split_volumes, written_cell
from ecoop.taxes.queries.book_excel import write_book_excel
from ecoop.taxes.queries.book_lines import walk_book_rows
from ecoop.taxes.queries.books import get_book

ZIP_TYPE = "application/zip"
# So many lines make one PDF: more would take more memory than a small server has to spare.
VOLUME_LINES = 4000
_IN_MEMORY_MAX = 1024 * 1024
# Books with more columns than fit upright lie on their side.
_UPRIGHT_COLUMNS_MAX = 6
_BLANK_LINES = 14
_TEMPLATE = "taxes/book.typ"


@dataclass(frozen=True)
class BookFile:
    """A book in an open file, at its beginning; whoever hands it out closes it."""

    file: IO[bytes]
    name: str
    content_type: str


@dataclass(frozen=True)
class _Part:
    """A sheet, or a part of one, in a volume."""

    name: str
    rows: Sequence[BookRow]


def open_book_paper(*, org_id: UUID, code: str, period: BookPeriod, made_at: datetime) -> BookFile:
    """Print a book: one PDF, or a zip of volumes of 4,000 lines when it is longer.

    Raises:  BookNotFound, BookIsForHouseholds, NoLawOnDay
    Queries: those of `get_book` and `walk_book_rows`
    """
    with override("vi"):
        book = get_book(org_id=org_id, code=code, period=period)
        volumes = _volumes(org_id, book)
        first, second = next(volumes), next(volumes, None)
        name = f"{book.form_code}-{period.name}"
        file: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY_MAX)  # noqa: SIM115  # The answer closes it.
        if second is None:
            file.write(_print(book, first, 0, made_at))
        else:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                for number, volume in enumerate(_chained(first, second, volumes), start=1):
                    archive.writestr(f"{name}-{number:03}.pdf", _print(book, volume, number, made_at))
    file.seek(0)
    ending, content_type = ("pdf", PDF_TYPE) if second is None else ("zip", ZIP_TYPE)
    return BookFile(file, f"{name}.{ending}", content_type)


def open_book_excel(*, org_id: UUID, code: str, period: BookPeriod, made_at: datetime) -> BookFile:
    """Write a book as Excel, row by row.

    Raises:  BookNotFound, BookIsForHouseholds, NoLawOnDay
    Queries: those of `get_book` and `walk_book_rows`
    """
    with override("vi"):
        book = get_book(org_id=org_id, code=code, period=period)
        file: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY_MAX)  # noqa: SIM115  # The answer closes it.
        write_book_excel(org_id=org_id, book=book, signed=_day(book, made_at), to=file)
    file.seek(0)
    return BookFile(file, f"{book.form_code}-{period.name}.xlsx", EXCEL_TYPE)


def _chained(first: list[_Part], second: list[_Part], rest: Iterator[list[_Part]]) -> Iterator[list[_Part]]:
    yield first
    yield second
    yield from rest


def _volumes(org_id: UUID, book: Book) -> Iterator[list[_Part]]:
    """Fill volumes with the sheets of a book, cutting a sheet that is longer than a volume."""
    volume: list[_Part] = []
    lines = 0
    for sheet in book.sheets:
        rows = walk_book_rows(org_id=org_id, book=book, sheet=sheet)
        for part in split_volumes(rows, columns=book.columns, words=book.words, lines_max=VOLUME_LINES):
            if volume and lines + len(part) > VOLUME_LINES:
                yield volume
                volume, lines = [], 0
            volume.append(_Part(sheet.name, part))
            lines += len(part)
    yield volume


def _print(book: Book, volume: Sequence[_Part], number: int, made_at: datetime) -> bytes:
    words = {
        name: book.words[name]
        for name in ("household", "address", "tax_code", "place_of_business", "period", "unit", "dong", "sign_here")
    }
    data: dict[str, Any] = {
        "title": book.title,
        "head": asdict(book.head),
        "words": {**words, "signature": book.words["signature"].replace("|", "\n"), "item": book.words["item"]},
        "signers": [] if book.code in BOOK_CODES else book.words["signature"].split("|"),
        "columns": [{**asdict(column), "kind": column.kind} for column in book.columns],
        "flipped": len(book.columns) > _UPRIGHT_COLUMNS_MAX,
        "volume": book.words["volume"].format(number=number) if number else "",
        "day": _day(book, made_at),
        "sheets": [{"name": part.name, "rows": _rows(book, part)} for part in volume],
    }
    return typeset(template=_TEMPLATE, data=data, made_at=made_at)


def _rows(book: Book, part: _Part) -> list[list[str]]:
    # A book that is filled in by hand needs room for it.
    blank = ["line", *[""] * len(book.columns)]
    room = [blank] * _BLANK_LINES if book.is_blank else []
    return [*room, *(_row(book, row) for row in part.rows)]


def _row(book: Book, row: BookRow) -> list[str]:
    written = (written_cell(value, kind=column.kind) for column, value in zip(book.columns, row.cells, strict=True))
    return [row.kind, *written]


def _day(book: Book, made_at: datetime) -> str:
    on = vietnam_day(made_at)
    return book.words["date"].format(day=f"{on.day:02}", month=f"{on.month:02}", year=on.year)
