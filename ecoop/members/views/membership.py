"""Pages about one member: particulars, history, the end of the membership, what is brought, who comes after."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.members.actions.change_standings import change_standings
from ecoop.members.actions.end_memberships import end_memberships
from ecoop.members.actions.record_particulars import ParticularsChange, record_particulars
from ecoop.members.actions.record_successions import record_successions
from ecoop.members.calc import Body
from ecoop.members.errors import MemberUnknown
from ecoop.members.forms.register import DepartureForm, ParticularsForm, StandingForm, SuccessionForm
from ecoop.members.queries import (
    MemberLine,
    get_constitution,
    get_decider,
    get_member_history,
    get_member_line,
    get_particulars,
    list_fees,
    list_grounds_for,
    list_particulars_versions,
)

_ASKS = ("GET", "HEAD", "POST")


@require_safe
@acts(may="members.read")
def show_particulars(request: HttpRequest, acting: Acting, member_id: UUID) -> HttpResponse:
    """Show who a member is, version by version."""
    line = _line_or_404(acting, member_id)
    versions = list_particulars_versions(org_id=acting.org_id, member_id=member_id)
    given = {"line": line, "versions": versions, "tab": "particulars", "may_manage": acting.may("members.manage")}
    return render(request, "members/particulars.html", given)


@require_http_methods(_ASKS)
@acts(may="members.manage")
def change_particulars(request: HttpRequest, acting: Acting, member_id: UUID) -> HttpResponse:
    """Write a new version of the particulars down."""
    line, now = _line_or_404(acting, member_id), timezone.now()
    who = get_particulars(org_id=acting.org_id, member_id=member_id)
    form = ParticularsForm(request.POST or None, who=who, today=vietnam_day(now))
    if form.is_bound and form.is_valid():
        change = ParticularsChange(new_id(), member_id, form.cleaned_data["starts_on"], form.who())
        record_particulars(org_id=acting.org_id, changes=[change], by=acting.person_id, now=now)
        return redirect("members:particulars", acting.org_slug, member_id)
    return _form_page(request, line, form, "particulars")


@require_safe
@acts(may="members.read")
def show_history(request: HttpRequest, acting: Acting, member_id: UUID) -> HttpResponse:
    """Show what became of a member: standings, decisions, the end, who came after, fees."""
    given = {
        "line": _line_or_404(acting, member_id),
        "history": get_member_history(org_id=acting.org_id, member_id=member_id),
        "fees": list_fees(org_id=acting.org_id, member_id=member_id),
        "tab": "history",
        "may_manage": acting.may("members.manage"),
    }
    return render(request, "members/history.html", given)


@require_http_methods(_ASKS)
@acts(may="members.manage")
def end_membership(request: HttpRequest, acting: Acting, member_id: UUID) -> HttpResponse:
    """End a membership on a ground of the law."""
    line, now = _line_or_404(acting, member_id), timezone.now()
    today = vietnam_day(now)
    grounds = list_grounds_for(kind=line.type, day=today) if line.type else ()
    form = DepartureForm(request.POST or None, grounds=grounds, body=_body(acting, line), today=today)
    return _record(
        request,
        acting,
        line,
        form,
        "end",
        lambda: end_memberships(
            org_id=acting.org_id, departures=[form.draft(member_id=member_id)], by=acting.person_id, now=now
        ),
    )


@require_http_methods(_ASKS)
@acts(may="members.manage")
def change_standing(request: HttpRequest, acting: Acting, member_id: UUID) -> HttpResponse:
    """Change what a member brings, and with it the type."""
    line, now = _line_or_404(acting, member_id), timezone.now()
    newest = get_member_history(org_id=acting.org_id, member_id=member_id).standings[0]
    brings = {"brings_capital": newest.brings_capital, "uses": newest.uses, "works": newest.works}
    form = StandingForm(request.POST or None, today=vietnam_day(now), now=brings, body=_body(acting, line))
    return _record(
        request,
        acting,
        line,
        form,
        "standing",
        lambda: change_standings(
            org_id=acting.org_id, changes=[form.draft(member_id=member_id)], by=acting.person_id, now=now
        ),
    )


@require_http_methods(_ASKS)
@acts(may="members.manage")
def record_succession(request: HttpRequest, acting: Acting, member_id: UUID) -> HttpResponse:
    """Record an heir, an asset manager or a guardian of a member."""
    line, now = _line_or_404(acting, member_id), timezone.now()
    form = SuccessionForm(request.POST or None)
    return _record(
        request,
        acting,
        line,
        form,
        "succession",
        lambda: record_successions(
            org_id=acting.org_id, successions=[form.draft(member_id=member_id)], by=acting.person_id, now=now
        ),
    )


def _record(
    request: HttpRequest, acting: Acting, line: MemberLine, form: forms.Form, what: str, record: Callable[[], Any]
) -> HttpResponse:
    """Record what a form says; a refusal is told above the fields."""
    if form.is_bound and form.is_valid():
        try:
            refusals = [each.refusal for each in record() if getattr(each, "refusal", None)]
        except Refusal as refusal:
            refusals = [refusal]
        if not refusals:
            return redirect("members:history", acting.org_slug, line.id)
        form.add_error(None, f"{refusals[0].said_text} {refusals[0].remedy_text}")
    return _form_page(request, line, form, what)


def _form_page(request: HttpRequest, line: MemberLine, form: forms.Form, what: str) -> HttpResponse:
    given = {"line": line, "form": form, "what": what, "tab": "history"}
    return render(request, "members/member_form.html", given, status=422 if form.is_bound else 200)


def _body(acting: Acting, line: MemberLine) -> Body:
    today = vietnam_day(timezone.now())
    if line.type is None:
        return Body.BOARD
    governance = get_constitution(org_id=acting.org_id, day=today).governance
    return get_decider(act="admit_or_end", kind=line.type, governance=governance, day=today).body


def _line_or_404(acting: Acting, member_id: UUID) -> MemberLine:
    try:
        return get_member_line(org_id=acting.org_id, member_id=member_id, day=vietnam_day(timezone.now()))
    except MemberUnknown as unknown:
        raise Http404 from unknown
