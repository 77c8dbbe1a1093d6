"""Stock at the weighted average of its period: no đồng is lost, whatever moves."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong
from ecoop.lawbook.queries import list_cases
from ecoop.lawbook.queries.cases import differences_of
from ecoop.trade.calc.stock import (
    BOUGHT,
    COUNTED,
    OPENING,
    OWN_USE,
    SOLD,
    GoodsEvent,
    StockEvent,
    period_start,
    walk_goods,
    walk_stock,
)

JANUARY_1 = date(2026, 1, 1)


def event(day: int, kind: str, quantity: str | int, amount: int = 0, refused: int = 0) -> StockEvent:
    on = JANUARY_1 + timedelta(days=day)
    return StockEvent(on, kind, Decimal(quantity), Dong(amount), Dong(refused))


def by_month(on: date) -> date:
    return period_start(on=on, length="month")


@pytest.mark.parametrize("prefix", ["books/stock-issue-price", "tax/household/costs"])
def test_the_cases_of_law_hold(prefix: str) -> None:
    cases = list_cases(prefix)
    assert cases
    assert [differences_of(case) for case in cases] == [[]] * len(cases)


def test_the_price_is_averaged_over_the_month() -> None:
    # January: 10 for 1.000.000, 5 sold on the 5th, 10 more for 2.000.000 on the 20th.
    # The price is 3.000.000 / 20 = 150.000 for what was sold before the second purchase, too.
    (january,) = walk_stock(
        events=[event(0, OPENING, 10, 1_000_000), event(4, SOLD, 5), event(19, BOUGHT, 10, 2_000_000)],
        starts=by_month,
    )
    assert january.price == 150_000
    assert [move.amount_vnd for move in january.moves] == [1_000_000, 750_000, 2_000_000]
    assert (january.closing.quantity, january.closing.amount_vnd) == (15, 2_250_000)


def test_a_count_says_what_was_used() -> None:
    # 20 kg for 400.000; 13 are left on the 31st: 7 were used, 7 x 20.000 = 140.000.
    (january,) = walk_stock(events=[event(1, BOUGHT, 20, 400_000), event(30, COUNTED, 13)], starts=by_month)
    assert (january.moves[-1].quantity, january.moves[-1].amount_vnd) == (7, 140_000)
    assert (january.closing.quantity, january.closing.amount_vnd) == (13, 260_000)


def test_what_left_before_it_was_bought_gets_its_price_later() -> None:
    # 3 sold in January out of nothing; 10 bought for 1.000.000 in February: the 3 cost 300.000 then.
    january, february = walk_stock(events=[event(4, SOLD, 3), event(40, BOUGHT, 10, 1_000_000)], starts=by_month)
    assert (january.is_short, january.closing.quantity, january.closing.amount_vnd) == (True, -3, 0)
    assert [move.amount_vnd for move in february.moves] == [300_000, 1_000_000]
    assert (february.closing.quantity, february.closing.amount_vnd) == (7, 700_000)


def test_what_may_not_be_taken_off_leaves_with_the_goods() -> None:
    # 10 with an invoice for 1.000.000 and 10 without for 1.000.000; 5 sold: 500.000, half of it refused.
    (january,) = walk_stock(
        events=[event(1, BOUGHT, 10, 1_000_000), event(2, BOUGHT, 10, 1_000_000, 1_000_000), event(9, SOLD, 5)],
        starts=by_month,
    )
    assert (january.moves[-1].amount_vnd, january.moves[-1].refused_vnd) == (500_000, 250_000)


def test_goods_without_a_sheet_count_when_bought_until_they_are_counted() -> None:
    events = [
        GoodsEvent(date(2026, 1, 1), OPENING, Dong(2_000_000)),
        GoodsEvent(date(2026, 3, 1), BOUGHT, Dong(5_000_000)),
        GoodsEvent(date(2026, 12, 31), COUNTED, Dong(3_000_000)),
    ]
    # 2 + 5 were there, 3 are left: 4 were used. Counted when bought: 5 in March, 1 back in December.
    assert [used for _, used, _ in walk_goods(events=events, used_when="bought")] == [0, 5_000_000, -1_000_000]
    assert [used for _, used, _ in walk_goods(events=events, used_when="counted")] == [0, 0, 4_000_000]


MOVES = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=120),
        st.sampled_from([OPENING, BOUGHT, SOLD, COUNTED, OWN_USE, "used", "spoiled"]),
        st.decimals(min_value="0.001", max_value=1000, places=3),
        st.integers(min_value=0, max_value=10**10),
        st.integers(min_value=0, max_value=100),
    ),
    max_size=12,
)


@given(moves=MOVES, length=st.sampled_from(["month", "quarter", "year"]))
def test_stock_never_loses_a_dong(moves: list[tuple[int, str, Decimal, int, int]], length: str) -> None:
    events = [
        event(day, kind, str(quantity), amount, amount * percent // 100 if kind == BOUGHT else 0)
        if kind in (OPENING, BOUGHT)
        else event(day, kind, str(quantity))
        for day, kind, quantity, amount, percent in moves
    ]
    periods = walk_stock(events=events, starts=lambda on: period_start(on=on, length=length))
    every = [move for period in periods for move in period.moves]
    entered = [move for move in every if move.event.is_in]
    left = [move for move in every if not move.event.is_in]
    closing = periods[-1].closing if periods else None
    if closing is not None:
        assert sum(each.amount_vnd for each in entered) == sum(each.amount_vnd for each in left) + closing.amount_vnd
        assert sum(each.refused_vnd for each in entered) == sum(each.refused_vnd for each in left) + closing.refused_vnd
        assert sum(each.quantity for each in entered) == sum(each.quantity for each in left) + closing.quantity
    for period in periods:
        # What is there is never worth less than nothing, and what is not there is worth nothing.
        assert period.closing.amount_vnd >= 0
        assert period.closing.quantity > 0 or not period.closing.amount_vnd


@given(
    moves=st.lists(
        st.tuples(st.integers(0, 360), st.sampled_from([OPENING, BOUGHT, COUNTED]), st.integers(0, 10**10)), max_size=9
    )
)
def test_goods_used_and_found_are_all_the_goods(moves: list[tuple[int, str, int]]) -> None:
    events = [GoodsEvent(JANUARY_1 + timedelta(days=day), kind, Dong(amount)) for day, kind, amount in moves]
    last = GoodsEvent(date(2026, 12, 31), COUNTED, Dong(7))
    for used_when in ("bought", "counted"):
        told = walk_goods(events=[*events, last], used_when=used_when)
        bought = sum(each.amount_vnd for each in events if each.kind != COUNTED)
        assert sum(used for _, used, _ in told) == bought - 7
