"""Pages of a cooperative's bank: proposals, all sure ones in one step, and lines booked by a posting rule."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.wire import CursorIsUnreadable
from ecoop.payments.actions.accept_proposals import AcceptedStep, accept_sure
from ecoop.payments.actions.book_lines import book_lines
from ecoop.payments.errors import LineNotFound
from ecoop.payments.forms import VOUCHER_IDS, LineVoucherForm, MatchForm, NextForm
from ecoop.payments.queries.lines import get_line
from ecoop.payments.queries.proposals import Proposal, get_proposals_page

_REFUSED_SHOWN = 5


@require_safe
@acts(may="documents.read")
def show_proposals(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the lines that wait, what each is probably about and why."""
    if acting.org_kind != "cooperative":
        raise Http404
    try:
        page = get_proposals_page(org_id=acting.org_id, cursor=request.GET.get("cursor", ""))
    except CursorIsUnreadable:
        raise Http404 from None
    rows = [(row, _form(row)) for row in page.rows]
    given = {"page": page, "rows": rows, "may": acting.may("documents.record")}
    return render(request, "payments/proposals.html", given)


@require_POST
@acts(may="documents.record")
def accept_all(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Accept the sure proposals among the next lines; the page offers to go on where there are more."""
    form = NextForm(request.POST)
    after = form.cleaned_data["after"] or 0 if form.is_valid() else 0
    step = accept_sure(org_id=acting.org_id, by=acting.person_id, now=timezone.now(), after=after)
    said = ngettext("{count} bank line is matched.", "{count} bank lines are matched.", step.accepted)
    messages.success(request, said.format(count=step.accepted))
    for _line_id, refusal in step.refused[:_REFUSED_SHOWN]:
        messages.error(request, str(refusal))
    if step.next_after is not None:
        return render(request, "payments/proposals_step.html", {"step": step, "form": _next(step)})
    return redirect("payments:proposals", slug=acting.org_slug)


@require_POST
@acts(may="documents.record")
def book_line(request: HttpRequest, acting: Acting, line_id: UUID) -> HttpResponse:
    """Book a line by the posting rule that a person chose; the voucher stands on the day of the bank."""
    try:
        line = get_line(org_id=acting.org_id, line_id=line_id)
    except LineNotFound:
        raise Http404 from None
    form = LineVoucherForm(request.POST, line=line, org_id=acting.org_id, auto_id=VOUCHER_IDS)
    said = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
    try:
        problem = _book(form, said) if form.is_valid() else " ".join(_problems(form))
    except Refusal as refusal:
        problem = str(refusal)
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, _("The bank line is booked."))
    return redirect("payments:line", slug=acting.org_slug, line_id=line_id)


def _book(form: LineVoucherForm, said: dict[str, Any]) -> str:
    (outcome,) = book_lines(bookings=[form.booking()], **said)
    return str(outcome.refusal) if outcome.refusal else ""


def _problems(form: LineVoucherForm) -> list[str]:
    return [str(problem) for problems in form.errors.values() for problem in problems]


def _form(row: Proposal) -> MatchForm | None:
    """Give the form that accepts a proposal; what another page records has none."""
    found = row.candidate
    if found is None or not found.can_be_chosen:
        return None
    payable = found.payable
    initial = {
        "document_kind": payable.document_kind,
        "document_id": payable.document_id,
        "amount_vnd": found.amount_vnd,
    }
    return MatchForm(initial=initial)


def _next(step: AcceptedStep) -> NextForm:
    return NextForm(initial={"after": step.next_after})
