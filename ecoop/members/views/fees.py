"""The page of membership fees: whom the year's fee is charged to, and who paid."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.members.actions.charge_fees import charge_fees
from ecoop.members.actions.pay_fees import pay_fees
from ecoop.members.forms.office import FeePaymentForm, FeesForm
from ecoop.members.queries import find_fee_rule, list_fees
from ecoop.members.views.days import asked_year

_ASKS = ("GET", "HEAD", "POST")


@require_http_methods(_ASKS)
@acts(may="members.read", may_post="capital.record")
def show_fees(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the fees of a year, and charge them."""
    now, year = timezone.now(), asked_year(request)
    may_charge = acting.may("capital.record")
    rule = find_fee_rule(org_id=acting.org_id, day=vietnam_day(now))
    asked = request.POST if request.method == "POST" and may_charge else None
    form = FeesForm(asked, initial={"amount_vnd": rule[0], "rests_on": rule[1]} if rule else None)
    if form.is_bound and form.is_valid():
        charge_fees(org_id=acting.org_id, year=year, by=acting.person_id, now=now, **form.cleaned_data)
        return redirect(f"{reverse('members:fees', args=[acting.org_slug])}?year={year}")
    given = {"form": form, "fees": list_fees(org_id=acting.org_id, year=year), "year": year, "may_charge": may_charge}
    return render(request, "members/fees.html", given, status=422 if form.is_bound else 200)


@require_http_methods(_ASKS)
@acts(may="capital.record")
def pay_fee(request: HttpRequest, acting: Acting, fee_id: UUID) -> HttpResponse:
    """Record that a member paid a fee."""
    now = timezone.now()
    fee = next(iter(list_fees(org_id=acting.org_id, fee_ids=[fee_id])), None)
    initial = {"fee_id": fee_id, "amount_vnd": fee.open_vnd if fee else None, "paid_on": vietnam_day(now)}
    form = FeePaymentForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            (outcome,) = pay_fees(org_id=acting.org_id, payments=[form.draft()], by=acting.person_id, now=now)
            refusal = outcome.refusal
        except Refusal as refused:
            refusal = refused
        if refusal is None:
            return redirect("members:fees", acting.org_slug)
        form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
    return render(request, "members/fee_form.html", {"form": form, "fee": fee}, status=422 if form.is_bound else 200)
