"""Pages of sales and of goods that come back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import Outcome, SaleDraft
from ecoop.trade.errors import DocumentNotFound
from ecoop.trade.forms import SaleForm, SaleReturnForm
from ecoop.trade.forms.sales import LINES_SHOWN, lines_filled_in
from ecoop.trade.queries import (
    DocumentFacts,
    find_usual_sector,
    get_sale_left,
    list_bank_accounts,
    list_places,
    list_products,
)
from ecoop.trade.views.records import document_page, record_page


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_sale(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a sale of several lines; without JavaScript a line more is asked from here."""
    if request.method == "POST" and "add_line" in request.POST:
        form = _sale_form(acting, None, dict(request.POST.items()), lines_filled_in(data=request.POST))
        return render(request, "trade/sale_form.html", {"form": form})
    today = vietnam_day(timezone.now())
    empty = [{"sector": find_usual_sector(org_id=acting.org_id)}] * LINES_SHOWN
    form = _sale_form(acting, request.POST or None, {"on": today}, empty)
    return record_page(
        request,
        acting,
        noun="sales",
        form=form,
        record=lambda draft: _record(acting, draft),
        template="trade/sale_form.html",
    )


@require_safe
@acts(may="documents.read")
def show_sale(request: HttpRequest, acting: Acting, sale_id: UUID) -> HttpResponse:
    """Show one sale with its lines, its entry and what came back of it."""
    return document_page(
        request,
        acting,
        noun="sales",
        document_id=sale_id,
        template="trade/sale.html",
        given=lambda facts: _told(acting, facts),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_return(request: HttpRequest, acting: Acting, sale_id: UUID) -> HttpResponse:
    """Take goods back from a sale, no more than is left of it."""
    try:
        # A form sent twice is one return: what it took back the first time is still there to take.
        left = get_sale_left(org_id=acting.org_id, sale_id=sale_id, apart_from=_ids(request.POST.get("id", "")))
    except DocumentNotFound:
        raise Http404 from None
    form = SaleReturnForm(request.POST or None, left=left, initial={"on": vietnam_day(timezone.now())})
    return record_page(
        request,
        acting,
        noun="sales",
        form=form,
        record=lambda draft: _record(acting, draft),
        template="trade/return.html",
        given={"sale": left.sale},
    )


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(text)]
    except ValueError:
        return []


def _sale_form(acting: Acting, data: Any, initial: dict[str, Any], lines: list[dict[str, Any]]) -> SaleForm:
    return SaleForm(
        data,
        products=list_products(org_id=acting.org_id),
        places=[place for place in list_places(org_id=acting.org_id) if place.closed_on is None],
        accounts=[each for each in list_bank_accounts(org_id=acting.org_id) if each.closed_on is None],
        initial=initial,
        lines=lines,
    )


def _record(acting: Acting, draft: SaleDraft) -> Outcome:
    return record_sales(org_id=acting.org_id, sales=[draft], by=acting.person_id, now=timezone.now())[0]


def _told(acting: Acting, facts: DocumentFacts) -> dict[str, Any]:
    account_id = facts.more["bank_account_id"]
    accounts = list_bank_accounts(org_id=acting.org_id) if account_id else []
    may_record = acting.may("documents.record")
    return {
        "account": next((each.label for each in accounts if each.id == account_id), ""),
        "may_record": may_record,
        "may_return": may_record and not facts.row.returns_id and not facts.row.is_taken_back,
    }
