"""Book the next invoices of a pile: one bounded step, so that hundreds of them keep nobody waiting."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.invoicing.actions.book_invoices import BookingOutcome, book_invoices
from ecoop.invoicing.errors import StepIsUnknown
from ecoop.invoicing.models import Invoice
from ecoop.invoicing.queries import list_to_book

BOOKED_AT_ONCE = 100


@dataclass(frozen=True)
class BookedRow:
    """What became of one invoice of the step."""

    label: str
    outcome: BookingOutcome


@dataclass(frozen=True)
class BookingStep:
    """What one step did, where the next begins (empty: nowhere), and how many wait for it."""

    rows: list[BookedRow]
    after: str
    left: int
    booked: int


@transaction.atomic
def book_next(*, org_id: UUID, after: str, by: UUID, now: datetime) -> BookingStep:
    """Book up to a hundred invoices that stand behind `after`, as was chosen for their products and sellers.

    Raises:  StepIsUnknown, BooksNotOpen
    Queries: about 32
    """
    try:
        ids, following, left = list_to_book(org_id=org_id, after=after, limit=BOOKED_AT_ONCE)
    except ValueError:
        raise StepIsUnknown() from None
    outcomes = book_invoices(org_id=org_id, invoice_ids=ids, by=by, now=now) if ids else []
    named = Invoice.objects.filter(org_id=org_id, id__in=ids).values_list("id", "form", "symbol", "number")
    labels = {row_id: f"{form}{symbol} {number}" for row_id, form, symbol, number in named}
    rows = [BookedRow(labels[each.invoice_id], each) for each in outcomes]
    return BookingStep(rows, following, left, sum(each.refusal is None for each in outcomes))
