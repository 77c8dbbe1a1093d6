"""What is being voted on, who voted, and what lies in the box."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, OuterRef, Subquery, Sum

from ecoop.governance.calc.votes import Counts, CountSource, IssueMeans, Option, Outcome, add_up, read_options
from ecoop.governance.errors.votes import BallotUnknown
from ecoop.governance.models import (
    Ballot,
    BallotClosure,
    BallotIssue,
    BoxBallot,
    BoxOpening,
    Vote,
    VoteCount,
)
from ecoop.resolutions.calc import Majority


@dataclass(frozen=True)
class ClosureFacts:
    """How a ballot ended."""

    outcome: Outcome
    counts: Counts
    sources: Mapping[str, Counts]
    votes_for: int
    votes_against: int
    votes_blank: int
    reason: str
    resolution_id: UUID | None
    closed_at: datetime


@dataclass(frozen=True)
class BallotFacts:
    """A motion on the floor, with who was there when it came to the vote."""

    id: UUID
    meeting_id: UUID
    motion_id: UUID
    matter: str
    title: str
    text: str
    round: int
    is_secret: bool
    is_election: bool
    majority: Majority
    options: tuple[Option, ...]
    seats: int
    called: int
    present: int
    quorum_needed: int
    public_key: str
    opened_at: datetime
    box_opened_at: datetime | None
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether it still takes votes."""
        return self.closed_at is None

    @property
    def is_handing_out(self) -> bool:
        """Tell whether ballots of a secret vote are being handed out."""
        return self.is_open and self.is_secret and self.box_opened_at is None

    @property
    def takes_votes(self) -> bool:
        """Tell whether a member can vote at this moment."""
        return self.is_open and not self.is_handing_out


@dataclass(frozen=True)
class SoFar:
    """How far a vote is: how many have voted, and nothing of what they chose unless the vote is open."""

    voted: int
    handed_out: int
    on_phones: int
    phones: int
    on_paper: int
    papers: int
    dropped: int


@dataclass(frozen=True)
class VoteFacts:
    """A member's open vote."""

    id: UUID
    member_id: UUID
    member_number: str
    member_name: str
    choice: str
    carries: int
    means: str
    cast_at: datetime
    entered_by: UUID | None


@dataclass(frozen=True)
class BoxLine:
    """A ballot of the published list."""

    token: str
    choice: str
    signature: str


def get_ballot(*, org_id: UUID, ballot_id: UUID) -> BallotFacts:
    """Get a ballot.

    Raises:  BallotUnknown
    Queries: 1
    """
    found = _ballots(org_id).filter(id=ballot_id).first()
    if found is None:
        raise BallotUnknown()
    return _facts(found)


def find_open_ballot(*, org_id: UUID, meeting_id: UUID) -> BallotFacts | None:
    """Find what a meeting is voting on at this moment, or None.

    Queries: 1
    """
    found = _ballots(org_id).filter(meeting_id=meeting_id, closed_at=None).first()
    return _facts(found) if found else None


def find_last_ballot(*, org_id: UUID, meeting_id: UUID) -> BallotFacts | None:
    """Find what a meeting is voting on, or else what it voted on last.

    Queries: 1
    """
    found = _ballots(org_id).filter(meeting_id=meeting_id).order_by("-recorded_at", "-id").first()
    return _facts(found) if found else None


def list_ballots(*, org_id: UUID, meeting_id: UUID) -> list[BallotFacts]:
    """List what a meeting voted on, in its order.

    Queries: 1
    """
    return [_facts(row) for row in _ballots(org_id).filter(meeting_id=meeting_id).order_by("recorded_at", "id")]


def list_ballots_of_motion(*, org_id: UUID, motion_id: UUID) -> list[BallotFacts]:
    """List the rounds in which a motion was voted on.

    Queries: 1
    """
    return [_facts(row) for row in _ballots(org_id).filter(motion_id=motion_id).order_by("round")]


