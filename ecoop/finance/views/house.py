"""The first page of lending, and what the office records about lending as a whole."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.finance.actions.accrue_interest import accrue_interest
from ecoop.finance.actions.declare_funds import declare_funds
from ecoop.finance.actions.record_equity import record_equity
from ecoop.finance.forms import DeclarationForm, EquityForm, InterestForm
from ecoop.finance.queries.pages import get_lending_home
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal

ASKS = ("GET", "HEAD", "POST")


@require_safe
@acts(may="lending.read")
def show_lending(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the pool, what is late, what waits, and what lending rests on."""
    home = get_lending_home(org_id=acting.org_id, day=vietnam_day(timezone.now()))
    given = {"home": home, "may_manage": acting.may("lending.manage"), "may_post": acting.may("books.post")}
    return render(request, "finance/lending.html", given)


@require_http_methods(ASKS)
@acts(may="lending.manage")
def declare(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record the Board's declaration."""
    today = vietnam_day(timezone.now())
    form = DeclarationForm(request.POST or None, initial={"declared_on": today})
    return form_page(
        request,
        form,
        _("Declaration of the Board"),
        ("finance:lending", acting.org_slug),
        lambda now: declare_funds(org_id=acting.org_id, declaration=form.draft(), by=acting.person_id, now=now),
    )


@require_http_methods(ASKS)
@acts(may="lending.manage")
def record_filed_equity(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record owners' equity by statements that were filed before these books began."""
    form = EquityForm(request.POST or None, initial={"year": vietnam_day(timezone.now()).year - 1})
    return form_page(
        request,
        form,
        _("Equity by statements filed before"),
        ("finance:lending", acting.org_slug),
        lambda now: record_equity(org_id=acting.org_id, equity=form.draft(), by=acting.person_id, now=now),
    )


@require_http_methods(ASKS)
@acts(may="books.post")
def count_interest(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Count and post the interest of every loan until a day."""
    today = vietnam_day(timezone.now())
    form = InterestForm(request.POST or None, initial={"until": today})
    return form_page(
        request,
        form,
        _("Count interest"),
        ("finance:loans", acting.org_slug),
        lambda now: accrue_interest(
            org_id=acting.org_id, until_on=form.cleaned_data["until"], by=acting.person_id, now=now
        ),
    )


def form_page(
    request: HttpRequest,
    form: forms.Form,
    title: str,
    back: tuple[Any, ...],
    record: Callable[[datetime], Any],
    **given: Any,
) -> HttpResponse:
    """Show a form; what is filled in and good is recorded, and the page behind it is shown."""
    if request.method == "POST" and form.is_valid():
        try:
            record(timezone.now())
        except Refusal as refusal:
            form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
        else:
            return redirect(*back)
    status = 422 if form.is_bound else 200
    return render(request, "finance/form.html", {"form": form, "title": title, **given}, status=status)
