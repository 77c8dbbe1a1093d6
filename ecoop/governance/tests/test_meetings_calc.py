"""Ladders and quorums of the law by hand."""

from datetime import date

import pytest

from ecoop.governance.calc.bodies import Governance
from ecoop.governance.calc.calling import (
    ASKING,
    Call,
    annual_due_on,
    asked_steps,
    check_call,
    check_called_again,
    check_notice,
    count_asking_needed,
    count_signing_needed,
    next_due_on,
    reckon_quorum,
)
from ecoop.governance.calc.meetings import Asker, Convener, MeetingKind
from ecoop.governance.errors.meetings import (
    CalledAgainTooLate,
    ConvenerMayNotCall,
    ConvenerMustWait,
    NoThirdBoardCall,
    NoticeTooShort,
    TooFewAsked,
)
from ecoop.lawbook import queries as lawbook

LAW = lawbook.on(date(2027, 3, 1))
ASKED_ON = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("kind", "convening", "called", "needed"),
    [
        # Article 59, clause 7: at least 50 %, then 33 % of those called, then any number (somebody at least).
        (MeetingKind.ANNUAL, 1, 100, 50),
        (MeetingKind.ANNUAL, 1, 101, 51),
        (MeetingKind.ANNUAL, 1, 7, 4),
        (MeetingKind.ANNUAL, 2, 100, 33),
        (MeetingKind.ANNUAL, 2, 101, 34),  # 33,33
        (MeetingKind.ANNUAL, 2, 10, 4),  # 3,3
        (MeetingKind.ANNUAL, 3, 100, 1),
        (MeetingKind.EXTRAORDINARY, 1, 13, 7),
        # Article 65: two thirds of the board, then more than half.
        (MeetingKind.BOARD, 1, 3, 2),
        (MeetingKind.BOARD, 1, 5, 4),  # 3,33
        (MeetingKind.BOARD, 2, 4, 3),
        (MeetingKind.BOARD, 2, 5, 3),
    ],
)
def test_the_quorum_of_each_call(kind: MeetingKind, convening: int, called: int, needed: int) -> None:
    quorum = reckon_quorum(kind=kind, convening=convening, called=called, law=LAW)
    assert quorum.needed == needed
    assert quorum.is_met_by(here=needed)
    assert not quorum.is_met_by(here=needed - 1)
    assert all(step.article for step in quorum.steps[1:])


def _extraordinary(by: Convener, called_on: date, *, asker: Asker = Asker.MEMBERS, asking: int = 40) -> Call:
    return Call(
        kind=MeetingKind.EXTRAORDINARY,
        convened_by=by,
        called_on=called_on,
        starts_on=date(2027, 6, 1),
        asked_by=asker,
        asked_on=ASKED_ON,
        asking=asking,
    )


def _check(call: Call, *, governance: Governance = Governance.FULL) -> None:
    check_call(call=call, officials=100, governance=governance, notice_days=3, law=LAW)


def test_the_ladder_of_an_extraordinary_meeting() -> None:
    """Asked on 1 March: the board until 16 March, the supervisors from 17 March, the members from 1 April."""
    _check(_extraordinary(Convener.BOARD, date(2027, 3, 2)))
    with pytest.raises(ConvenerMustWait):
        _check(_extraordinary(Convener.SUPERVISORS, date(2027, 3, 16)))
    _check(_extraordinary(Convener.SUPERVISORS, date(2027, 3, 17)))
    with pytest.raises(ConvenerMustWait):
        _check(_extraordinary(Convener.MEMBERS, date(2027, 3, 31)))
    _check(_extraordinary(Convener.MEMBERS, date(2027, 4, 1)))
    assert [step.value for step in asked_steps(asked_on=ASKED_ON, law=LAW)] == [
        "16/03/2027",
        "17/03/2027 – 31/03/2027",
        "01/04/2027",
    ]


