"""The page of small calculators: open to everybody, and nothing of what is asked is kept."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.taxes.forms.calculators import FORMS


@dataclass(frozen=True)
class Calculator:
    """One calculator on the page: its form, and what came out if it was asked."""

    name: str
    form: forms.Form
    answer: Any = None
    refusal: Refusal | None = None


@never_cache
@require_safe
def show_calculators(request: HttpRequest) -> HttpResponse:
    """Show the calculators, and the answer of the one that was asked."""
    today = vietnam_day(timezone.now())
    starts: dict[str, Any] = {"month": today, "year": today.year, "paid_on": today}
    asked = request.GET.get("what", "")
    every = {
        name: _asked(name, form(request.GET, auto_id=f"{name}_%s"))
        if name == asked
        else Calculator(name, form(initial=starts, auto_id=f"{name}_%s"))
        for name, form in FORMS.items()
    }
    return render(request, "taxes/calculators.html", {"calculators": every, "asked": asked})


def _asked(name: str, form: Any) -> Calculator:
    if not form.is_valid():
        return Calculator(name, form)
    try:
        return Calculator(name, form, answer=form.answer())
    except Refusal as refusal:
        return Calculator(name, form, refusal=refusal)
