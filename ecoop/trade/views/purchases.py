"""Pages of purchases, of goods that go back, and of the list of sellers without invoices."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.errors import DocumentNotFound
from ecoop.trade.forms import PurchaseForm, PurchaseReturnForm
from ecoop.trade.queries import get_purchase, list_bank_accounts, list_products
from ecoop.trade.views.judgements import cost_page
from ecoop.trade.views.lists import LISTS
from ecoop.trade.views.records import record_page


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_purchase(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a purchase of one amount or of several lines."""
    now = timezone.now()
    # One more line is asked for: what is filled in so far stays, and nothing is recorded yet.
    so_far = request.POST if "more" in request.POST else None
    form = PurchaseForm(
        None if so_far else request.POST or None,
        products=list_products(org_id=acting.org_id),
        accounts=list_bank_accounts(org_id=acting.org_id),
        today=vietnam_day(now),
        so_far=so_far,
    )
    if so_far:
        return render(request, "trade/purchase_form.html", {"form": form, "words": LISTS["purchases"]})
    return record_page(
        request,
        acting,
        noun="purchases",
        form=form,
        record=lambda draft: record_purchases(org_id=acting.org_id, purchases=[draft], by=acting.person_id, now=now)[0],
        template="trade/purchase_form.html",
    )


@require_safe
@acts(may="documents.read")
def show_purchase(request: HttpRequest, acting: Acting, purchase_id: UUID) -> HttpResponse:
    """Show one purchase with its lines, its entry, and what the law says of it."""
    return cost_page(request, acting, noun="purchases", document_id=purchase_id)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def return_purchase(request: HttpRequest, acting: Acting, purchase_id: UUID) -> HttpResponse:
    """Record that goods went back to the seller."""
    now = timezone.now()
    try:
        facts = get_purchase(org_id=acting.org_id, purchase_id=purchase_id)
    except DocumentNotFound:
        raise Http404 from None
    form = PurchaseReturnForm(request.POST or None, purchase=facts, today=vietnam_day(now))
    return record_page(
        request,
        acting,
        noun="purchases",
        form=form,
        record=lambda draft: record_purchases(org_id=acting.org_id, purchases=[draft], by=acting.person_id, now=now)[0],
        template="trade/purchase_return.html",
        given={"purchase": facts},
    )
