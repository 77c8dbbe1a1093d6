"""Which year a page of members is asked for."""

from django.http import HttpRequest
from django.utils import timezone

from ecoop.kernel.dates import vietnam_day


def asked_year(request: HttpRequest) -> int:
    """Read the year in the address; this year without one."""
    text = request.GET.get("year", "")
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else vietnam_day(timezone.now()).year
