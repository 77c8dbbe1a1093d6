"""Pages of expenses."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.errors import COST_GROUPS
from ecoop.trade.forms import ExpenseForm
from ecoop.trade.queries import list_bank_accounts
from ecoop.trade.views.judgements import cost_page
from ecoop.trade.views.records import record_page


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_expense(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record an expense: the group is chosen first, for it decides what is asked."""
    now = timezone.now()
    asked = (request.POST or request.GET).get("group", "")
    group = asked if asked in COST_GROUPS else "bought_services"
    accounts = list_bank_accounts(org_id=acting.org_id)
    initial = {"on": vietnam_day(now)}
    form = ExpenseForm(request.POST or None, group=group, accounts=accounts, initial=initial)
    return record_page(
        request,
        acting,
        noun="expenses",
        form=form,
        record=lambda draft: record_expenses(org_id=acting.org_id, expenses=[draft], by=acting.person_id, now=now)[0],
        template="trade/expense_form.html",
        given={"groups": COST_GROUPS.items(), "group": group},
    )


@require_safe
@acts(may="documents.read")
def show_expense(request: HttpRequest, acting: Acting, expense_id: UUID) -> HttpResponse:
    """Show one expense, its entry, and what the law says of it."""
    return cost_page(request, acting, noun="expenses", document_id=expense_id)
