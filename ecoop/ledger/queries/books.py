"""Which books an organisation keeps, and which months are open."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from ecoop.kernel.dates import month_start, next_month_start
from ecoop.ledger.models import Books, Entry, PeriodClosure, PeriodReopening


@dataclass(frozen=True)
class BooksFacts:
    """By which chart books are kept, and from which day."""

    chart: str
    starts_on: date


@dataclass(frozen=True)
class ClosureFacts:
    """A closure, and its reopening if it was lifted."""

    closure_id: UUID
    month: date
    closed_at: datetime
    closed_by: UUID
    reason: str
    reopened_at: datetime | None = None
    reopened_by: UUID | None = None
    reopened_reason: str = ""


@dataclass(frozen=True)
class PeriodFacts:
    """A month of the books with all its closures, the newest first."""

    month: date
    closures: tuple[ClosureFacts, ...]

    @property
    def is_closed(self) -> bool:
        """Say whether the month takes no entries."""
        return any(closure.reopened_at is None for closure in self.closures)


def find_books(*, org_id: UUID) -> BooksFacts | None:
    """Find the books of the acting organisation.

    Queries: 1
    """
    found = Books.objects.filter(org_id=org_id).values_list("chart", "starts_on").first()
    return BooksFacts(*found) if found else None


def find_last_recorded(*, org_id: UUID, month: date) -> datetime | None:
    """Find when the last entry of a month was recorded; None when it has no entry.

    Queries: 1
    """
    entries = Entry.objects.filter(org_id=org_id, year=month.year, entry_on__gte=month)
    found: datetime | None = entries.filter(entry_on__lt=next_month_start(month)).aggregate(at=Max("recorded_at"))["at"]
    return found


def find_closure(*, org_id: UUID, month: date) -> ClosureFacts | None:
    """Find the closure that holds for the month in which a day lies.

    Queries: 2
    """
    closures = _list_closures(org_id=org_id, month=month_start(month))
    return next((closure for closure in closures if closure.reopened_at is None), None)


def list_periods(*, org_id: UUID, today: date) -> list[PeriodFacts]:
    """List the months from the first of the books to the current one, the newest first.

    Queries: 3
    """
    books = find_books(org_id=org_id)
    if books is None:
        return []
    closures = _list_closures(org_id=org_id, month=None)
    months = []
    month = month_start(books.starts_on)
    while month <= today:
        months.append(month)
        month = next_month_start(month)
    return [
        PeriodFacts(month, tuple(closure for closure in closures if closure.month == month))
        for month in reversed(months)
    ]


def _list_closures(*, org_id: UUID, month: date | None) -> list[ClosureFacts]:
    wanted = {"org_id": org_id} if month is None else {"org_id": org_id, "month": month}
    lifted = {row.closure_id: row for row in PeriodReopening.objects.filter(org_id=org_id)}
    found = []
    for row in PeriodClosure.objects.filter(**wanted).order_by("-month", "-closed_at"):
        reopening = lifted.get(row.id)
        ends = (reopening.reopened_at, reopening.reopened_by, reopening.reason) if reopening else ()
        found.append(ClosureFacts(row.id, row.month, row.closed_at, row.closed_by, row.reason, *ends))
    return found
