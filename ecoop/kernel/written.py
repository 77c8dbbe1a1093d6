"""How amounts and days are written for people. Stands below refusals, which show both."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def format_dong(vnd: int) -> str:
    """Write an amount as Vietnamese papers do: 1.234.567 đ, with a space that does not break."""
    return f"{vnd:,}".replace(",", ".") + "\u00a0đ"


def format_day(day: date) -> str:
    """Write a day as Vietnamese papers do: 05/03/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def vietnam_day(instant: datetime) -> date:
    """Tell the business day in Việt Nam on which an instant falls.

    Raises: ValueError when the instant carries no time zone
    """
    if instant.tzinfo is None:
        raise ValueError("an instant must carry its time zone")
    return instant.astimezone(VIETNAM).date()
