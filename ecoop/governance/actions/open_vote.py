"""Put a motion to the vote."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.lock_ballot import lock_ballot
from ecoop.governance.actions.seal_key import seal_key
from ecoop.governance.calc.blind import make_key, public_half
from ecoop.governance.calc.meetings import Status
from ecoop.governance.calc.votes import Outcome
from ecoop.governance.errors.votes import (
    AnotherBallotIsOpen,
    ElectionIsSecret,
    ElectionNeedsCandidates,
    MeetingIsNotOpen,
    MotionIsBeingVoted,
    QuorumIsMissing,
)
from ecoop.governance.models import Ballot, BallotKey
from ecoop.governance.queries.attending import get_attendance
from ecoop.governance.queries.meeting_facts import MotionFacts
from ecoop.governance.queries.meetings import get_meeting, get_motion
from ecoop.governance.queries.vote_results import get_result
from ecoop.governance.queries.votes import (
    BallotFacts,
    find_closure,
    find_open_ballot,
    list_ballots_of_motion,
)
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id
from ecoop.lawbook import queries as lawbook

BALLOT = "ballot"
ELECTIONS = "elections"
HELD_CLOSED = "cooperative/meeting/secret_elections"


@transaction.atomic
def open_vote(*, org_id: UUID, motion_id: UUID, by: UUID, now: datetime, ballot_id: UUID | None = None) -> UUID:
    """Open a ballot on a motion, if there are enough at this moment; the same id twice is one ballot.

    An election that left seats empty is opened again as another round, among those who may still stand.

    Law:    cooperative/meeting/quorum, cooperative/meeting/secret_elections
    Raises: MotionUnknown, MeetingIsNotOpen, QuorumIsMissing, AnotherBallotIsOpen, MotionIsBeingVoted,
            ElectionIsSecret, ElectionNeedsCandidates
    """
    ballot_id = ballot_id or new_id()
    motion = get_motion(org_id=org_id, motion_id=motion_id)
    lock_ballot(ballot_id=motion.meeting_id)
    rounds = list_ballots_of_motion(org_id=org_id, motion_id=motion_id)
    if any(each.id == ballot_id for each in rounds):
        return ballot_id
    options, seats = _who_stands(org_id, motion, rounds)
    _check(org_id, motion, now)
    attendance = get_attendance(org_id=org_id, meeting_id=motion.meeting_id, at=now)
    if not attendance.is_quorate:
        raise QuorumIsMissing(here=attendance.here, needed=attendance.quorum_needed)
    key = make_key() if motion.is_secret else b""
    Ballot.objects.create(
        id=ballot_id,
        org_id=org_id,
        meeting_id=motion.meeting_id,
        motion_id=motion_id,
        round=len(rounds) + 1,
        is_secret=motion.is_secret,
        is_election=motion.is_election,
        majority=motion.majority,
        options=options,
        seats=seats,
        called=attendance.called,
        present=attendance.carried_votes,
        quorum_needed=attendance.quorum_needed,
        public_key=public_half(private_pem=key) if key else "",
        recorded_by_id=by,
        recorded_at=now,
    )
    if key:
        BallotKey.objects.create(org_id=org_id, ballot_id=ballot_id, sealed=seal_key(private_pem=key))
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.ballot.open",
        object_kind=BALLOT,
        object_id=ballot_id,
        detail={"motion": str(motion_id), "round": len(rounds) + 1},
        now=now,
    )
    return ballot_id


def _check(org_id: UUID, motion: MotionFacts, now: datetime) -> None:
    if get_meeting(org_id=org_id, meeting_id=motion.meeting_id).status is not Status.OPEN:
        raise MeetingIsNotOpen()
    other = find_open_ballot(org_id=org_id, meeting_id=motion.meeting_id)
    if other:
        raise AnotherBallotIsOpen(title=other.title)
    law = lawbook.on(vietnam_day(now))
    body = str(motion.parameters.get("body", ""))
    if motion.is_election and not motion.is_secret and body in law.list(HELD_CLOSED):
        raise ElectionIsSecret(law=law.cite(HELD_CLOSED))
    if motion.is_election and not motion.options:
        raise ElectionNeedsCandidates(title=motion.title)


def _who_stands(
    org_id: UUID, motion: MotionFacts, rounds: Sequence[BallotFacts]
) -> tuple[list[Mapping[str, Any]], int]:
    """Give the candidates and the seats of this round: what the last one left, if it left anything."""
    counted = [
        (each, closure)
        for each in rounds
        if (closure := find_closure(org_id=org_id, ballot_id=each.id)) and closure.outcome is Outcome.COUNTED
    ]
    if any(each.is_open for each in rounds):
        raise MotionIsBeingVoted(title=motion.title)
    if not counted:
        return list(motion.options), motion.seats
    last, closure = counted[-1]
    elected = get_result(ballot=last, closure=closure).elected
    if not elected or not elected.next_round:
        raise MotionIsBeingVoted(title=motion.title)
    standing = {option.code for option in elected.next_round}
    return [each for each in motion.options if each["code"] in standing], elected.seats_left
