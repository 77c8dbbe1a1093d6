"""Open the books of an organisation by a chart of accounts."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ecoop.audit.actions.record_event import record_event
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.errors import BooksAreOpen
from ecoop.ledger.models import Account, Books
from ecoop.ledger.queries.books import find_books
from ecoop.ledger.queries.rules import list_chart


def open_books(
    *, org_id: UUID, chart: Literal["household", "cooperative"], starts_on: date, by: UUID, now: datetime
) -> None:
    """Open the books of the acting organisation: copy the chart that held on the first day.

    An account with details below it only sums them up; every other account takes postings.

    Raises: BooksAreOpen, ChartUnknown
    Queries: 4
    """
    if books := find_books(org_id=org_id):
        raise BooksAreOpen(starts_on=books.starts_on)
    rows = list_chart(chart=chart, law=lawbook.on(starts_on))
    parents = {row["parent"] for row in rows}
    opened = Books.objects.create(org_id=org_id, chart=chart, starts_on=starts_on, opened_at=now, opened_by=by)
    Account.objects.bulk_create(
        Account(
            org_id=org_id,
            code=row["code"],
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            parent_code=row["parent"],
            type=row["type"],
            normal=row["normal"],
            is_postable=row["code"] not in parents,
        )
        for row in rows
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="ledger.books.open",
        object_kind="ledger.books",
        object_id=opened.id,
        detail={"chart": chart},
        now=now,
    )