def find_closure(*, org_id: UUID, ballot_id: UUID) -> ClosureFacts | None:
    """Find how a ballot ended, or None while it is open.

    Queries: 1
    """
    return list_closures(org_id=org_id, ballot_ids=[ballot_id]).get(ballot_id)


def list_closures(*, org_id: UUID, ballot_ids: Sequence[UUID]) -> dict[UUID, ClosureFacts]:
    """Give how some ballots ended, by ballot; those still open are left out.

    Queries: 1
    """
    rows = BallotClosure.objects.filter(org_id=org_id, ballot_id__in=ballot_ids)
    return {row.ballot_id: _closure(row) for row in rows}


def count_so_far(*, org_id: UUID, ballot: BallotFacts) -> SoFar:
    """Count how many have voted, taken ballots and dropped them.

    Queries: 2 of an open ballot, 3 of a secret one
    """
    counted = sum(row.handed_in for row in latest_counts(org_id=org_id, ballot_id=ballot.id).values())
    if not ballot.is_secret:
        rows = Vote.objects.filter(org_id=org_id, ballot_id=ballot.id)
        return SoFar((rows.aggregate(sum=Sum("carries"))["sum"] or 0) + counted, 0, 0, 0, 0, 0, 0)
    issued = list(BallotIssue.objects.filter(org_id=org_id, ballot_id=ballot.id).values_list("means", "ballots"))
    by_phone = [ballots for means, ballots in issued if means == IssueMeans.PHONE]
    dropped = BoxBallot.objects.filter(org_id=org_id, ballot_id=ballot.id).count()
    by_paper = [ballots for means, ballots in issued if means == IssueMeans.PAPER]
    handed_out = sum(by_phone) + sum(by_paper)
    return SoFar(dropped + counted, handed_out, sum(by_phone), len(by_phone), sum(by_paper), len(by_paper), dropped)


def count_open_votes(*, org_id: UUID, ballot: BallotFacts) -> Counts:
    """Add up the open votes that stand under names.

    Queries: 1
    """
    rows = (
        Vote.objects.filter(org_id=org_id, ballot_id=ballot.id)
        .values_list("choice")
        .annotate(sum=Sum("carries"))
        .order_by("choice")
    )
    return add_up(votes=[(choice, weight) for choice, weight in rows], is_election=ballot.is_election)


def count_box(*, org_id: UUID, ballot: BallotFacts) -> Counts:
    """Add up what lies in the box.

    Queries: 1
    """
    choices = BoxBallot.objects.filter(org_id=org_id, ballot_id=ballot.id).values_list("choice", flat=True)
    return add_up(votes=[(choice, 1) for choice in choices], is_election=ballot.is_election)


def latest_counts(*, org_id: UUID, ballot_id: UUID) -> dict[CountSource, VoteCount]:
    """Give the last count of raised hands and of paper, each if there is one.

    Queries: 1
    """
    rows = VoteCount.objects.filter(org_id=org_id, ballot_id=ballot_id).order_by("revision")
    return {CountSource(row.source): row for row in rows}


def counts_of(row: VoteCount) -> Counts:
    """Read what people counted; spoilt ballots were handed in and are for nobody.

    Queries: 0
    """
    tallies = {name: int(votes) for name, votes in row.tallies.items()}
    if row.spoilt:
        tallies["blank"] = tallies.get("blank", 0) + row.spoilt
    return Counts(tallies, row.handed_in)


def list_votes(*, org_id: UUID, ballot_id: UUID) -> list[VoteFacts]:
    """List the open votes of a ballot by the member's number.

    Queries: 1
    """
    rows = Vote.objects.filter(org_id=org_id, ballot_id=ballot_id).select_related("member").order_by("member__number")
    return [_vote(row) for row in rows]


def list_votes_page(*, org_id: UUID, ballot_id: UUID, after: str, most: int) -> tuple[list[VoteFacts], int]:
    """List a page of the open votes of a ballot, from behind a member's number on, and count them all.

    Queries: 2
    """
    rows = Vote.objects.filter(org_id=org_id, ballot_id=ballot_id)
    page = rows.filter(member__number__gt=after).select_related("member").order_by("member__number")[:most]
    return [_vote(row) for row in page], rows.count()


