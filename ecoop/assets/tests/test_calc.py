"""How assets wear: pencil schedules, and that no đồng is lost whatever the life."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoop.assets.calc.drafts import Weights
from ecoop.assets.calc.wear import CostChange, MonthWear, Terms, Wearing, plan_wear, share_wear, sum_until_day
from ecoop.kernel.dong import Dong

MANAGEMENT = Weights(0, 1, 0)


def wearing(cost: int, months: int | None, since: date, worn: int = 0) -> Wearing:
    return Wearing(Dong(cost), Dong(worn), (Terms(since, months, MANAGEMENT),))


def amounts(rows: list[MonthWear]) -> list[int]:
    return [row.amount_vnd for row in rows]


def test_the_last_month_takes_the_rest() -> None:
    # 100 over 7 months: 100 / 7 = 14,28; six times 14 is 84, and 16 are left.
    rows = plan_wear(asset=wearing(100, 7, date(2026, 1, 1)), starts="by_days")
    assert amounts(rows) == [14, 14, 14, 14, 14, 14, 16]
    assert (rows[0].month, rows[-1].month) == (date(2026, 1, 1), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("starts", "expected", "first_month"),
    [
        # 1.200.000 over 3 months is 400.000 a month. From 17 January: 15 of 31 days: 400.000 x 15 / 31 = 193.548,3.
        ("by_days", [193_548, 400_000, 400_000, 206_452], date(2026, 1, 1)),
        ("next_month", [400_000, 400_000, 400_000], date(2026, 2, 1)),
        ("same_month", [400_000, 400_000, 400_000], date(2026, 1, 1)),
    ],
)
def test_the_first_month_counts_as_the_switch_says(starts: str, expected: list[int], first_month: date) -> None:
    rows = plan_wear(asset=wearing(1_200_000, 3, date(2026, 1, 17)), starts=starts)
    assert amounts(rows) == expected
    assert rows[0].month == first_month


def test_what_earlier_books_wore_is_not_worn_again() -> None:
    # Cost 120 of which 90 is worn; 3 months are left: 10 each.
    assert amounts(plan_wear(asset=wearing(120, 3, date(2026, 1, 1), worn=90), starts="by_days")) == [10, 10, 10]


def test_an_endless_asset_does_not_wear() -> None:
    assert plan_wear(asset=wearing(1_000, None, date(2026, 1, 1)), starts="by_days") == []


def test_a_repair_wears_over_the_months_left() -> None:
    # 120 over 12 months is 10 a month. On 20 June 30 is added: from July 60 + 30 over 6 months is 15 a month.
    asset = replace(wearing(120, 12, date(2026, 1, 1)), changes=(CostChange(date(2026, 6, 20), Dong(30)),))
    assert amounts(plan_wear(asset=asset, starts="by_days")) == [10] * 6 + [15] * 6


def test_new_terms_spread_the_rest() -> None:
    # 120 over 12 months; from July on the rest of 60 is worn over 20 months: 3 a month.
    first = wearing(120, 12, date(2026, 1, 1))
    asset = replace(first, terms=(*first.terms, Terms(date(2026, 7, 1), 20, MANAGEMENT)))
    assert amounts(plan_wear(asset=asset, starts="by_days")) == [10] * 6 + [3] * 20


def test_the_month_of_leaving_counts_its_days() -> None:
    # 31 a month; on 11 March ten days of March were used: 31 + 31 + 31 x 10 / 31 = 72. Whole months: 93, or 62.
    rows = plan_wear(asset=wearing(31 * 12, 12, date(2026, 1, 1)), starts="by_days")
    leaving = date(2026, 3, 11)
    assert sum_until_day(rows=rows, on=leaving, starts="by_days") == 72
    assert sum_until_day(rows=rows, on=leaving, starts="next_month") == 93
    assert sum_until_day(rows=rows, on=leaving, starts="same_month") == 62


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
ways = st.sampled_from(["by_days", "next_month", "same_month"])


@given(cost=st.integers(1, 10**13), worn=st.integers(0, 100), months=st.integers(1, 600), since=days, starts=ways)
def test_wear_adds_up_to_the_cost_for_any_life(cost: int, worn: int, months: int, since: date, starts: str) -> None:
    worn_vnd = cost * worn // 100
    rows = plan_wear(asset=wearing(cost, months, since, worn=worn_vnd), starts=starts)
    assert sum(amounts(rows)) == cost - worn_vnd
    assert all(row.amount_vnd >= 0 for row in rows)
    assert [row.month for row in rows] == sorted({row.month for row in rows})


@given(
    cost=st.integers(1_000, 10**12),
    months=st.integers(1, 120),
    since=days,
    starts=ways,
    changes=st.lists(st.tuples(st.integers(0, 900), st.integers(1, 10**9)), max_size=4),
)
def test_wear_adds_up_whatever_is_repaired(
    cost: int, months: int, since: date, starts: str, changes: list[tuple[int, int]]
) -> None:
    added = tuple(
        CostChange(date.fromordinal(since.toordinal() + days_later), Dong(more)) for days_later, more in sorted(changes)
    )
    rows = plan_wear(asset=replace(wearing(cost, months, since), changes=added), starts=starts)
    assert sum(amounts(rows)) == cost + sum(more for _, more in changes)


@given(amount=st.integers(0, 10**12), parts=st.tuples(*[st.integers(0, 100)] * 3).filter(any))
def test_what_is_shared_adds_up(amount: int, parts: tuple[int, int, int]) -> None:
    assert sum(share_wear(amount_vnd=Dong(amount), weights=Weights(*parts))) == amount
