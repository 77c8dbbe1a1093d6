"""Days in Việt Nam."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoop.kernel.dates import format_day, month_start, next_month_start, parse_day, quarter_of, vietnam_day
from ecoop.kernel.errors import DayNotUnderstood

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1))


def test_the_day_turns_at_midnight_in_hanoi() -> None:
    # Hà Nội is seven hours ahead: 17:00 UTC is midnight there.
    assert vietnam_day(datetime(2026, 3, 4, 16, 59, 59, tzinfo=UTC)) == date(2026, 3, 4)
    assert vietnam_day(datetime(2026, 3, 4, 17, 0, tzinfo=UTC)) == date(2026, 3, 5)


def test_an_instant_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        vietnam_day(datetime(2026, 3, 4))  # noqa: DTZ001


@pytest.mark.parametrize("text", ["05/03/2026", "5/3/2026", "5-3-2026", "5.3.2026", "2026-03-05", " 05/03/2026 "])
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert parse_day(text) == date(2026, 3, 5)


@pytest.mark.parametrize("text", ["", "31/02/2026", "03/2026", "5/3/26", "2026-3-5", "hôm nay", "00/01/2026"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DayNotUnderstood):
        parse_day(text)


@given(day=days)
def test_a_day_written_is_the_day_read(day: date) -> None:
    assert parse_day(format_day(day)) == day


@given(day=days)
def test_months_touch_without_gap(day: date) -> None:
    assert month_start(day) <= day < next_month_start(day)
    assert month_start(next_month_start(day)) == next_month_start(day)


def test_december_is_followed_by_january() -> None:
    assert next_month_start(date(2026, 12, 31)) == date(2027, 1, 1)
    assert next_month_start(date(2026, 11, 1)) == date(2026, 12, 1)


def test_quarters() -> None:
    assert [quarter_of(date(2026, month, 1)) for month in range(1, 13)] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
