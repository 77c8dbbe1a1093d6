"""Record a count of the cash box, beside what the books say that day."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ecoop.audit.actions.record_event import record_event
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.queries import sum_balance
from ecoop.vouchers.calc.cash import CashCountDraft, sum_pieces
from ecoop.vouchers.calc.vouchers import NAME_MAX, TEXT_MAX
from ecoop.vouchers.errors import TextIsUnreadable
from ecoop.vouchers.models import CashCount
from ecoop.vouchers.queries.cash import list_notes
from ecoop.vouchers.queries.rules import get_office


@transaction.atomic
def record_cash_count(*, org_id: UUID, count: CashCountDraft, by: UUID, now: datetime) -> None:
    """Record a count; the same id again is the count that is there. The difference is booked by a voucher.

    Raises:  NothingWasCounted, TextIsUnreadable
    Queries: 6
    """
    lock_books(org_id=org_id)
    if CashCount.objects.filter(org_id=org_id, id=count.id).exists():
        return
    texts = ((count.reason, TEXT_MAX), *((person, NAME_MAX) for person in count.people))
    for text, letters_max in texts:
        if len(text) > letters_max or "\x00" in text:
            raise TextIsUnreadable(letters_max=letters_max)
    law, year = lawbook.on(count.counted_on), count.counted_on.year
    counted = sum_pieces(pieces=count.pieces, notes=[note.worth_vnd for note in list_notes(law=law)])
    office = get_office(law=law)
    book = sum_balance(org_id=org_id, codes=[office.cash], before_on=count.counted_on + timedelta(days=1))
    last = CashCount.objects.filter(org_id=org_id, year=year).aggregate(last=Max("serial"))["last"] or 0
    row = CashCount(
        id=count.id,
        org_id=org_id,
        counted_on=count.counted_on,
        year=year,
        serial=last + 1,
        pieces={str(worth): pieces for worth, pieces in count.pieces.items() if pieces},
        counted_vnd=counted,
        book_vnd=book,
        reason=count.reason.strip(),
        people=[person.strip() for person in count.people if person.strip()],
        recorded_at=now,
        recorded_by_id=by,
    )
    row.save(force_insert=True)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="vouchers.cash.count",
        object_kind="vouchers.cash-count",
        object_id=count.id,
        detail={"serial": row.serial},
        now=now,
    )
