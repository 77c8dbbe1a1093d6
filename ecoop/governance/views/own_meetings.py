"""What a member's household sees of the meetings of its cooperatives: the call, the agenda, papers, the result."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.governance.errors.meetings import MeetingUnknown, PaperUnknown
from ecoop.governance.queries.meeting_papers import get_meeting_paper
from ecoop.governance.queries.own_meetings import get_own_meeting, list_own_meetings
from ecoop.kernel.originals import hand_out

OWN = "own-share.read"


@require_safe
@acts(may=OWN)
def show_own_meetings(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show a household the meetings of every cooperative it belongs to."""
    meetings = list_own_meetings(member_org_id=acting.org_id)
    return render(request, "governance/own_meetings.html", {"meetings": meetings})


@require_safe
@acts(may=OWN)
def show_own_meeting(request: HttpRequest, acting: Acting, org_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Show a household one meeting it is called to, with a way in."""
    try:
        page = get_own_meeting(member_org_id=acting.org_id, org_id=org_id, meeting_id=meeting_id, at=timezone.now())
    except MeetingUnknown as unknown:
        raise Http404 from unknown
    return render(request, "governance/own_meeting.html", {"page": page, "meeting": page.meeting})


@require_safe
@acts(may=OWN)
def show_own_meeting_paper(
    request: HttpRequest, acting: Acting, org_id: UUID, meeting_id: UUID, paper_id: UUID
) -> HttpResponse:
    """Hand a member a paper laid before the meeting; the database shows no others."""
    try:
        return hand_out(get_meeting_paper(org_id=org_id, meeting_id=meeting_id, paper_id=paper_id))
    except PaperUnknown as unknown:
        raise Http404 from unknown
