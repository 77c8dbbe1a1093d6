"""Pages of sales, purchases and expenses."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import Outcome
from ecoop.trade.errors import SECTORS, DocumentNotFound
from ecoop.trade.forms import ExpenseForm, PurchaseForm, SaleForm
from ecoop.trade.queries import (
    DocumentFacts,
    get_expense,
    get_purchase,
    get_sale,
    list_expenses,
    list_purchases,
    list_sales,
)


@require_safe
@acts(may="documents.read")
def show_sales(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the sales, newest first; all of them, or those behind one figure of the tax."""
    year, quarter, sector = (request.GET.get(name, "") for name in ("year", "quarter", "sector"))
    page = list_sales(
        org_id=acting.org_id,
        cursor=request.GET.get("cursor", ""),
        year=int(year) if year.isdecimal() and len(year) == 4 and 2000 <= int(year) <= 2100 else None,
        quarter=int(quarter) if quarter in ("1", "2", "3", "4") else None,
        sector=sector,
    )
    chosen = [word for word in (SECTORS.get(sector), quarter and _("quarter {n}").format(n=quarter), year) if word]
    return render(request, "trade/sales.html", {"page": page, "chosen": ", ".join(str(word) for word in chosen)})


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_sale(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a sale of one line."""
    form = SaleForm(request.POST or None, initial={"on": vietnam_day(timezone.now())})
    if request.method == "POST" and form.is_valid():
        draft = form.draft()
        outcome = record_sales(org_id=acting.org_id, sales=[draft], by=acting.person_id, now=timezone.now())[0]
        if _is_recorded(request, form, outcome):
            return redirect("trade:sale", slug=acting.org_slug, sale_id=draft.id)
    return _form_page(request, form, "sales", _("Record a sale"))


@require_safe
@acts(may="documents.read")
def show_sale(request: HttpRequest, acting: Acting, sale_id: UUID) -> HttpResponse:
    """Show one sale with its lines and its entry."""
    facts = _found(lambda: get_sale(org_id=acting.org_id, sale_id=sale_id))
    return render(request, "trade/document.html", {"document": facts, "title": _("Sale"), "list": "trade:sales"})


@require_safe
@acts(may="documents.read")
def show_purchases(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the purchases, newest first."""
    page = list_purchases(org_id=acting.org_id, cursor=request.GET.get("cursor", ""))
    return render(request, "trade/purchases.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_purchase(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a purchase of one line."""
    form = PurchaseForm(request.POST or None, initial={"on": vietnam_day(timezone.now())})
    if request.method == "POST" and form.is_valid():
        draft, now = form.draft(), timezone.now()
        outcome = record_purchases(org_id=acting.org_id, purchases=[draft], by=acting.person_id, now=now)[0]
        if _is_recorded(request, form, outcome):
            return redirect("trade:purchase", slug=acting.org_slug, purchase_id=draft.id)
    return _form_page(request, form, "purchases", _("Record a purchase"))


@require_safe
@acts(may="documents.read")
def show_purchase(request: HttpRequest, acting: Acting, purchase_id: UUID) -> HttpResponse:
    """Show one purchase with its lines and its entry."""
    facts = _found(lambda: get_purchase(org_id=acting.org_id, purchase_id=purchase_id))
    given = {"document": facts, "title": _("Purchase"), "list": "trade:purchases"}
    return render(request, "trade/document.html", given)


@require_safe
@acts(may="documents.read")
def show_expenses(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the expenses, newest first."""
    page = list_expenses(org_id=acting.org_id, cursor=request.GET.get("cursor", ""))
    return render(request, "trade/expenses.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_expense(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record an expense."""
    form = ExpenseForm(request.POST or None, initial={"on": vietnam_day(timezone.now())})
    if request.method == "POST" and form.is_valid():
        draft, now = form.draft(), timezone.now()
        outcome = record_expenses(org_id=acting.org_id, expenses=[draft], by=acting.person_id, now=now)[0]
        if _is_recorded(request, form, outcome):
            return redirect("trade:expense", slug=acting.org_slug, expense_id=draft.id)
    return _form_page(request, form, "expenses", _("Record an expense"))


@require_safe
@acts(may="documents.read")
def show_expense(request: HttpRequest, acting: Acting, expense_id: UUID) -> HttpResponse:
    """Show one expense and its entry."""
    facts = _found(lambda: get_expense(org_id=acting.org_id, expense_id=expense_id))
    return render(request, "trade/document.html", {"document": facts, "title": _("Expense"), "list": "trade:expenses"})


def _is_recorded(request: HttpRequest, form: Any, outcome: Outcome) -> bool:
    """Tell the form what was refused; greet what was recorded."""
    if outcome.refusal is not None:
        form.add_error(None, str(outcome.refusal))
        return False
    if outcome.status == "recorded":
        messages.success(request, _("Recorded, as entry {label} of the books.").format(label=outcome.entry_label))
    return True


def _form_page(request: HttpRequest, form: Any, nouns: str, title: str) -> HttpResponse:
    status = 422 if form.is_bound else 200
    given = {"form": form, "title": title, "list": f"trade:{nouns}"}
    return render(request, "trade/record.html", given, status=status)


def _found(get: Callable[[], DocumentFacts]) -> DocumentFacts:
    try:
        return get()
    except DocumentNotFound:
        raise Http404 from None
