"""Reopen a month that was closed."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import month_start
from ecoop.ledger.errors import PeriodIsOpen, ReasonMissing
from ecoop.ledger.models import PeriodReopening
from ecoop.ledger.queries.books import find_closure


def reopen_period(*, org_id: UUID, month: date, reason: str, by: UUID, now: datetime) -> None:
    """Lift the closure of the month in which a day lies, and say why.

    Raises: ReasonMissing, PeriodIsOpen
    Queries: 4
    """
    month = month_start(month)
    if not reason.strip():
        raise ReasonMissing()
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_lock(%s)", [org_id])
    closure = find_closure(org_id=org_id, month=month)
    if closure is None:
        raise PeriodIsOpen(period=f"{month:%m/%Y}")
    PeriodReopening.objects.create(
        org_id=org_id, closure_id=closure.closure_id, reopened_at=now, reopened_by=by, reason=reason.strip()
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="ledger.period.reopen",
        object_kind="ledger.period",
        object_id=closure.closure_id,
        detail={"month": month.isoformat()},
        now=now,
    )
