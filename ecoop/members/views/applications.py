"""Pages of applications in the office: the list, one of them with its decision, a new one, the poster."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.originals import hand_out
from ecoop.kernel.paper import answer_with_pdf
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.wire import cut_page
from ecoop.members.actions.decide_application import decide_application
from ecoop.members.actions.submit_application import submit_application
from ecoop.members.calc import ApplicationSource
from ecoop.members.errors import ApplicationNotOpen
from ecoop.members.forms.applications import ApplicationForm, VerdictForm
from ecoop.members.queries import (
    APPLICATIONS_SHOWN,
    find_paper,
    get_application_page,
    list_applications,
    read_application_cursor,
)
from ecoop.members.queries.poster import print_poster

_ASKS = ("GET", "HEAD", "POST")


@require_safe
@acts(may="members.read")
def show_applications(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the applications, the newest first."""
    before = read_application_cursor(cursor=request.GET.get("cursor"))
    rows = list_applications(org_id=acting.org_id, before=before, limit=APPLICATIONS_SHOWN)
    lines, following = cut_page(
        rows=rows, limit=APPLICATIONS_SHOWN, key=lambda line: (line.recorded_at.isoformat(), str(line.id))
    )
    address = request.build_absolute_uri(reverse("members:join", args=[acting.org_slug]))
    given = {"lines": lines, "next_cursor": following, "address": address, "may_manage": acting.may("members.manage")}
    return render(request, "members/applications.html", given)


@require_http_methods(_ASKS)
@acts(may="members.manage")
def new_application(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Take an application in that somebody brings to the office."""
    now = timezone.now()
    form = ApplicationForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        draft = form.draft(source=ApplicationSource.OFFICE, day=vietnam_day(now))
        try:
            submit_application(org_id=acting.org_id, application=draft, by=acting.person_id, now=now)
            return redirect("members:application", acting.org_slug, draft.id)
        except Refusal as refusal:
            form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
    return render(request, "members/application_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(_ASKS)
@acts(may="members.read", may_post="members.manage")
def show_application(request: HttpRequest, acting: Acting, application_id: UUID) -> HttpResponse:
    """Show one application, and record what was decided about it."""
    now = timezone.now()
    try:
        page = get_application_page(org_id=acting.org_id, application_id=application_id, day=vietnam_day(now))
    except ApplicationNotOpen as unknown:
        raise Http404 from unknown
    may_decide = acting.may("members.manage")
    asked = request.POST if request.method == "POST" and may_decide else None
    form = VerdictForm(asked, body=page.decider.body, today=vietnam_day(now))
    if form.is_bound and form.is_valid():
        try:
            verdict = form.verdict(application_id=application_id)
            member_id = decide_application(org_id=acting.org_id, verdict=verdict, by=acting.person_id, now=now)
            place = ("members:member", member_id) if member_id else ("members:application", application_id)
            return redirect(place[0], acting.org_slug, place[1])
        except Refusal as refusal:
            form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
    given = {"page": page, "form": form, "may_manage": may_decide}
    return render(request, "members/application.html", given, status=422 if form.is_bound else 200)


@require_safe
@acts(may="members.read")
def show_paper(request: HttpRequest, acting: Acting, paper_id: UUID) -> HttpResponse:
    """Hand out a file that came with an application."""
    found = find_paper(org_id=acting.org_id, paper_id=paper_id)
    if found is None:
        raise Http404
    return hand_out(found)


@require_safe
@acts(may="members.read")
def print_join_poster(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Print the poster with the QR code that leads to the application."""
    address = request.build_absolute_uri(reverse("members:join", args=[acting.org_slug]))
    paper = print_poster(org_id=acting.org_id, address=address, made_at=timezone.now())
    return answer_with_pdf(name="don-gia-nhap", paper=paper)
