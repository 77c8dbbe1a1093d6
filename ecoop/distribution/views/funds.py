"""The page of the funds: by source, against the least the law asks for, and what becomes of them in the end."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.distribution.queries.funds import get_funds_page
from ecoop.web.asked import asked_year


@require_safe
@acts(may="distribution.read")
def show_funds(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the funds of a year."""
    year = asked_year(request)
    page = get_funds_page(org_id=acting.org_id, year=year)
    return render(request, "distribution/funds.html", {"page": page, "years": (year - 1, year + 1)})
