"""Record what a year brought that these books do not hold."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.taxes.errors import InputNotUnderstood
from ecoop.taxes.models import METHODS_BEFORE, PriorYear


@transaction.atomic
def record_prior_year(*, org_id: UUID, year: int, revenue_vnd: Dong, method: str, by: UUID, now: datetime) -> UUID:
    """Record the revenue of a year before and how it was taxed; the last record of a year holds.

    It says what the books cannot: they began later, or stood on paper.

    Law:    Decree 68/2026 Articles 4(5), 8(1)
    Shape:  the id of the record
    Raises: InputNotUnderstood
    """
    if method not in METHODS_BEFORE:
        raise InputNotUnderstood(place="method", why=f"one of {', '.join(METHODS_BEFORE)} is expected")
    if revenue_vnd < 0:
        raise InputNotUnderstood(place="revenue_vnd", why="the amount is negative")
    told = PriorYear.objects.create(
        org_id=org_id, year=year, revenue_vnd=revenue_vnd, method=method, recorded_by_id=by, recorded_at=now
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="taxes.prior-year.record",
        object_kind="prior_year",
        object_id=told.id,
        detail={"year": year, "method": method},
        now=now,
    )
    return told.id
