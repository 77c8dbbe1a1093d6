"""What a hall and a phone show while a meeting votes: few reads, asked for every few seconds."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from ecoop.governance.calc.blind import fingerprint
from ecoop.governance.calc.meetings import MeetingKind, Step
from ecoop.governance.calc.votes import Choice, Counts, Option, join_counts
from ecoop.governance.models import Meeting, MeetingStep
from ecoop.governance.queries.attending import find_present, get_attendance
from ecoop.governance.queries.meeting_facts import AttendanceFacts, MeetingFacts, Present
from ecoop.governance.queries.meetings import get_meeting
from ecoop.governance.queries.vote_results import BallotResult, find_result
from ecoop.governance.queries.votes import (
    BallotFacts,
    SoFar,
    VoteFacts,
    count_open_votes,
    count_so_far,
    counts_of,
    find_issue,
    find_last_ballot,
    find_vote,
    latest_counts,
)
from ecoop.members.queries.register import list_memberships_of

# A phone asks every few seconds, and less often the more phones there are.
_LEAST_SECONDS = 4
_VOTES_PER_SECOND = 200


@dataclass(frozen=True)
class Hall:
    """What the projector shows."""

    meeting: MeetingFacts
    attendance: AttendanceFacts
    ballot: BallotFacts | None
    so_far: SoFar | None
    running: Counts | None
    result: BallotResult | None
    key_fingerprint: str

    @property
    def stamp(self) -> str:
        """Name this state, so that who has seen it need not be sent it again."""
        ballot = self.ballot
        closed = ballot.closed_at if ballot else None
        seen = (self.meeting.status, self.attendance.here, self.attendance.carried_votes, ballot and ballot.id, closed)
        return stamp_of(*seen, ballot and ballot.box_opened_at, self.so_far, self.running)

    @property
    def running_rows(self) -> list[tuple[str, int]]:
        """Give the votes so far of an open vote by what was chosen."""
        if self.running is None or self.ballot is None:
            return []
        return rows_of(counts=self.running, options=self.ballot.options)


@dataclass(frozen=True)
class Seat:
    """A member's place in a meeting."""

    org_id: UUID
    meeting_id: UUID
    member_id: UUID


@dataclass(frozen=True)
class PhonePage:
    """What a member's phone shows of the vote."""

    ballot: BallotFacts | None
    voter: Present | None
    vote: VoteFacts | None
    issued: str
    result: BallotResult | None
    key_fingerprint: str

    @property
    def phase(self) -> str:
        """Say in one word how far the ballot is: none, open, handing, box, closed."""
        if self.ballot is None:
            return "none"
        if not self.ballot.is_open:
            return "closed"
        if not self.ballot.is_secret:
            return "open"
        return "handing" if self.ballot.is_handing_out else "box"

    @property
    def may_vote(self) -> bool:
        """Tell whether this member is here and carries a vote."""
        return self.voter is not None and self.voter.carries > 0

    @property
    def stamp(self) -> str:
        """Name this state, so that who has seen it need not be sent it again."""
        carries = self.voter.carries if self.voter else 0
        return stamp_of(self.ballot and self.ballot.id, self.phase, carries, self.vote and self.vote.id, self.issued)

    @property
    def seconds(self) -> int:
        """Say after how many seconds the phone may ask again."""
        return max(_LEAST_SECONDS, (self.ballot.present if self.ballot else 0) // _VOTES_PER_SECOND)


def get_hall(*, org_id: UUID, meeting_id: UUID, at: datetime) -> Hall:
    """Get what the projector shows at this moment: of a secret vote, until it closes, only how many were dropped.

    Raises:  MeetingUnknown
    Queries: 8 at most
    """
    ballot = find_last_ballot(org_id=org_id, meeting_id=meeting_id)
    running = None
    if ballot and ballot.is_open and not ballot.is_secret:
        running = join_counts(
            count_open_votes(org_id=org_id, ballot=ballot),
            *(counts_of(row) for row in latest_counts(org_id=org_id, ballot_id=ballot.id).values()),
        )
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    return Hall(
        meeting=meeting,
        attendance=get_attendance(org_id=org_id, meeting_id=meeting_id, at=meeting.seen_at(at=at)),
        ballot=ballot,
        so_far=count_so_far(org_id=org_id, ballot=ballot) if ballot and ballot.is_open else None,
        running=running,
        result=find_result(org_id=org_id, ballot=ballot) if ballot and not ballot.is_open else None,
        key_fingerprint=fingerprint(public_pem=ballot.public_key) if ballot and ballot.public_key else "",
    )


def get_phone_page(*, seat: Seat, at: datetime) -> PhonePage:
    """Get what a member's phone shows at this moment.

    Queries: 4 at most
    """
    org_id, member_id = seat.org_id, seat.member_id
    ballot = find_last_ballot(org_id=org_id, meeting_id=seat.meeting_id)
    is_secret = bool(ballot and ballot.is_secret)
    vote = issue = None
    if ballot and is_secret:
        issue = find_issue(org_id=org_id, ballot_id=ballot.id, member_id=member_id)
    elif ballot:
        vote = find_vote(org_id=org_id, ballot_id=ballot.id, member_id=member_id)
    return PhonePage(
        ballot=ballot,
        voter=find_present(org_id=org_id, meeting_id=seat.meeting_id, member_id=member_id, at=at),
        vote=vote,
        issued=issue.means if issue else "",
        result=find_result(org_id=org_id, ballot=ballot) if ballot and not ballot.is_open else None,
        key_fingerprint=fingerprint(public_pem=ballot.public_key) if ballot and is_secret else "",
    )


def find_own_seat(*, member_org_id: UUID, org_id: UUID) -> Seat | None:
    """Find the place of a household in the meeting that its cooperative is holding, or in its newest one, or None.

    Queries: 2 at most
    """
    for member in list_memberships_of(member_org_id=member_org_id):
        if member.org_id == org_id:
            meeting_id = _meeting_now(org_id)
            return Seat(org_id, meeting_id, member.id) if meeting_id else None
    return None


def rows_of(*, counts: Counts, options: tuple[Option, ...]) -> list[tuple[str, int]]:
    """Give a count as rows: what was chosen (a word or a name), and how many votes.

    Queries: 0
    """
    if options:
        named = [(option.label, counts.of(option.code)) for option in options]
        return [*named, (Choice.BLANK.value, counts.of(Choice.BLANK))]
    return [(choice.value, counts.of(choice)) for choice in Choice]


def _meeting_now(org_id: UUID) -> UUID | None:
    """Find the meeting that is being held, or else the newest one; the board's own are not for everybody."""
    taken = MeetingStep.objects.filter(org_id=org_id, meeting_id=OuterRef("id"))
    ended = [Step.ADJOURNED.value, Step.CANCELLED.value, Step.CONCLUDED.value]
    rows = Meeting.objects.filter(org_id=org_id).exclude(kind=MeetingKind.BOARD.value)
    is_open = Exists(taken.filter(step=Step.OPENED.value)) & ~Exists(taken.filter(step__in=ended))
    found = rows.annotate(is_open=is_open).order_by("-is_open", "-starts_at").values_list("id", flat=True).first()
    return UUID(str(found)) if found else None


def stamp_of(*seen: object) -> str:
    """Name a state that somebody has seen.

    Queries: 0
    """
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:20]
