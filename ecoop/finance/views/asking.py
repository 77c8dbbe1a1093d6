"""Pages of applications: the queue, a new one, one with its rules, the decision, the contract."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.finance.actions.apply_for_loan import apply_for_loan
from ecoop.finance.actions.decide_application import decide_application
from ecoop.finance.actions.sign_loan import sign_loan
from ecoop.finance.calc import ApplicationSource
from ecoop.finance.errors import LoanApplicationNotFound
from ecoop.finance.forms import ApplicationForm, DecisionForm, SignForm
from ecoop.finance.queries.applications import ApplicationFacts, get_application
from ecoop.finance.queries.law import OVERDUE_RATIO, get_default_order, law_on
from ecoop.finance.queries.pages import list_checks_of, list_queue
from ecoop.finance.views.house import ASKS, form_page
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import format_dong
from ecoop.kernel.refusals import Refusal


@require_safe
@acts(may="lending.read")
def show_applications(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show who asks for loans, and what became of those before."""
    waiting, decided = list_queue(org_id=acting.org_id)
    given = {"waiting": waiting, "decided": decided, "may_manage": acting.may("lending.manage")}
    return render(request, "finance/applications.html", given)


@require_http_methods(ASKS)
@acts(may="lending.manage")
def new_application(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Enter an application for a member."""
    today = vietnam_day(timezone.now())
    form = ApplicationForm(request.POST or None, org_id=acting.org_id, initial={"asked_on": today})

    def record(now: Any) -> None:
        member_id = form.cleaned_data["member_number"]
        draft = form.draft(member_id=member_id, source=ApplicationSource.OFFICE, today=today)
        apply_for_loan(org_id=acting.org_id, application=draft, by=acting.person_id, now=now)

    return form_page(request, form, _("Application for a loan"), ("finance:applications", acting.org_slug), record)


@require_safe
@acts(may="lending.read")
def show_application(request: HttpRequest, acting: Acting, application_id: UUID) -> HttpResponse:
    """Show an application with every rule, and the form that waits for it."""
    return _page(request, acting, _application_or_404(acting, application_id), None)


@require_POST
@acts(may="lending.manage")
def decide(request: HttpRequest, acting: Acting, application_id: UUID) -> HttpResponse:
    """Record the decision on an application."""
    application, form = _application_or_404(acting, application_id), DecisionForm(request.POST)
    if form.is_valid():
        try:
            draft = form.draft(application_id=application_id)
            decide_application(org_id=acting.org_id, decision=draft, by=acting.person_id, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
        else:
            return redirect("finance:application", acting.org_slug, application_id)
    return _page(request, acting, application, form)


@require_POST
@acts(may="lending.manage")
def sign(request: HttpRequest, acting: Acting, application_id: UUID) -> HttpResponse:
    """Write the contract of an approved application down."""
    application, form = _application_or_404(acting, application_id), SignForm(request.POST)
    if form.is_valid():
        try:
            draft = form.draft(application_id=application_id)
            loan_id = sign_loan(org_id=acting.org_id, loan=draft, by=acting.person_id, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
        else:
            return redirect("finance:loan", acting.org_slug, loan_id)
    return _page(request, acting, application, form)


def _page(request: HttpRequest, acting: Acting, application: ApplicationFacts, form: Any) -> HttpResponse:
    today = vietnam_day(timezone.now())
    checks, rate = list_checks_of(org_id=acting.org_id, application=application, day=today)
    law = law_on(day=today)
    wanted = form or _form_for(application, rate, law.rate(OVERDUE_RATIO), today)
    given = {
        "application": application,
        "checks": application.decision.checks if application.decision else checks,
        "form": wanted if acting.may("lending.manage") else None,
        "is_bound": form is not None,
    }
    return render(request, "finance/application.html", given, status=422 if form else 200)


def _form_for(application: ApplicationFacts, rate: Any, overdue: Any, today: Any) -> Any:
    """Give the form that waits: the decision, then the contract, then none."""
    if application.decision is None:
        said = {
            "decided_on": today,
            "amount_vnd": format_dong(application.amount_vnd),
            "months": application.months,
            "rate_percent": f"{(rate * 100).normalize():f}",
        }
        return DecisionForm(initial=said)
    if not application.is_approved or application.loan_id:
        return None
    order = get_default_order(day=today).value
    said = {"signed_on": today, "overdue_percent": f"{(overdue * 100).normalize():f}", "order": order}
    return SignForm(initial=said)


def _application_or_404(acting: Acting, application_id: UUID) -> ApplicationFacts:
    try:
        return get_application(org_id=acting.org_id, application_id=application_id)
    except LoanApplicationNotFound:
        raise Http404 from None
