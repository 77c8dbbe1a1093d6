"""Take the closing of a year back, while nothing was decided on it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.actions.close_year import DOCUMENT_KIND
from ecoop.distribution.errors import YearIsDecided, YearIsNotClosed
from ecoop.distribution.models import YearClosingUndoing
from ecoop.distribution.queries import find_closing, find_decision
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.errors import ReasonMissing
from ecoop.ledger.queries.documents import find_entry_id
from ecoop.ledger.queries.entries import get_entry


@transaction.atomic
def undo_closing(*, org_id: UUID, year: int, reason: str, by: UUID, now: datetime) -> None:
    """Take the closing of a year back by a red entry on its last day, so that the year can be closed anew.

    Raises: YearIsNotClosed, YearIsDecided, ReasonMissing, and what reverse_entry refuses
    Queries: 12
    """
    if not reason.strip():
        raise ReasonMissing()
    lock_books(org_id=org_id)
    closing = find_closing(org_id=org_id, year=year)
    if closing is None:
        raise YearIsNotClosed(year=year)
    decided = find_decision(org_id=org_id, year=year)
    if decided:
        raise YearIsDecided(year=year, resolution=decided.resolution)
    entry_id = find_entry_id(org_id=org_id, document_kind=DOCUMENT_KIND, document_id=closing.id)
    # Whoever reversed the entry on the page of the books left the closing standing: what remains is to tell so.
    if entry_id and not get_entry(org_id=org_id, entry_id=entry_id).reversed_by:
        reverse_entry(org_id=org_id, entry_id=entry_id, entry_on=closing.closed_on, reason=reason, by=by, now=now)
    undone = YearClosingUndoing.objects.create(
        org_id=org_id, closing=closing, reason=reason.strip(), recorded_by_id=by, recorded_at=now
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="distribution.year.undo",
        object_kind="year_closing",
        object_id=undone.id,
        detail={"year": year, "closing": str(closing.id)},
        now=now,
    )
