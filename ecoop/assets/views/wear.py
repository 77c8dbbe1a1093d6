"""The page of a month's wear: what it would be, then posted."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.assets.actions.depreciate_month import depreciate_month
from ecoop.assets.forms import MonthForm
from ecoop.assets.queries.card import list_papers
from ecoop.assets.queries.wear import MonthOfWear, find_last_month, get_month_of_wear, last_day, list_runs
from ecoop.kernel.dates import month_start, next_month_start, vietnam_day
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries import find_books

_SWITCHES = ("cooperative/assets/wear_starts", "cooperative/assets/welfare_wear")


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.read")
def show_wear(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the wear of a month, asset by asset; a POST posts it."""
    if request.method == "POST":
        return _post(request, acting)
    form = MonthForm(request.GET) if "month" in request.GET else None
    if form is not None and not form.is_valid():
        raise Http404
    month = form.cleaned_data["month"] if form is not None else _next_month(acting)
    wear = get_month_of_wear(org_id=acting.org_id, month=month)
    given = {
        "wear": wear,
        "month": month,
        "form": MonthForm(initial={"month": month}),
        "runs": list_runs(org_id=acting.org_id, year=month.year),
        "paper": _paper(acting, wear),
        "warnings": _warnings(month),
        "may_post": acting.may("books.post") and wear.run_id is None and bool(wear.lines),
    }
    return render(request, "assets/wear.html", given)


def _post(request: HttpRequest, acting: Acting) -> HttpResponse:
    form = MonthForm(request.POST)
    if not acting.may("books.post") or not form.is_valid():
        raise Http404
    month = form.cleaned_data["month"]
    posted = depreciate_month(org_id=acting.org_id, month=month, by=acting.person_id, now=timezone.now())
    said = _("The wear of {month} is posted, as entry {label} of the books.")
    messages.success(request, said.format(month=f"{month:%m/%Y}", label=posted.label))
    return redirect(f"{reverse('assets:wear', args=[acting.org_slug])}?month={month:%Y-%m}")


def _next_month(acting: Acting) -> date:
    """Propose the month after the last that is posted; the first of the books when none is."""
    last = find_last_month(org_id=acting.org_id)
    if last is not None:
        return next_month_start(last)
    books = find_books(org_id=acting.org_id)
    return month_start(books.starts_on if books else vietnam_day(timezone.now()))


def _paper(acting: Acting, wear: MonthOfWear) -> object:
    if wear.run_id is None:
        return None
    day = last_day(month=wear.month)
    return next(iter(list_papers(org_id=acting.org_id, day=day, document_id=wear.run_id)), None)


def _warnings(month: date) -> list[str]:
    law = lawbook.on(last_day(month=month))
    found = [law.warning(path) for path in _SWITCHES if law.has(path)]
    return [said for said in found if said]
