"""Keep a simulation for the meeting, under a name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.models import SharingPlan


@transaction.atomic
def save_plan(
    *, org_id: UUID, plan_id: UUID, year: int, name: str, choices: Mapping[str, Any], by: UUID, now: datetime
) -> UUID:
    """Keep the choices of a plan; sent twice, it is one plan.

    Shape:   the id of the plan
    Queries: 3
    """
    row = {"year": year, "name": name, "choices": dict(choices), "recorded_by_id": by, "recorded_at": now}
    _plan, is_new = SharingPlan.objects.get_or_create(org_id=org_id, id=plan_id, defaults=row)
    if is_new:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="distribution.plan.save",
            object_kind="sharing_plan",
            object_id=plan_id,
            detail={"year": year},
            now=now,
        )
    return plan_id
