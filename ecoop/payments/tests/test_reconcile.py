"""Reconciling: the bank against the books, and every đồng between them explained."""

import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as some

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.payments.actions.accept_proposals import accept_sure
from ecoop.payments.calc.reconciliation import BankMove, BookMove, Kind, Reconciliation, StatementEnds, reconcile
from ecoop.payments.queries.reconciliation import get_reconciliation
from ecoop.payments.tests.coop import MARCH_6, CoopBank
from tests.cast import Cast

MARCH_31 = date(2026, 3, 31)


@pytest.fixture
def bank(cast: Cast) -> Iterator[CoopBank]:
    """Stand in the cooperative."""
    with cast.inside(cast.coop, cast.lan):
        yield CoopBank(cast)


def told(found: Reconciliation) -> list[tuple[str, int]]:
    return [(str(each.kind), each.amount_vnd) for each in found.differences]


def test_books_and_bank_agree_when_every_line_is_matched(bank: CoopBank) -> None:
    """
    2026-02-01 posted   Nợ 1121 Có 4118  5.000.000   before the first statement
    2026-03-05 posted   Nợ 642  Có 1121  1.000.000   electricity
    """
    bank.voucher("other-capital-received", 5_000_000, on=date(2026, 2, 1), facts={"means": "bank"})
    bank.voucher("management-expense", 1_000_000, facts={"means": "bank"}, counterparty_id=bank.office.power)
    bank.hear((-1_000_000, "DIEN LUC THAI NGUYEN"), opening=5_000_000, closing=4_000_000)
    accept_sure(**bank.act)  # type: ignore[arg-type]
    found = get_reconciliation(org_id=bank.org_id, on=MARCH_31)
    # The voucher of 5 March lies before the first line of 6 March, and is settled by it all the same.
    assert (found.code, found.books_vnd, found.bank_vnd) == ("1121", 4_000_000, 4_000_000)
    assert (told(found), found.unexplained_vnd) == ([], 0)
    sooner = get_reconciliation(org_id=bank.org_id, on=MARCH_31, starts_on=date(2026, 3, 1))
    assert (told(sooner), sooner.bank_vnd) == ([], 4_000_000)


def test_each_difference_is_named(bank: CoopBank) -> None:
    """
    2026-02-01 posted   Nợ 1121 Có 4118  5.000.000   the bank says it had 4.900.000
    2026-03-06 posted   Nợ 642  Có 1121  1.000.000   not yet paid by the bank
    2026-03-06 at the bank                  -11.000   its fee, not in the books
    """
    bank.voucher("other-capital-received", 5_000_000, on=date(2026, 2, 1), facts={"means": "bank"})
    bank.voucher("management-expense", 1_000_000, on=MARCH_6, facts={"means": "bank"})
    bank.hear((-11_000, "PHI"), opening=4_900_000, closing=4_889_000)
    found = get_reconciliation(org_id=bank.org_id, on=MARCH_31)
    # 5,000,000 - 1,000,000 = 4,000,000 beside 4,889,000: 889,000 less, which is 100,000 - 1,000,000 + 11,000.
    assert (found.books_vnd, found.bank_vnd, found.difference_vnd) == (4_000_000, 4_889_000, -889_000)
    assert sorted(told(found)) == [("before", 100_000), ("in_bank", 11_000), ("in_books", -1_000_000)]
    assert found.unexplained_vnd == 0
    (end,) = found.accounts
    assert (end.account, end.balance_vnd, end.closing_on) == ("8600123456", 4_889_000, MARCH_6)


def test_lines_that_lack_between_two_statements_are_told(bank: CoopBank) -> None:
    bank.hear((100_000, "mot"), on=date(2026, 2, 10), opening=0, closing=100_000)
    bank.hear((100_000, "hai"), on=MARCH_6, opening=150_000, closing=250_000)
    found = get_reconciliation(org_id=bank.org_id, on=MARCH_31)
    assert found.bank_vnd == 250_000
    # 0 + 100,000 + 100,000 are 50,000 less than the bank says.
    assert sorted(told(found)) == [("in_bank", -100_000), ("in_bank", -100_000), ("missing", -50_000)]
    # On a day between the two, the first statement speaks.
    assert get_reconciliation(org_id=bank.org_id, on=date(2026, 2, 20)).bank_vnd == 100_000


def test_the_command_tells_it_to_a_program(bank: CoopBank) -> None:
    bank.hear((-11_000, "PHI"), opening=0, closing=-11_000)
    out = StringIO()
    call_command("statement", "reconcile", "--org", bank.cast.coop.slug, "--on", "2026-03-31", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["books_vnd"], said["bank_vnd"], said["unexplained_vnd"]) == (0, -11_000, 0)
    assert said["differences"][0]["text"] == "PHI"
    call_command("statement", "reconcile", "--org", bank.cast.coop.slug, "--on", "2026-03-31", stdout=StringIO())


DAYS = some.integers(1, 20).map(lambda day: date(2026, 3, day))
AMOUNTS = some.integers(-50, 50).filter(bool)


@settings(max_examples=150, deadline=None)
@given(
    some.lists(some.tuples(DAYS, AMOUNTS), max_size=8),
    some.lists(some.tuples(DAYS, AMOUNTS, some.booleans()), max_size=8),
    DAYS,
    some.integers(-100, 100),
    some.integers(-100, 100),
    some.integers(-100, 100),
)
def test_every_dong_is_explained_whatever_happened(
    booked: list[tuple[date, int]],
    seen: list[tuple[date, int, bool]],
    on: date,
    before: int,
    opening: int,
    closing: int,
) -> None:
    starts_on = date(2026, 3, 3)
    entries = [BookMove(new_id(), "x", new_id(), day, "", "", amount) for day, amount in booked]
    free = list(entries)
    lines = []
    for day, amount, is_matched in seen:
        match: tuple[tuple[UUID, int], ...] = ()
        if is_matched and free and (free[0].amount_vnd > 0) == (amount > 0):
            entry = free.pop(0)
            match = ((entry.document_id, min(abs(entry.amount_vnd), abs(amount))),)
        lines.append(BankMove(new_id(), "1", day, amount, "", match))
    inside = [entry for entry in entries if starts_on <= entry.on <= on]
    statements = [StatementEnds("1", opening, closing, date(2026, 3, 5), date(2026, 3, 12))] if closing > 0 else []
    found = reconcile(
        code="112",
        starts_on=starts_on,
        on=max(on, starts_on),
        books_before_vnd=Dong(before),
        entries=inside,
        lines=lines,
        statements=statements,
        earlier={entry.document_id for entry in entries if entry.on < starts_on},
    )
    assert found.unexplained_vnd == 0
    assert all(each.amount_vnd for each in found.differences)
    assert {each.kind for each in found.differences} <= set(Kind)
