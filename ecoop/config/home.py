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
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.config.household import get_household_home
from ecoop.distribution.queries import find_last_shared
from ecoop.kernel.dates import month_start, vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.written import format_day
from ecoop.ledger.queries import list_periods, list_seals
from ecoop.members.queries import count_members_on, sum_paid_in


@dataclass(frozen=True)
class Card:
    """One figure on the home: what it is, how much or how many, and the page that explains it."""

    label: str
    url: str
    amount_vnd: Dong | None = None
    value: Any = None
    note: str = ""


@dataclass(frozen=True)
class Quick:
    """A big button on the home of a household."""

    label: str
    icon: str
    url: str


# What is done every day, the most frequent first: label, icon, page, permission.
_QUICK = (
    (gettext_lazy("Record a sale"), "receipt", "trade:sale-new", "documents.record"),
    (gettext_lazy("Record a purchase"), "shopping-cart", "trade:purchase-new", "documents.record"),
    (gettext_lazy("Record an expense"), "coins", "trade:expense-new", "documents.record"),
    (gettext_lazy("Import invoices"), "file-invoice", "invoicing:import", "invoices.import"),
)


@require_safe
@acts(may=None)
def show_home(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the figures of an organisation that this person may see, and the places they have a use for."""
    today = vietnam_day(timezone.now())
    if acting.org_kind == "household":
        return render(request, "config/household.html", household_facts(acting=acting, today=today))
    cards = list(list_cards(acting=acting, today=today))
    return render(request, "config/home.html", {"acting": acting, "cards": cards})


def household_facts(*, acting: Acting, today: date) -> dict[str, Any]:
    """Give what the home of a household shows to this person.

    Queries: those of `get_household_home`
    """
    quick = [
        Quick(str(label), icon, reverse(name, args=[acting.org_slug]))
        for label, icon, name, needs in _QUICK
        if acting.may(needs)
    ]
    home = get_household_home(acting=acting, today=today)
    missing_url = reverse("trade:costs", args=[acting.org_slug])
    return {"acting": acting, "today": today, "home": home, "quick": quick, "missing_url": missing_url}


def list_cards(*, acting: Acting, today: date) -> Iterator[Card]:
    """List the figures that a person sees first, by what they may read here.

    Queries: at most 9
    """
    if acting.org_kind == "cooperative":
        yield from _of_cooperative(acting, today)
        yield from _of_books(acting, today)


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
