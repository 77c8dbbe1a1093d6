"""Put a motion under an item of the agenda, and take it back before anybody votes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.lock_ballot import lock_ballot
from ecoop.governance.actions.record_step import check_status
from ecoop.governance.calc.meetings import Status
from ecoop.governance.errors.meetings import MotionNotPossible, MotionWasVoted
from ecoop.governance.models import Motion, Withdrawal
from ecoop.governance.queries.meetings import MeetingFacts, get_agenda_item, get_meeting, get_motion
from ecoop.governance.queries.motions import majority_of_motion
from ecoop.governance.queries.votes import list_ballots_of_motion
from ecoop.resolutions.calc import Majority, Matter, check_body, read_parameters
from ecoop.resolutions.queries import get_matter_on

MOTION = "motion"
_BEFORE_THE_END = frozenset({Status.CONVENED, Status.NOTICED, Status.OPEN})
# What an election gets from its count.
_FROM_THE_COUNT = "posts"


@dataclass(frozen=True)
class MotionDraft:
    """What is to be voted on: a matter with what it says, or an election with who stands."""

    id: UUID
    agenda_item_id: UUID
    title: str
    matter: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    is_special: bool = False
    is_secret: bool = False
    options: Sequence[Mapping[str, Any]] = ()
    seats: int = 1


@transaction.atomic
def propose_motion(*, org_id: UUID, meeting_id: UUID, motion: MotionDraft, by: UUID, now: datetime) -> UUID:
    """Put a motion under an agenda item, with the majority its matter and object need; the same id twice is one motion.

    Law:    L17 Art. 61; cooperative/resolution-matters
    Raises: MeetingUnknown, MeetingStepNotPossible, AgendaItemUnknown, MatterUnknown, BodyMayNotDecide,
            ParameterUnreadable, MotionNotPossible
    """
    lock_ballot(ballot_id=meeting_id)
    if Motion.objects.filter(org_id=org_id, id=motion.id).exists():
        return motion.id
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    check_status(meeting=meeting, may=_BEFORE_THE_END)
    get_agenda_item(org_id=org_id, meeting_id=meeting_id, item_id=motion.agenda_item_id)
    matter = get_matter_on(code=motion.matter, day=meeting.starts_on)
    check_body(matter=matter, body=meeting.body)
    says = _parameters(matter, motion)
    needed = majority_of_motion(org_id=org_id, matter=motion.matter, parameters=says, day=meeting.called_on)
    last = Motion.objects.filter(org_id=org_id, meeting_id=meeting_id).aggregate(last=Max("position"))["last"]
    Motion.objects.create(
        id=motion.id,
        org_id=org_id,
        meeting_id=meeting_id,
        agenda_item_id=motion.agenda_item_id,
        position=(last or 0) + 1,
        title=motion.title.strip(),
        text=motion.text.strip(),
        matter=motion.matter,
        parameters=says,
        majority=(Majority.SPECIAL if motion.is_special else needed).value,
        is_secret=motion.is_secret,
        is_election=bool(motion.options),
        options=list(motion.options),
        seats=max(1, motion.seats),
        recorded_by_id=by,
        recorded_at=now,
    )
    _record(meeting, "governance.motion.propose", motion.id, by, now)
    return motion.id


@transaction.atomic
def withdraw_motion(*, org_id: UUID, motion_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Take a motion back before anybody has voted on it.

    Raises: MotionUnknown, MeetingStepNotPossible, MotionWasVoted
    """
    motion = get_motion(org_id=org_id, motion_id=motion_id)
    lock_ballot(ballot_id=motion.meeting_id)
    meeting = get_meeting(org_id=org_id, meeting_id=motion.meeting_id)
    check_status(meeting=meeting, may=_BEFORE_THE_END)
    if list_ballots_of_motion(org_id=org_id, motion_id=motion_id):
        raise MotionWasVoted(title=motion.title)
    Withdrawal.objects.create(
        org_id=org_id,
        meeting_id=motion.meeting_id,
        motion_id=motion_id,
        reason=reason.strip(),
        recorded_by_id=by,
        recorded_at=now,
    )
    _record(meeting, "governance.motion.withdraw", motion_id, by, now)


def _parameters(matter: Matter, motion: MotionDraft) -> dict[str, Any]:
    given = dict(motion.parameters)
    if not motion.options:
        if _FROM_THE_COUNT in matter.parameters and not given.get(_FROM_THE_COUNT):
            raise MotionNotPossible(why=_("an election needs its candidates, at least one for each seat."))
        return read_parameters(matter=matter, parameters=given)
    if _FROM_THE_COUNT not in matter.parameters:
        raise MotionNotPossible(why=_("candidates stand only where the matter is an election."))
    codes = [str(option.get("code", "")) for option in motion.options]
    if not all(codes) or len(set(codes)) < len(codes) or len(codes) < motion.seats:
        raise MotionNotPossible(why=_("an election needs its candidates, at least one for each seat."))
    read = read_parameters(matter=matter, parameters={**given, _FROM_THE_COUNT: list(motion.options)})
    del read[_FROM_THE_COUNT]
    return read


def _record(meeting: MeetingFacts, verb: str, motion_id: UUID, by: UUID, now: datetime) -> None:
    record_event(
        org_id=meeting.org_id,
        person_id=by,
        verb=verb,
        object_kind=MOTION,
        object_id=motion_id,
        detail={"meeting": str(meeting.id)},
        now=now,
    )
