"""Meetings as a member's household reads them: its own rows, and what the law has a cooperative show its members."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ecoop.governance.calc.meetings import Status
from ecoop.governance.errors.meetings import MeetingUnknown
from ecoop.governance.queries.meeting_page import ItemLine, list_items
from ecoop.governance.queries.meeting_papers import PaperFacts, list_meeting_papers
from ecoop.governance.queries.meetings import MeetingFacts, Present, find_present, get_meeting, list_meetings
from ecoop.governance.queries.passes import map_tokens
from ecoop.members.queries import list_memberships_of


@dataclass(frozen=True)
class OwnMeeting:
    """A meeting in the list of a household."""

    org_id: UUID
    org_name: str
    meeting: MeetingFacts


@dataclass(frozen=True)
class OwnMeetingPage:
    """One meeting as a household sees it: with the token of its own pass, while it is of use."""

    org_id: UUID
    org_name: str
    meeting: MeetingFacts
    items: tuple[ItemLine, ...]
    papers: tuple[PaperFacts, ...]
    token: str
    present: Present | None


def list_own_meetings(*, member_org_id: UUID) -> list[OwnMeeting]:
    """List the meetings of the cooperatives of a household of which notice was sent, the newest first.

    Queries: 1, and 3 for each cooperative
    """
    found = [
        OwnMeeting(member.org_id, member.org.name, meeting)
        for member in list_memberships_of(member_org_id=member_org_id)
        for meeting in list_meetings(org_id=member.org_id)
        if is_for_members(meeting=meeting)
    ]
    return sorted(found, key=lambda one: one.meeting.starts_at, reverse=True)


def get_own_meeting(*, member_org_id: UUID, org_id: UUID, meeting_id: UUID, at: datetime) -> OwnMeetingPage:
    """Get one meeting of a cooperative as a member's household sees it.

    Raises:  MeetingUnknown
    Queries: 10
    """
    member = next((each for each in list_memberships_of(member_org_id=member_org_id) if each.org_id == org_id), None)
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    if member is None or not is_for_members(meeting=meeting):
        raise MeetingUnknown
    tokens = map_tokens(org_id=org_id, meeting_id=meeting_id, ids=[member.id])
    return OwnMeetingPage(
        org_id=org_id,
        org_name=member.org.name,
        meeting=meeting,
        items=list_items(org_id=org_id, meeting=meeting),
        papers=tuple(paper for paper in list_meeting_papers(org_id=org_id, meeting_id=meeting_id)),
        token="" if meeting.has_ended else tokens.get(member.id, ""),
        present=find_present(org_id=org_id, meeting_id=meeting_id, member_id=member.id, at=at),
    )


def is_for_members(*, meeting: MeetingFacts) -> bool:
    """Tell whether members have been told of a meeting.

    Queries: 0
    """
    return not meeting.is_of_board and meeting.status is not Status.CONVENED and meeting.noticed is not None
