"""`ecoop invoice read`: files, folders and zips; each bad one is an entry and stops nothing."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management import call_command

from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice

TEA = [SampleLine("Chè", Decimal(2), Decimal(50_000))]
SALE = SampleInvoice(number=1, issued_on=date(2026, 3, 5), lines=TEA, series="MAA")


def run(*paths: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("invoice", "read", *(str(path) for path in paths), stdout=out, **options)
    return out.getvalue()


def test_a_folder_with_all_sorts_of_files_is_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(write_invoice(SALE))
    (tmp_path / "b.xml").write_bytes(b"\x89PNG")
    (tmp_path / "c.XML").write_bytes(write_invoice(SALE))
    (tmp_path / "note.txt").write_text("no invoice")
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("invoice.xml", write_invoice(replace(SALE, number=2)))
        archive.writestr("invoice.html", "<html>")
    (tmp_path / "e.zip").write_bytes(b"PK nothing")
    entries = json.loads(run(tmp_path, tmp_path / "nowhere.xml", as_json=True))
    assert [entry["status"] for entry in entries] == ["read", "refused", "read", "read", "refused", "refused"]
    assert [entry["problems"][0]["code"] for entry in entries if entry["problems"]] == [
        "invoicing.file-is-not-xml",
        "invoice.duplicate",
        "invoicing.archive-is-unsafe",
        "invoicing.file-is-not-there",
    ]


def test_a_file_that_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(write_invoice(SALE))
    # It is a file, and reading its first byte fails.
    entries = json.loads(run(Path("/proc/self/mem"), tmp_path, as_json=True))
    assert [entry["status"] for entry in entries] == ["refused", "read"]


def test_a_terminal_obeys_no_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31mb.xml").write_bytes(b"no invoice")
    said = run(tmp_path)
    assert "\x1b[31mb.xml" not in said
    assert "a·[31mb.xml" in said


def test_people_see_amounts_as_they_write_them(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(write_invoice(SALE))
    assert "100.000" in run(tmp_path)
