"""Pages of bank lines: what they pay, and what waits for a person."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.wire import CursorIsUnreadable
from ecoop.payments.actions.match_by_hand import match_by_hand, set_line_aside, take_back_match
from ecoop.payments.errors import LineNotFound, MatchNotFound
from ecoop.payments.forms import VOUCHER_IDS, LineVoucherForm, MatchForm, ReasonForm
from ecoop.payments.queries.lines import get_line
from ecoop.payments.queries.pages import ALL, MATCHED, OPEN, get_line_page, get_lines_page
from ecoop.payments.views.places import page_of


@require_safe
@acts(may="documents.read")
def show_lines(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the lines of the bank accounts: those that wait for a person first, or those matched, or all."""
    show = request.GET.get("show", OPEN)
    show = show if show in (OPEN, MATCHED, ALL) else OPEN
    try:
        page = get_lines_page(org_id=acting.org_id, show=show, cursor=request.GET.get("cursor", ""))
    except CursorIsUnreadable:
        raise Http404 from None
    tabs = [(OPEN, _("Waiting")), (MATCHED, _("Matched")), (ALL, _("All"))]
    may = {
        "may": acting.may("documents.record"),
        "may_connect": acting.may("tokens.manage"),
        "may_reconcile": acting.may("books.read"),
        "is_cooperative": acting.org_kind == "cooperative",
    }
    return render(request, "payments/lines.html", {"page": page, "show": show, "tabs": tabs, **may})


@require_safe
@acts(may="documents.read")
def show_line(request: HttpRequest, acting: Acting, line_id: UUID) -> HttpResponse:
    """Show one line, what it pays, and the documents it may pay with what speaks for each."""
    try:
        page = get_line_page(org_id=acting.org_id, line_id=line_id)
    except LineNotFound:
        raise Http404 from None
    candidates = [
        (each, page_of(each.payable.document_kind), MatchForm(initial=_initial(each)) if each.can_be_chosen else None)
        for each in page.candidates
    ]
    matches = [(each, page_of(each.document_kind)) for each in page.line.matches]
    given = {"page": page, "line": page.line, "candidates": candidates, "matches": matches, "form": ReasonForm()}
    if acting.org_kind == "cooperative" and page.line.left_vnd:
        line = get_line(org_id=acting.org_id, line_id=line_id)
        given |= {"voucher_form": LineVoucherForm(line=line, org_id=acting.org_id, auto_id=VOUCHER_IDS)}
    return render(request, "payments/line.html", {**given, "may": acting.may("documents.record")})


@require_POST
@acts(may="documents.record")
def match(request: HttpRequest, acting: Acting, line_id: UUID) -> HttpResponse:
    """Match a line with the document a person chose."""
    form = MatchForm(request.POST)

    def act() -> str:
        if not form.is_valid():
            return _("Enter the amount in whole đồng.")
        (outcome,) = match_by_hand(
            org_id=acting.org_id, matches=[form.draft(line_id=line_id)], by=acting.person_id, now=timezone.now()
        )
        return str(outcome.refusal) if outcome.refusal else ""

    return _done(request, acting, line_id, act, _("The bank line is matched."))


@require_POST
@acts(may="documents.record")
def take_back(request: HttpRequest, acting: Acting, line_id: UUID, match_id: UUID) -> HttpResponse:
    """Take a match back, with what it booked."""
    form = ReasonForm(request.POST)

    def act() -> str:
        if not form.is_valid():
            return _("Write in a few words why.")
        said = {"reason": form.cleaned_data["reason"], "by": acting.person_id, "now": timezone.now()}
        take_back_match(org_id=acting.org_id, match_id=match_id, **said)
        return ""

    return _done(request, acting, line_id, act, _("The match is taken back."))


@require_POST
@acts(may="documents.record")
def set_aside(request: HttpRequest, acting: Acting, line_id: UUID) -> HttpResponse:
    """Say that a line pays no document, and why."""
    form = ReasonForm(request.POST)

    def act() -> str:
        if not form.is_valid():
            return _("Write in a few words what the money was.")
        said = {"reason": form.cleaned_data["reason"], "by": acting.person_id, "now": timezone.now()}
        set_line_aside(org_id=acting.org_id, line_id=line_id, **said)
        return ""

    return _done(request, acting, line_id, act, _("The bank line is set aside."))


def _done(request: HttpRequest, acting: Acting, line_id: UUID, act: Callable[[], str], said: str) -> HttpResponse:
    """Act, say what became of it, and go back to the line."""
    try:
        problem = act()
    except (LineNotFound, MatchNotFound):
        raise Http404 from None
    except Refusal as refusal:
        problem = str(refusal)
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, said)
    if request.GET.get("back") == "proposals":
        return redirect("payments:proposals", slug=acting.org_slug)
    return redirect("payments:line", slug=acting.org_slug, line_id=line_id)


def _initial(candidate: Any) -> dict[str, Any]:
    payable = candidate.payable
    return {
        "document_kind": payable.document_kind,
        "document_id": payable.document_id,
        "amount_vnd": candidate.amount_vnd,
    }
