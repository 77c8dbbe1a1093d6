"""Which day and year a page of members is asked for."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from ecoop.kernel.dates import parse_day, vietnam_day
from ecoop.kernel.errors import DayNotUnderstood


def asked_day(request: HttpRequest) -> date:
    """Read the day in the address; today without one."""
    try:
        return parse_day(request.GET["day"])
    except (KeyError, DayNotUnderstood):
        return vietnam_day(timezone.now())


def asked_year(request: HttpRequest) -> int:
    """Read the year in the address; this year without one."""
    text = request.GET.get("year", "")
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else vietnam_day(timezone.now()).year
