"""Write down who did what for whom."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from ecoop.audit.models import Event


def record_event(
    *,
    org_id: UUID,
    person_id: UUID | None,
    verb: str,
    object_kind: str,
    object_id: UUID | None,
    detail: Mapping[str, Any],
    now: datetime,
) -> None:
    """Record one act in the audit trail, in the transaction that did it.

    `person_id` is empty where a program acted by itself. `detail` holds ids and codes only, never names,
    tax codes or amounts: the trail outlives what it speaks of.

    Queries: 1
    """
    Event.objects.create(
        org_id=org_id,
        person_id=person_id,
        verb=verb,
        object_kind=object_kind,
        object_id=object_id,
        detail=dict(detail),
        at=now,
    )
