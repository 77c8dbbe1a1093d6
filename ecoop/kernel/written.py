"""How amounts and days are written for people, and how people type. Stands below refusals, which show both."""

import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def format_grouped(number: int) -> str:
    """Write a whole number, or an amount whose unit stands elsewhere, in groups of three: 1.234.567."""
    return f"{number:,}".replace(",", ".")


def format_dong(vnd: int) -> str:
    """Write an amount as Vietnamese papers do: 1.234.567 đ, with a space that does not break."""
    return format_grouped(vnd) + "\u00a0đ"


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


def without_accents(text: str) -> str:
    """Write a text in small letters without accents, as people type Vietnamese in a hurry: thue finds Thuế."""
    # Đ is a letter of its own in Unicode and does not decompose into D and a mark.
    spread = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))
