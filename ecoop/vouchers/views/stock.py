"""Pages of the store: what is there, items and their cards, papers, and the price of a month."""

from datetime import date
from typing import Any
from uuid import UUID

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
from ecoop.kernel.sheets import answer_with_excel
from ecoop.lawbook import queries as lawbook
from ecoop.vouchers.actions.price_stock_month import price_stock_month
from ecoop.vouchers.actions.record_stock_items import choose_stock_method, record_stock_items
from ecoop.vouchers.errors import StockItemUnknown
from ecoop.vouchers.forms.stock import StockItemForm, StockMethodForm
from ecoop.vouchers.queries.stock_cards import get_stock_card, list_stock_summary
from ecoop.vouchers.queries.stock_files import draft_stock_card, draft_stock_summary
from ecoop.vouchers.queries.stock_items import (
    METHOD,
    find_stock_method,
    list_stock_accounts,
    list_stock_items,
)
from ecoop.vouchers.queries.stock_slips import list_unpriced_months


@require_safe
@acts(may="documents.read")
def show_stock(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what of each item was there, came in and went out in some days, beside what the accounts say."""
    today = vietnam_day(timezone.now())
    until_on = _day(request.GET.get("until", ""), today)
    from_on = min(_day(request.GET.get("from", ""), until_on.replace(month=1, day=1)), until_on)
    summary = list_stock_summary(org_id=acting.org_id, from_on=from_on, until_on=until_on)
    if request.GET.get("format") == "xlsx":
        sheet = draft_stock_summary(summary=summary, from_on=from_on, until_on=until_on)
        return answer_with_excel(name=f"{acting.org_slug}-stock", sheets=[sheet])
    method = find_stock_method(org_id=acting.org_id, on=until_on)
    warning = lawbook.on(until_on).warning(METHOD) if method.starts_on is None else None
    shown = {
        "summary": summary, "from_on": from_on, "until_on": until_on, "method": method, "warning": warning,
        "unpriced": list_unpriced_months(org_id=acting.org_id), "may_record": acting.may("documents.record"),
    }  # fmt: skip
    return render(request, "vouchers/stock.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def show_items(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the items of stock, and record one."""
    accounts = list_stock_accounts(org_id=acting.org_id, on=vietnam_day(timezone.now()))
    form = StockItemForm(request.POST or None, accounts=accounts)
    if request.method == "POST" and form.is_valid() and _is_item_recorded(acting, form):
        messages.success(request, _("Recorded."))
        return redirect("vouchers:stock-items", acting.org_slug)
    items = list_stock_items(org_id=acting.org_id)
    status = 422 if form.is_bound else 200
    return render(request, "vouchers/stock_items.html", {"items": items, "form": form}, status=status)


@require_safe
@acts(may="documents.read")
def show_card(request: HttpRequest, acting: Acting, item_id: UUID) -> HttpResponse:
    """Show the card of an item for a year."""
    today = vietnam_day(timezone.now())
    said = request.GET.get("year", "")
    year = int(said) if said.isascii() and said.isdigit() and 1990 < int(said[:4]) < 2100 else today.year
    try:
        card = get_stock_card(org_id=acting.org_id, item_id=item_id, year=year)
    except StockItemUnknown:
        raise Http404 from None
    if request.GET.get("format") == "xlsx":
        return answer_with_excel(name=f"{acting.org_slug}-{card.item.code}", sheets=[draft_stock_card(card=card)])
    return render(request, "vouchers/stock_card.html", {"card": card, "before": year - 1, "after": year + 1})


@require_POST
@acts(may="documents.record")
def price_month(request: HttpRequest, acting: Acting, month: str) -> HttpResponse:
    """Price what left in a month and post it."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Http404 from None
    priced = price_stock_month(org_id=acting.org_id, month=first, by=acting.person_id, now=timezone.now())
    messages.success(request, _("{period}: {count} papers priced.").format(period=f"{first:%m/%Y}", count=priced.slips))
    return redirect("vouchers:stock", acting.org_slug)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="books.close")
def choose_method(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Choose how what leaves is priced, from a month on."""
    now = timezone.now()
    today = vietnam_day(now)
    form = StockMethodForm(request.POST or None, initial={"starts_on": today.replace(day=1)})
    if request.method == "POST" and form.is_valid():
        try:
            choose_stock_method(org_id=acting.org_id, by=acting.person_id, now=now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("vouchers:stock", acting.org_slug)
    shown: dict[str, Any] = {"form": form, "method": find_stock_method(org_id=acting.org_id, on=today)}
    shown["warning"] = lawbook.on(today).warning(METHOD)
    return render(request, "vouchers/stock_method.html", shown, status=422 if form.is_bound else 200)


def _is_item_recorded(acting: Acting, form: StockItemForm) -> bool:
    now = timezone.now()
    (outcome,) = record_stock_items(org_id=acting.org_id, items=[form.draft()], by=acting.person_id, now=now)
    if outcome.refusal:
        form.add_error(None, str(outcome.refusal))
    return outcome.refusal is None


def _day(text: str, otherwise: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return day if 1990 < day.year < 2100 else otherwise
