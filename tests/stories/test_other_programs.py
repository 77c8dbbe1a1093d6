"""Our statements in the eyes of others: beancount and hledger read the exported year and come to the same đồng."""

import csv
import io
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from beancount import loader
from beancount.core.data import Transaction

from ecoop.distribution.actions.close_year import DOCUMENT_KIND
from ecoop.distribution.tests.stage import close, live_a_year
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.statements import Statement
from ecoop.ledger.queries import list_accounts, write_books
from ecoop.ledger.queries.statements import get_statement, leaves_of
from tests.cast import BEGAN_AT, Cast

YEAR = {"starts_on": date(2026, 1, 1), "ends_before": date(2027, 1, 1)}
# What the pencil of live_a_year lacks: cash and goods, deductions, other results, tax, debts on both sides, an asset.
MORE: Sequence[tuple[str, str, int, str | None, int]] = (
    ("1111", "4118", 5_000_000, None, 0),
    ("156", "331", 90_000_000, None, 3),
    ("521", "1121", 1_234_567, "external", 0),
    ("521", "1121", 345_678, "internal", 0),
    ("1121", "558", 2_000_001, None, 0),
    ("658", "1111", 300_003, None, 0),
    ("659", "3334", 4_444_444, None, 0),
    ("3334", "1121", 5_000_000, None, 0),
    ("131", "5111", 9_999_999, "external", 1),
    ("1121", "131", 3_333_333, None, 2),
    ("152", "331", 7_777_777, None, 3),
    ("331", "1111", 1_111_111, None, 4),
    ("2111", "331", 60_000_000, None, 3),
    ("642", "2141", 1_666_667, None, 0),
    ("338", "1121", 555_555, None, 5),
)


@pytest.fixture
def closed_year(cast: Cast) -> Iterator[UUID]:
    """Stand inside a cooperative whose year is lived and closed."""
    parties = [None, *(new_id() for _party in range(5))]
    with cast.inside(cast.coop, cast.lan):
        live_a_year(cast)
        day = date(2026, 8, 15)
        postings = tuple(
            Posting(debit, credit, Dong(vnd), parties[party], side=side)  # type: ignore[arg-type]
            for debit, credit, vnd, side, party in MORE
        )
        draft = EntryDraft("test.entry", new_id(), day, day, 'Nhiều việc; "một" ngày | hết', postings)
        post_entries(org_id=cast.coop.id, entries=[draft], by=cast.lan.id, now=BEGAN_AT)
        close(cast)
        yield cast.coop.id


def export(org_id: UUID, form: str, path: Path) -> Path:
    """Write the books as `ecoop ledger export` does."""
    with path.open("wb") as file:
        write_books(org_id=org_id, name="HTX", form=form, file=file)
    return path


def statement(org_id: UUID, form: str) -> Statement:
    """Compute a statement of the year."""
    return get_statement(org_id=org_id, form=form, **YEAR)


def ours_by_account(position: Statement) -> dict[str, int]:
    """Bring B01 back to accounts: what stands on the left less what stands on the right, group by group."""
    sums: Counter[str] = Counter()
    for line in position.lines:
        # The memo line stands inside another; it is the only one whose parts are counted twice.
        if line.code != "137":
            for part in line.accounts:
                sums[part.account] += part.now_vnd if int(line.code) < 300 else -part.now_vnd
    return {account: vnd for account, vnd in sums.items() if vnd}


def theirs_by_group(org_id: UUID, balances: Counter[str], groups: Sequence[str]) -> dict[str, int]:
    """Add their balances up to the accounts that B01 names."""
    leaves = leaves_of(list_accounts(org_id=org_id))
    sums = {group: sum(balances[leaf] for leaf in leaves[group]) for group in groups}
    return {group: vnd for group, vnd in sums.items() if vnd}


def test_beancount_comes_to_the_same_statements(closed_year: UUID, tmp_path: Path) -> None:
    path = export(closed_year, "beancount", tmp_path / "year.beancount")
    entries, problems, _options = loader.load_file(str(path))
    assert problems == []
    at_the_end: Counter[str] = Counter()
    before_closing: Counter[str] = Counter()
    for entry in entries:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                assert posting.units is not None
                code = posting.account.rpartition(":")[2]
                at_the_end[code] += int(posting.units.number or 0)
                if entry.meta["document_kind"] != DOCUMENT_KIND:
                    root = posting.account.partition(":")[0]
                    before_closing[root] += int(posting.units.number or 0)
    position, results = statement(closed_year, "b01"), statement(closed_year, "b02")
    ours = ours_by_account(position)
    assert ours == theirs_by_group(
        closed_year, at_the_end, sorted({part.account for line in position.lines for part in line.accounts})
    )
    assert position.is_balanced
    assert not position.misplaced
    # Income in credit, expenses in debit: what is left is the profit after tax.
    assert -before_closing["Income"] - before_closing["Expenses"] == results.amount("60")
    # 120 + 80 + 9,999,999 of revenue; 1,580,245 taken off; cost 80; management 20 + 1,666,667; other 1,699,998; tax.
    assert results.amount("60") == 209_999_999 - 1_580_245 - 80_000_000 - 21_666_667 + 1_699_998 - 4_444_444
    assert not results.is_provisional


def test_hledger_comes_to_the_same_statements(closed_year: UUID, tmp_path: Path) -> None:
    assert shutil.which("hledger"), "No hledger here: run tests/stories/ensure_hledger.sh"
    path = export(closed_year, "hledger", tmp_path / "year.journal")
    subprocess.run(["hledger", "check", "-f", str(path)], check=True)
    position, results = statement(closed_year, "b01"), statement(closed_year, "b02")
    balances: Counter[str] = Counter()
    for account, vnd in _report(path, "balance", "--flat", "--no-total", "--historical"):
        balances[account.rpartition(":")[2]] += vnd
    groups = sorted({part.account for line in position.lines for part in line.accounts})
    assert ours_by_account(position) == theirs_by_group(closed_year, balances, groups)
    sheet = dict(_report(path, "balancesheetequity"))
    assert sheet["Net:"] == 0
    closing = _description_of_the_closing(path)
    income = dict(_report(path, "incomestatement", f"not:desc:{closing}"))
    assert income["Net:"] == results.amount("60")


def _report(path: Path, *words: str) -> list[tuple[str, int]]:
    """Ask hledger for a report of the year and read its rows."""
    asked = ["hledger", "-f", str(path), *words, "-p", "2026", "-O", "csv"]
    text = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) > 1]
    return [(row[0], _vnd(row[-1])) for row in rows if _is_amount(row[-1])]


def _is_amount(text: str) -> bool:
    return text == "0" or text.endswith(" VND")


def _vnd(text: str) -> int:
    return int(text.removesuffix(" VND").replace(",", "").partition(".")[0])


def _description_of_the_closing(path: Path) -> str:
    """Find how the last transaction of the year is called; it is the closing."""
    heads = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("2026-12-31")]
    return heads[-1].rpartition(") ")[2].replace(" ", ".")
