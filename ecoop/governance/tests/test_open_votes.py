"""Open votes: opening, casting, entering, closing, and what is refused."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from ecoop.governance.actions.cast_vote import cast_vote, cast_votes
from ecoop.governance.actions.close_vote import close_vote, give_up_vote
from ecoop.governance.actions.enter_counts import enter_hand_count, enter_paper_count
from ecoop.governance.actions.open_vote import open_vote
from ecoop.governance.calc.votes import VoteMeans
from ecoop.governance.errors.votes import (
    AnotherBallotIsOpen,
    BallotIsClosed,
    ChoiceUnknown,
    CountDoesNotAddUp,
    CountIsTooHigh,
    CountNeedsItsRecord,
    ElectionIsSecret,
    GivingUpNeedsReason,
    MeetingIsNotOpen,
    MotionIsBeingVoted,
    NotEntitledToVote,
    QuorumIsMissing,
    VotedAlready,
)
from ecoop.governance.models import MeetingStep
from ecoop.governance.queries.votes import get_ballot, list_votes
from ecoop.governance.tests.hall import NOW, Hall, open_hall
from ecoop.kernel.walls import inside_organisation
from ecoop.resolutions.queries import get_resolution
from tests.cast import Cast


@pytest.fixture
def hall(cast: Cast) -> Hall:
    with cast.inside(cast.coop, cast.lan):
        return open_hall(cast)


def _cast(hall: Hall, ballot: UUID, member: UUID, choice: str, vote_id: UUID | None = None) -> UUID:
    return cast_vote(
        org_id=hall.org_id,
        ballot_id=ballot,
        member_id=member,
        choice=choice,
        means=VoteMeans.PHONE,
        entered_by=None,
        vote_id=vote_id or uuid4(),
        now=NOW,
    )


def _open(hall: Hall, motion: UUID | None = None) -> UUID:
    return open_vote(org_id=hall.org_id, motion_id=motion or hall.motion(), by=hall.by, now=NOW)


def test_a_simple_majority_passes_and_becomes_a_resolution(cast: Cast, hall: Hall) -> None:
    """6 for, 3 against, 1 blank: 6 ÷ 10 = 60 %, more than 50 %."""
    with cast.inside(cast.coop, cast.lan):
        ballot = _open(hall)
        for member, choice in zip(hall.members, ["for"] * 6 + ["against"] * 3 + ["blank"], strict=True):
            _cast(hall, ballot, member, choice)
        result = close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        assert (result.votes_for, result.votes_against, result.votes_blank, result.cast) == (6, 3, 1, 10)
        assert result.is_passed
        assert any("6 ÷ 10 = 60 %" in str(step.value) for step in result.steps)
        closed = get_ballot(org_id=hall.org_id, ballot_id=ballot)
        assert not closed.is_open
        assert result.resolution_id is not None
        resolution = get_resolution(org_id=hall.org_id, resolution_id=result.resolution_id)
        assert resolution.matter == "statements"


@pytest.mark.parametrize(
    ("votes", "majority", "passed"),
    [
        # Exactly half is not more than half.
        (["for"] * 5 + ["against"] * 5, "simple", False),
        # 6 of 10 is below 65 %.
        (["for"] * 6 + ["against"] * 4, "special", False),
        # 13 of 20 would be 65 %: 7 of 10 is 70 %.
        (["for"] * 7 + ["blank"] * 3, "special", True),
        # Blank ballots were handed in and count below: 5 of 10, not 5 of 6.
        (["for"] * 5 + ["against"] + ["blank"] * 4, "simple", False),
        # Who does not vote is not counted: 3 of 5.
        (["for"] * 3 + ["against"] * 2, "simple", True),
    ],
)
def test_the_share_is_of_those_who_voted(cast: Cast, hall: Hall, votes: list[str], majority: str, passed: bool) -> None:
    with cast.inside(cast.coop, cast.lan):
        ballot = _open(hall, hall.motion(matter="other", parameters={}, majority=majority))
        for member, choice in zip(hall.members, votes, strict=False):
            _cast(hall, ballot, member, choice)
        result = close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        assert result.is_passed is passed
        assert (result.resolution_id is not None) is passed


def test_a_delegate_votes_with_what_she_carries(cast: Cast) -> None:
    """Six delegates; one carries 5: 5 + 1 for, 4 against: 6 ÷ 10."""
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast, members=6, here=0)
        hall.come(hall.members[0], carries=5)
        hall.come(*hall.members[1:])
        ballot = _open(hall)
        _cast(hall, ballot, hall.members[0], "for")
        _cast(hall, ballot, hall.members[1], "for")
        for member in hall.members[2:]:
            _cast(hall, ballot, member, "against")
        result = close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        assert (result.votes_for, result.cast, result.is_passed) == (6, 10, True)


def test_the_same_vote_twice_is_one_and_another_choice_is_refused(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan):
        ballot, vote_id = _open(hall), uuid4()
        assert _cast(hall, ballot, hall.members[0], "for", vote_id) == vote_id
        assert _cast(hall, ballot, hall.members[0], "for", vote_id) == vote_id
        for again in (vote_id, uuid4()):
            with pytest.raises(VotedAlready):
                _cast(hall, ballot, hall.members[0], "against", again)
        with pytest.raises(VotedAlready):
            _cast(hall, ballot, hall.members[0], "for")
        assert len(list_votes(org_id=hall.org_id, ballot_id=ballot)) == 1


def test_only_who_is_here_with_a_vote_votes(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast, here=8)
        hall.come(hall.members[8], carries=0)
        ballot = _open(hall)
        hall.leave(hall.members[0], at=NOW - timedelta(seconds=1))
        for member in (hall.members[0], hall.members[8], hall.members[9], uuid4()):
            with pytest.raises(NotEntitledToVote):
                _cast(hall, ballot, member, "for")
        with pytest.raises(ChoiceUnknown):
            _cast(hall, ballot, hall.members[1], "maybe")


def test_no_vote_opens_without_a_quorum(cast: Cast) -> None:
    """Ten called, five needed; when one of five leaves, four are too few."""
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast, here=5)
        first, second = hall.motion(), hall.motion(title="Việc thứ hai", matter="other", parameters={})
        ballot = _open(hall, first)
        close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        hall.leave(hall.members[0], at=NOW)
        with pytest.raises(QuorumIsMissing) as refused:
            _open(hall, second)
        assert refused.value.facts == {"here": 4, "needed": 5}


def test_one_thing_is_voted_on_at_a_time_and_once(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan):
        motion, other = hall.motion(), hall.motion(title="Việc khác", matter="other", parameters={})
        ballot = uuid4()
        opened = [
            open_vote(org_id=hall.org_id, motion_id=motion, by=hall.by, now=NOW, ballot_id=ballot) for _ in range(2)
        ]
        assert opened == [ballot, ballot]
        with pytest.raises(AnotherBallotIsOpen):
            _open(hall, other)
        close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        with pytest.raises(BallotIsClosed):
            close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        with pytest.raises(BallotIsClosed):
            _cast(hall, ballot, hall.members[0], "for")
        with pytest.raises(MotionIsBeingVoted):
            _open(hall, motion)


def test_what_was_given_up_is_voted_again(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan):
        motion = hall.motion()
        ballot = _open(hall, motion)
        with pytest.raises(GivingUpNeedsReason):
            give_up_vote(org_id=hall.org_id, ballot_id=ballot, reason=" ", by=hall.by, now=NOW)
        give_up_vote(org_id=hall.org_id, ballot_id=ballot, reason="Mất điện", by=hall.by, now=NOW)
        assert get_ballot(org_id=hall.org_id, ballot_id=_open(hall, motion)).round == 2


def test_nothing_is_voted_on_in_a_meeting_that_is_over(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan):
        MeetingStep.objects.create(
            org_id=hall.org_id,
            meeting_id=hall.meeting_id,
            step="concluded",
            at=NOW,
            recorded_by_id=hall.by,
            recorded_at=NOW,
        )
        with pytest.raises(MeetingIsNotOpen):
            _open(hall)


def test_the_board_is_not_elected_openly(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan), pytest.raises(ElectionIsSecret):
        _open(hall, hall.election(is_secret=False))


def test_the_chair_enters_votes_from_a_list_and_hands_as_counted(cast: Cast, hall: Hall) -> None:
    """2 by phone for, 3 from the list against, 5 hands of which 4 for: 6 for, 4 against."""
    with cast.inside(cast.coop, cast.lan):
        ballot = _open(hall)
        for member in hall.members[:2]:
            _cast(hall, ballot, member, "for")
        entered = cast_votes(
            org_id=hall.org_id,
            ballot_id=ballot,
            member_ids=hall.members[1:5],
            choice="against",
            means=VoteMeans.SHOW_OF_HANDS,
            entered_by=hall.by,
            now=NOW,
        )
        # The vote that the second member cast herself stands.
        assert set(entered) == set(hall.members[2:5])
        hands = {"tallies": {"for": 4, "against": 2}, "text": "", "by": hall.by, "now": NOW}
        with pytest.raises(CountIsTooHigh) as refused:
            enter_hand_count(org_id=hall.org_id, ballot_id=ballot, **hands)
        assert refused.value.facts == {"counted": 6, "most": 5}
        hands["tallies"] = {"for": 4, "against": 1}
        enter_hand_count(org_id=hall.org_id, ballot_id=ballot, **hands)
        assert all(vote.entered_by == hall.by for vote in list_votes(org_id=hall.org_id, ballot_id=ballot)[2:])
        result = close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        assert (result.votes_for, result.votes_against, result.cast) == (6, 4, 10)


def test_a_later_count_replaces_the_first(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan):
        ballot = _open(hall)
        for tallies in ({"for": 9, "against": 1}, {"for": 2, "against": 8}):
            enter_hand_count(org_id=hall.org_id, ballot_id=ballot, tallies=tallies, text="", by=hall.by, now=NOW)
        result = close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        assert (result.votes_for, result.votes_against) == (2, 8)


def test_paper_is_counted_with_its_record(cast: Cast, hall: Hall) -> None:
    """10 papers: 6 for, 2 against, 1 blank, 1 spoilt, which is for nobody: 6 ÷ 10."""
    with cast.inside(cast.coop, cast.lan):
        ballot, record = _open(hall), hall.record()
        said = {
            "tallies": {"for": 6, "against": 2, "blank": 1},
            "handed_in": 10,
            "spoilt": 1,
            "text": "",
            "by": hall.by,
            "now": NOW,
        }
        with pytest.raises(CountNeedsItsRecord):
            enter_paper_count(org_id=hall.org_id, ballot_id=ballot, paper_id=None, **said)
        with pytest.raises(CountDoesNotAddUp):
            enter_paper_count(org_id=hall.org_id, ballot_id=ballot, paper_id=record, **{**said, "spoilt": 0})
        enter_paper_count(org_id=hall.org_id, ballot_id=ballot, paper_id=record, **said)
        result = close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        assert (result.votes_for, result.votes_against, result.votes_blank, result.cast) == (6, 2, 2, 10)
        assert result.is_passed


def test_a_household_reads_its_own_vote_and_no_other(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan):
        ballot = _open(hall)
        for member in hall.members[:3]:
            _cast(hall, ballot, member, "for")
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        mine = list_votes(org_id=hall.org_id, ballot_id=ballot)
        assert [vote.member_id for vote in mine] == [hall.members[0]]
    with cast.inside(cast.other_coop, cast.tu):
        assert list_votes(org_id=hall.org_id, ballot_id=ballot) == []
