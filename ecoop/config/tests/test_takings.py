"""Takings beside their likes, and the bars of the last days."""

from datetime import date, timedelta

from ecoop.config.takings import CHART_HEIGHT, compare_takings, first_day_needed
from ecoop.kernel.dong import Dong

SUNDAY = date(2026, 11, 22)


def test_today_stands_beside_the_same_weekday_of_last_week() -> None:
    takings = compare_takings(by_day={SUNDAY: Dong(900), date(2026, 11, 15): Dong(1_000)}, today=SUNDAY)
    assert (takings.today.now_vnd, takings.today.before_vnd) == (900, 1_000)
    assert takings.today.before_starts_on.weekday() == SUNDAY.weekday()
    assert (takings.today.more_vnd, takings.today.less_vnd) == (-100, 100)


def test_a_week_begins_on_monday_and_is_compared_up_to_the_same_day() -> None:
    """Wednesday 18 November: Monday to Wednesday count, and of last week no more than these three days."""
    by_day = {date(2026, 11, each): Dong(1) for each in range(9, 19)}
    week = compare_takings(by_day=by_day, today=date(2026, 11, 18)).week
    assert (week.now_vnd, week.before_vnd) == (3, 3)


def test_a_month_is_compared_with_as_many_days_of_a_shorter_one() -> None:
    """On 31 March the whole of February (28 days in 2027) stands beside it, and nothing of March itself."""
    first = date(2027, 2, 1)
    by_day = {first + timedelta(days=each): Dong(1) for each in range(59)}
    month = compare_takings(by_day=by_day, today=date(2027, 3, 31)).month
    assert (month.now_vnd, month.before_vnd) == (31, 28)
    assert first_day_needed(today=date(2027, 3, 31)) == first
    assert first_day_needed(today=date(2027, 1, 2)) == date(2026, 12, 1)


def test_fourteen_bars_end_with_today_and_fit_the_chart() -> None:
    by_day = {SUNDAY: Dong(50), SUNDAY - timedelta(days=1): Dong(100), SUNDAY - timedelta(days=2): Dong(-30)}
    bars = compare_takings(by_day={**by_day, SUNDAY - timedelta(days=3): Dong(1)}, today=SUNDAY).bars
    assert len(bars) == 14
    assert bars[-1].is_today
    heights = [bar.height for bar in bars[-4:]]
    # The smallest sale is still to be seen; a day of returns has no bar.
    assert heights == [2, 0, CHART_HEIGHT, CHART_HEIGHT // 2]
    assert all(bar.y + bar.height == CHART_HEIGHT for bar in bars)


def test_without_sales_there_are_bars_of_no_height() -> None:
    takings = compare_takings(by_day={}, today=SUNDAY)
    assert {bar.height for bar in takings.bars} == {0}
    assert takings.total_vnd == 0
