"""Take a voucher back: its entry is reversed in red, with a reason; the voucher and its number stay."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.calc import PostedEntry
from ecoop.ledger.queries import get_entry_by_number
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.vouchers.calc.vouchers import VOUCHER
from ecoop.vouchers.errors import VoucherNotFound


@transaction.atomic
def take_back_voucher(
    *, org_id: UUID, voucher_id: UUID, entry_on: date, reason: str, by: UUID, now: datetime
) -> PostedEntry:
    """Reverse what a voucher became in the books.

    Raises:  VoucherNotFound, and what reverse_entry refuses
    Queries: about 8
    """
    labels = list_entry_labels(org_id=org_id, document_kind=VOUCHER, document_ids=[voucher_id])
    if voucher_id not in labels:
        raise VoucherNotFound()
    year, number = labels[voucher_id].split("-")
    entry = get_entry_by_number(org_id=org_id, year=int(year), number=int(number))
    posted = reverse_entry(org_id=org_id, entry_id=entry.entry_id, entry_on=entry_on, reason=reason, by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="vouchers.voucher.take-back",
        object_kind=VOUCHER,
        object_id=voucher_id,
        detail={"entry": posted.label},
        now=now,
    )
    return posted
