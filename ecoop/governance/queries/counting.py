"""What the chair and the counting committee see: the motions with their votes, and one ballot with its lists."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ecoop.governance.calc.blind import fingerprint
from ecoop.governance.calc.votes import Outcome
from ecoop.governance.queries.attending import get_attendance, list_waiting
from ecoop.governance.queries.floor import rows_of, stamp_of
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
    list_votes_page,
)

VOTERS_SHOWN = 100
VOTES_SHOWN = 100


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
class CountingNow:
    """How far a ballot is at this moment, asked for every few seconds."""

    meeting: MeetingFacts
    attendance: AttendanceFacts
    so_far: SoFar

    @property
    def stamp(self) -> str:
        """Name this state, so that who has seen it need not be sent it again."""
        return stamp_of(self.attendance.carried_votes, self.so_far)


@dataclass(frozen=True)
class CountingPage(CountingNow):
    """One ballot with pages of its lists."""

    # Who has neither voted nor taken a ballot: the first of those looked for, how many were found, how many there are.
    shown: tuple[Present, ...]
    found_count: int
    waiting_count: int
    votes: tuple[VoteFacts, ...]
    votes_count: int
    next_cursor: str
    closure: ClosureFacts | None
    result: BallotResult | None
    rows: tuple[tuple[str, int], ...]
    key_fingerprint: str
    find: str = ""

    @property
    def is_searched(self) -> bool:
        """Tell whether the list is long enough to be looked through, or was."""
        return bool(self.find) or self.waiting_count > len(self.shown)


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


def get_counting_now(*, org_id: UUID, ballot: BallotFacts, at: datetime) -> CountingNow:
    """Get how far a ballot is.

    Queries: 9 at most
    """
    meeting = get_meeting(org_id=org_id, meeting_id=ballot.meeting_id)
    attendance = get_attendance(org_id=org_id, meeting_id=ballot.meeting_id, at=meeting.seen_at(at=at))
    return CountingNow(meeting, attendance, count_so_far(org_id=org_id, ballot=ballot))


def get_counting_page(
    *, org_id: UUID, ballot: BallotFacts, at: datetime, find: str = "", after: str = ""
) -> CountingPage:
    """Get a ballot with who still may vote, those found by `find`, and a page of the votes behind the number `after`.

    Queries: 15 at most
    """
    shown, found, waiting = (
        list_waiting(
            org_id=org_id, meeting_id=ballot.meeting_id, ballot_id=ballot.id, at=at, find=find, most=VOTERS_SHOWN
        )
        if ballot.is_open
        else ([], 0, 0)
    )
    votes, votes_count = (
        list_votes_page(org_id=org_id, ballot_id=ballot.id, after=after, most=VOTES_SHOWN + 1)
        if not ballot.is_secret
        else ([], 0)
    )
    closure = find_closure(org_id=org_id, ballot_id=ballot.id)
    result = _result(ballot, closure)
    now = get_counting_now(org_id=org_id, ballot=ballot, at=at)
    return CountingPage(
        **vars(now),
        shown=tuple(shown),
        found_count=found,
        waiting_count=waiting,
        votes=tuple(votes[:VOTES_SHOWN]),
        votes_count=votes_count,
        next_cursor=votes[VOTES_SHOWN - 1].member_number if len(votes) > VOTES_SHOWN else "",
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
