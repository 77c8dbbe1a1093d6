"""Read one workbook from standard input and print its rows as JSON; runs as a program of its own, in a small box.

A stranger's workbook can ask for any amount of memory (one cell in the last corner is enough), and no reader of
Excel files can be told to stop. So the reader lives in a process that the system ends when it takes too much.
"""

import io
import json
import resource
import sys
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import python_calamine

MEMORY_BYTES_MAX = 2 * 1024**3
SECONDS_MAX = 60
TEXT_MAX = 32_767
# How the parent tells endings apart; anything else means that the system ended the process.
DAMAGED, TOO_MANY = 3, 4


def main() -> int:
    """Read the workbook; the arguments are the most rows, columns and cells that are worth printing."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_MAX, SECONDS_MAX))
    rows_max, columns_max, cells_max = (int(word) for word in sys.argv[1:4])
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        names = book.sheet_names
        sheets = [(name, book.get_sheet_by_name(name)) for name in names]
    except MemoryError:
        raise
    except Exception:  # the reader has no common ancestor for what it says of a damaged file
        return DAMAGED
    left = {"rows": rows_max, "cells": cells_max}
    for name, sheet in sheets:
        _print({"sheet": name})
        for row in sheet.to_python(skip_empty_area=False):
            cells = [_plain(value) for value in row]
            while cells and cells[-1] is None:
                cells.pop()
            left["rows"] -= 1 if cells else 0
            left["cells"] -= len(cells)
            for what, count in (*left.items(), ("columns", columns_max - len(cells))):
                if count < 0:
                    _print({"too_many": what})
                    return TOO_MANY
            _print(cells)
    return 0


def _plain(value: Any) -> Any:
    """Say a cell in JSON: null, text, whole number, ["n", other number], ["d", day]."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value[:TEXT_MAX].strip() or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        exact = Decimal(repr(value))
        if not exact.is_finite():
            return str(value)
        return int(exact) if exact == exact.to_integral_value() and abs(exact) < 10**15 else ["n", format(exact, "f")]
    if isinstance(value, datetime):
        return ["d", value.date().isoformat()]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    return str(value)


def _print(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=True, separators=(",", ":")))
    sys.stdout.write("\n")


if __name__ == "__main__":
    sys.exit(main())
