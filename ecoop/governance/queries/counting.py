"""What the chair and the counting committee see: the motions with their votes, and one ballot with its lists."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ecoop.governance.calc.blind import fingerprint
from ecoop.governance.calc.votes import IssueMeans, Outcome
from ecoop.governance.queries.attending import get_attendance, list_present
from ecoop.governance.queries.floor import rows_of
from ecoop.governance.queries.meeting_facts import AttendanceFacts, MeetingFacts, MotionFacts, Present
from ecoop.governance.queries.meetings import get_meeting, list_motions
from ecoop.governance.queries.vote_results import BallotResult, get_result
from ecoop.governance.queries.votes import (
    BallotFacts,
    ClosureFacts,
    SoFar,
    VoteFacts,
    count_so_far,
    find_closure,
    list_ballots,
    list_closures,
    list_issues,
    list_votes,
)
from ecoop.parties.calc import plain_text

VOTERS_SHOWN = 100


@dataclass(frozen=True)
class MotionRow:
    """A motion and the ballots on it, with how they ended."""

    motion: MotionFacts
    rounds: tuple[tuple[BallotFacts, ClosureFacts | None, BallotResult | None], ...]

    @property
    def may_be_opened(self) -> bool:
        """Tell whether it can be put to the vote: never yet, given up, or seats are left."""
        if not self.rounds:
            return True
        _ballot, closure, result = self.rounds[-1]
        if closure is None:
            return False
        if closure.outcome is Outcome.GIVEN_UP:
            return True
        return bool(result and result.elected and result.elected.next_round)


@dataclass(frozen=True)
class VotesPage:
    """What a meeting votes on."""

    meeting: MeetingFacts
    attendance: AttendanceFacts
    rows: tuple[MotionRow, ...]
    open_ballot: BallotFacts | None


@dataclass(frozen=True)
class VoterRow:
    """Somebody on the list of those who may vote, with what is known of their vote."""

    present: Present
    vote: VoteFacts | None
    issued: IssueMeans | None


@dataclass(frozen=True)
class CountingPage:
    """One ballot with its lists."""

    meeting: MeetingFacts
    attendance: AttendanceFacts
    so_far: SoFar
    voters: tuple[VoterRow, ...]
    votes: tuple[VoteFacts, ...]
    closure: ClosureFacts | None
    result: BallotResult | None
    rows: tuple[tuple[str, int], ...]
    key_fingerprint: str
    find: str = ""

    @property
    def waiting(self) -> tuple[VoterRow, ...]:
        """List who has neither voted nor taken a ballot."""
        return tuple(row for row in self.voters if row.vote is None and row.issued is None)

    @property
    def found(self) -> tuple[VoterRow, ...]:
        """List of those waiting who was looked for by name or number, or everybody."""
        words = plain_text(text=self.find).split()
        return tuple(
            row
            for row in self.waiting
            if all(word in plain_text(text=f"{row.present.member_number} {row.present.member_name}") for word in words)
        )

    @property
    def shown(self) -> tuple[VoterRow, ...]:
        """List as many of those found as one looks through."""
        return self.found[:VOTERS_SHOWN]


def get_votes_page(*, org_id: UUID, meeting_id: UUID, at: datetime) -> VotesPage:
    """Get the motions of a meeting with the ballots on them.

    Raises:  MeetingUnknown
    Queries: 11
    """
    ballots = list_ballots(org_id=org_id, meeting_id=meeting_id)
    closures = list_closures(org_id=org_id, ballot_ids=[ballot.id for ballot in ballots])
    rounds: dict[UUID, list[tuple[BallotFacts, ClosureFacts | None, BallotResult | None]]] = {}
    for ballot in ballots:
        closure = closures.get(ballot.id)
        rounds.setdefault(ballot.motion_id, []).append((ballot, closure, _result(ballot, closure)))
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    return VotesPage(
        meeting=meeting,
        attendance=get_attendance(org_id=org_id, meeting_id=meeting_id, at=meeting.seen_at(at=at)),
        rows=tuple(
            MotionRow(motion, tuple(rounds.get(motion.id, ())))
            for motion in list_motions(org_id=org_id, meeting_id=meeting_id)
        ),
        open_ballot=next((ballot for ballot in ballots if ballot.is_open), None),
    )


def get_counting_page(*, org_id: UUID, ballot: BallotFacts, at: datetime, find: str = "") -> CountingPage:
    """Get a ballot with who is here and what is known of their votes; `find` is part of a name or a number.

    Queries: 15 at most
    """
    here = list_present(org_id=org_id, meeting_id=ballot.meeting_id, at=at) if ballot.is_open else []
    votes = [] if ballot.is_secret else list_votes(org_id=org_id, ballot_id=ballot.id)
    issued = list_issues(org_id=org_id, ballot_id=ballot.id) if ballot.is_secret else {}
    voted = {vote.member_id: vote for vote in votes}
    closure = find_closure(org_id=org_id, ballot_id=ballot.id)
    result = _result(ballot, closure)
    meeting = get_meeting(org_id=org_id, meeting_id=ballot.meeting_id)
    return CountingPage(
        meeting=meeting,
        attendance=get_attendance(org_id=org_id, meeting_id=ballot.meeting_id, at=meeting.seen_at(at=at)),
        so_far=count_so_far(org_id=org_id, ballot=ballot),
        voters=tuple(
            VoterRow(each, voted.get(each.member_id), issued.get(each.member_id)) for each in here if each.carries
        ),
        votes=tuple(votes),
        closure=closure,
        result=result,
        rows=tuple(rows_of(counts=result.counts, options=ballot.options)) if result else (),
        key_fingerprint=fingerprint(public_pem=ballot.public_key) if ballot.public_key else "",
        find=find.strip(),
    )


def _result(ballot: BallotFacts, closure: ClosureFacts | None) -> BallotResult | None:
    if closure is None or closure.outcome is not Outcome.COUNTED:
        return None
    return get_result(ballot=ballot, closure=closure)
