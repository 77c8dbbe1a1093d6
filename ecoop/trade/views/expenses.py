"""Pages of expenses."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.forms import ExpenseForm
from ecoop.trade.views.records import document_page, record_page


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_expense(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record an expense."""
    now = timezone.now()
    form = ExpenseForm(request.POST or None, initial={"on": vietnam_day(now)})
    return record_page(
        request,
        acting,
        noun="expenses",
        form=form,
        record=lambda draft: record_expenses(org_id=acting.org_id, expenses=[draft], by=acting.person_id, now=now)[0],
    )


@require_safe
@acts(may="documents.read")
def show_expense(request: HttpRequest, acting: Acting, expense_id: UUID) -> HttpResponse:
    """Show one expense and its entry."""
    return document_page(request, acting, noun="expenses", document_id=expense_id)
