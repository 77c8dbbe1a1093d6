"""Read a stranger's list, Excel or CSV, into rows of plain cells, in bounded time and memory."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ecoop.kernel.sheets import workbook
from ecoop.kernel.sheets.delimited import read_delimited
from ecoop.kernel.sheets.errors import REASONS, SIZES, SheetIsEmpty, SheetIsNoSheet, SheetIsTooLarge, SheetIsUnsafe
from ecoop.kernel.sheets.guard import check_zip
from ecoop.kernel.written import format_grouped

Cell = str | int | Decimal | date | None

BYTES_MAX = 32 * 1024 * 1024
ROWS_MAX = 200_000
COLUMNS_MAX = 300
CELLS_MAX = 4_000_000
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SECONDS_MAX = 90


@dataclass(frozen=True)
class SheetRead:
    """One sheet as it was read: its name and its rows, the first being row 1 of the sheet."""

    name: str
    rows: Sequence[Sequence[Cell]]


def read_sheets(data: bytes, *, name: str) -> list[SheetRead]:
    """Read the sheets of a list that hold anything: .xlsx, .xls, .xlsb, .ods, CSV or TSV, told by the bytes.

    Formulas count by the value that Excel saved. Row numbers stay those of the file.

    Raises: SheetIsNoSheet, SheetIsUnsafe, SheetIsTooLarge, SheetIsEmpty
    """
    if len(data) > BYTES_MAX:
        raise _too_large(name, "bytes", BYTES_MAX // 1024**2)
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise SheetIsNoSheet(name=name, why=REASONS["html"])
    if data.startswith(_ZIP):
        check_zip(data, name=name)
    if data.startswith((_ZIP, _OLD_EXCEL)):
        sheets = _read_workbook(data, name=name)
    else:
        sheets = [SheetRead("", _within_bounds(read_delimited(data, name=name), name=name))]
    sheets = [sheet for sheet in sheets if any(sheet.rows)]
    if not sheets:
        raise SheetIsEmpty(name=name)
    return sheets


def pack_row(row: Sequence[Cell]) -> list[Any]:
    """Say a row in JSON: null, text, whole number, ["n", other number], ["d", day]."""
    return [_packed(cell) for cell in row]


def unpack_row(row: Sequence[Any]) -> list[Cell]:
    """Give back the row that was said in JSON."""
    return [_unpacked(cell) if type(cell) is list else cell for cell in row]


def _read_workbook(data: bytes, *, name: str) -> list[SheetRead]:
    """Let a process of its own read the workbook, and read what it prints."""
    words = [sys.executable, "-I", str(Path(workbook.__file__))]
    words += [str(most) for most in (ROWS_MAX, COLUMNS_MAX, CELLS_MAX)]
    try:
        ended = subprocess.run(words, input=data, capture_output=True, timeout=_SECONDS_MAX, check=False)
    except subprocess.TimeoutExpired:
        raise SheetIsUnsafe(name=name, why=REASONS["effort"]) from None
    if ended.returncode == workbook.DAMAGED:
        raise SheetIsNoSheet(name=name, why=REASONS["locked" if data.startswith(_OLD_EXCEL) else "damaged"])
    lines = ended.stdout.splitlines()
    if ended.returncode == workbook.TOO_MANY:
        what = json.loads(lines[-1])["too_many"]
        raise _too_large(name, what, {"rows": ROWS_MAX, "columns": COLUMNS_MAX, "cells": CELLS_MAX}[what])
    if ended.returncode:
        raise SheetIsUnsafe(name=name, why=REASONS["effort"])
    return _sheets_from(lines)


def _sheets_from(lines: Iterable[bytes]) -> list[SheetRead]:
    sheets: list[SheetRead] = []
    rows: list[list[Cell]] = []
    for line in lines:
        said = json.loads(line)
        if isinstance(said, dict):
            rows = []
            sheets.append(SheetRead(said["sheet"], rows))
        else:
            rows.append(unpack_row(said))
    return sheets


def _within_bounds(found: Iterable[list[str]], *, name: str) -> list[list[Cell]]:
    """Keep the rows of a text file, as long as they are not too many."""
    rows: list[list[Cell]] = []
    filled = cells = 0
    for each in found:
        row: list[Cell] = [text.strip() or None for text in each]
        while row and row[-1] is None:
            row.pop()
        filled, cells = filled + bool(row), cells + len(row)
        if filled > ROWS_MAX or len(rows) > 2 * ROWS_MAX:
            raise _too_large(name, "rows", ROWS_MAX)
        if len(row) > COLUMNS_MAX:
            raise _too_large(name, "columns", COLUMNS_MAX)
        if cells > CELLS_MAX:
            raise _too_large(name, "cells", CELLS_MAX)
        rows.append(row)
    return rows


def _packed(cell: Cell) -> Any:
    if isinstance(cell, Decimal):
        return ["n", format(cell, "f")]
    return ["d", cell.isoformat()] if isinstance(cell, date) else cell


def _unpacked(cell: list[str]) -> Cell:
    return Decimal(cell[1]) if cell[0] == "n" else date.fromisoformat(cell[1])


def _too_large(name: str, what: str, most: int) -> SheetIsTooLarge:
    return SheetIsTooLarge(name=name, what=SIZES[what], most=format_grouped(most))
