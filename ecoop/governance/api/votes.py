"""Votes for programs: what a meeting votes on, opening, entering, counting and closing, and published lists.

Ballots of a secret vote are not dropped here: a box takes them at its own address, from nobody in particular.
"""

import json
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.governance.actions.cast_vote import VoteDraft, cast_votes_one_by_one
from ecoop.governance.actions.close_vote import close_vote, give_up_vote
from ecoop.governance.actions.enter_counts import enter_hand_count
from ecoop.governance.actions.open_box import open_box
from ecoop.governance.actions.open_vote import open_vote
from ecoop.governance.calc.votes import VoteMeans
from ecoop.governance.errors.votes import ListIsNotPublished
from ecoop.governance.queries.meetings import get_meeting
from ecoop.governance.queries.vote_results import BallotResult, find_result, get_ballot_list
from ecoop.governance.queries.votes import BallotFacts, SoFar, count_so_far, get_ballot, list_ballots
from ecoop.kernel.batches import DOCUMENTS_MAX, OutcomesOut, tell_outcomes
from ecoop.kernel.wire import Text

router = Router(tags=["governance"])

Code = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$", examples=["for"])]


class BallotIn(Schema):
    """A ballot to be opened. The caller chooses its id, so that sending it twice opens it once."""

    id: UUID


class VoteIn(Schema):
    """A member's vote as the caller entered it; of an election the codes of candidates, joined by commas."""

    id: UUID
    member_id: UUID
    choice: Code
    means: Literal["show_of_hands", "paper"] = "show_of_hands"


