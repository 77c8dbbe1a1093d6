"""Pages of loans: the list, one with its schedule and entries, what is done about it, its paper."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.finance.actions.take_back_event import take_back_event
from ecoop.finance.errors import LoanNotFound
from ecoop.finance.forms import ACTS, ReversalForm
from ecoop.finance.queries.law import list_warnings
from ecoop.finance.queries.loans import LoanFacts, get_loan
from ecoop.finance.queries.pages import list_loan_lines, page_of
from ecoop.finance.queries.papers import print_contract, print_summary
from ecoop.finance.queries.summary import Summary, get_summary
from ecoop.finance.views.house import ASKS, form_page
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import format_dong
from ecoop.kernel.paper import answer_with_pdf
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel

YEAR_DIGITS, FIRST_YEAR = 4, 2000
LOANS_SHOWN = 200


@require_safe
@acts(may="lending.read")
def show_loans(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the loans that are asked for with their state; or hand them out as Excel."""
    asked = {name: request.GET.get(name, "") for name in ("only", "words")}
    lines = list_loan_lines(org_id=acting.org_id, day=vietnam_day(timezone.now()), **asked)
    if request.GET.get("format") == "xlsx":
        return answer_with_excel(name="internal-loans", sheets=[_sheet(lines)])
    given = {
        "lines": lines[:LOANS_SHOWN],
        "is_cut": len(lines) > LOANS_SHOWN,
        "asked": asked,
        "may_post": acting.may("books.post"),
    }
    return render(request, "finance/loans.html", given)


@require_safe
@acts(may="lending.read")
def show_summary(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the book S26 of a year, or hand it out as Excel or PDF."""
    asked, today = request.GET.get("year", ""), vietnam_day(timezone.now())
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == YEAR_DIGITS else today.year
    summary = get_summary(org_id=acting.org_id, year=max(year, FIRST_YEAR))
    if request.GET.get("format") == "xlsx":
        return answer_with_excel(name=f"s26-{summary.year}", sheets=[_summary_sheet(summary)])
    if request.GET.get("format") == "pdf":
        paper = print_summary(org_id=acting.org_id, year=summary.year, made_at=timezone.now())
        return answer_with_pdf(name=f"s26-{summary.year}", paper=paper)
    return render(request, "finance/summary.html", {"summary": summary, "year_before": summary.year - 1})


@require_safe
@acts(may="lending.read")
def show_loan(request: HttpRequest, acting: Acting, loan_id: UUID) -> HttpResponse:
    """Show one loan: what is owed today, its schedule, what happened, its entries."""
    today = vietnam_day(timezone.now())
    page = page_of(loan=_loan_or_404(acting, loan_id), day=today)
    given = {
        "page": page,
        "loan": page.line.loan,
        "state": page.line.state,
        "may_manage": acting.may("lending.manage"),
        "may_post": acting.may("books.post"),
        "warnings": list_warnings(day=today),
    }
    return render(request, "finance/loan.html", given)


@require_safe
@acts(may="lending.read")
def print_loan(request: HttpRequest, acting: Acting, loan_id: UUID) -> HttpResponse:
    """Hand the contract out as PDF."""
    loan = _loan_or_404(acting, loan_id)
    content = print_contract(org_id=acting.org_id, loan_id=loan_id, made_at=timezone.now())
    return answer_with_pdf(name=f"loan-{loan.year}-{loan.serial}", paper=content)


@require_http_methods(ASKS)
@acts(may="books.post")
def act_on_loan(request: HttpRequest, acting: Acting, loan_id: UUID, act: str) -> HttpResponse:
    """Show the form of what is done about a loan, and record it."""
    loan, chosen, today = _loan_or_404(acting, loan_id), ACTS.get(act), vietnam_day(timezone.now())
    if chosen is None:
        raise Http404
    state = loan.state_on(day=today)
    said = {"on": today, "schedule": loan.schedule, "principal_vnd": format_dong(state.principal_vnd)}
    said |= {"amount_vnd": format_dong(loan.left_vnd)} if act == "payout" else {}
    said |= {"interest_vnd": format_dong(state.unpaid_interest_vnd)} if act == "write-off" else {}
    form = chosen.form(request.POST or None, initial=said)
    by: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id}
    return form_page(
        request,
        form,
        chosen.title,
        ("finance:loan", acting.org_slug, loan_id),
        lambda now: form.record(loan_id=loan_id, kind=chosen.kind, now=now, **by),
        act=chosen,
        loan=loan,
        state=state,
    )


@require_http_methods(ASKS)
@acts(may="books.post")
def take_back(request: HttpRequest, acting: Acting, loan_id: UUID, event_id: UUID) -> HttpResponse:
    """Take an event of a loan back by a red entry."""
    loan, today = _loan_or_404(acting, loan_id), vietnam_day(timezone.now())
    event = next((one for one in loan.events if one.id == event_id), None)
    if event is None:
        raise Http404
    form = ReversalForm(request.POST or None, initial={"entry_on": today})
    return form_page(
        request,
        form,
        _("Reverse in red: {what}").format(what=event.label),
        ("finance:loan", acting.org_slug, loan_id),
        lambda now: take_back_event(
            org_id=acting.org_id, event_id=event_id, by=acting.person_id, now=now, **form.cleaned_data
        ),
        loan=loan,
        state=loan.state_on(day=today),
    )


def _loan_or_404(acting: Acting, loan_id: UUID) -> LoanFacts:
    try:
        return get_loan(org_id=acting.org_id, loan_id=loan_id)
    except LoanNotFound:
        raise Http404 from None


def _sheet(lines: Any) -> SheetDraft:
    columns = (
        Column(_("Loan")),
        Column(_("Member"), width=32),
        Column(_("Signed on"), "day"),
        Column(_("Lent"), "money"),
        Column(_("Still out"), "money"),
        Column(_("Late"), "money"),
        Column(_("Interest owed"), "money"),
        Column(_("State"), width=20),
    )
    rows = (
        (
            line.loan.number,
            line.loan.member_name,
            line.loan.signed_on,
            line.loan.amount_vnd,
            line.state.principal_vnd,
            line.state.overdue_vnd,
            line.state.unpaid_interest_vnd,
            line.state_label,
        )
        for line in lines
    )
    return SheetDraft(_("Internal loans"), columns, rows)


def _summary_sheet(summary: Summary) -> SheetDraft:
    columns = (
        Column(_("Member"), width=32),
        Column(_("Owed at the beginning"), "money"),
        Column(_("Borrowed and interest"), "money"),
        Column(_("Settled"), "money"),
        Column(_("Owed at the end"), "money"),
    )
    rows = [
        (line.name, line.opening_vnd, line.debit_vnd, line.credit_vnd, line.closing_vnd)
        for line in (*summary.lines, summary.total)
    ]
    return SheetDraft("S26-HTX", columns, rows[:-1], totals=(_("Together"), *rows[-1][1:]))
