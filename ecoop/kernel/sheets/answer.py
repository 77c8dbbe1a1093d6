"""Hand a sheet to a browser: the file grows on disk, not in memory, and is whole before the transaction ends."""

import re
import tempfile
from collections.abc import Sequence
from typing import IO, cast

from django.http import FileResponse, HttpResponse

from ecoop.kernel.sheets.writing import SheetDraft, write_excel

EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A small file never touches the disk.
_IN_MEMORY_MAX = 1024 * 1024


def answer_with_excel(*, name: str, sheets: Sequence[SheetDraft]) -> HttpResponse:
    """Answer a request with an .xlsx file to save. `name` is the file's name without its ending."""
    file = _open_file()
    write_excel(sheets=sheets, to=file)
    return _answer(file, f"{_plain(name)}.xlsx", EXCEL_TYPE)


def _open_file() -> IO[bytes]:
    # The answer closes the file when the browser has it.
    return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_MAX)


def _answer(file: IO[bytes], name: str, content_type: str) -> HttpResponse:
    size_bytes = file.tell()
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    answer["Content-Length"] = str(size_bytes)
    answer["X-Content-Type-Options"] = "nosniff"
    # To Django a file that travels is another class; to a view it is an answer like any other.
    return cast(HttpResponse, answer)


def _plain(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII).strip("-.") or "list"
