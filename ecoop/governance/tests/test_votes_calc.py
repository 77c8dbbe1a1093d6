"""Counting with a pencil: choices, sums, elections, counts that cannot be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoop.governance.calc.votes import (
    Choice,
    Counts,
    Option,
    add_up,
    elect,
    is_count_possible,
    join_counts,
    read_choice,
)

CANDIDATES = tuple(Option(str(code), name) for code, name in enumerate(("Lan", "Năm", "Hải", "Tư"), start=1))
HALF = Decimal("0.5")


@pytest.mark.parametrize(
    ("text", "written"), [("for", "for"), ("against", "against"), ("blank", "blank"), ("", None), ("yes", None)]
)
def test_a_motion_takes_three_choices(text: str, written: str | None) -> None:
    assert read_choice(text=text, options=(), seats=1) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [("3,1", "1,3"), ("1,1", "1"), ("", ""), ("blank", ""), ("1,2,3", None), ("9", None), (" 2 , 4 ", "2,4")],
)
def test_an_election_of_two_takes_two_names_at_most(text: str, written: str | None) -> None:
    assert read_choice(text=text, options=CANDIDATES, seats=2) == written


def test_votes_carry_what_their_delegate_carries() -> None:
    """3 + 1 for, 2 against, 1 blank: 7 votes from 4 people."""
    counts = add_up(votes=[("for", 3), ("for", 1), ("against", 2), ("blank", 1)], is_election=False)
    assert dict(counts.by_choice) == {"for": 4, "against": 2, "blank": 1}
    assert counts.handed_in == 7


def test_a_ballot_with_two_names_is_one_ballot() -> None:
    """Ballots 1+2, 1, blank: candidate 1 has 2, candidate 2 has 1, and 3 were handed in."""
    counts = add_up(votes=[("1,2", 1), ("1", 1), ("", 1)], is_election=True)
    assert dict(counts.by_choice) == {"1": 2, "2": 1, "blank": 1}
    assert counts.handed_in == 3


def test_two_seats_go_to_those_with_most_above_half() -> None:
    """10 ballots; half is 5, so 6 and 7 are in, 5 is not above it: one of 4 names stays out, and no seat is left."""
    elected = elect(
        counts=Counts({"1": 7, "2": 6, "3": 5, "4": 1}, 10), options=CANDIDATES, seats=2, above=HALF, cast=10
    )
    assert [each.option.label for each in elected.winners] == ["Lan", "Năm"]
    assert elected.seats_left == 0
    assert elected.next_round == ()


def test_exactly_half_is_not_above_half() -> None:
    elected = elect(counts=Counts({"1": 5}, 10), options=CANDIDATES, seats=1, above=HALF, cast=10)
    assert not elected.winners
    assert elected.seats_left == 1


def test_a_tie_across_the_last_seat_waits_for_another_round() -> None:
    """10 ballots, 2 seats: 8 is in; 6 and 6 tie for the second seat and stand again, alone."""
    elected = elect(counts=Counts({"1": 8, "2": 6, "3": 6}, 10), options=CANDIDATES, seats=2, above=HALF, cast=10)
    assert [each.option.label for each in elected.winners] == ["Lan"]
    assert [option.label for option in elected.next_round] == ["Năm", "Hải"]
    assert elected.seats_left == 1


def test_a_tie_within_the_seats_is_no_tie() -> None:
    elected = elect(counts=Counts({"1": 6, "2": 6}, 10), options=CANDIDATES, seats=2, above=HALF, cast=10)
    assert len(elected.winners) == 2


def test_whoever_missed_half_stands_again() -> None:
    elected = elect(counts=Counts({"1": 6, "2": 4, "3": 2}, 10), options=CANDIDATES, seats=2, above=HALF, cast=10)
    assert [option.label for option in elected.next_round] == ["Năm", "Hải", "Tư"]


@pytest.mark.parametrize(
    ("tallies", "handed_in", "spoilt", "possible"),
    [
        ({"for": 5, "against": 2, "blank": 1}, 9, 1, True),
        ({"for": 5, "against": 2}, 8, 0, False),
        ({"for": -1, "against": 2}, 1, 0, False),
    ],
)
def test_a_count_of_a_motion_adds_up(tallies: dict[str, int], handed_in: int, spoilt: int, possible: bool) -> None:
    said = is_count_possible(tallies=tallies, handed_in=handed_in, spoilt=spoilt, seats=1, is_election=False)
    assert said is possible


@pytest.mark.parametrize(
    ("tallies", "possible"),
    [
        ({"1": 5, "2": 4, "blank": 1}, True),
        ({"1": 10, "2": 8}, True),
        # 9 valid ballots cannot give one candidate 10, nor all together more than 18.
        ({"1": 10, "2": 4, "blank": 1}, False),
        ({"1": 9, "2": 9, "3": 9, "blank": 1}, False),
        # Nor can 9 ballots that name somebody hold fewer than 9 names.
        ({"1": 4, "2": 4, "blank": 1}, False),
    ],
)
def test_a_count_of_an_election_is_possible(tallies: dict[str, int], possible: bool) -> None:
    assert is_count_possible(tallies=tallies, handed_in=10, spoilt=0, seats=2, is_election=True) is possible


_VOTES = st.lists(st.tuples(st.sampled_from([each.value for each in Choice]), st.integers(1, 50)), max_size=12)


@given(first=_VOTES, second=_VOTES)
def test_the_parts_of_a_count_add_up_in_any_order(first: list[tuple[str, int]], second: list[tuple[str, int]]) -> None:
    whole = add_up(votes=first + second, is_election=False)
    parts = join_counts(add_up(votes=second[::-1], is_election=False), add_up(votes=first, is_election=False))
    assert dict(whole.by_choice) == dict(parts.by_choice)
    assert whole.handed_in == parts.handed_in == sum(whole.by_choice.values())


@given(
    votes=st.lists(st.lists(st.sampled_from(["1", "2", "3", "4"]), max_size=2, unique=True), max_size=15),
    seats=st.integers(1, 3),
)
def test_nobody_is_elected_with_half_or_less_and_never_too_many(votes: list[list[str]], seats: int) -> None:
    counts = add_up(votes=[(",".join(names), 1) for names in votes], is_election=True)
    elected = elect(counts=counts, options=CANDIDATES, seats=seats, above=HALF, cast=counts.handed_in)
    assert len(elected.winners) + elected.seats_left == seats
    assert all(each.votes * 2 > counts.handed_in for each in elected.winners)
    assert not {each.option for each in elected.winners} & set(elected.next_round)
