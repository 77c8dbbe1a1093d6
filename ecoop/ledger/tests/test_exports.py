"""Exports: other programs read the books without a complaint and come to the same balances."""

import csv
import io
import shutil
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Transaction
from python_calamine import CalamineWorkbook

from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.queries import list_accounts, list_trial_balance, write_books
from ecoop.ledger.tests.conftest import NOW, TestBooks

ODD = 'Bán "chè"; 5 kg \\ = | dòng\nhai'


@pytest.fixture
def traded(books: TestBooks) -> TestBooks:
    """
    2026-03-05   Nợ 111  Có 5111  110.000
    2026-03-05   Nợ 6421 Có 156    70.000
    2026-03-06   Nợ 131  Có 5112       500   =Odd text
    2026-04-10   red of the first
    """
    first, _second = books.post(
        books.draft(("111", "5111", 110_000), ("6421", "156", 70_000)),
        books.draft(("131", "5112", 500), on=date(2026, 3, 6), text="=" + ODD),
    )
    books.post(books.draft(("111", "5111", 7), text=ODD))
    reverse_entry(
        org_id=books.org_id, entry_id=first.entry_id, entry_on=date(2026, 4, 10), reason="Nhầm",
        by=books.keeper.id, now=NOW,
    )  # fmt: skip
    return books


def export(books: TestBooks, form: str) -> bytes:
    buffer = io.BytesIO()
    assert write_books(org_id=books.org_id, name='Hộ "Năm"', form=form, file=buffer) == 4
    return buffer.getvalue()


def our_balances(books: TestBooks) -> dict[str, int]:
    lines = list_trial_balance(org_id=books.org_id, from_on=date(2026, 1, 1), until_on=date(2026, 12, 31))
    return {line.code: line.closing_vnd for line in lines if line.closing_vnd}


def test_beancount_finds_no_error_and_the_same_balances(traded: TestBooks, tmp_path: Path) -> None:
    path = tmp_path / "books.beancount"
    path.write_bytes(export(traded, "beancount"))
    entries, problems, _options = loader.load_file(str(path))
    assert problems == []
    balances: Counter[str] = Counter()
    for entry in entries:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                assert posting.units is not None
                balances[posting.account.rpartition(":")[2]] += int(posting.units.number or 0)
    assert {code: amount for code, amount in balances.items() if amount} == our_balances(traded)
    # 110.000 in and out again, and 7 more; 500 owed.
    assert our_balances(traded) == {"111": 7, "131": 500, "5111": -7, "5112": -500}


def test_hledger_reads_it_if_it_is_here(traded: TestBooks, tmp_path: Path) -> None:
    text = export(traded, "hledger").decode()
    assert '2026-03-06 * (2026-2) =Bán "chè", 5 kg \\ = / dòng hai\n' in text
    assert "  Assets:111  110000 VND\n  Income:5111  -110000 VND\n" in text
    if shutil.which("hledger"):
        path = tmp_path / "books.journal"
        path.write_text(text, encoding="utf-8")
        subprocess.run(["hledger", "check", "-f", str(path)], check=True)


def test_csv_has_a_row_per_posting_and_no_formula(traded: TestBooks) -> None:
    rows = list(csv.DictReader(io.StringIO(export(traded, "csv").decode())))
    assert len(rows) == 6
    assert rows[0]["amount_vnd"] == "110000"
    assert sum(int(row["amount_vnd"]) for row in rows if row["debit"] == "111") == 7
    assert next(row["text"] for row in rows if row["debit"] == "131").startswith("'=")


def test_a_workbook_opens_with_journal_and_accounts(traded: TestBooks) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(export(traded, "xlsx")))
    journal = book.get_sheet_by_name("Journal").to_python()
    assert len(journal) == 7
    assert journal[1][10] == 110_000
    assert len(book.get_sheet_by_name("Accounts").to_python()) == len(list_accounts(org_id=traded.org_id))
