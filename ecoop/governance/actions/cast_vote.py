"""Take the open vote of a member, or of many at once as the chair entered them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.lock_ballot import join_ballot
from ecoop.governance.calc.votes import VoteMeans, read_choice
from ecoop.governance.errors.votes import (
    BallotIsClosed,
    BallotIsSecret,
    BallotUnknown,
    ChoiceUnknown,
    NotEntitledToVote,
    VotedAlready,
)
from ecoop.governance.queries.attending import find_present, map_present
from ecoop.governance.queries.meeting_facts import Present
from ecoop.governance.queries.votes import BallotFacts, find_vote, get_ballot
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal

_INSERT = """
    INSERT INTO governance_vote
        (org_id, id, ballot_id, member_id, member_org_id, choice, carries, means, cast_at, entered_by_id)
    SELECT %s, v.id, %s, v.member_id, m.member_org_id, %s, v.carries, %s, %s, %s
    FROM unnest(%s::uuid[], %s::uuid[], %s::integer[]) AS v (id, member_id, carries)
    JOIN members_member m ON m.org_id = %s AND m.id = v.member_id
    ON CONFLICT DO NOTHING RETURNING member_id
"""


@dataclass(frozen=True)
class VoteDraft:
    """A member's vote as somebody enters it."""

    id: UUID
    member_id: UUID
    choice: str
    means: VoteMeans


@dataclass(frozen=True)
class VoteOutcome:
    """What became of a vote that was entered."""

    id: UUID
    status: str
    refusal: Refusal | None = None
    entry_label: str = ""


@transaction.atomic
def cast_vote(
    *,
    org_id: UUID,
    ballot_id: UUID,
    member_id: UUID,
    choice: str,
    means: VoteMeans,
    entered_by: UUID | None,
    vote_id: UUID,
    now: datetime,
    meeting_id: UUID | None = None,
) -> UUID:
    """Take one member's vote, with the votes she carries at this moment; the first one stands.

    The same id, member and choice twice is one vote. `entered_by` is who entered it for her, or None. With
    `meeting_id`, a ballot of another meeting is none: a pass, lost long ago perhaps, opens its own meeting only.

    Raises: BallotUnknown, BallotIsClosed, BallotIsSecret, ChoiceUnknown, NotEntitledToVote, VotedAlready
    """
    ballot, written = _floor(org_id, ballot_id, choice)
    if meeting_id and ballot.meeting_id != meeting_id:
        raise BallotUnknown()
    voter = find_present(org_id=org_id, meeting_id=ballot.meeting_id, member_id=member_id, at=now)
    if voter is None or not voter.carries:
        raise NotEntitledToVote(name=voter.member_name if voter else _("This member"))
    if not _insert(org_id, ballot, [(vote_id, voter)], written, means, entered_by, now):
        known = find_vote(org_id=org_id, ballot_id=ballot_id, member_id=member_id)
        if known is None or known.id != vote_id or known.choice != written:
            raise VotedAlready(name=voter.member_name)
        return vote_id
    if entered_by:
        _record(org_id, ballot_id, entered_by, 1, now)
    return vote_id


@transaction.atomic
def cast_votes(
    *,
    org_id: UUID,
    ballot_id: UUID,
    member_ids: Sequence[UUID],
    choice: str,
    means: VoteMeans,
    entered_by: UUID,
    now: datetime,
) -> list[UUID]:
    """Enter one choice for several members from a list; answer whose vote was taken, and leave earlier votes alone.

    Raises: BallotUnknown, BallotIsClosed, BallotIsSecret, ChoiceUnknown, NotEntitledToVote
    """
    ballot, written = _floor(org_id, ballot_id, choice)
    here = {
        member_id: each
        for member_id, each in map_present(org_id=org_id, meeting_id=ballot.meeting_id, ids=member_ids, at=now).items()
        if each.carries
    }
    if not set(member_ids) <= here.keys():
        raise NotEntitledToVote(name=_("Somebody on the list"))
    voters = [(new_id(), here[member_id]) for member_id in dict.fromkeys(member_ids)]
    taken = _insert(org_id, ballot, voters, written, means, entered_by, now)
    _record(org_id, ballot_id, entered_by, len(taken), now)
    return taken


def cast_votes_one_by_one(
    *, org_id: UUID, ballot_id: UUID, votes: Sequence[VoteDraft], by: UUID, now: datetime
) -> list[VoteOutcome]:
    """Enter votes of members each for itself: a good one is kept whatever becomes of the others."""
    return [_cast_one(org_id, ballot_id, vote, by, now) for vote in votes]


def _cast_one(org_id: UUID, ballot_id: UUID, vote: VoteDraft, by: UUID, now: datetime) -> VoteOutcome:
    try:
        cast_vote(
            org_id=org_id,
            ballot_id=ballot_id,
            member_id=vote.member_id,
            choice=vote.choice,
            means=vote.means,
            entered_by=by,
            vote_id=vote.id,
            now=now,
        )
    except Refusal as refusal:
        return VoteOutcome(vote.id, "refused", refusal)
    return VoteOutcome(vote.id, "recorded")


def _floor(org_id: UUID, ballot_id: UUID, choice: str) -> tuple[BallotFacts, str]:
    join_ballot(ballot_id=ballot_id)
    ballot = get_ballot(org_id=org_id, ballot_id=ballot_id)
    if not ballot.is_open:
        raise BallotIsClosed()
    if ballot.is_secret:
        raise BallotIsSecret()
    written = read_choice(text=choice, options=ballot.options, seats=ballot.seats)
    if written is None:
        raise ChoiceUnknown(seats=ballot.seats)
    return ballot, written


def _insert(
    org_id: UUID,
    ballot: BallotFacts,
    voters: Sequence[tuple[UUID, Present]],
    written: str,
    means: VoteMeans,
    entered_by: UUID | None,
    now: datetime,
) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                org_id,
                ballot.id,
                written,
                means.value,
                now,
                entered_by,
                [vote_id for vote_id, _voter in voters],
                [voter.member_id for _vote_id, voter in voters],
                [voter.carries for _vote_id, voter in voters],
                org_id,
            ],
        )
        return [row[0] for row in cursor.fetchall()]


def _record(org_id: UUID, ballot_id: UUID, by: UUID, votes: int, now: datetime) -> None:
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.vote.enter",
        object_kind="ballot",
        object_id=ballot_id,
        detail={"votes": votes},
        now=now,
    )
