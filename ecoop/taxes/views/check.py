"""The open page on which anybody checks a household's tax; nothing of what is asked is kept."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.taxes.actions.count_calculations import count_calculations
from ecoop.taxes.errors import TooManyAsk
from ecoop.taxes.forms.check import HouseholdCheckForm
from ecoop.taxes.queries import list_household_switches
from ecoop.taxes.queries.check import Check, check_household


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_check(request: HttpRequest) -> HttpResponse:
    """Ask for a household's year, and tell its tax."""
    now = timezone.now()
    asked = request.POST if request.method == "POST" else None
    form = HouseholdCheckForm(asked, today=vietnam_day(now), switches=list_household_switches())
    if asked is None:
        return render(request, "taxes/check.html", {"form": form})
    try:
        count_calculations(meta=request.META, asked=1, now=now)
    except TooManyAsk as refusal:
        form.full_clean()
        form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
        answer = render(request, "taxes/check.html", {"form": form}, status=429)
        answer["Retry-After"] = str(refusal.facts["seconds"])
        return answer
    check = _checked(form, vietnam_day(now))
    shown: dict[str, Any] = {"form": form, "check": check, "tax": check.tax if check else None}
    return render(request, "taxes/check.html", shown, status=200 if check else 422)


def _checked(form: HouseholdCheckForm, today: date) -> Check | None:
    facts = form.facts() if form.is_valid() else None
    if facts is None:
        return None
    try:
        return check_household(facts=facts, today=today)
    except Refusal as refusal:
        form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
        return None
