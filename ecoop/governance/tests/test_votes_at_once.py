"""Several hands at the same instant: one vote a member, one closing a ballot, one issue of ballots."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

from django.db import connection

from ecoop.governance.actions.cast_vote import cast_vote
from ecoop.governance.actions.close_vote import close_vote
from ecoop.governance.actions.hand_out_ballots import sign_ballots
from ecoop.governance.actions.open_vote import open_vote
from ecoop.governance.calc.votes import VoteMeans
from ecoop.governance.errors.votes import BallotIsClosed, BallotsHandedOutAlready, VotedAlready
from ecoop.governance.models import BallotIssue, Vote
from ecoop.governance.tests.hall import NOW, blinded_for, open_hall
from ecoop.kernel.refusals import Refusal
from ecoop.resolutions.queries import list_resolutions
from tests.cast import Cast, bring_the_cast

HANDS = 4


def _at_once(cast: Cast, act: Callable[[int], Any]) -> list[type[Refusal] | None]:
    """Let every hand do it at the same time; answer what each was told, success first."""

    def one(hand: int) -> type[Refusal] | None:
        try:
            with cast.inside(cast.coop, cast.lan):
                act(hand)
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(HANDS) as pool:
        return sorted(pool.map(one, range(HANDS)), key=lambda told: told is not None)


def test_what_comes_at_the_same_instant_counts_once(committed_db: str) -> None:
    """Four phones of one member; four members; four chairs who close; four phones that ask for ballots."""
    cast = bring_the_cast()
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast)
        motion, election = hall.motion(), hall.election()
        ballot = open_vote(org_id=hall.org_id, motion_id=motion, by=hall.by, now=NOW)

    def vote(member: int, choice: str) -> None:
        cast_vote(
            org_id=hall.org_id,
            ballot_id=ballot,
            member_id=hall.members[member],
            choice=choice,
            means=VoteMeans.PHONE,
            entered_by=None,
            vote_id=uuid4(),
            now=NOW,
        )

    assert _at_once(cast, lambda hand: vote(0, ("for", "against")[hand % 2])) == [None, *[VotedAlready] * 3]
    assert _at_once(cast, lambda hand: vote(hand + 1, "for")) == [None] * 4

    def close(_hand: int) -> None:
        close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)

    assert _at_once(cast, close) == [None, *[BallotIsClosed] * 3]
    with cast.inside(cast.coop, cast.lan):
        assert Vote.objects.count() == 5
        assert len(list_resolutions(org_id=hall.org_id)) == 1
        secret = open_vote(org_id=hall.org_id, motion_id=election, by=hall.by, now=NOW)
        asked = [blinded_for(org_id=hall.org_id, ballot_id=secret)[0][1].message for _hand in range(HANDS)]

    def take(hand: int) -> None:
        sign_ballots(org_id=hall.org_id, ballot_id=secret, member_id=hall.members[0], blinded=[asked[hand]], now=NOW)

    assert _at_once(cast, take) == [None, *[BallotsHandedOutAlready] * 3]
    with cast.inside(cast.coop, cast.lan):
        assert BallotIssue.objects.count() == 1
