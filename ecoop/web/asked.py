"""What the address of a page asks for: the day as of which it is shown, the year it is about."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from ecoop.kernel.dates import parse_day, vietnam_day
from ecoop.kernel.errors import DayNotUnderstood

FIRST_YEAR, LAST_YEAR = 2000, 2100
# A longer year was written by hand.
_DIGITS = 5


def asked_day(request: HttpRequest) -> date:
    """Read the day in the address; today without one."""
    try:
        return parse_day(request.GET["day"])
    except (KeyError, DayNotUnderstood):
        return vietnam_day(timezone.now())


def asked_year(request: HttpRequest) -> int:
    """Read the year in the address; this year without one, or with one that no book can be of."""
    asked = request.GET.get("year", "")
    is_year = asked.isdecimal() and FIRST_YEAR <= int(asked[:_DIGITS]) <= LAST_YEAR
    return int(asked) if is_year else vietnam_day(timezone.now()).year
