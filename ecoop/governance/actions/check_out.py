"""Note who left a meeting."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.record_step import check_status
from ecoop.governance.calc.meetings import Status
from ecoop.governance.models import Attendance, Leaving
from ecoop.governance.queries.meetings import get_meeting, map_present


@transaction.atomic
def check_out(*, org_id: UUID, meeting_id: UUID, ids: Sequence[UUID], by: UUID | None, now: datetime) -> int:
    """Note that members left just now; who is not here is left out, so that two taps are one leaving.

    Shape:  how many left
    Raises: MeetingUnknown, MeetingStepNotPossible
    Queries: 7
    """
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    check_status(meeting=meeting, may={Status.NOTICED, Status.OPEN})
    here = map_present(org_id=org_id, meeting_id=meeting_id, ids=ids, at=now)
    if not here:
        return 0
    rows = Attendance.objects.filter(org_id=org_id, id__in=[each.attendance_id for each in here.values()])
    Leaving.objects.bulk_create(
        (
            Leaving(
                org_id=org_id,
                meeting_id=meeting_id,
                attendance_id=row.id,
                member_org_id=row.member_org_id,
                left_at=now,
                recorded_by_id=by,
                recorded_at=now,
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.attendance.leave",
        object_kind="meeting",
        object_id=meeting_id,
        detail={"members": [str(id_) for id_ in here][:50], "count": len(here)},
        now=now,
    )
    return len(here)
