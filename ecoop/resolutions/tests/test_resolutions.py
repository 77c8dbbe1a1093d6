"""Passing, using and annulling resolutions: what is refused, and that everything happens once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.resolutions.actions.annul_resolution import AnnulmentDraft, annul_resolution
from ecoop.resolutions.actions.pass_resolution import pass_resolution
from ecoop.resolutions.actions.use_resolution import use_resolution
from ecoop.resolutions.calc import AnnulledBy, DecidingBody, Majority, ResolutionDraft, is_said, tally
from ecoop.resolutions.errors import (
    AnnulmentUnfounded,
    BodyMayNotDecide,
    MatterUnknown,
    ParameterUnreadable,
    ResolutionDaysWrong,
    ResolutionDiffers,
    ResolutionIsAnnulled,
    ResolutionIsUsed,
    ResolutionMissing,
    ResolutionNotYetInForce,
    ResolutionNumberTaken,
    ResolutionOfOtherMatter,
    ResolutionSaysOtherwise,
    ResolutionTitleMissing,
    TooFewVotes,
)
from ecoop.resolutions.queries import find_uses, get_resolution, list_open_resolutions, list_resolutions
from tests.cast import Cast

NOW = datetime(2027, 3, 20, 3, tzinfo=UTC)
DAY = date(2027, 3, 15)


def _draft(**given: Any) -> ResolutionDraft:
    draft = ResolutionDraft(
        id=uuid4(),
        number="",
        body=DecidingBody.GENERAL_MEETING,
        matter="statements",
        title="Thông qua báo cáo tài chính năm 2026",
        parameters={"year": 2026},
        passed_on=DAY,
        starts_on=DAY,
        called=100,
        attended=80,
        votes_for=60,
        votes_against=15,
        votes_blank=5,
        is_on_paper=False,
    )
    return replace(draft, **given)


def _pass(cast: Cast, **given: Any) -> UUID:
    return pass_resolution(org_id=cast.coop.id, draft=_draft(**given), by=cast.lan.id, now=NOW)


def _use(cast: Cast, resolution_id: UUID | None, **given: Any) -> Any:
    wanted = {"matter": "statements", "says": {"year": 2026}, "object_kind": "set", "object_id": uuid4(), **given}
    return use_resolution(
        org_id=cast.coop.id, resolution_id=resolution_id, by=cast.lan.id, now=given.pop("now", NOW), **wanted
    )


@pytest.mark.parametrize(
    ("votes", "majority", "passed"),
    [
        # 50 of 100 is no more than half; 51 is.
        ((50, 50, 0), Majority.SIMPLE, False),
        ((51, 49, 0), Majority.SIMPLE, True),
        # A blank ballot was handed in: 50 of 101 is less than half.
        ((51, 49, 2), Majority.SIMPLE, False),
        # 65 of 100 is exactly 65 %; 64 is not.
        ((65, 35, 0), Majority.SPECIAL, True),
        ((64, 36, 0), Majority.SPECIAL, False),
        # 13 of 20 is exactly 65 %.
        ((13, 5, 2), Majority.SPECIAL, True),
        ((0, 0, 0), Majority.SIMPLE, False),
    ],
)
def test_a_vote_is_counted_by_the_law(votes: tuple[int, int, int], majority: Majority, passed: bool) -> None:
    law = lawbook.on(DAY)
    counted = tally(votes_for=votes[0], votes_against=votes[1], votes_blank=votes[2], majority=majority, law=law)
    assert counted.is_passed is passed
    assert counted.cast == sum(votes)
    assert counted.steps[-1].article == law.cite(f"cooperative/meeting/majority/{_path(majority)}")


def _path(majority: Majority) -> str:
    return "special_ratio_min" if majority is Majority.SPECIAL else "simple_ratio_above"


def test_blank_ballots_count_or_not_as_the_open_question_is_answered() -> None:
    law = lawbook.on(DAY).with_switches({"cooperative/meeting/majority/base": "for_and_against"})
    counted = tally(votes_for=51, votes_against=49, votes_blank=2, majority=Majority.SIMPLE, law=law)
    assert (counted.cast, counted.is_passed, counted.ratio) == (100, True, Decimal("0.51"))


def test_a_tie_on_the_board_goes_with_the_chair() -> None:
    votes = {"votes_for": 2, "votes_against": 2, "votes_blank": 0, "majority": Majority.SIMPLE, "law": lawbook.on(DAY)}
    assert tally(**votes, casting_votes=1).is_passed
    assert not tally(**votes).is_passed


@pytest.mark.parametrize(
    ("said", "asked", "answer"),
    [
        (2026, 2026, True),
        (2026, 2025, False),
        ("2027-01-01", date(2027, 1, 1), True),
        ({"a": "0.1", "b": "0.2"}, {"a": "0.1"}, True),
        ({"a": "0.1"}, {"a": "0.2"}, False),
        ({"a": "0.1"}, {"c": "0.1"}, False),
        ([{"member_id": "x", "amount_vnd": 5}], {"member_id": "x", "amount_vnd": 5}, True),
        ([{"member_id": "x", "amount_vnd": 5}], {"member_id": "x", "amount_vnd": 6}, False),
        ([{"name": "a"}], [{"name": "a"}], True),
        ([{"name": "a"}], [], False),
        (None, 5, False),
    ],
)
def test_what_is_asked_is_said_or_not(said: Any, asked: Any, answer: bool) -> None:
    assert is_said(said=said, asked=asked) is answer


def test_numbers_have_no_gaps_per_body_and_year(cast: Cast, db: None) -> None:
    with cast.inside(cast.coop, cast.lan):
        ids = [_pass(cast), _pass(cast), _pass(cast, passed_on=date(2026, 5, 1), starts_on=date(2026, 5, 1))]
        ids.append(_pass(cast, body=DecidingBody.BOARD, matter="other", parameters={}))
        ids.append(_pass(cast, number="07/NQ", is_on_paper=True))
        ids.append(_pass(cast))
        numbers = [get_resolution(org_id=cast.coop.id, resolution_id=each).number for each in ids]
    assert numbers == [
        "01/2027/NQ-ĐHTV",
        "02/2027/NQ-ĐHTV",
        "01/2026/NQ-ĐHTV",
        "01/2027/NQ-HĐQT",
        "07/NQ",
        "03/2027/NQ-ĐHTV",
    ]


def test_the_same_resolution_again_is_the_one_that_is_there(cast: Cast, db: None) -> None:
    draft = _draft()
    with cast.inside(cast.coop, cast.lan):
        first = pass_resolution(org_id=cast.coop.id, draft=draft, by=cast.lan.id, now=NOW)
        assert pass_resolution(org_id=cast.coop.id, draft=draft, by=cast.lan.id, now=NOW) == first
        other = replace(draft, parameters={"year": 2025})
        with pytest.raises(ResolutionDiffers):
            pass_resolution(org_id=cast.coop.id, draft=other, by=cast.lan.id, now=NOW)
        assert len(list_resolutions(org_id=cast.coop.id)) == 1


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"matter": "weather"}, MatterUnknown),
        ({"body": DecidingBody.BOARD}, BodyMayNotDecide),
        ({"parameters": {}}, ParameterUnreadable),
        ({"parameters": {"year": "last"}}, ParameterUnreadable),
        ({"parameters": {"year": 2026, "colour": "red"}}, ParameterUnreadable),
        ({"votes_for": 40, "votes_against": 40, "votes_blank": 0}, TooFewVotes),
        # 60 of 80 is 75 %, 50 of 80 only 62,5 %.
        (
            {"matter": "dissolution", "votes_for": 50, "votes_against": 30, "votes_blank": 0}
            | {"parameters": {"starts_on": "2027-06-30", "reason": "Hết việc"}},
            TooFewVotes,
        ),
        ({"passed_on": date(2027, 3, 21)}, ResolutionDaysWrong),
        ({"title": " "}, ResolutionTitleMissing),
    ],
)
def test_what_was_not_passed_lawfully_is_no_resolution(
    cast: Cast, db: None, given: dict[str, Any], refused: type[Refusal]
) -> None:
    with cast.inside(cast.coop, cast.lan):
        with pytest.raises(refused):
            _pass(cast, **given)
        assert list_resolutions(org_id=cast.coop.id) == []


def test_a_number_is_given_once(cast: Cast, db: None) -> None:
    with cast.inside(cast.coop, cast.lan):
        _pass(cast, number="07/NQ")
        with pytest.raises(ResolutionNumberTaken):
            _pass(cast, number="07/NQ")


def test_a_resolution_is_used_once(cast: Cast, db: None) -> None:
    row = uuid4()
    with cast.inside(cast.coop, cast.lan):
        resolution_id = _pass(cast)
        assert [each.id for each in list_open_resolutions(org_id=cast.coop.id)] == [resolution_id]
        assert _use(cast, resolution_id, object_id=row).number == "01/2027/NQ-ĐHTV"
        # The same row again is the same use; another one is a second.
        _use(cast, resolution_id, object_id=row)
        with pytest.raises(ResolutionIsUsed):
            _use(cast, resolution_id)
        assert [use.object_id for use in find_uses(org_id=cast.coop.id, resolution_id=resolution_id)] == [row]
        assert list_open_resolutions(org_id=cast.coop.id) == []


@pytest.mark.parametrize(
    ("given", "wanted", "refused"),
    [
        ({}, {"matter": "distribution"}, ResolutionOfOtherMatter),
        ({}, {"says": {"year": 2025}}, ResolutionSaysOtherwise),
        ({"starts_on": date(2027, 4, 1)}, {}, ResolutionNotYetInForce),
    ],
)
def test_a_resolution_carries_only_what_it_says(
    cast: Cast, db: None, given: dict[str, Any], wanted: dict[str, Any], refused: type[Refusal]
) -> None:
    with cast.inside(cast.coop, cast.lan):
        resolution_id = _pass(cast, **given)
        with pytest.raises(refused):
            _use(cast, resolution_id, **wanted)


def test_without_a_resolution_nothing_is_done(cast: Cast, db: None) -> None:
    with cast.inside(cast.coop, cast.lan):
        for resolution_id in (None, uuid4()):
            with pytest.raises(ResolutionMissing):
                _use(cast, resolution_id)


def test_an_annulled_resolution_carries_nothing(cast: Cast, db: None) -> None:
    draft = AnnulmentDraft(AnnulledBy.COURT, date(2027, 3, 19), "Bản án 12/2027/DS-ST", "Họp không đủ điều kiện")
    with cast.inside(cast.coop, cast.lan):
        resolution_id = _pass(cast)
        for wrong in (
            replace(draft, paper=" "),
            replace(draft, reason=""),
            replace(draft, annulled_on=date(2027, 3, 1)),
        ):
            with pytest.raises(AnnulmentUnfounded):
                annul_resolution(org_id=cast.coop.id, resolution_id=resolution_id, draft=wrong, by=cast.lan.id, now=NOW)
        annul_resolution(org_id=cast.coop.id, resolution_id=resolution_id, draft=draft, by=cast.lan.id, now=NOW)
        with pytest.raises(ResolutionIsAnnulled):
            annul_resolution(org_id=cast.coop.id, resolution_id=resolution_id, draft=draft, by=cast.lan.id, now=NOW)
        with pytest.raises(ResolutionIsAnnulled):
            _use(cast, resolution_id)
        assert list_open_resolutions(org_id=cast.coop.id) == []


def test_another_organisation_sees_no_resolution(cast: Cast, db: None) -> None:
    with cast.inside(cast.coop, cast.lan):
        resolution_id = _pass(cast)
    with cast.inside(cast.other_coop, cast.tu):
        assert list_resolutions(org_id=cast.coop.id) == []
        with pytest.raises(ResolutionMissing):
            get_resolution(org_id=cast.coop.id, resolution_id=resolution_id)
