"""Pages of a household's books."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.taxes.queries import get_book_s2a
from ecoop.taxes.views.year import must_be_a_year


@require_safe
@acts(may="books.read")
def show_s2a(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the book S2a-HKD of a year."""
    given = request.GET.get("year", "")
    today = vietnam_day(timezone.now())
    year = int(given) if given.isdecimal() and len(given) == 4 else today.year
    must_be_a_year(year)
    book = get_book_s2a(org_id=acting.org_id, year=year)
    return render(
        request, "taxes/s2a.html", {"book": book, "year": year, "years": (year - 1, year + 1), "today": today}
    )
