"""Days in Việt Nam: which day an instant falls on, and how people write days."""

import re
from datetime import date

from ecoop.kernel.errors import DayNotUnderstood
from ecoop.kernel.written import VIETNAM, format_day, vietnam_day

__all__ = [
    "VIETNAM",
    "format_day",
    "month_start",
    "next_month_start",
    "parse_day",
    "quarter_of",
    "vietnam_day",
]

_DAY_FIRST = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})")


def parse_day(text: str) -> date:
    """Read a day as people write it: 05/03/2026, 5/3/2026, 5.3.2026, 5-3-2026 or 2026-03-05.

    Raises: DayNotUnderstood
    """
    found = _DAY_FIRST.fullmatch(text.strip()) or _YEAR_FIRST.fullmatch(text.strip())
    try:
        if found is not None:
            return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        found = None
    raise DayNotUnderstood(text=text)


def month_start(day: date) -> date:
    """Give the first day of the month in which a day lies."""
    return day.replace(day=1)


def next_month_start(day: date) -> date:
    """Give the first day of the month after the one in which a day lies."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def quarter_of(day: date) -> int:
    """Give the quarter of the year, 1 to 4, in which a day lies."""
    return (day.month + 2) // 3
