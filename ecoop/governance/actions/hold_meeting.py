"""Take a meeting through its steps: notice, opening, adjournment, cancellation, conclusion."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.governance.actions.issue_passes import issue_passes
from ecoop.governance.actions.lock_ballot import lock_ballot
from ecoop.governance.actions.record_step import check_status, record_step
from ecoop.governance.calc.calling import check_notice
from ecoop.governance.calc.meetings import Status, Step
from ecoop.governance.errors.meetings import (
    AgendaIsEmpty,
    ChairAndSecretaryNeeded,
    EnoughAttend,
    TooEarlyToArrive,
    TooFewDelegates,
)
from ecoop.governance.errors.votes import AnotherBallotIsOpen, QuorumIsMissing
from ecoop.governance.queries.called import get_delegates
from ecoop.governance.queries.calling import get_notice_days
from ecoop.governance.queries.meetings import MeetingFacts, get_attendance, get_meeting, list_agenda
from ecoop.governance.queries.votes import find_open_ballot
from ecoop.kernel.dates import format_day, vietnam_day
from ecoop.lawbook import queries as lawbook

# So many passes are made in one transaction; the rest in further steps (ADR 0016).
PASSES_AT_ONCE = 10_000


@transaction.atomic
def send_notice(*, org_id: UUID, meeting_id: UUID, by: UUID, now: datetime) -> int:
    """Note that notice goes out now, and give everybody who is called a personal pass.

    Of very many the first get theirs at once, the others by `make_passes`, step by step.

    Law:    L17 Art. 60, clause 1; Art. 58, clause 2
    Shape:  how many passes are new
    Raises: MeetingUnknown, MeetingStepNotPossible, AgendaIsEmpty, NoticeTooShort, TooFewDelegates
    """
    meeting = _locked(org_id, meeting_id)
    check_status(meeting=meeting, may={Status.CONVENED})
    if not list_agenda(org_id=org_id, meeting_id=meeting_id):
        raise AgendaIsEmpty
    law = lawbook.on(meeting.starts_on)
    if not meeting.is_of_board:
        days = get_notice_days(org_id=org_id, day=meeting.starts_on)
        check_notice(sent_on=vietnam_day(now), starts_on=meeting.starts_on, notice_days=days, law=law)
    if meeting.is_of_delegates:
        delegates = get_delegates(org_id=org_id, meeting=meeting)
        if not delegates.are_enough:
            raise TooFewDelegates(law=delegates.law, named=len(delegates.lines), needed=delegates.needed)
    record_step(meeting=meeting, step=Step.NOTICED, by=by, now=now)
    return issue_passes(meeting=meeting, by=by, now=now, most=PASSES_AT_ONCE)


@transaction.atomic
def make_passes(*, org_id: UUID, meeting_id: UUID, by: UUID, now: datetime) -> int:
    """Give the next of those who are called and have no pass theirs: a step, until nobody is left.

    Shape:  how many passes are new
    Raises: MeetingUnknown, MeetingStepNotPossible
    """
    meeting = _locked(org_id, meeting_id)
    check_status(meeting=meeting, may={Status.NOTICED, Status.OPEN})
    return issue_passes(meeting=meeting, by=by, now=now, most=PASSES_AT_ONCE)


@transaction.atomic
def open_meeting(*, org_id: UUID, meeting_id: UUID, chair: str, secretary: str, by: UUID, now: datetime) -> None:
    """Open a meeting with its chair and secretary, if enough of those called attend.

    Law:    L17 Art. 59, clause 7
    Raises: MeetingUnknown, MeetingStepNotPossible, ChairAndSecretaryNeeded, TooEarlyToArrive, QuorumIsMissing
    """
    meeting = _locked(org_id, meeting_id)
    check_status(meeting=meeting, may={Status.NOTICED})
    if not chair.strip() or not secretary.strip():
        raise ChairAndSecretaryNeeded
    _check_day(meeting, now)
    attendance = get_attendance(org_id=org_id, meeting_id=meeting_id, at=now)
    if not attendance.is_quorate:
        raise QuorumIsMissing(here=attendance.here, needed=attendance.quorum_needed)
    record_step(meeting=meeting, step=Step.OPENED, by=by, now=now, chair=chair, secretary=secretary)


@transaction.atomic
def adjourn_meeting(*, org_id: UUID, meeting_id: UUID, text: str, by: UUID, now: datetime) -> None:
    """Note that too few came, or that too few are left, so that the meeting may be called again.

    Law:    L17 Art. 59, clause 7
    Raises: MeetingUnknown, MeetingStepNotPossible, TooEarlyToArrive, EnoughAttend, AnotherBallotIsOpen
    """
    meeting = _locked(org_id, meeting_id)
    check_status(meeting=meeting, may={Status.NOTICED, Status.OPEN})
    _check_day(meeting, now)
    _check_no_ballot(meeting)
    attendance = get_attendance(org_id=org_id, meeting_id=meeting_id, at=now)
    if attendance.is_quorate:
        raise EnoughAttend(here=attendance.here, needed=attendance.quorum_needed)
    record_step(meeting=meeting, step=Step.ADJOURNED, by=by, now=now, text=text)


@transaction.atomic
def cancel_meeting(*, org_id: UUID, meeting_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Call a meeting off before it opens, with a reason.

    Raises: MeetingUnknown, MeetingStepNotPossible
    """
    meeting = _locked(org_id, meeting_id)
    check_status(meeting=meeting, may={Status.CONVENED, Status.NOTICED})
    record_step(meeting=meeting, step=Step.CANCELLED, by=by, now=now, text=reason)


@transaction.atomic
def conclude_meeting(*, org_id: UUID, meeting_id: UUID, by: UUID, now: datetime) -> None:
    """End a meeting; no ballot may be open any more.

    Raises: MeetingUnknown, MeetingStepNotPossible, AnotherBallotIsOpen
    """
    meeting = _locked(org_id, meeting_id)
    check_status(meeting=meeting, may={Status.OPEN})
    _check_no_ballot(meeting)
    record_step(meeting=meeting, step=Step.CONCLUDED, by=by, now=now)


def _locked(org_id: UUID, meeting_id: UUID) -> MeetingFacts:
    lock_ballot(ballot_id=meeting_id)
    return get_meeting(org_id=org_id, meeting_id=meeting_id)


def _check_day(meeting: MeetingFacts, now: datetime) -> None:
    if vietnam_day(now) < meeting.starts_on:
        raise TooEarlyToArrive(day=format_day(meeting.starts_on))


def _check_no_ballot(meeting: MeetingFacts) -> None:
    ballot = find_open_ballot(org_id=meeting.org_id, meeting_id=meeting.id)
    if ballot is not None:
        raise AnotherBallotIsOpen(title=ballot.title)
