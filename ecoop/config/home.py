"""The home of an organisation. It stands in `config`, which alone may look into every domain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.distribution.queries import find_last_own_total, find_last_shared
from ecoop.kernel.dates import month_start, vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.written import format_day
from ecoop.ledger.queries import list_periods, list_seals
from ecoop.members.queries import count_members_on, sum_paid_in
from ecoop.taxes.errors import CostsAreNeeded
from ecoop.taxes.queries import get_household_facts, get_household_year


@dataclass(frozen=True)
class Card:
    """One figure on the home: what it is, how much or how many, and the page that explains it."""

    label: str
    url: str
    amount_vnd: Dong | None = None
    value: Any = None
    note: str = ""


@require_safe
@acts(may=None)
def show_home(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the figures of an organisation that this person may see, and the places they have a use for."""
    cards = list(list_cards(acting=acting, today=vietnam_day(timezone.now())))
    return render(request, "config/home.html", {"acting": acting, "cards": cards})


def list_cards(*, acting: Acting, today: date) -> Iterator[Card]:
    """List the figures that a person sees first, by what they may read here.

    Queries: at most 9
    """
    if acting.org_kind == "household":
        yield from _of_household(acting, today)
    if acting.org_kind == "cooperative":
        yield from _of_cooperative(acting, today)
        yield from _of_books(acting, today)


def _of_household(acting: Acting, today: date) -> Iterator[Card]:
    if acting.may("tax.read"):
        yield from _of_tax(acting, today.year)
    if acting.may("own-share.read") and (last := find_last_own_total(member_org_id=acting.org_id)):
        url = reverse("distribution:my-share", args=[acting.org_slug])
        yield Card(_("Our share of {year}").format(year=last.year), url, amount_vnd=last.total_vnd)


def _of_tax(acting: Acting, year: int) -> Iterator[Card]:
    url = reverse("taxes:year", args=[acting.org_slug, year])
    try:
        tax = get_household_year(org_id=acting.org_id, year=year)
    except CostsAreNeeded:
        # The page of the tax says what is missing; the home shows what is known.
        revenue = get_household_facts(org_id=acting.org_id, year=year).revenue_vnd
        yield Card(_("Revenue of {year}").format(year=year), url, amount_vnd=revenue)
        return
    yield Card(_("Revenue of {year}").format(year=year), url, amount_vnd=tax.revenue_vnd)
    note = _("exempt so far") if tax.exempt else _("VAT and personal income tax")
    yield Card(_("Tax of {year}").format(year=year), url, amount_vnd=tax.total_vnd, note=note)


def _of_cooperative(acting: Acting, today: date) -> Iterator[Card]:
    if acting.may("members.read"):
        url = reverse("members:register", args=[acting.org_slug])
        yield Card(_("Members"), url, value=count_members_on(org_id=acting.org_id, day=today))
        paid_in = Dong(sum(sum_paid_in(org_id=acting.org_id, day=today).values()))
        yield Card(_("Capital paid in"), reverse("members:capital", args=[acting.org_slug]), amount_vnd=paid_in)
    if acting.may("distribution.read") and (last := find_last_shared(org_id=acting.org_id)):
        url = reverse("distribution:year-end", args=[acting.org_slug, last.year])
        yield Card(_("Shared for {year}").format(year=last.year), url, amount_vnd=last.total_vnd)


def _of_books(acting: Acting, today: date) -> Iterator[Card]:
    url = reverse("ledger:periods", args=[acting.org_slug])
    if acting.may("books.close"):
        over = [
            period for period in list_periods(org_id=acting.org_id, today=today) if period.month < month_start(today)
        ]
        yield Card(_("Months to close"), url, value=sum(1 for period in over if not period.is_closed))
    if acting.may("audit.read") and (seals := list_seals(org_id=acting.org_id)):
        journal = reverse("ledger:journal", args=[acting.org_slug])
        yield Card(_("Books sealed until"), journal, value=format_day(seals[-1].day), note=_("nothing changes unseen"))
