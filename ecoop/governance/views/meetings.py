"""Pages of meetings: the list with what is due, calling one, and one meeting from the call to its end."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.governance.actions.convene_meeting import convene_again, convene_meeting
from ecoop.governance.actions.hold_meeting import (
    adjourn_meeting,
    cancel_meeting,
    conclude_meeting,
    make_passes,
    open_meeting,
    send_notice,
)
from ecoop.governance.calc.bodies import BodyKind, Governance, PostRole
from ecoop.governance.calc.meetings import Convener, MeetingKind
from ecoop.governance.errors.meetings import MeetingUnknown
from ecoop.governance.forms.meetings import AgainForm, ConveneForm, OpeningForm, ReasonForm
from ecoop.governance.queries.bodies import get_governance_on, list_posts_on
from ecoop.governance.queries.calling import list_duties
from ecoop.governance.queries.meeting_page import get_meeting_page
from ecoop.governance.queries.meetings import MeetingFacts, get_meeting, list_meetings
from ecoop.kernel.dates import vietnam_day
from ecoop.web.refused import done

MANAGE, READ = "meetings.manage", "meetings.read"
LIST_LINES = 100


@require_safe
@acts(may=READ)
def show_meetings(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the meetings, the newest first, and which is due by when."""
    today = vietnam_day(timezone.now())
    given = {
        "meetings": list_meetings(org_id=acting.org_id, limit=LIST_LINES),
        "duties": [(duty, duty.is_late_on(day=today)) for duty in list_duties(org_id=acting.org_id, day=today)],
        "may": acting.may(MANAGE),
    }
    return render(request, "governance/meetings.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may=MANAGE)
def call_meeting(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Call a meeting."""
    now = timezone.now()
    today = vietnam_day(now)
    form = ConveneForm(sent(request), initial=_first_answers(acting, today))
    if form.is_bound and form.is_valid():
        draft = form.draft(called_on=today)
        if done(form, do=lambda: convene_meeting(draft=draft, **act(acting, now))):
            return to_meeting(acting, draft.id)
    return render(request, "governance/meeting_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may=MANAGE)
def call_again(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Call a meeting again to which too few came."""
    now = timezone.now()
    meeting = meeting_or_404(acting, meeting_id)
    form = AgainForm(sent(request), initial={"place": meeting.place, "link": meeting.link})
    if form.is_bound and form.is_valid():
        draft = form.draft(called_on=vietnam_day(now))
        if done(form, do=lambda: convene_again(meeting_id=meeting_id, draft=draft, **act(acting, now))):
            return to_meeting(acting, draft.id)
    given = {"form": form, "meeting": meeting}
    return render(request, "governance/meeting_form.html", given, status=422 if form.is_bound else 200)


@require_safe
@acts(may=READ)
def show_meeting(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Show one meeting: where it stands and what comes next."""
    try:
        page = get_meeting_page(org_id=acting.org_id, meeting_id=meeting_id, at=timezone.now())
    except MeetingUnknown as unknown:
        raise Http404 from unknown
    given = {
        "page": page,
        "meeting": page.meeting,
        "may": acting.may(MANAGE),
        "opening": OpeningForm(initial={"chair": _chair(acting, page.meeting.starts_on)}),
    }
    return render(request, "governance/meeting.html", given | {"cancelling": ReasonForm()})


@require_POST
@acts(may=MANAGE)
def notice(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Note that notice goes out, and issue the passes; sent again, make the next of very many."""
    given = act(acting, timezone.now())
    if meeting_or_404(acting, meeting_id).noticed:
        passes = make_passes(meeting_id=meeting_id, **given)
    else:
        passes = send_notice(meeting_id=meeting_id, **given)
    messages.success(request, _("Notice is out; {count} personal passes are ready to print.").format(count=passes))
    return to_meeting(acting, meeting_id)


@require_POST
@acts(may=MANAGE)
def opening(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Open a meeting with its chair and secretary."""
    said = request.POST
    names: dict[str, Any] = {name: said.get(name, "")[:200] for name in ("chair", "secretary")}
    open_meeting(meeting_id=meeting_id, **names, **act(acting, timezone.now()))
    return to_meeting(acting, meeting_id)


@require_POST
@acts(may=MANAGE)
def adjournment(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Note that too few came."""
    adjourn_meeting(meeting_id=meeting_id, text="", **act(acting, timezone.now()))
    return to_meeting(acting, meeting_id)


@require_POST
@acts(may=MANAGE)
def cancellation(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Call a meeting off."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        cancel_meeting(meeting_id=meeting_id, reason=reason, **act(acting, timezone.now()))
    return to_meeting(acting, meeting_id)


@require_POST
@acts(may=MANAGE)
def conclusion(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """End a meeting."""
    conclude_meeting(meeting_id=meeting_id, **act(acting, timezone.now()))
    return redirect("governance:minutes", acting.org_slug, meeting_id)


def act(acting: Acting, now: Any) -> dict[str, Any]:
    """Give what every action takes: for whom, who, when."""
    return {"org_id": acting.org_id, "by": acting.person_id, "now": now}


def meeting_or_404(acting: Acting, meeting_id: UUID) -> MeetingFacts:
    """Get a meeting of the organisation; another's is like none."""
    try:
        return get_meeting(org_id=acting.org_id, meeting_id=meeting_id)
    except MeetingUnknown as unknown:
        raise Http404 from unknown


def to_meeting(acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Go back to the page of a meeting."""
    return redirect("governance:meeting", acting.org_slug, meeting_id)


def sent(request: HttpRequest) -> Any:
    """Give what was sent; an empty form that was sent is a form with everything missing."""
    return request.POST if request.method == "POST" else None


def _first_answers(acting: Acting, today: date) -> dict[str, Any]:
    """Fill the form with the annual meeting that is due, called by whom the law says."""
    is_full = get_governance_on(org_id=acting.org_id, day=today) is Governance.FULL
    years = [duty.year for duty in list_duties(org_id=acting.org_id, day=today) if duty.year]
    year = years[0] if years else today.year - 1
    agenda = (
        _("Report of the year {year} and annual statements"),
        _("Report of the supervisors"),
        _("Distribution of the income of {year}"),
        _("Plan for the coming year"),
    )
    return {
        "kind": MeetingKind.ANNUAL.value,
        "title": _("Annual general meeting about {year}").format(year=year),
        "year": year,
        "convened_by": Convener.BOARD.value if is_full else Convener.DIRECTOR.value,
        "convener": _chair(acting, today),
        "agenda": "\n".join(line.format(year=year) for line in agenda),
    }


def _chair(acting: Acting, day: date) -> str:
    """Name who presides as a rule: the chair of the board, else the director; nobody where none is written down."""
    posts = list_posts_on(org_id=acting.org_id, day=day)
    chairs = [post for post in posts if post.body is BodyKind.BOARD and post.role is PostRole.CHAIR]
    directors = [post for post in posts if post.body is BodyKind.DIRECTOR]
    return next((post.person_name for post in [*chairs, *directors]), "")
