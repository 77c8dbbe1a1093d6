"""Write down what happened to a meeting; the verbs of meetings share it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.calc.meetings import Status, Step
from ecoop.governance.errors.meetings import MeetingStepNotPossible
from ecoop.governance.models import MeetingStep
from ecoop.governance.queries.meetings import MeetingFacts

MEETING = "meeting"


def check_status(*, meeting: MeetingFacts, may: Collection[Status]) -> None:
    """Refuse what comes too early or too late for a meeting.

    Raises: MeetingStepNotPossible
    """
    if meeting.status not in may:
        raise MeetingStepNotPossible(status=meeting.status_label)


def record_step(
    *,
    meeting: MeetingFacts,
    step: Step,
    by: UUID,
    now: datetime,
    text: str = "",
    chair: str = "",
    secretary: str = "",
) -> None:
    """Record a step of a meeting, in the transaction of the verb that takes it.

    Queries: 2
    """
    MeetingStep.objects.create(
        org_id=meeting.org_id,
        meeting_id=meeting.id,
        step=step.value,
        at=now,
        text=text.strip(),
        chair=chair.strip(),
        secretary=secretary.strip(),
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=meeting.org_id,
        person_id=by,
        verb=f"governance.meeting.{step.value}",
        object_kind=MEETING,
        object_id=meeting.id,
        detail={},
        now=now,
    )
