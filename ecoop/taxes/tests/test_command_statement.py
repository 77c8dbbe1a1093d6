"""`ecoop statement`: figures as JSON, files as they are asked for."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from ecoop.taxes.tests.test_statement_sets import year
from tests.cast import Cast

__all__ = ["year"]


def run(*words: str) -> Any:
    """Run the command and read what it answers."""
    out = io.StringIO()
    call_command("statement", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_a_statement_as_json_and_files(cast: Cast, year: dict[str, Any], tmp_path: Path) -> None:
    asked = ("--org", cast.coop.slug, "--year", "2026")
    paths = {name: tmp_path / f"b01.{name}" for name in ("pdf", "excel", "xml")}
    answer = run("b01", *asked, *(word for name, path in paths.items() for word in (f"--{name}", str(path))))
    (sheet,) = answer["statements"]
    rows = {row["code"]: row for row in sheet["sections"][0]["tables"][0]["rows"]}
    # Bank 65, receivable 60, stock 5.
    assert rows["200"]["cells"] == [130_000_000, 0]
    assert rows["110"]["accounts"] == [
        {"account": "111", "amount_vnd": 0},
        {"account": "112", "amount_vnd": 65_000_000},
    ]
    assert (sheet["is_provisional"], sheet["is_balanced"]) == (True, True)
    assert paths["pdf"].read_bytes().startswith(b"%PDF")
    assert paths["xml"].read_bytes().startswith(b"<?xml")
    assert len(answer["files"]) == 3
    assert year


def test_what_is_refused(cast: Cast, year: dict[str, Any]) -> None:
    with pytest.raises(SystemExit):
        run("b01", "--org", "nobody", "--year", "2026")
    with pytest.raises(SystemExit):
        run("b01", "--org", cast.coop.slug, "--year", "26")
    assert year
