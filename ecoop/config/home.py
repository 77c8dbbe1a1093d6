"""The home of an organisation. It stands in `config`, which alone may look into every domain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.config.cooperative import QUICK as OF_COOPERATIVES
from ecoop.config.cooperative import get_cooperative_home
from ecoop.config.household import get_household_home
from ecoop.config.phone_door import find_phone_door
from ecoop.kernel.dates import vietnam_day
from ecoop.taxes.queries.cooperative_duties import COOPERATIVES


@dataclass(frozen=True)
class Quick:
    """A big button on a home."""

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
        door = find_phone_door(acting=acting, origin=request.build_absolute_uri("/").rstrip("/"))
        facts = household_facts(acting=acting, today=today) | {"door": door}
        return render(request, "config/household.html", facts)
    if acting.org_kind in COOPERATIVES:
        return render(request, "config/cooperative.html", cooperative_facts(acting=acting, today=today))
    return render(request, "config/home.html", {"acting": acting})


def household_facts(*, acting: Acting, today: date) -> dict[str, Any]:
    """Give what the home of a household shows to this person.

    Queries: those of `get_household_home`
    """
    quick = _buttons(acting, _QUICK)
    home = get_household_home(acting=acting, today=today)
    missing_url = reverse("trade:costs", args=[acting.org_slug])
    return {"acting": acting, "today": today, "home": home, "quick": quick, "missing_url": missing_url}


def cooperative_facts(*, acting: Acting, today: date) -> dict[str, Any]:
    """Give what the home of a cooperative shows to this person.

    Queries: those of `get_cooperative_home`
    """
    home = get_cooperative_home(acting=acting, today=today)
    return {"acting": acting, "today": today, "home": home, "quick": _buttons(acting, OF_COOPERATIVES)}


def _buttons(acting: Acting, wanted: Iterable[tuple[Any, str, str, str]]) -> list[Quick]:
    return [
        Quick(str(label), icon, reverse(name, args=[acting.org_slug]))
        for label, icon, name, needs in wanted
        if acting.may(needs)
    ]
