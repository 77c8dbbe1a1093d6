"""Pages of counts of the cash box (08a-TT)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.vouchers.actions.record_cash_count import record_cash_count
from ecoop.vouchers.forms import CashCountForm
from ecoop.vouchers.queries import list_cash_counts, list_notes


@require_safe
@acts(may="documents.read")
def show_cash_counts(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the counts of the cash box, the newest first."""
    counts = list_cash_counts(org_id=acting.org_id)
    return render(
        request, "vouchers/cash_counts.html", {"counts": counts, "may_record": acting.may("documents.record")}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def count_cash(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a count of the cash box; the difference is then booked by a voucher."""
    now = timezone.now()
    today = vietnam_day(now)
    form = CashCountForm(request.POST or None, notes=list_notes(law=lawbook.on(today)), initial={"on": today})
    if request.method == "POST" and form.is_valid():
        try:
            record_cash_count(org_id=acting.org_id, count=form.draft(), by=acting.person_id, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("vouchers:cash-counts", acting.org_slug)
    return render(request, "vouchers/cash_count_form.html", {"form": form}, status=422 if form.is_bound else 200)
