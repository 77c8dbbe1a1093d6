"""Pages of sales."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.forms import SaleForm
from ecoop.trade.views.records import document_page, record_page


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_sale(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a sale of one line."""
    now = timezone.now()
    form = SaleForm(request.POST or None, initial={"on": vietnam_day(now)})
    return record_page(
        request,
        acting,
        noun="sales",
        form=form,
        record=lambda draft: record_sales(org_id=acting.org_id, sales=[draft], by=acting.person_id, now=now)[0],
    )


@require_safe
@acts(may="documents.read")
def show_sale(request: HttpRequest, acting: Acting, sale_id: UUID) -> HttpResponse:
    """Show one sale with its lines and its entry."""
    return document_page(request, acting, noun="sales", document_id=sale_id)
