"""A count of the cash box beside the books: sums by a pencil, and the rules that the law's table names."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.calc.entry_moves import EntryMove
from ecoop.ledger.queries import list_posting_rules
from ecoop.ledger.queries.rules import list_chart
from ecoop.sync.calc.day_ends import DayEndFacts, bookable_vnd, compare, first_day_covered

ON = date(2026, 3, 6)


def count(*, before: int, expected: int, counted: int) -> DayEndFacts:
    """Count the cash of a box."""
    at = datetime(2026, 3, 6, 12, tzinfo=UTC)
    money = (Dong(before), Dong(expected), Dong(counted), Dong(0), Dong(0), Dong(0))
    return DayEndFacts(UUID(int=1), ON, UUID(int=2), "Máy", "Năm", at, *money, "")


def move(number: int, kind: str, amount: int) -> EntryMove:
    """Move cash: in if positive."""
    came_in, went_out = Dong(max(amount, 0)), Dong(max(-amount, 0))
    return EntryMove(kind, UUID(int=number), f"2026-{number}", ON, "", False, came_in, went_out)


def test_a_count_is_compared_by_kind_and_by_who_told() -> None:
    """
    100 before; the phone sold 250 and took 20 back; the desk spent 50 and received 30 of a debt: 310 should be there.
    """
    moves = [
        move(11, "trade.sale", 250),
        move(12, "trade.sale", -20),
        move(13, "trade.expense", -50),
        move(14, "trade.money-move", 30),
    ]
    told = {UUID(int=11), UUID(int=12)}
    found = compare(end=count(before=100, expected=330, counted=300), starts_on=ON, moves=moves, told=told)
    assert (found.books_vnd, found.should_be_vnd, found.difference_vnd) == (210, 310, -10)
    by_code = {each.code: (each.by_phone_vnd, each.by_others_vnd) for each in found.sums}
    assert by_code == {
        "sale": (250, 0), "return": (-20, 0), "purchase": (0, 0), "expense": (0, -50), "other": (0, 30)
    }  # fmt: skip
    assert [each.move.label for each in found.others] == ["2026-13", "2026-14"]


@pytest.mark.parametrize(
    ("expected", "counted", "moved", "may"),
    [
        (330, 300, 230, (-30,)),
        (330, 300, 200, ()),
        (330, 300, 250, (-50, -30)),
        (330, 300, 190, (10,)),
        (300, 300, 230, (-30,)),
    ],
)
def test_what_may_be_booked(expected: int, counted: int, moved: int, may: tuple[int, ...]) -> None:
    end = count(before=100, expected=expected, counted=counted)
    found = compare(end=end, starts_on=ON, moves=[move(11, "trade.sale", moved)], told=())
    assert bookable_vnd(end=end, compared=found) == may


@pytest.mark.parametrize(
    ("previous", "first"),
    [
        (None, ON),
        (date(2026, 3, 5), ON),
        (date(2026, 3, 3), date(2026, 3, 4)),
        (date(2025, 12, 1), date(2026, 2, 4)),
    ],
)
def test_a_count_covers_the_days_since_the_last_one_at_most_a_month(previous: date | None, first: date) -> None:
    assert first_day_covered(ended_on=ON, previous_on=previous) == first


def test_every_rule_and_account_of_the_laws_table_is_there() -> None:
    law = lawbook.on(ON)
    rows = law.table("books/cash-differences")
    assert {(row["regime"], row["way"]) for row in rows} == {
        (regime, way) for regime in ("household", "cooperative") for way in ("short", "over")
    }
    for row in rows:
        assert row["rule"] in list_posting_rules(regime=row["regime"], law=law)
        assert row["account"] in {each["code"] for each in list_chart(chart=row["regime"], law=law)}