def find_vote(*, org_id: UUID, ballot_id: UUID, member_id: UUID) -> VoteFacts | None:
    """Find how a member voted on an open ballot, or None.

    Queries: 1
    """
    row = Vote.objects.filter(org_id=org_id, ballot_id=ballot_id, member_id=member_id).select_related("member").first()
    return _vote(row) if row else None


def find_issue(*, org_id: UUID, ballot_id: UUID, member_id: UUID) -> BallotIssue | None:
    """Find whether a member was handed ballots of a secret vote, and on what.

    Queries: 1
    """
    return BallotIssue.objects.filter(org_id=org_id, ballot_id=ballot_id, member_id=member_id).first()


def list_issues(*, org_id: UUID, ballot_id: UUID) -> dict[UUID, IssueMeans]:
    """Tell to whom ballots were handed out, and on what; not when, and in no order.

    Queries: 1
    """
    rows = BallotIssue.objects.filter(org_id=org_id, ballot_id=ballot_id).values_list("member_id", "means")
    return {member_id: IssueMeans(means) for member_id, means in rows}


def list_box(*, org_id: UUID, ballot_id: UUID) -> Sequence[BoxLine]:
    """List the box of a closed ballot by token, which is the order of chance.

    Queries: 1
    """
    rows = BoxBallot.objects.filter(org_id=org_id, ballot_id=ballot_id).order_by("token")
    return [BoxLine(*row) for row in rows.values_list("token", "choice", "signature")]


def _ballots(org_id: UUID) -> Any:  # Annotated rows have no type of their own.
    mine = {"org_id": org_id, "ballot_id": OuterRef("id")}
    return (
        Ballot.objects.filter(org_id=org_id)
        .select_related("motion")
        .annotate(
            box_opened_at=Subquery(
                BoxOpening.objects.filter(**mine).values("recorded_at")[:1], output_field=DateTimeField()
            ),
            closed_at=Subquery(
                BallotClosure.objects.filter(**mine).values("recorded_at")[:1], output_field=DateTimeField()
            ),
        )
    )


def _facts(row: Any) -> BallotFacts:
    return BallotFacts(
        id=row.id,
        meeting_id=row.meeting_id,
        motion_id=row.motion_id,
        matter=row.motion.matter,
        title=row.motion.title,
        text=row.motion.text,
        round=row.round,
        is_secret=row.is_secret,
        is_election=row.is_election,
        majority=Majority(row.majority),
        options=read_options(options=row.options),
        seats=row.seats,
        called=row.called,
        present=row.present,
        quorum_needed=row.quorum_needed,
        public_key=row.public_key,
        opened_at=row.recorded_at,
        box_opened_at=row.box_opened_at,
        closed_at=row.closed_at,
    )


def _closure(row: BallotClosure) -> ClosureFacts:
    said: dict[str, Any] = row.result
    return ClosureFacts(
        outcome=Outcome(row.outcome),
        counts=_read_counts(said.get("counts", {})),
        sources={name: _read_counts(each) for name, each in said.get("sources", {}).items()},
        votes_for=row.votes_for,
        votes_against=row.votes_against,
        votes_blank=row.votes_blank,
        reason=row.reason,
        resolution_id=row.resolution_id,
        closed_at=row.recorded_at,
    )


def _vote(row: Any) -> VoteFacts:
    return VoteFacts(
        id=row.id,
        member_id=row.member_id,
        member_number=row.member.number,
        member_name=row.member.name,
        choice=row.choice,
        carries=row.carries,
        means=row.means,
        cast_at=row.cast_at,
        entered_by=row.entered_by_id,
    )


def _read_counts(said: Mapping[str, Any]) -> Counts:
    return Counts(
        {name: int(votes) for name, votes in said.get("by_choice", {}).items()}, int(said.get("handed_in", 0))
    )