class VotesIn(Schema):
    """A batch of votes; each is kept or refused for itself."""

    votes: list[VoteIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class HandCountIn(Schema):
    """Hands as the chair counted them, by choice; a later count replaces it."""

    id: UUID
    tallies: dict[Annotated[str, Field(max_length=20)], Annotated[int, Field(ge=0, le=10**6)]] = Field(
        max_length=200, examples=[{"for": 12, "against": 1, "blank": 0}]
    )
    text: Text = ""


class BallotClosureIn(Schema):
    """How a ballot ends: counted, or given up with a reason."""

    giving_up_because: Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")] = ""


class TallyStepOut(Schema):
    """One line of the arithmetic, with its article."""

    label: str
    value: str
    article: str | None


class BallotResultOut(Schema):
    """What came out of a ballot."""

    is_passed: bool
    cast: int
    votes_for: int
    votes_against: int
    votes_blank: int
    by_choice: dict[str, int]
    elected: list[str] = Field(description="Codes of the candidates who have a seat.")
    seats_left: int
    resolution_id: UUID | None
    steps: list[TallyStepOut]


class BallotOut(Schema):
    """A ballot and how far it is."""

    id: UUID
    motion_id: UUID
    title: str
    matter: str
    round: int
    is_secret: bool
    is_election: bool
    majority: str = Field(examples=["special"])
    options: list[dict[str, str]]
    seats: int
    opened_at: datetime
    box_opened_at: datetime | None
    closed_at: datetime | None
    called: int
    present: int
    voted: int
    handed_out: int
    public_key: str
    result: BallotResultOut | None


@router.get("/o/{slug:slug}/meetings/{uuid:meeting_id}/ballots", response=list[BallotOut], summary="List ballots")
def show_ballots(request: HttpRequest, slug: str, meeting_id: UUID) -> list[BallotOut]:
    """List what a meeting voted on, in its order."""
    with acting_for_api(request, slug=slug, may="meetings.read") as acting:
        get_meeting(org_id=acting.org_id, meeting_id=meeting_id)
        ballots = list_ballots(org_id=acting.org_id, meeting_id=meeting_id)
        return [_whole(acting.org_id, ballot) for ballot in ballots]


@router.post("/o/{slug:slug}/motions/{uuid:motion_id}/ballots", response=BallotOut, summary="Put a motion to the vote")
def post_ballot(request: HttpRequest, slug: str, motion_id: UUID, body: BallotIn) -> BallotOut:
    """Open a ballot, if there are enough at this moment."""
    with acting_for_api(request, slug=slug, may="meetings.manage") as acting:
        open_vote(org_id=acting.org_id, motion_id=motion_id, by=acting.person_id, now=timezone.now(), ballot_id=body.id)
        return _whole(acting.org_id, get_ballot(org_id=acting.org_id, ballot_id=body.id))


@router.get("/o/{slug:slug}/ballots/{uuid:ballot_id}", response=BallotOut, summary="One ballot")
def show_one_ballot(request: HttpRequest, slug: str, ballot_id: UUID) -> BallotOut:
    """Show a ballot, how far it is, and its result with the arithmetic once it is closed."""
    with acting_for_api(request, slug=slug, may="meetings.read") as acting:
        return _whole(acting.org_id, get_ballot(org_id=acting.org_id, ballot_id=ballot_id))


@router.post("/o/{slug:slug}/ballots/{uuid:ballot_id}/votes", response=OutcomesOut, summary="Enter open votes")
def post_votes(request: HttpRequest, slug: str, ballot_id: UUID, body: VotesIn) -> OutcomesOut:
    """Enter votes for members who are here. The first vote of a member stands; who entered it is kept."""
    with acting_for_api(request, slug=slug, may="votes.count") as acting:
        drafts = [VoteDraft(vote.id, vote.member_id, vote.choice, VoteMeans(vote.means)) for vote in body.votes]
        outcomes = cast_votes_one_by_one(
            org_id=acting.org_id, ballot_id=ballot_id, votes=drafts, by=acting.person_id, now=timezone.now()
        )
        return tell_outcomes(outcomes=outcomes)


@router.post("/o/{slug:slug}/ballots/{uuid:ballot_id}/hand-count", response=BallotOut, summary="Enter hands as counted")
def post_hand_count(request: HttpRequest, slug: str, ballot_id: UUID, body: HandCountIn) -> BallotOut:
    """Enter how many hands were counted besides the votes under names."""
    with acting_for_api(request, slug=slug, may="votes.count") as acting:
        count: dict[str, Any] = {"tallies": body.tallies, "text": body.text, "count_id": body.id}
        enter_hand_count(org_id=acting.org_id, ballot_id=ballot_id, by=acting.person_id, now=timezone.now(), **count)
        return _whole(acting.org_id, get_ballot(org_id=acting.org_id, ballot_id=ballot_id))


@router.post("/o/{slug:slug}/ballots/{uuid:ballot_id}/box-opening", response=BallotOut, summary="Open the box")
def post_box_opening(request: HttpRequest, slug: str, ballot_id: UUID) -> BallotOut:
    """End the handing out of a secret vote and let ballots be dropped."""
    with acting_for_api(request, slug=slug, may="votes.count") as acting:
        open_box(org_id=acting.org_id, ballot_id=ballot_id, by=acting.person_id, now=timezone.now())
        return _whole(acting.org_id, get_ballot(org_id=acting.org_id, ballot_id=ballot_id))


@router.post("/o/{slug:slug}/ballots/{uuid:ballot_id}/closure", response=BallotOut, summary="Close a ballot")
def post_closure(request: HttpRequest, slug: str, ballot_id: UUID, body: BallotClosureIn) -> BallotOut:
    """Close and count a ballot, or give it up; what passes becomes a resolution."""
    with acting_for_api(request, slug=slug, may="votes.count") as acting:
        given: dict[str, Any] = {"org_id": acting.org_id, "ballot_id": ballot_id, "by": acting.person_id}
        if body.giving_up_because:
            give_up_vote(reason=body.giving_up_because, now=timezone.now(), **given)
        else:
            close_vote(now=timezone.now(), **given)
        return _whole(acting.org_id, get_ballot(org_id=acting.org_id, ballot_id=ballot_id))


@router.get("/o/{slug:slug}/ballots/{uuid:ballot_id}/list", response=dict[str, Any], summary="The published list")
def show_list(request: HttpRequest, slug: str, ballot_id: UUID) -> dict[str, Any]:
    """Give every ballot of a closed box with its signature, for counting again."""
    with acting_for_api(request, slug=slug, may="meetings.read") as acting:
        text = get_ballot_list(org_id=acting.org_id, ballot_id=ballot_id)
        if text is None:
            raise ListIsNotPublished
        said: dict[str, Any] = json.loads(text)
        return said


def _whole(org_id: UUID, ballot: BallotFacts) -> BallotOut:
    result = None if ballot.is_open else find_result(org_id=org_id, ballot=ballot)
    return _out(ballot, count_so_far(org_id=org_id, ballot=ballot), result)


def _out(ballot: BallotFacts, so_far: SoFar, result: BallotResult | None) -> BallotOut:
    return BallotOut(
        id=ballot.id,
        motion_id=ballot.motion_id,
        title=ballot.title,
        matter=ballot.matter,
        round=ballot.round,
        is_secret=ballot.is_secret,
        is_election=ballot.is_election,
        majority=ballot.majority.value,
        options=[{"code": option.code, "label": option.label} for option in ballot.options],
        seats=ballot.seats,
        opened_at=ballot.opened_at,
        box_opened_at=ballot.box_opened_at,
        closed_at=ballot.closed_at,
        called=ballot.called,
        present=ballot.present,
        voted=so_far.voted,
        handed_out=so_far.handed_out,
        public_key=ballot.public_key,
        result=_result(result) if result else None,
    )


def _result(result: BallotResult) -> BallotResultOut:
    elected = result.elected
    return BallotResultOut(
        is_passed=result.is_passed,
        cast=result.cast,
        votes_for=result.votes_for,
        votes_against=result.votes_against,
        votes_blank=result.votes_blank,
        by_choice=dict(result.counts.by_choice),
        elected=[each.option.code for each in elected.winners] if elected else [],
        seats_left=elected.seats_left if elected else 0,
        resolution_id=result.resolution_id,
        steps=_steps(result),
    )


def _steps(result: BallotResult) -> list[TallyStepOut]:
    return [
        TallyStepOut(label=step.label, value=str(step.value), article=step.article.article if step.article else None)
        for step in result.steps
    ]
