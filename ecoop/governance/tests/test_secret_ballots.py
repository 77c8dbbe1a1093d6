"""Secret ballots: tokens signed blind, a box that knows nobody, paper in the same vote, and what is refused."""

import json
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo.coop_votes import vote_in_secret
from ecoop.audit.models import Event
from ecoop.governance.actions.cast_vote import cast_vote
from ecoop.governance.actions.close_vote import close_vote
from ecoop.governance.actions.drop_in_box import drop_in_box
from ecoop.governance.actions.enter_counts import enter_paper_count
from ecoop.governance.actions.hand_out_ballots import hand_out_paper, sign_ballots
from ecoop.governance.actions.open_box import open_box
from ecoop.governance.actions.open_vote import open_vote
from ecoop.governance.calc.ballots import recount
from ecoop.governance.calc.votes import VoteMeans
from ecoop.governance.errors.votes import (
    BallotIsClosed,
    BallotIsForged,
    BallotIsSecret,
    BallotsHandedOutAlready,
    BallotUnreadable,
    BoxIsNotOpen,
    ChoiceUnknown,
    CountIsTooHigh,
    HandingOutIsOver,
    NotEntitledToVote,
    TokenVotedOtherwise,
    TooFewPhones,
    WrongNumberOfBallots,
)
from ecoop.governance.models import BallotIssue, BallotKey, BoxBallot
from ecoop.governance.queries.vote_results import find_result, get_ballot_list
from ecoop.governance.queries.votes import get_ballot, list_box
from ecoop.governance.tests.hall import NOW, Hall, Phone, blinded_for, open_hall, take_ballots, unblinded
from tests.cast import Cast


@pytest.fixture
def hall(cast: Cast) -> Hall:
    with cast.inside(cast.coop, cast.lan):
        return open_hall(cast)


def _open(hall: Hall, **given: object) -> UUID:
    return open_vote(org_id=hall.org_id, motion_id=hall.election(**given), by=hall.by, now=NOW)


def _box(hall: Hall, ballot: UUID) -> None:
    open_box(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)


def _drop(hall: Hall, ballot: UUID, phone: Phone, choice: str) -> None:
    for token, signature in phone.tokens:
        drop_in_box(org_id=hall.org_id, ballot_id=ballot, token=token, choice=choice, signature=signature)


def test_a_board_is_elected_and_everybody_can_count_again(cast: Cast, hall: Hall) -> None:
    """7 phones: 1+2 four times, 1 twice, blank; 3 on paper: 1+2 once, 3 once, one spoilt. 10 ballots, half is 5.

    Candidate 1: 4 + 2 + 1 = 7. Candidate 2: 4 + 1 = 5, which is not above half. Candidate 3: 1.
    """
    with cast.inside(cast.coop, cast.lan):
        ballot = _open(hall)
        phones = [take_ballots(hall=hall, ballot_id=ballot, member_id=member) for member in hall.members[:7]]
        hand_out_paper(org_id=hall.org_id, ballot_id=ballot, member_ids=hall.members[7:], by=hall.by, now=NOW)
        _box(hall, ballot)
        for phone, choice in zip(phones, ["1,2"] * 4 + ["1"] * 2 + [""], strict=True):
            _drop(hall, ballot, phone, choice)
        tallies = {"1": 1, "2": 1, "3": 1}
        paper = {"tallies": tallies, "handed_in": 3, "spoilt": 1, "text": "", "by": hall.by, "now": NOW}
        enter_paper_count(org_id=hall.org_id, ballot_id=ballot, paper_id=hall.record(), **paper)
        result = close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        assert result.elected is not None
        assert [(each.option.code, each.votes) for each in result.elected.candidates] == [("1", 7), ("2", 5), ("3", 1)]
        assert [each.option.code for each in result.elected.winners] == ["1"]
        assert result.cast == 10
        text = get_ballot_list(org_id=hall.org_id, ballot_id=ballot)
        assert text is not None
        again = recount(text=text)
        assert again.is_right
        assert dict(again.counts.by_choice) == {"1": 6, "2": 4, "blank": 1}
        # The second seat is voted on again, among those who have none.
        second = get_ballot(
            org_id=hall.org_id,
            ballot_id=open_vote(
                org_id=hall.org_id,
                motion_id=get_ballot(org_id=hall.org_id, ballot_id=ballot).motion_id,
                by=hall.by,
                now=NOW,
            ),
        )
        assert (second.round, second.seats, [option.code for option in second.options]) == (2, 1, ["2", "3"])


