"""Who may call a meeting and by when, how many must come, and who must sign: the ladders of the law as sums."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from django.utils.translation import gettext as _

from ecoop.governance.calc.bodies import Governance
from ecoop.governance.calc.meetings import Asker, Convener, MeetingKind
from ecoop.governance.errors.meetings import (
    CalledAgainTooLate,
    ConvenerMayNotCall,
    ConvenerMustWait,
    NoThirdBoardCall,
    NoticeTooShort,
    TooFewAsked,
)
from ecoop.kernel.dates import format_day
from ecoop.kernel.refusals import Citation
from ecoop.lawbook.queries import Law
from ecoop.members.calc import add_months

_PATH = "cooperative/meeting"
_BOARD = "cooperative/board"
ANNUAL = f"{_PATH}/annual_within_months"
NOTICE = f"{_PATH}/notice_days_min"
ASKING = f"{_PATH}/extraordinary/members_ratio_min"
WITHIN = f"{_PATH}/extraordinary/within_days"
CHANGE_RATIO = f"{_PATH}/agenda_change/members_ratio_min"
CHANGE_DAYS = f"{_PATH}/agenda_change/days_before_min"
SIGNING = f"{_PATH}/minutes_attendees_ratio_above"
DELEGATES_FROM = f"{_PATH}/delegates/members_min"
EVERY_MONTHS = {
    Governance.FULL: f"{_PATH}/full_every_months",
    Governance.SIMPLIFIED: f"{_PATH}/simplified_every_months",
}
_RATIOS = {1: "first_ratio_min", 2: "second_ratio_min", 3: "third_ratio_min"}
_AGAIN = {2: "second_within_days", 3: "third_within_days"}
_ORDINARY = frozenset({MeetingKind.ANNUAL, MeetingKind.REGULAR})
_LAST_CALL = 3
_BOARD_LAST_CALL = 2


@dataclass(frozen=True)
class LawStep:
    """One line of a reckoning, with the article it rests on."""

    label: str
    value: str | int
    article: Citation | None = None
    note: str = ""


@dataclass(frozen=True)
class Call:
    """What is asked of a call before it is written down."""

    kind: MeetingKind
    convened_by: Convener
    called_on: date
    starts_on: date
    year: int | None = None
    asked_by: Asker | None = None
    asked_on: date | None = None
    asking: int = 0


@dataclass(frozen=True)
class Quorum:
    """How many of those called must attend, and by which article."""

    called: int
    needed: int
    steps: tuple[LawStep, ...]

    def is_met_by(self, *, here: int) -> bool:
        """Tell whether so many are enough."""
        return here >= self.needed


def reckon_quorum(*, kind: MeetingKind, convening: int, called: int, law: Law) -> Quorum:
    """Reckon how many must attend: 50 %, then 33 %, then anybody; of a board two thirds, then more than half.

    Law:    L17 Art. 59, clause 7; Art. 65; cooperative/meeting/quorum, cooperative/board
    """
    if kind is MeetingKind.BOARD:
        path = f"{_BOARD}/{'quorum_ratio_min' if convening == 1 else 'second_call_ratio_above'}"
        ratio, is_above = law.fraction(path) if convening == 1 else Fraction(law.rate(path)), convening > 1
    else:
        path = f"{_PATH}/quorum/{_RATIOS[convening]}"
        ratio, is_above = Fraction(law.rate(path)), False
    # Nobody at all is no meeting, even where any number is enough.
    needed = max(1, floor(called * ratio) + 1 if is_above else ceil(called * ratio))
    share = _("more than {share}") if is_above else _("at least {share}")
    steps = (
        LawStep(_("Called"), called),
        LawStep(_("Share that must attend at this call"), share.format(share=write_part(part=ratio)), law.cite(path)),
        LawStep(_("Needed"), needed, law.cite(path), "" if ratio else _("any number is enough at the third call")),
    )
    return Quorum(called, needed, steps)


def check_call(*, call: Call, officials: int, governance: Governance, notice_days: int, law: Law) -> None:
    """Refuse a call by somebody who may not call it, too early in the ladder, or with too short a notice.

    Law:    L17 Art. 59, clauses 1 to 4; Art. 60, clause 1
    Raises: ConvenerMayNotCall, ConvenerMustWait, TooFewAsked, NoticeTooShort
    """
    _check_convener(call, officials, governance, law)
    if call.kind not in {MeetingKind.BOARD, MeetingKind.FOUNDING}:
        check_notice(sent_on=call.called_on, starts_on=call.starts_on, notice_days=notice_days, law=law)


def check_notice(*, sent_on: date, starts_on: date, notice_days: int, law: Law) -> None:
    """Refuse a notice that reaches the members too late.

    Law:    L17 Art. 60, clause 1
    Raises: NoticeTooShort
    """
    if (starts_on - sent_on).days < notice_days:
        earliest = format_day(sent_on + timedelta(days=notice_days))
        raise NoticeTooShort(law=law.cite(NOTICE), days=notice_days, starts=format_day(starts_on), earliest=earliest)


def check_called_again(*, kind: MeetingKind, convening: int, before_on: date, starts_on: date, law: Law) -> None:
    """Refuse another call that comes too late, or that the law does not know.

    Law:    L17 Art. 59, clause 7; Art. 65
    Raises: CalledAgainTooLate, NoThirdBoardCall
    """
    latest_on, cited = last_day_again(kind=kind, convening=convening, before_on=before_on, law=law)
    if not before_on < starts_on <= latest_on:
        raise CalledAgainTooLate(law=cited, after=format_day(before_on), latest=format_day(latest_on))


def last_day_again(*, kind: MeetingKind, convening: int, before_on: date, law: Law) -> tuple[date, Citation]:
    """Give the last day of a second or third call, counted from the date of the call before.

    Law:    L17 Art. 59, clause 7; Art. 65
    Raises: NoThirdBoardCall
    """
    if kind is MeetingKind.BOARD:
        if convening > _BOARD_LAST_CALL:
            path = f"{_BOARD}/extraordinary_meeting_within_days"
            raise NoThirdBoardCall(law=law.cite(path), days=law.whole(path))
        path = f"{_BOARD}/second_call_within_days"
    else:
        path = f"{_PATH}/quorum/{_AGAIN[min(convening, _LAST_CALL)]}"
    return before_on + timedelta(days=law.whole(path)), law.cite(path)


def annual_due_on(*, year: int, law: Law) -> tuple[date, Citation]:
    """Give the last day for the annual meeting about a year that ends with December.

    Law:    L17 Art. 59, clause 1
    """
    return add_months(day=date(year, 12, 31), months=law.whole(ANNUAL)), law.cite(ANNUAL)


def next_due_on(*, met_on: date, governance: Governance, law: Law) -> tuple[date, Citation]:
    """Give the day by which the members meet again after a meeting.

    Law:    L17 Art. 57, clause 1
    """
    path = EVERY_MONTHS[governance]
    return add_months(day=met_on, months=law.whole(path)), law.cite(path)


def asked_steps(*, asked_on: date, law: Law) -> tuple[LawStep, ...]:
    """Write who must call a meeting that was asked for, and by when.

    Law:    L17 Art. 59, clauses 2 to 4
    """
    days, cited = timedelta(days=law.whole(WITHIN)), law.cite(WITHIN)
    one = timedelta(days=1)
    return (
        LawStep(_("The board (or director) calls it by"), format_day(asked_on + days), cited),
        LawStep(
            _("else the supervisors, between"),
            f"{format_day(asked_on + days + one)} – {format_day(asked_on + 2 * days)}",
            cited,
        ),
        LawStep(_("else those who asked, from"), format_day(asked_on + 2 * days + one), cited),
    )


def count_asking_needed(*, officials: int, path: str, law: Law) -> int:
    """Count how many official members must ask: the share of the law, rounded up to heads."""
    return max(1, ceil(officials * law.fraction(path)))


def count_signing_needed(*, attended: int, law: Law) -> int:
    """Count how many attendees must sign minutes that chair or secretary refuse to sign: more than half.

    Law:    L17 Art. 57, clause 4
    """
    return floor(attended * Fraction(law.rate(SIGNING))) + 1


def write_part(*, part: Fraction) -> str:
    """Write a share for people: 50 %, 33 %, or 2/3 where per cent would not be exact."""
    percent = part * 100
    return f"{percent.numerator} %" if percent.denominator == 1 else f"{part.numerator}/{part.denominator}"


_MAY_CALL: Mapping[Governance, Convener] = {
    Governance.FULL: Convener.BOARD,
    Governance.SIMPLIFIED: Convener.DIRECTOR,
}


def _check_convener(call: Call, officials: int, governance: Governance, law: Law) -> None:
    whose = _MAY_CALL[governance]
    if call.kind is MeetingKind.FOUNDING:
        _only(call, {Convener.FOUNDERS}, law)
    elif call.kind is MeetingKind.BOARD:
        _only(call, {Convener.CHAIR, Convener.BOARD} if governance is Governance.FULL else set(), law)
    elif call.kind in _ORDINARY:
        _only(call, {whose, Convener.SUPERVISORS}, law)
        if call.convened_by is Convener.SUPERVISORS:
            _check_annual_is_late(call, law)
    else:
        _only(call, {whose, Convener.SUPERVISORS, Convener.MEMBERS}, law)
        _check_ladder(call, officials, law)


def _only(call: Call, may: set[Convener], law: Law) -> None:
    if call.convened_by not in may:
        raise ConvenerMayNotCall(law=law.cite(WITHIN))


def _check_annual_is_late(call: Call, law: Law) -> None:
    # The supervisors call the annual meeting only where the board let its time pass.
    due_on, cited = annual_due_on(year=call.year or call.called_on.year - 1, law=law)
    if call.called_on <= due_on:
        raise ConvenerMustWait(law=cited, until=format_day(due_on))


def _check_ladder(call: Call, officials: int, law: Law) -> None:
    if call.asked_by is Asker.MEMBERS:
        needed = count_asking_needed(officials=officials, path=ASKING, law=law)
        if call.asking < needed:
            raise TooFewAsked(law=law.cite(ASKING), asking=call.asking, needed=needed)
    steps = {Convener.SUPERVISORS: 1, Convener.MEMBERS: 2}.get(call.convened_by, 0)
    if not steps:
        return
    if call.asked_on is None or (call.convened_by is Convener.MEMBERS and call.asked_by is not Asker.MEMBERS):
        raise ConvenerMayNotCall(law=law.cite(WITHIN))
    until_on = call.asked_on + timedelta(days=steps * law.whole(WITHIN))
    if call.called_on <= until_on:
        raise ConvenerMustWait(law=law.cite(WITHIN), until=format_day(until_on))
