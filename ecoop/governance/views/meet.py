"""The page a personal pass opens: the agenda, and one button to say "I am here". Nobody signs in."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.queries import find_acting
from ecoop.governance.actions.check_in import Arrival, check_in
from ecoop.governance.actions.check_out import check_out
from ecoop.governance.calc.meetings import Means, MeetingMode, Status, Via
from ecoop.governance.errors.meetings import PaperUnknown
from ecoop.governance.queries.meeting_page import list_items
from ecoop.governance.queries.meeting_papers import get_meeting_paper, list_meeting_papers
from ecoop.governance.queries.meetings import MeetingFacts, find_present, get_attendance, get_meeting
from ecoop.governance.queries.passes import PassFacts, find_pass
from ecoop.governance.views.meetings import MANAGE
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.originals import hand_out
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.walls import inside_organisation
from ecoop.members.queries import map_member_names
from ecoop.parties.queries import get_organisation


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_meet(request: HttpRequest, token: str) -> HttpResponse:
    """Show the meeting to the holder of a pass, and note that they are here or leave."""
    found, now, refused = _pass_or_404(token), timezone.now(), None
    with inside_organisation(org_id=found.org_id, person_id=None):
        meeting = get_meeting(org_id=found.org_id, meeting_id=found.meeting_id)
        if request.method == "POST":
            try:
                _tap(request, found, meeting)
                return redirect("governance:meet", token)
            except Refusal as refusal:
                refused = refusal
        shown = _page(found, meeting)
    shown |= {"token": token, "refused": refused, "desk": _desk_of(request, found)}
    shown["is_day"] = vietnam_day(now) >= meeting.starts_on and meeting.status in {Status.NOTICED, Status.OPEN}
    return render(request, "governance/meet.html", shown, status=409 if refused else 200)


@never_cache
@require_safe
def show_paper_to_pass(request: HttpRequest, token: str, paper_id: UUID) -> HttpResponse:
    """Hand the holder of a pass a paper that was laid before the members."""
    found = _pass_or_404(token)
    with inside_organisation(org_id=found.org_id, person_id=None):
        papers = list_meeting_papers(org_id=found.org_id, meeting_id=found.meeting_id)
        if paper_id not in {paper.id for paper in papers if paper.is_for_members}:
            raise Http404
        try:
            paper = get_meeting_paper(org_id=found.org_id, meeting_id=found.meeting_id, paper_id=paper_id)
        except PaperUnknown as unknown:
            raise Http404 from unknown
    return hand_out(paper)


def _pass_or_404(token: str) -> PassFacts:
    found = find_pass(token=token)
    if found is None:
        raise Http404
    return found


def _tap(request: HttpRequest, found: PassFacts, meeting: MeetingFacts) -> None:
    given: dict[str, Any] = {"org_id": found.org_id, "meeting_id": found.meeting_id, "by": None, "now": timezone.now()}
    if request.POST.get("leave"):
        check_out(ids=[found.member_id], **given)
        return
    is_online = meeting.mode is MeetingMode.ONLINE or (
        meeting.mode is MeetingMode.MIXED and request.POST.get("means") == Means.ONLINE
    )
    means = Means.ONLINE if is_online else Means.IN_PERSON
    check_in(arrivals=[Arrival(found.member_id, means, Via.PHONE)], **given)


def _page(found: PassFacts, meeting: MeetingFacts) -> dict[str, Any]:
    now, org_id = timezone.now(), found.org_id
    papers = list_meeting_papers(org_id=org_id, meeting_id=found.meeting_id)
    return {
        "meeting": meeting,
        "cooperative": get_organisation(org_id=org_id),
        "member_name": map_member_names(org_id=org_id, ids=[found.member_id])[found.member_id],
        "items": list_items(org_id=org_id, meeting=meeting),
        "papers": [paper for paper in papers if paper.is_for_members],
        "attendance": get_attendance(org_id=org_id, meeting_id=found.meeting_id, at=now),
        "present": find_present(org_id=org_id, meeting_id=found.meeting_id, member_id=found.member_id, at=now),
    }


def _desk_of(request: HttpRequest, found: PassFacts) -> str:
    """Give the short name of the cooperative where whoever looks keeps the desk of this meeting; else nothing."""
    person: Any = request.user
    if not person.is_authenticated:
        return ""
    with inside_organisation(org_id=found.org_id, person_id=person.id):
        organisation = get_organisation(org_id=found.org_id)
        acting = find_acting(person_id=person.id, person_name=person.name, organisation=organisation)
    return organisation.slug if acting and acting.may(MANAGE) else ""