def test_nothing_in_the_box_tells_who_or_when(cast: Cast, hall: Hall) -> None:
    """Columns by name, ids without a moment, one transaction for all, the order of chance, no event, no key."""
    with cast.inside(cast.coop, cast.lan):
        ballot = _open(hall)
        phones = [take_ballots(hall=hall, ballot_id=ballot, member_id=member) for member in hall.members[:5]]
        _box(hall, ballot)
        before = Event.objects.count()
        for phone in phones:
            _drop(hall, ballot, phone, "1")
        assert Event.objects.count() == before
        close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        assert {field.name for field in BoxBallot._meta.get_fields()} == {
            "id",
            "org",
            "ballot",
            "token",
            "choice",
            "signature",
        }
        assert {field.name for field in BallotIssue._meta.get_fields()} == {
            "id",
            "org",
            "ballot",
            "member",
            "member_org",
            "means",
            "ballots",
            "asked",
        }
        # Version 7 begins with the moment; these are random or follow from the token.
        assert {row.id.version for row in BoxBallot.objects.all()} == {4}
        assert {row.id.version for row in BallotIssue.objects.all()} == {4}
        with connection.cursor() as cursor:
            cursor.execute("SELECT xmin::text, token FROM governance_box_ballot ORDER BY ctid")
            laid = cursor.fetchall()
        assert len({xmin for xmin, _token in laid}) == 1
        assert [token for _xmin, token in laid] == sorted(token for _xmin, token in laid)
        assert not BallotKey.objects.exists()
        issued = json.dumps([str(value) for row in BallotIssue.objects.values() for value in row.values()])
        assert not any(
            line.token in issued or line.signature in issued for line in list_box(org_id=hall.org_id, ballot_id=ballot)
        )


def test_a_delegate_gets_as_many_ballots_as_she_carries(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast, members=6, here=0)
        hall.come(hall.members[0], carries=4)
        hall.come(*hall.members[1:])
        ballot = _open(hall)
        for ballots in (1, 3, 5):
            with pytest.raises(WrongNumberOfBallots):
                take_ballots(hall=hall, ballot_id=ballot, member_id=hall.members[0], ballots=ballots)
        made = blinded_for(org_id=hall.org_id, ballot_id=ballot)[0][1].message
        with pytest.raises(WrongNumberOfBallots):
            _sign(hall, ballot, hall.members[0], [made] * 4)
        phone = take_ballots(hall=hall, ballot_id=ballot, member_id=hall.members[0], ballots=4)
        others = [take_ballots(hall=hall, ballot_id=ballot, member_id=member) for member in hall.members[1:3]]
        _box(hall, ballot)
        _drop(hall, ballot, phone, "1")
        for other in others:
            _drop(hall, ballot, other, "2")
        result = close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        # 4 of 6 for the first, 2 of 6 for the second.
        assert dict(result.counts.by_choice) == {"1": 4, "2": 2}


def test_nobody_takes_ballots_twice(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan):
        ballot = _open(hall)
        made = blinded_for(org_id=hall.org_id, ballot_id=ballot)
        asked = [mine.message for _prepared, mine in made]
        first = _sign(hall, ballot, hall.members[0], asked)
        # The line broke and the phone asks again: the same answer.
        assert _sign(hall, ballot, hall.members[0], asked) == first
        assert unblinded(org_id=hall.org_id, ballot_id=ballot, made=made, signed=first)
        with pytest.raises(BallotsHandedOutAlready):
            take_ballots(hall=hall, ballot_id=ballot, member_id=hall.members[0])
        handed = hand_out_paper(org_id=hall.org_id, ballot_id=ballot, member_ids=hall.members[:2], by=hall.by, now=NOW)
        assert handed == [hall.members[1]]
        with pytest.raises(BallotsHandedOutAlready):
            take_ballots(hall=hall, ballot_id=ballot, member_id=hall.members[1])
        with pytest.raises(NotEntitledToVote):
            take_ballots(hall=hall, ballot_id=ballot, member_id=uuid4())
        for wrong in (b"short", bytes(256), b"\xff" * 256):
            with pytest.raises(BallotUnreadable):
                _sign(hall, ballot, hall.members[2], [wrong])


def test_the_box_takes_only_what_was_signed_for_it(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan):
        other = _open(hall, title="Bầu Ban kiểm soát", parameters={"body": "supervisors"})
        strange = [take_ballots(hall=hall, ballot_id=other, member_id=member) for member in hall.members[:3]]
        _box(hall, other)
        close_vote(org_id=hall.org_id, ballot_id=other, by=hall.by, now=NOW)
        with pytest.raises(BallotIsClosed):
            _drop(hall, other, strange[0], "1")
        ballot = _open(hall)
        phones = [take_ballots(hall=hall, ballot_id=ballot, member_id=member) for member in hall.members[:3]]
        with pytest.raises(BoxIsNotOpen):
            _drop(hall, ballot, phones[0], "1")
        _box(hall, ballot)
        with pytest.raises(BallotIsForged):
            _drop(hall, ballot, strange[0], "1")
        token, signature = phones[0].tokens[0]
        for wrong in (("0" * 64, signature), (token, "0" * 512), (phones[1].tokens[0][0], signature)):
            with pytest.raises(BallotIsForged):
                _drop(hall, ballot, Phone((wrong,)), "1")
        for unreadable in ((token.upper() + "x", signature), (token, signature[:-2]), ("", "")):
            with pytest.raises(BallotUnreadable):
                _drop(hall, ballot, Phone((unreadable,)), "1")
        for choice in ("1,2,3", "9", "for"):
            with pytest.raises(ChoiceUnknown):
                _drop(hall, ballot, phones[0], choice)
        _drop(hall, ballot, phones[0], "1")
        _drop(hall, ballot, phones[0], "1")
        with pytest.raises(TokenVotedOtherwise):
            _drop(hall, ballot, phones[0], "2")
        assert BoxBallot.objects.filter(ballot_id=ballot).count() == 1
        with pytest.raises(HandingOutIsOver):
            take_ballots(hall=hall, ballot_id=ballot, member_id=hall.members[5])


