"""Typeset papers: data goes in as JSON and never as markup, so nothing a stranger typed can become a command."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.template.utils import get_app_template_dirs

PDF_TYPE = "application/pdf"
# A paper that takes longer, or more memory, has an endless loop in its template or too many lines for one file.
_SECONDS_MAX = 60
_MEMORY_MB_MAX = 2048
# Readers for the blind want tags, which cost ten times the size: they are set as long as a paper is one people read.
_TAGGED_BYTES_MAX = 100_000
_PRESS = Path(__file__).with_name("press.py")
_DATA = "data.json"


class PaperNotSet(RuntimeError):
    """A template does not compile, or a paper outgrew its time; a mistake of ours and no refusal."""


def typeset(*, template: str, data: Mapping[str, Any], made_at: datetime) -> bytes:
    """Set a paper as PDF/A. `template` names a .typ file as Django names templates: "taxes/book.typ".

    The template reads its data with `json("/data.json")` and may import other templates by "/web/official.typ".
    Days become "2026-03-05", Decimals text, amounts stay numbers.

    Raises: PaperNotSet
    """
    library = _library()
    if template not in library:
        raise PaperNotSet(f"There is no template {template}.")
    files = {
        "main.typ": f'#include "/{template}"\n'.encode(),
        _DATA: json.dumps(data, ensure_ascii=False, default=_plain).encode(),
        **library,
    }
    order = {
        "files": {name: len(content) for name, content in files.items()},
        "standard": "a-2a" if (is_tagged := len(files[_DATA]) <= _TAGGED_BYTES_MAX) else "a-2b",
        "is_tagged": is_tagged,
        "made_at": made_at.replace(microsecond=0).isoformat(),
        "memory_mb_max": _MEMORY_MB_MAX,
    }
    return _press(template, b"".join([json.dumps(order).encode(), b"\n", *files.values()]))


def answer_with_pdf(*, name: str, paper: bytes) -> HttpResponse:
    """Answer a request with a paper to look at and save. `name` is the file's name without its ending."""
    plain = re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII).strip("-.") or "paper"
    answer = HttpResponse(paper, content_type=PDF_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{plain}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _press(template: str, order: bytes) -> bytes:
    # The press runs apart: when it ends, its memory is gone, and what hangs is ended.
    with tempfile.TemporaryDirectory() as nowhere:
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(_PRESS)],
                input=order,
                capture_output=True,
                timeout=_SECONDS_MAX,
                check=False,
                cwd=nowhere,
            )
        except subprocess.TimeoutExpired as late:
            raise PaperNotSet(f"{template} took more than {_SECONDS_MAX} seconds.") from late
    if done.returncode:
        raise PaperNotSet(f"{template}: {done.stderr.decode(errors='replace')[:2000]}")
    return done.stdout


@cache
def _library() -> dict[str, bytes]:
    """Read every Typst template of the installed applications, by the name Django would give it."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for root, path in _templates()}


def _templates() -> Iterator[tuple[Path, Path]]:
    for root in map(Path, get_app_template_dirs("templates")):
        for path in sorted(root.rglob("*.typ")):
            yield root, path


def _plain(value: Any) -> str:
    if isinstance(value, date | Decimal | UUID):
        return str(value)
    raise TypeError(f"A paper cannot hold {type(value).__name__}.")
