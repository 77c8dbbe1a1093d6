"""Record the days on which duties of a cooperative rest."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.taxes.errors import DayLiesAhead
from ecoop.taxes.models import CooperativeDutyFacts


@transaction.atomic
def record_duty_days(
    *,
    org_id: UUID,
    fiscal_year_ends: str,
    last_meeting_on: date | None,
    last_audit_on: date | None,
    last_change_on: date | None,
    is_simplified: bool,
    is_large: bool,
    by: UUID,
    now: datetime,
) -> UUID:
    """Record when the fiscal year ends, and when the last meeting, audit and change were; the last record holds.

    Law:    Law on Cooperatives 17/2023 Articles 47, 57, 59, 106
    Shape:  the id of the record
    Raises: DayLiesAhead
    """
    for day in (last_meeting_on, last_audit_on, last_change_on):
        if day is not None and day > vietnam_day(now):
            raise DayLiesAhead(day=day)
    told = CooperativeDutyFacts.objects.create(
        org_id=org_id,
        fiscal_year_ends=fiscal_year_ends,
        last_meeting_on=last_meeting_on,
        last_audit_on=last_audit_on,
        last_change_on=last_change_on,
        is_simplified=is_simplified,
        is_large=is_large,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="taxes.duty-days.record",
        object_kind="duty_days",
        object_id=told.id,
        detail={},
        now=now,
    )
    return told.id
