"""Pages of a calendar of duties, and the address under which a calendar program reads it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.taxes.actions.mark_duty import mark_duty
from ecoop.taxes.actions.open_calendar_feed import open_calendar_feed
from ecoop.taxes.actions.revoke_calendar_feed import revoke_calendar_feed
from ecoop.taxes.calc.feed import write_calendar
from ecoop.taxes.errors import BookIsForHouseholds
from ecoop.taxes.forms.calendar import DutyForm
from ecoop.taxes.queries.calendar import get_calendar
from ecoop.taxes.queries.cooperative_duties import COOPERATIVES, get_cooperative_calendar
from ecoop.taxes.queries.feeds import find_feed, find_own_feed, key_of_feed, list_feed_entries
from ecoop.taxes.views.year import must_be_a_year


@never_cache
@require_safe
@acts(may="tax.read")
def show_calendar(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what is due in a year, month by month: what comes next on top, what is late in red."""
    if acting.org_kind not in ("household", *COOPERATIVES):
        raise BookIsForHouseholds(name=acting.org_name)
    today = vietnam_day(timezone.now())
    year = _year(request.GET.get("year", ""), today)
    feed = find_own_feed(org_id=acting.org_id, person_id=acting.person_id)
    facts: dict[str, Any] = {"acting": acting, "today": today, "year": year, "years": (year - 1, year + 1)}
    facts["is_cooperative"] = acting.org_kind in COOPERATIVES
    read = get_cooperative_calendar if facts["is_cooperative"] else get_calendar
    facts["calendar"] = read(org_id=acting.org_id, year=year, today=today)
    facts["may_file"] = acting.may("tax.file")
    if feed is not None:
        address = reverse("taxes:calendar-feed", args=[key_of_feed(org_id=acting.org_id, feed_id=feed)])
        facts["feed_address"] = f"{request.build_absolute_uri(address)}?lang={get_language() or 'vi'}"
    return render(request, "taxes/calendar.html", facts)


@require_POST
@acts(may="tax.read")
def open_feed(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Open an address for calendar programs; the one before it closes."""
    open_calendar_feed(org_id=acting.org_id, by=acting.person_id, now=timezone.now())
    messages.success(request, _("The address is open. Only who has it can read it."))
    return redirect(reverse("taxes:calendar", args=[acting.org_slug]) + "#feed")


@require_POST
@acts(may="tax.read")
def close_feed(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Close the address for calendar programs."""
    feed = find_own_feed(org_id=acting.org_id, person_id=acting.person_id)
    if feed is not None:
        revoke_calendar_feed(org_id=acting.org_id, feed_id=feed, by=acting.person_id, now=timezone.now())
    messages.success(request, _("The address is closed."))
    return redirect("taxes:calendar", slug=acting.org_slug)


@require_POST
@acts(may="tax.file")
def mark(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Keep that a duty is done, or not after all."""
    form = DutyForm(request.POST)
    if form.is_valid():
        mark_duty(org_id=acting.org_id, by=acting.person_id, now=timezone.now(), **form.cleaned_data)
    year = form.cleaned_data.get("period", "")[:4]
    calendar = reverse("taxes:calendar", args=[acting.org_slug])
    given = request.POST.get("year", year)
    return redirect(f"{calendar}?year={given}" if given.isdecimal() else calendar)


@never_cache
@require_safe
def show_feed(request: HttpRequest, key: str) -> HttpResponse:
    """Give the duties of this year and the next to a calendar program that knows the address."""
    feed = find_feed(key=key)
    if feed is None:
        raise Http404
    now, wanted = timezone.now(), request.GET.get("lang", "")
    # A calendar program has no language of its own; the address says in which one it was asked for.
    with override(wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        entries = list_feed_entries(feed=feed, today=vietnam_day(now))
        written = write_calendar(entries=entries, feed_id=feed.feed_id, now=now)
    return HttpResponse(written, content_type="text/calendar; charset=utf-8")


def _year(given: str, today: date) -> int:
    year = int(given) if given.isdecimal() and len(given) == 4 else today.year
    must_be_a_year(year)
    return year
