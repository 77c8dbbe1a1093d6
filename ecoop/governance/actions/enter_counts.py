"""Enter votes that people counted: raised hands, or the paper ballots of a box, by the counting committee."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.lock_ballot import lock_ballot
from ecoop.governance.calc.votes import Choice, CountSource, is_count_possible
from ecoop.governance.errors.votes import (
    BallotIsClosed,
    BallotIsSecret,
    BoxIsNotOpen,
    CountDoesNotAddUp,
    CountIsTooHigh,
    CountNeedsItsRecord,
)
from ecoop.governance.models import VoteCount
from ecoop.governance.queries.attending import count_votes_during
from ecoop.governance.queries.votes import BallotFacts, count_so_far, get_ballot, latest_counts
from ecoop.kernel.ids import new_id


@transaction.atomic
def enter_hand_count(
    *,
    org_id: UUID,
    ballot_id: UUID,
    tallies: Mapping[str, int],
    text: str,
    by: UUID,
    now: datetime,
    count_id: UUID | None = None,
) -> UUID:
    """Enter how many hands the chair counted, besides the votes that stand under names; a later count replaces it.

    Raises: BallotUnknown, BallotIsClosed, BallotIsSecret, CountDoesNotAddUp, CountIsTooHigh
    """
    ballot = _open(org_id, ballot_id)
    if ballot.is_secret:
        raise BallotIsSecret()
    handed_in = sum(tallies.values())
    most = _left_over(org_id, ballot, CountSource.HANDS, now)
    return _enter(
        org_id, ballot, CountSource.HANDS, tallies, handed_in, 0, most, text, None, by, now, count_id or new_id()
    )


@transaction.atomic
def enter_paper_count(
    *,
    org_id: UUID,
    ballot_id: UUID,
    tallies: Mapping[str, int],
    handed_in: int,
    spoilt: int,
    paper_id: UUID | None,
    text: str,
    by: UUID,
    now: datetime,
    count_id: UUID | None = None,
) -> UUID:
    """Enter the totals of the paper ballots from the count record, which is kept; a later count replaces it.

    Of a secret vote there can be no more than were handed out on paper.

    Raises: BallotUnknown, BallotIsClosed, BoxIsNotOpen, CountNeedsItsRecord, CountDoesNotAddUp, CountIsTooHigh
    """
    ballot = _open(org_id, ballot_id)
    if ballot.is_handing_out:
        raise BoxIsNotOpen()
    if paper_id is None:
        raise CountNeedsItsRecord()
    if ballot.is_secret:
        most = count_so_far(org_id=org_id, ballot=ballot).on_paper
    else:
        most = _left_over(org_id, ballot, CountSource.PAPER, now)
    return _enter(
        org_id,
        ballot,
        CountSource.PAPER,
        tallies,
        handed_in,
        spoilt,
        most,
        text,
        paper_id,
        by,
        now,
        count_id or new_id(),
    )


def _open(org_id: UUID, ballot_id: UUID) -> BallotFacts:
    lock_ballot(ballot_id=ballot_id)
    ballot = get_ballot(org_id=org_id, ballot_id=ballot_id)
    if not ballot.is_open:
        raise BallotIsClosed()
    return ballot


def _left_over(org_id: UUID, ballot: BallotFacts, source: CountSource, now: datetime) -> int:
    """Give how many votes of an open ballot are neither under names nor in the other count."""
    attended = count_votes_during(
        org_id=org_id, meeting_id=ballot.meeting_id, from_at=ballot.opened_at, to_at=max(now, ballot.opened_at)
    )
    known = latest_counts(org_id=org_id, ballot_id=ballot.id).get(source)
    replaced = known.handed_in if known else 0
    return attended - count_so_far(org_id=org_id, ballot=ballot).voted + replaced


def _enter(
    org_id: UUID,
    ballot: BallotFacts,
    source: CountSource,
    tallies: Mapping[str, int],
    handed_in: int,
    spoilt: int,
    most: int,
    text: str,
    paper_id: UUID | None,
    by: UUID,
    now: datetime,
    count_id: UUID,
) -> UUID:
    names = {option.code for option in ballot.options} | {Choice.BLANK.value} if ballot.options else set(Choice)
    possible = is_count_possible(
        tallies=tallies, handed_in=handed_in, spoilt=spoilt, seats=ballot.seats, is_election=ballot.is_election
    )
    if not set(tallies) <= names or not possible:
        raise CountDoesNotAddUp(handed_in=handed_in)
    if handed_in > most:
        raise CountIsTooHigh(counted=handed_in, most=max(most, 0))
    rows = VoteCount.objects.filter(org_id=org_id, ballot_id=ballot.id, source=source.value)
    if rows.filter(id=count_id).exists():
        return count_id
    VoteCount.objects.create(
        id=count_id,
        org_id=org_id,
        ballot_id=ballot.id,
        source=source.value,
        revision=rows.count() + 1,
        tallies=dict(tallies),
        handed_in=handed_in,
        spoilt=spoilt,
        text=text,
        paper_id=paper_id,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.vote.count",
        object_kind="ballot",
        object_id=ballot.id,
        detail={"source": source.value},
        now=now,
    )
    return count_id
