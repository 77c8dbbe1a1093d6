"""Values on their way through the API: what stands for a day or a moment, and what is somebody's guess."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from ecoop.kernel.wire import Day, Moment


def test_a_moment_is_written_with_its_day_hour_and_zone() -> None:
    read = TypeAdapter(Moment).validate_python
    assert read("2026-03-05T08:00:00+07:00") == datetime(2026, 3, 5, 1, tzinfo=UTC)
    assert TypeAdapter(Day).validate_python("2026-03-05") == date(2026, 3, 5)


@pytest.mark.parametrize(
    "guess", ["0.5", "1772672400", 1772672400, "2026-03-05", "2026-03-05T08:00:00", "tomorrow", None]
)
def test_nothing_else_is_taken_for_a_moment(guess: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Moment).validate_python(guess)
