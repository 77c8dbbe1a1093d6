"""Values on their way through the API: what stands for a day or a moment, and what is somebody's guess."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from ecoop.kernel.wire import CursorIsUnreadable, Day, Moment, read_cursor, write_cursor


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


def test_a_cursor_leads_back_to_where_it_was_cut() -> None:
    assert read_cursor(cursor=write_cursor(key=["TV007", 3]), kinds=(str, int)) == ("TV007", 3)


@pytest.mark.parametrize("text", ["TV\x00", "TV\ud800"])
def test_a_cursor_with_letters_that_no_database_holds_was_not_given_here(text: str) -> None:
    cursor = urlsafe_b64encode(json.dumps([text]).encode()).decode().rstrip("=")
    with pytest.raises(CursorIsUnreadable):
        read_cursor(cursor=cursor, kinds=(str,))
