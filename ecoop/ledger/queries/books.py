"""Which books an organisation keeps."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.ledger.models import Books


@dataclass(frozen=True)
class BooksFacts:
    """By which chart books are kept, and from which day."""

    chart: str
    starts_on: date


def find_books(*, org_id: UUID) -> BooksFacts | None:
    """Find the books of the acting organisation.

    Queries: 1
    """
    found = Books.objects.filter(org_id=org_id).values_list("chart", "starts_on").first()
    return BooksFacts(*found) if found else None
