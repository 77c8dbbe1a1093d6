"""Pages of a household's tax year."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import parse_day, vietnam_day
from ecoop.kernel.errors import DayNotUnderstood
from ecoop.taxes.errors import BookIsForHouseholds
from ecoop.taxes.queries.check import get_checked_year
from ecoop.taxes.queries.cooperative_duties import COOPERATIVES
from ecoop.taxes.views.cooperative_year import show_cooperative_year

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@require_safe
@acts(may="tax.read")
def show_this_year(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Lead to the tax of the year that runs."""
    return redirect("taxes:year", slug=acting.org_slug, year=vietnam_day(timezone.now()).year)


@require_safe
@acts(may="tax.read")
def show_year(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Show a year's tax with each step and its article, beside what was known on another day."""
    must_be_a_year(year)
    if acting.org_kind in COOPERATIVES:
        return show_cooperative_year(request, acting, year)
    if acting.org_kind != "household":
        raise BookIsForHouseholds(name=acting.org_name)
    known_on, today = _day(request.GET.get("known_on", "")), vietnam_day(timezone.now())
    found = get_checked_year(org_id=acting.org_id, year=year, known_on=known_on, today=today)
    given: dict[str, Any] = {"taxes": found.taxes, "check": found.check, "tax": found.check.tax}
    given |= {"known_on": known_on, "year": year, "years": (year - 1, year + 1), "sales_why": _("The sales behind it")}
    given["sales_url"] = f"{reverse('trade:sales', args=[acting.org_slug])}?year={year}"
    return render(request, "taxes/year.html", given)


def must_be_a_year(year: int) -> None:
    """Answer "not found" to a year that no book can be of."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Http404


def _day(text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except DayNotUnderstood:
        return None
