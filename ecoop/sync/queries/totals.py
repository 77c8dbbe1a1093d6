"""Totals of what phones told, which phones compare with their own every day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, Sum

from ecoop.sync.calc.words import EventKind
from ecoop.sync.models import Event, Visit

_SOLD = Q(kind=EventKind.SALE)


@dataclass(frozen=True)
class DayTotals:
    """What there is of a phone for a day: events, sales, what they came to; and how far it has counted in all."""

    events: int
    sales: int
    sales_vnd: int
    last_seq: int


def sum_events(*, org_id: UUID, device_id: UUID, on: date) -> DayTotals:
    """Sum up what was recorded of a phone's documents of a day.

    Queries: 2
    """
    found = Event.objects.filter(org_id=org_id, device_id=device_id, document_on=on).aggregate(
        events=Count("id"), sales=Count("id", filter=_SOLD), sales_vnd=Sum("amount_vnd", filter=_SOLD)
    )
    visits = Visit.objects.filter(org_id=org_id, device_id=device_id).aggregate(last_seq=Max("last_seq_no"))
    return DayTotals(
        events=found["events"],
        sales=found["sales"],
        sales_vnd=found["sales_vnd"] or 0,
        last_seq=visits["last_seq"] or 0,
    )
