"""The page on which a cooperative tells the days its duties rest on."""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.refusals import Refusal
from ecoop.taxes.actions.record_duty_days import record_duty_days
from ecoop.taxes.forms.duties import DutyDaysForm
from ecoop.taxes.queries.cooperative_duties import COOPERATIVES, get_duty_days


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="tax.file")
def tell_duty_days(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Ask for the days, and keep them."""
    if acting.org_kind not in COOPERATIVES:
        raise Http404
    form = DutyDaysForm(request.POST or None, initial=asdict(get_duty_days(org_id=acting.org_id)))
    if request.method == "POST" and form.is_valid():
        try:
            record_duty_days(org_id=acting.org_id, by=acting.person_id, now=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
        else:
            messages.success(request, _("The days are kept; the calendar follows them."))
            return redirect("taxes:calendar", slug=acting.org_slug)
    return render(request, "taxes/duty_days.html", {"form": form}, status=422 if form.is_bound else 200)
