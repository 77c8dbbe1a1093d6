"""Pages of capital: who holds what and how much more, what is to be done, what came in and went out."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.paper import answer_with_pdf
from ecoop.kernel.refusals import Refusal
from ecoop.members.actions.extend_deadlines import ExtensionDraft, extend_deadlines
from ecoop.members.errors import CapitalUnknown, MemberUnknown
from ecoop.members.forms.capital import CAPITAL_FORMS, ExtensionForm, WhatIfForm
from ecoop.members.queries import (
    find_what_if,
    get_capital_page,
    get_commitment,
    get_contribution_book,
    list_book_volumes,
    list_commitment_page,
    list_contributions,
    print_contribution_books,
    print_handover,
)
from ecoop.members.views.days import asked_year
from ecoop.web.asked import asked_day

MOVES_SHOWN_MAX = 200


@require_safe
@acts(may="members.read")
def show_capital(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show who holds what of the capital, against the ceilings of the law, and what is to be done."""
    day, cursor = asked_day(request), request.GET.get("cursor") or None
    page = get_capital_page(org_id=acting.org_id, day=day, after=cursor)
    given = {"page": page, "on_day": day, "may_record": acting.may("capital.record"), "is_first": cursor is None}
    return render(request, "members/capital.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="capital.record")
def record_capital(request: HttpRequest, acting: Acting, what: str) -> HttpResponse:
    """Record a document of capital: a promise, a payment, a return, a transfer, a registration, profit added."""
    if what not in CAPITAL_FORMS:
        raise Http404
    now = timezone.now()
    form = CAPITAL_FORMS[what](_sent(request), org_id=acting.org_id, initial=_initial(request, now))
    if request.method == "POST" and form.is_valid():
        try:
            form.record(by=acting.person_id, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("members:capital", acting.org_slug)
    status = 422 if form.is_bound else 200
    return render(request, "members/capital_form.html", {"form": form, "title": form.title}, status=status)


@require_safe
@acts(may="members.read")
def show_commitments(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what members promised to contribute, and what of it was paid."""
    day = asked_day(request)
    lines = list_commitment_page(org_id=acting.org_id, day=day)
    given = {"lines": lines, "on_day": day, "may_record": acting.may("capital.record")}
    return render(request, "members/commitments.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="capital.record")
def extend_deadline(request: HttpRequest, acting: Acting, commitment_id: UUID) -> HttpResponse:
    """Record days that the deadline of a commitment does not count."""
    now = timezone.now()
    try:
        line = get_commitment(org_id=acting.org_id, commitment_id=commitment_id, day=vietnam_day(now))
    except CapitalUnknown as unknown:
        raise Http404 from unknown
    form = ExtensionForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        draft = ExtensionDraft(commitment_id=commitment_id, **form.cleaned_data)
        extend_deadlines(org_id=acting.org_id, extensions=[draft], by=acting.person_id, now=now)
        messages.success(request, _("Recorded."))
        return redirect("members:commitments", acting.org_slug)
    given = {"form": form, "title": _("Extend a deadline"), "line": line}
    return render(request, "members/capital_form.html", given, status=422 if form.is_bound else 200)


@require_safe
@acts(may="members.read")
def show_moves(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what came in, went out and passed on in a year, and the volumes of the book of contributions."""
    year = asked_year(request)
    span: dict[str, Any] = {"starts_on": date(year, 1, 1), "ends_before": date(year + 1, 1, 1)}
    lines = list_contributions(org_id=acting.org_id, limit=MOVES_SHOWN_MAX, **span)
    volumes = list_book_volumes(org_id=acting.org_id)
    return render(request, "members/capital_moves.html", {"lines": lines, "year": year, "volumes": volumes})


@require_safe
@acts(may="members.read")
def show_what_if(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show how much a member may still contribute, also if the charter capital were another."""
    form = WhatIfForm(request.GET or None)
    found: Any = None
    if form.is_valid():
        try:
            found = find_what_if(
                org_id=acting.org_id,
                day=asked_day(request),
                number=form.cleaned_data["member"],
                charter_capital_vnd=form.charter_capital,
            )
        except Refusal as refusal:
            form.add_error("member", str(refusal))
    return render(request, "members/what_if.html", {"form": form, "found": found})


@require_safe
@acts(may="members.read")
def show_book(request: HttpRequest, acting: Acting, member_id: UUID) -> HttpResponse:
    """Show the book of one member's contributions in a year."""
    year = asked_year(request)
    span: dict[str, Any] = {"starts_on": date(year, 1, 1), "ends_before": date(year + 1, 1, 1)}
    try:
        book = get_contribution_book(org_id=acting.org_id, member_id=member_id, **span)
    except MemberUnknown as unknown:
        raise Http404 from unknown
    return render(request, "members/contribution_book.html", {"book": book, "year": year})


@require_safe
@acts(may="members.read")
def print_book(request: HttpRequest, acting: Acting, member_id: UUID) -> HttpResponse:
    """Print the book of one member's contributions in a year."""
    year = asked_year(request)
    paper = print_contribution_books(org_id=acting.org_id, year=year, ids=[member_id], made_at=timezone.now())
    return answer_with_pdf(name=f"S31-{year}", paper=paper)


@require_safe
@acts(may="members.read")
def print_volume(request: HttpRequest, acting: Acting, volume: int) -> HttpResponse:
    """Print one volume of the book of all members' contributions."""
    year = asked_year(request)
    volumes = list_book_volumes(org_id=acting.org_id)
    if not 1 <= volume <= len(volumes):
        raise Http404
    ids = volumes[volume - 1].ids
    paper = print_contribution_books(org_id=acting.org_id, year=year, ids=ids, made_at=timezone.now())
    return answer_with_pdf(name=f"S31-{year}-{volume:03}", paper=paper)


@require_safe
@acts(may="members.read")
def print_record(request: HttpRequest, acting: Acting, contribution_id: UUID) -> HttpResponse:
    """Print the handover record of an asset."""
    try:
        paper = print_handover(org_id=acting.org_id, contribution_id=contribution_id, made_at=timezone.now())
    except CapitalUnknown as unknown:
        raise Http404 from unknown
    return answer_with_pdf(name="bien-ban-giao-nhan", paper=paper)


def _initial(request: HttpRequest, now: Any) -> dict[str, Any]:
    today = vietnam_day(now)
    days = ("committed_on", "paid_on", "returned_on", "moved_on", "registered_on", "added_on")
    number = request.GET.get("member", "")
    return {**dict.fromkeys(days, today), "member_number": number, "from_number": number}


def _sent(request: HttpRequest) -> Any:
    """Give what was sent; an empty form that was sent is a form with everything missing."""
    return request.POST if request.method == "POST" else None