def test_two_phones_alone_would_betray_each_other(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan):
        ballot = _open(hall)
        for member in hall.members[:2]:
            take_ballots(hall=hall, ballot_id=ballot, member_id=member)
        with pytest.raises(TooFewPhones):
            _box(hall, ballot)
        take_ballots(hall=hall, ballot_id=ballot, member_id=hall.members[2])
        _box(hall, ballot)


def test_no_more_paper_is_counted_than_was_handed_out(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan):
        ballot = _open(hall)
        hand_out_paper(org_id=hall.org_id, ballot_id=ballot, member_ids=hall.members[:4], by=hall.by, now=NOW)
        said = {"tallies": {"1": 5}, "handed_in": 5, "spoilt": 0, "text": "", "by": hall.by, "now": NOW}
        with pytest.raises(BoxIsNotOpen):
            enter_paper_count(org_id=hall.org_id, ballot_id=ballot, paper_id=hall.record(), **said)
        _box(hall, ballot)
        with pytest.raises(CountIsTooHigh):
            enter_paper_count(org_id=hall.org_id, ballot_id=ballot, paper_id=hall.record(), **said)


def test_a_secret_vote_takes_no_vote_under_a_name(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan):
        ballot = _open(hall)
        vote = {"choice": "1", "means": VoteMeans.PHONE, "entered_by": None, "vote_id": uuid4(), "now": NOW}
        with pytest.raises(BallotIsSecret):
            cast_vote(org_id=hall.org_id, ballot_id=ballot, member_id=hall.members[0], **vote)
        with pytest.raises(BoxIsNotOpen):
            close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(4)), choices=st.tuples(*[st.sampled_from(["1", "2", "1,3", ""])] * 4))
def test_the_count_is_that_of_the_tokens_in_whatever_order(
    cast: Cast, hall: Hall, order: list[int], choices: tuple[str, ...]
) -> None:
    """The box after closing is the same for every order of dropping: nothing of the order is left in it."""
    with cast.inside(cast.coop, cast.lan):
        ballot = _open(hall, title=f"Bầu {uuid4()}")
        phones = [take_ballots(hall=hall, ballot_id=ballot, member_id=member) for member in hall.members[:4]]
        _box(hall, ballot)
        for place in order:
            _drop(hall, ballot, phones[place], choices[place])
        result = close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        assert result.cast == len(phones)
        expected = sorted((phone.tokens[0][0], choice) for phone, choice in zip(phones, choices, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT token, choice FROM governance_box_ballot WHERE ballot_id = %s ORDER BY ctid", [ballot]
            )
            assert cursor.fetchall() == expected


def test_another_organisation_sees_nothing_of_a_box(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan):
        ballot = _open(hall)
        phones = [take_ballots(hall=hall, ballot_id=ballot, member_id=member) for member in hall.members[:3]]
        _box(hall, ballot)
        _drop(hall, ballot, phones[0], "1")
    for organisation, person in ((cast.other_coop, cast.tu), (cast.nam_household, cast.nam)):
        with cast.inside(organisation, person):
            assert not BoxBallot.objects.exists()
            assert not BallotIssue.objects.exists()
            assert not BallotKey.objects.exists()


def _sign(hall: Hall, ballot: UUID, member: UUID, blinded: list[bytes]) -> list[bytes]:
    return sign_ballots(org_id=hall.org_id, ballot_id=ballot, member_id=member, blinded=blinded, now=NOW)


def test_the_demo_votes_in_secret_as_people_do(cast: Cast, hall: Hall) -> None:
    with cast.inside(cast.coop, cast.lan):
        choices = dict(zip(hall.members, ["1,2"] * 6 + ["3"] * 2, strict=False))
        ballot = vote_in_secret(
            org_id=hall.org_id, motion_id=hall.election(), choices=choices, by=hall.by, now=NOW, ballot_id=uuid4()
        )
        result = find_result(org_id=hall.org_id, ballot=get_ballot(org_id=hall.org_id, ballot_id=ballot))
        assert result is not None
        assert result.elected is not None
        assert [each.option.code for each in result.elected.winners] == ["1", "2"]