def test_a_third_of_the_members_must_ask() -> None:
    # 100 members: 33,3 are 34 heads; 99 members: 33.
    assert count_asking_needed(officials=100, path=ASKING, law=LAW) == 34
    assert count_asking_needed(officials=99, path=ASKING, law=LAW) == 33
    with pytest.raises(TooFewAsked):
        _check(_extraordinary(Convener.BOARD, ASKED_ON, asking=33))
    _check(_extraordinary(Convener.BOARD, ASKED_ON, asking=34))
    _check(_extraordinary(Convener.BOARD, ASKED_ON, asker=Asker.SUPERVISORS, asking=0))


def test_who_may_call() -> None:
    annual = Call(MeetingKind.ANNUAL, Convener.BOARD, date(2027, 3, 1), date(2027, 3, 20), 2026)
    _check(annual)
    with pytest.raises(ConvenerMayNotCall):
        _check(annual, governance=Governance.SIMPLIFIED)
    director = Call(MeetingKind.ANNUAL, Convener.DIRECTOR, date(2027, 3, 1), date(2027, 3, 20), 2026)
    _check(director, governance=Governance.SIMPLIFIED)
    with pytest.raises(ConvenerMustWait):
        _check(Call(MeetingKind.ANNUAL, Convener.SUPERVISORS, date(2027, 4, 30), date(2027, 5, 20), 2026))
    _check(Call(MeetingKind.ANNUAL, Convener.SUPERVISORS, date(2027, 5, 1), date(2027, 5, 20), 2026))
    with pytest.raises(ConvenerMayNotCall):
        _check(Call(MeetingKind.BOARD, Convener.DIRECTOR, date(2027, 3, 1), date(2027, 3, 1)))


def test_notice_three_days_before_or_more_by_charter() -> None:
    check_notice(sent_on=date(2027, 3, 17), starts_on=date(2027, 3, 20), notice_days=3, law=LAW)
    with pytest.raises(NoticeTooShort):
        check_notice(sent_on=date(2027, 3, 18), starts_on=date(2027, 3, 20), notice_days=3, law=LAW)
    with pytest.raises(NoticeTooShort):
        check_notice(sent_on=date(2027, 3, 17), starts_on=date(2027, 3, 20), notice_days=7, law=LAW)


def test_the_second_call_within_thirty_days_the_third_within_twenty() -> None:
    first_on = date(2027, 3, 20)
    check_called_again(kind=MeetingKind.ANNUAL, convening=2, before_on=first_on, starts_on=date(2027, 4, 19), law=LAW)
    for too_late in (date(2027, 4, 20), first_on):
        with pytest.raises(CalledAgainTooLate):
            check_called_again(kind=MeetingKind.ANNUAL, convening=2, before_on=first_on, starts_on=too_late, law=LAW)
    second_on = date(2027, 4, 19)
    check_called_again(kind=MeetingKind.ANNUAL, convening=3, before_on=second_on, starts_on=date(2027, 5, 9), law=LAW)
    with pytest.raises(CalledAgainTooLate):
        check_called_again(
            kind=MeetingKind.ANNUAL, convening=3, before_on=second_on, starts_on=date(2027, 5, 10), law=LAW
        )
    check_called_again(kind=MeetingKind.BOARD, convening=2, before_on=first_on, starts_on=date(2027, 4, 4), law=LAW)
    with pytest.raises(NoThirdBoardCall):
        check_called_again(kind=MeetingKind.BOARD, convening=3, before_on=first_on, starts_on=date(2027, 4, 4), law=LAW)


def test_when_meetings_are_due() -> None:
    assert annual_due_on(year=2026, law=LAW)[0] == date(2027, 4, 30)
    assert next_due_on(met_on=date(2027, 3, 20), governance=Governance.FULL, law=LAW)[0] == date(2028, 3, 20)
    assert next_due_on(met_on=date(2027, 3, 20), governance=Governance.SIMPLIFIED, law=LAW)[0] == date(2027, 6, 20)


def test_more_than_half_of_the_attendees_sign_refused_minutes() -> None:
    assert [count_signing_needed(attended=attended, law=LAW) for attended in (10, 11, 1)] == [6, 6, 1]
