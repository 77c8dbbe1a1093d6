"""Months are closed in order, after a look at what they seem to lack; balances without a line are moved first."""

from datetime import UTC, date, datetime

import pytest

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.close_period import close_period
from ecoop.ledger.actions.reclassify import reclassify
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.errors import EarlierMonthIsOpen, NotToBeReclassified
from ecoop.ledger.queries.misplaced import list_reclassifications
from ecoop.ledger.queries.month_end import list_month_ends
from ecoop.ledger.queries.statements import get_statement
from ecoop.ledger.tests.conftest import NOW, TestBooks, cast, coop_books

__all__ = ["cast", "coop_books"]

YEAR = {"starts_on": date(2026, 1, 1), "ends_before": date(2027, 1, 1)}


def post(books: TestBooks, debit: str, credit: str, vnd: int, *, month: int = 1, **more: object) -> None:
    """Post one line on the ninth of a month."""
    day = date(2026, month, 9)
    postings = (Posting(debit, credit, Dong(vnd), **more),)  # type: ignore[arg-type]
    books.post(EntryDraft("test.entry", new_id(), day, day, "Bút toán", postings))


def test_months_of_a_cooperative_close_in_order(coop_books: TestBooks) -> None:
    act = {"org_id": coop_books.org_id, "by": coop_books.keeper.id, "now": NOW}
    with pytest.raises(EarlierMonthIsOpen, match="01/2026"):
        close_period(month=date(2026, 2, 1), **act)  # type: ignore[arg-type]
    close_period(month=date(2026, 1, 1), **act)  # type: ignore[arg-type]
    close_period(month=date(2026, 2, 1), **act)  # type: ignore[arg-type]


def test_a_month_says_what_it_seems_to_lack(coop_books: TestBooks) -> None:
    """January: a machine, wages, goods sold with their cost. February: the goods are sold, nothing else is there."""
    post(coop_books, "2111", "1121", 90)
    post(coop_books, "6111", "2141", 1)
    post(coop_books, "642", "334", 20)
    post(coop_books, "131", "5111", 30)
    post(coop_books, "6111", "156", 10)
    post(coop_books, "131", "5111", 30, month=2)
    months = list_month_ends(org_id=coop_books.org_id, year=2026, today=date(2026, 3, 10))
    assert [[hint.code for hint in one.hints] for one in months] == [
        [],
        ["depreciation", "payroll", "external_cost"],
        ["depreciation"],
    ]
    assert [(one.is_over, one.has_entries, one.is_closed) for one in months] == [
        (True, True, False), (True, True, False), (False, False, False),
    ]  # fmt: skip


def test_balances_without_a_line_are_moved_where_they_belong(coop_books: TestBooks) -> None:
    """One spent 3 beyond an advance, another holds 5; a unit's debt of 7 turned over; a loan is overpaid by 2."""
    early, late = new_id(), new_id()
    post(coop_books, "1111", "4118", 50)
    post(coop_books, "642", "141", 3, party_id=early)
    post(coop_books, "141", "1111", 5, party_id=late)
    post(coop_books, "1111", "1368", 7)
    post(coop_books, "341", "1111", 2)
    found = list_reclassifications(org_id=coop_books.org_id, **YEAR)
    assert [(one.account, one.party_id, one.side, one.amount_vnd, one.to) for one in found] == [
        ("1368", None, "credit", 7, "3368"),
        ("141", early, "credit", 3, "338"),
        ("341", None, "debit", 2, "138"),
    ]
    now = datetime(2027, 1, 5, tzinfo=UTC)
    for account in ("1368", "141", "341"):
        reclassify(org_id=coop_books.org_id, account=account, by=coop_books.keeper.id, now=now, **YEAR)
    assert list_reclassifications(org_id=coop_books.org_id, **YEAR) == []
    position = get_statement(org_id=coop_books.org_id, form="b01", **YEAR)
    # Cash 50 - 5 + 7 - 2 = 50, advance 5, loan to be returned 2: 57; owed 7 + 3, capital 50, loss 3.
    assert [position.amount(code) for code in ("110", "130", "360", "410", "420", "200", "500")] == [
        50, 7, 10, 50, -3, 57, 57,
    ]  # fmt: skip
    with pytest.raises(NotToBeReclassified):
        reclassify(org_id=coop_books.org_id, account="141", by=coop_books.keeper.id, now=now, **YEAR)


def test_an_error_in_the_books_is_not_moved_away(coop_books: TestBooks) -> None:
    """Stock below zero belongs nowhere: something is missing, whoever the postings name; it is one error, not three."""
    for _each in range(2):
        post(coop_books, "6111", "156", 1, party_id=new_id())
    post(coop_books, "6111", "156", 2)
    (found,) = list_reclassifications(org_id=coop_books.org_id, **YEAR)
    assert (found.account, found.side, found.has_target) == ("156", "credit", False)
    with pytest.raises(NotToBeReclassified):
        reclassify(org_id=coop_books.org_id, account="156", by=coop_books.keeper.id, now=NOW, **YEAR)
