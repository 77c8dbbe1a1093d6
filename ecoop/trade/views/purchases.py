"""Pages of purchases."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.forms import PurchaseForm
from ecoop.trade.views.records import document_page, record_page


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_purchase(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a purchase of one line."""
    now = timezone.now()
    form = PurchaseForm(request.POST or None, initial={"on": vietnam_day(now)})
    return record_page(
        request,
        acting,
        noun="purchases",
        form=form,
        record=lambda draft: record_purchases(org_id=acting.org_id, purchases=[draft], by=acting.person_id, now=now)[0],
    )


@require_safe
@acts(may="documents.read")
def show_purchase(request: HttpRequest, acting: Acting, purchase_id: UUID) -> HttpResponse:
    """Show one purchase with its lines and its entry."""
    return document_page(request, acting, noun="purchases", document_id=purchase_id)
