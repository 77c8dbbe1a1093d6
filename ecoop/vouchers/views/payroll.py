"""The page of a payroll: one row for each worker, one voucher for all of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.calc.papers import PAY
from ecoop.vouchers.forms import PayrollForm
from ecoop.vouchers.queries import get_office, list_counterparties
from ecoop.vouchers.queries.payroll import get_last_payroll


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_payroll(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a payroll; it begins with what the last one said."""
    today = vietnam_day(timezone.now())
    office = get_office(law=lawbook.on(today))
    form = PayrollForm(
        request.POST or None,
        workers=[each for each in list_counterparties(org_id=acting.org_id, kind="worker") if not each.is_retired],
        last=get_last_payroll(org_id=acting.org_id),
        rule=office.rules[PAY],
        office=office,
        initial={"on": today, "text": _("Pay of {month}").format(month=f"{today:%m/%Y}")},
    )
    if request.method == "POST" and form.is_valid() and _is_recorded(acting, form):
        messages.success(request, _("Recorded."))
        return redirect("vouchers:voucher", acting.org_slug, form.cleaned_data["id"])
    given = {"form": form, "month": f"{today:%Y-%m}"}
    return render(request, "vouchers/payroll.html", given, status=422 if form.is_bound else 200)


def _is_recorded(acting: Acting, form: PayrollForm) -> bool:
    try:
        vouchers = [form.draft()]
        (outcome,) = record_vouchers(org_id=acting.org_id, vouchers=vouchers, by=acting.person_id, now=timezone.now())
        refusal = outcome.refusal
    except Refusal as refused:
        refusal = refused
    if refusal is not None:
        form.add_error(None, str(refusal))
    return refusal is None
