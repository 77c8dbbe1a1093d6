"""Say that a duty without a return was done, or not after all."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.taxes.models import DutyMark


@transaction.atomic
def mark_duty(*, org_id: UUID, code: str, period: str, done: bool, by: UUID, now: datetime) -> None:
    """Keep what somebody says of a duty; the last word holds.

    Call it inside the organisation's walls.

    Queries: 2
    """
    mark = DutyMark.objects.create(
        org_id=org_id, code=code, period=period, is_done=done, recorded_by_id=by, recorded_at=now
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="taxes.duty.mark",
        object_kind="taxes.duty_mark",
        object_id=mark.id,
        detail={"code": code, "period": period, "done": done},
        now=now,
    )
