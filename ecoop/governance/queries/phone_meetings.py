"""Meetings and votes as a household's phone shows them: the call, the agenda, my own way in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ecoop.governance.calc.meetings import ENDED, Status
from ecoop.governance.queries.meeting_calls import list_agenda, list_meetings
from ecoop.governance.queries.meeting_facts import MeetingFacts
from ecoop.governance.queries.own_meetings import is_for_members
from ecoop.governance.queries.passes import map_tokens
from ecoop.governance.queries.votes import find_open_ballot
from ecoop.members.queries import list_memberships_of

SHOWN = 20


@dataclass(frozen=True)
class PhoneMeeting:
    """A meeting to which the household is called; the token of its pass while it is of use."""

    org_id: UUID
    cooperative_slug: str
    cooperative: str
    meeting: MeetingFacts
    noticed_at: datetime
    agenda: tuple[str, ...]
    is_voting: bool
    token: str

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is left to come to."""
        return self.meeting.status in ENDED


def list_phone_meetings(*, member_org_id: UUID) -> list[PhoneMeeting]:
    """List the meetings of which a household had notice, the newest first, with its own way into those to come.

    Queries: 1, 3 for each cooperative, and 5 for each meeting that is not over
    """
    found: list[PhoneMeeting] = []
    for member in list_memberships_of(member_org_id=member_org_id):
        for meeting in list_meetings(org_id=member.org_id, limit=SHOWN):
            if is_for_members(meeting=meeting) and meeting.noticed is not None:
                agenda, is_voting, token = _to_come(member.org_id, member.id, meeting)
                found.append(
                    PhoneMeeting(
                        org_id=member.org_id,
                        cooperative_slug=member.org.slug,
                        cooperative=member.org.name,
                        meeting=meeting,
                        noticed_at=meeting.noticed.at,
                        agenda=agenda,
                        is_voting=is_voting,
                        token=token,
                    )
                )
    return sorted(found, key=lambda one: one.meeting.starts_at, reverse=True)[:SHOWN]


def _to_come(org_id: UUID, member_id: UUID, meeting: MeetingFacts) -> tuple[tuple[str, ...], bool, str]:
    if meeting.status in ENDED:
        return (), False, ""
    agenda = tuple(item.title for item in list_agenda(org_id=org_id, meeting_id=meeting.id))
    is_open = meeting.status is Status.OPEN
    is_voting = is_open and find_open_ballot(org_id=org_id, meeting_id=meeting.id) is not None
    token = map_tokens(org_id=org_id, meeting_id=meeting.id, ids=[member_id]).get(member_id, "")
    return agenda, is_voting, token
