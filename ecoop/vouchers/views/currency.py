"""Pages of foreign money: where it stands, the rates of the usual bank, what happened, the end of a period."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries import get_posting_rule
from ecoop.vouchers.actions.record_currency import record_currency_move, record_rate, revalue_currencies
from ecoop.vouchers.forms.currency import CurrencyForm, RateForm, RevalueForm
from ecoop.vouchers.queries import get_office, name_parties
from ecoop.vouchers.queries.currency import list_currency_moves, list_rates, sum_currencies
from ecoop.vouchers.queries.currency_events import list_currency_events
from ecoop.vouchers.queries.rules import REGIME


@require_safe
@acts(may="documents.read")
def show_currencies(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show where foreign money stands, this year's moves, and the rates recorded."""
    today = vietnam_day(timezone.now())
    return render(request, "vouchers/currencies.html", _shown(acting, today))


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def quote_rate(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a rate of the usual bank."""
    now = timezone.now()
    form = RateForm(request.POST or None, initial={"rate_on": vietnam_day(now), **_last_bank(acting)})
    if request.method == "POST" and form.is_valid():
        try:
            record_rate(org_id=acting.org_id, by=acting.person_id, now=now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("vouchers:currencies", acting.org_slug)
    return render(request, "vouchers/currency_rate.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_move(request: HttpRequest, acting: Acting, event: str) -> HttpResponse:
    """Record something that happened in foreign money."""
    now = timezone.now()
    law = lawbook.on(vietnam_day(now))
    known = {each.event: each for each in list_currency_events(law=law)}
    if event not in known:
        raise Http404
    form = CurrencyForm(
        request.POST or None, event=known[event], office=get_office(law=law), org_id=acting.org_id,
        rule=get_posting_rule(regime=REGIME, rule=known[event].rule, law=law), initial={"on": vietnam_day(now)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _is_recorded(acting, form, now):
        messages.success(request, _("Recorded."))
        return redirect("vouchers:currencies", acting.org_slug)
    shown = {"form": form, "event": known[event]}
    return render(request, "vouchers/currency_form.html", shown, status=422 if form.is_bound else 200)


@require_POST
@acts(may="books.post")
def revalue(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Revalue all foreign money at the end of a period."""
    form = RevalueForm(request.POST)
    if not form.is_valid():
        shown = _shown(acting, vietnam_day(timezone.now())) | {"form": form}
        return render(request, "vouchers/currencies.html", shown, status=422)
    done = revalue_currencies(
        org_id=acting.org_id, document_id=form.cleaned_data["id"], on=form.cleaned_data["on"],
        by=acting.person_id, now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("{count} balances revalued.").format(count=done.positions))
    return redirect("vouchers:currencies", acting.org_slug)


def _is_recorded(acting: Acting, form: CurrencyForm, now: datetime) -> bool:
    try:
        record_currency_move(org_id=acting.org_id, draft=form.draft(), by=acting.person_id, now=now)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _last_bank(acting: Acting) -> dict[str, str]:
    last = list_rates(org_id=acting.org_id, limit=1)
    return {"bank_name": last[0].bank_name, "currency": last[0].currency} if last else {}


def _shown(acting: Acting, today: date) -> dict[str, Any]:
    pools = sum_currencies(org_id=acting.org_id, until_on=today)
    moves = list_currency_moves(org_id=acting.org_id, from_on=today.replace(month=1, day=1), until_on=today)
    ids = {position.party_id for position in pools} | {move.party_id for move in moves}
    names = name_parties(org_id=acting.org_id, ids={each for each in ids if each})
    return {
        "positions": [(position, pool, names.get(position.party_id, "") if position.party_id else "")
                      for position, pool in pools.items()],
        "moves": [(move, names.get(move.party_id, "") if move.party_id else "") for move in reversed(moves)],
        "rates": list_rates(org_id=acting.org_id, limit=20),
        "events": list_currency_events(law=lawbook.on(today)) if acting.may("documents.record") else [],
        "form": RevalueForm(initial={"on": today}),
        "may_open": acting.may("books.post"),
        "may_revalue": acting.may("books.post") and bool(pools),
    }  # fmt: skip
