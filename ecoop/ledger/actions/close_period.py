"""Close a month of the books."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import month_start, next_month_start, vietnam_day
from ecoop.ledger.errors import BooksNotOpen, EarlierMonthIsOpen, PeriodCannotBeClosed, PeriodIsClosed
from ecoop.ledger.models import PeriodClosure
from ecoop.ledger.queries.books import find_books, find_closure, find_last_recorded, list_periods
from ecoop.ledger.queries.month_end import closes_in_order

IN_ORDER_CHART = "cooperative"


def close_period(*, org_id: UUID, month: date, by: UUID, now: datetime, reason: str = "") -> None:
    """Close the month in which a day lies, once it is over; from then on it takes no entries.

    The organisation's lock keeps an entry from slipping in between the look and the closure.

    Raises: BooksNotOpen, PeriodCannotBeClosed, PeriodIsClosed, EarlierMonthIsOpen
    Queries: 6; 9 in the books of a cooperative
    """
    month = month_start(month)
    period = f"{month:%m/%Y}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_lock(%s)", [org_id])
    books = find_books(org_id=org_id)
    if books is None:
        raise BooksNotOpen()
    if next_month_start(month) > vietnam_day(now) or next_month_start(month) <= books.starts_on:
        raise PeriodCannotBeClosed(period=period)
    if closure := find_closure(org_id=org_id, month=month):
        raise PeriodIsClosed(period=period, closed_on=vietnam_day(closure.closed_at))
    if books.chart == IN_ORDER_CHART and closes_in_order(day=month):
        _refuse_while_earlier_is_open(org_id=org_id, month=month, period=period)
    made = PeriodClosure.objects.create(
        org_id=org_id,
        month=month,
        # Whoever got the lock before us may have looked at the clock after us.
        closed_at=max(now, find_last_recorded(org_id=org_id, month=month) or now),
        closed_by=by,
        reason=reason.strip(),
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="ledger.period.close",
        object_kind="ledger.period",
        object_id=made.id,
        detail={"month": month.isoformat()},
        now=now,
    )


def _refuse_while_earlier_is_open(*, org_id: UUID, month: date, period: str) -> None:
    earlier = [one.month for one in list_periods(org_id=org_id, today=month) if one.month < month and not one.is_closed]
    if earlier:
        raise EarlierMonthIsOpen(period=period, earlier=f"{min(earlier):%m/%Y}")
