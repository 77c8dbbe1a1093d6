"""Say that a member's organisation read the statement of its share."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.models import StatementReading
from ecoop.distribution.queries.statement import get_own_statement


@transaction.atomic
def read_statement(*, org_id: UUID, cooperative_id: UUID, year: int, by: UUID, now: datetime) -> bool:
    """Record that an organisation read its statement of a year; said twice, the first stands.

    Shape:  whether it is said for the first time
    Raises: YearIsNotShared, ShareUnknown
    Queries: 32
    """
    statement = get_own_statement(member_org_id=org_id, cooperative_id=cooperative_id, year=year)
    row = {"recorded_by_id": by, "recorded_at": now}
    reading, is_new = StatementReading.objects.get_or_create(
        org_id=org_id, cooperative_id=cooperative_id, year=year, defaults=row
    )
    if is_new:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="distribution.statement.read",
            object_kind="statement_reading",
            object_id=reading.id,
            detail={"year": year, "share": str(statement.share_id)},
            now=now,
        )
    return is_new
