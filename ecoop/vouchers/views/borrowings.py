"""The page of borrowed money: what is owed to each lender, by when it falls due."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.vouchers.actions.record_borrowing_schedule import record_borrowing_schedule
from ecoop.vouchers.forms.borrowings import ScheduleForm
from ecoop.vouchers.queries.borrowings import get_borrowing_account, list_borrowings


@require_safe
@acts(may="documents.read")
def show_borrowings(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what is owed to lenders by term."""
    return _render(request, acting, ScheduleForm(org_id=acting.org_id))


@require_POST
@acts(may="documents.record")
def record_schedule(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record the schedule of a contract."""
    form = ScheduleForm(request.POST, org_id=acting.org_id)
    if not form.is_valid() or not _is_recorded(acting, form):
        return _render(request, acting, form)
    messages.success(request, _("Recorded."))
    return redirect("vouchers:borrowings", acting.org_slug)


def _render(request: HttpRequest, acting: Acting, form: ScheduleForm) -> HttpResponse:
    today = vietnam_day(timezone.now())
    law = lawbook.on(today)
    shown = {
        "form": form,
        "borrowings": list_borrowings(org_id=acting.org_id, on=today, law=law),
        "may_record": acting.may("documents.record"),
        "today": today,
        "account": get_borrowing_account(law=law),
    }
    return render(request, "vouchers/borrowings.html", shown, status=422 if form.is_bound else 200)


def _is_recorded(acting: Acting, form: ScheduleForm) -> bool:
    said = form.cleaned_data
    assert form.found is not None
    try:
        record_borrowing_schedule(
            org_id=acting.org_id, schedule_id=said["id"], party=form.found, paper=said["paper"], dues=said["dues"],
            by=acting.person_id, now=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
