"""The command line of the books: seal, receipt, check-receipt, export, and how it refuses."""

import contextlib
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from django.core.management import call_command

from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.tests.conftest import STARTS_ON, TestBooks
from tests.cast import Cast


@pytest.fixture
def traded(cast: Cast) -> Cast:
    """Năm's household with one sale, recorded on 10 April 2026."""
    with cast.inside(cast.nam_household, cast.nam):
        books = TestBooks(cast, cast.nam_household, cast.nam)
        open_books(org_id=books.org_id, chart="household", starts_on=STARTS_ON, by=cast.nam.id, now=books.now)
        books.post(books.draft(("111", "5111", 110_000)))
    return cast


def run(*words: str) -> Any:
    out = StringIO()
    with contextlib.suppress(SystemExit):
        call_command(*words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_a_day_is_sealed_and_a_receipt_checked(traded: Cast, tmp_path: Path) -> None:
    refused = run("ledger", "receipt", "--org", "ho-nam", "--entry", "2026-1")["refused"]
    assert refused["code"] == "ledger.entry-not-sealed"
    (seal,) = run("ledger", "seal", "--org", "ho-nam", "--day", "2026-04-10")
    assert (seal["day"], seal["size"]) == ("2026-04-10", 1)
    receipt = run("ledger", "receipt", "--org", "ho-nam", "--entry", "2026-1")
    path = tmp_path / "receipt.json"
    path.write_text(receipt["text"], encoding="utf-8")
    assert run("ledger", "check-receipt", str(path), "--root", seal["root"])["proved"] is True
    wrong = run("ledger", "check-receipt", str(path), "--root", "0" * 64)["refused"]
    assert wrong["code"] == "ledger.receipt-does-not-prove"
    missing = run("ledger", "check-receipt", str(tmp_path / "nothing"), "--root", seal["root"])["refused"]
    assert missing["code"] == "ledger.receipt-unreadable"


@pytest.mark.parametrize("words", [("receipt", "--entry", "2026-9"), ("receipt", "--entry", "nonsense")])
def test_what_is_not_there_is_refused(traded: Cast, words: tuple[str, ...]) -> None:
    assert run("ledger", *words, "--org", "ho-nam")["refused"]["code"] == "ledger.entry-unknown"
    assert run("ledger", *words, "--org", "nobody")["refused"]["code"] == "ledger.organisation-unknown"


def test_an_export_is_written_to_a_file(traded: Cast, tmp_path: Path) -> None:
    path = tmp_path / "nam.beancount"
    answer = run("ledger", "export", "--org", "ho-nam", "--format", "beancount", "--output", str(path))
    assert answer == {"entries": 1, "file": str(path)}
    _entries, problems, _options = loader.load_file(str(path))
    assert problems == []


def test_verify_names_the_organisation_and_the_sizes(traded: Cast) -> None:
    answer = run("verify", "--org", "ho-nam", "--at-once", "1")
    assert (answer["organisations"], answer["entries"], answer["postings"]) == (1, 1, 1)
    assert run("verify", "--org", "nobody")["refused"]["code"] == "ledger.organisation-unknown"


def test_people_are_shown_words(traded: Cast, tmp_path: Path) -> None:
    for words in (
        ("ledger", "seal", "--org", "ho-nam", "--day", "2026-04-10"),
        ("ledger", "receipt", "--org", "ho-nam", "--entry", "2026-1"),
        ("ledger", "export", "--org", "ho-nam", "--format", "csv", "--output", str(tmp_path / "x.csv")),
        ("verify", "--org", "ho-nam", "--at-once", "1"),
    ):
        out = StringIO()
        call_command(*words, stdout=out)
        assert out.getvalue().strip()
