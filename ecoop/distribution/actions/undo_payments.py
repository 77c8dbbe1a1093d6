"""Take lines of a list out of the way: struck off before they are paid, or returned by the bank after."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.actions.confirm_payments import DOCUMENT_KIND
from ecoop.distribution.calc.paying import Undone
from ecoop.distribution.errors import PaymentIsNotPaid, PaymentIsPaid, PaymentIsUndone, PaymentUnknown
from ecoop.distribution.models import PaymentConfirmation, PaymentUndoing, SharePayment
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.errors import ReasonMissing
from ecoop.ledger.queries.documents import find_entry_id
from ecoop.ledger.queries.entries import get_entry


@transaction.atomic
def strike_payments(
    *, org_id: UUID, payment_ids: Collection[UUID], struck_on: date, reason: str, by: UUID, now: datetime
) -> int:
    """Strike lines off their list before they are paid, so that the shares are open again.

    Raises: PaymentUnknown, PaymentIsPaid, PaymentIsUndone, ReasonMissing
    Queries: 7
    """
    payments = _get_standing(org_id, payment_ids, reason)
    ids = [payment.id for payment in payments]
    if PaymentConfirmation.objects.filter(org_id=org_id, payment_id__in=ids).exists():
        raise PaymentIsPaid()
    _undo(payments, Undone.STRUCK, struck_on, reason, by, now)
    return len(payments)


@transaction.atomic
def return_payment(*, org_id: UUID, payment_id: UUID, returned_on: date, reason: str, by: UUID, now: datetime) -> None:
    """Record that the bank sent a payment back: a red entry takes it out of the books, and the share is open again.

    Raises: PaymentUnknown, PaymentIsNotPaid, PaymentIsUndone, ReasonMissing, and what reverse_entry refuses
    Queries: 14
    """
    (payment,) = _get_standing(org_id, [payment_id], reason)
    if not PaymentConfirmation.objects.filter(org_id=org_id, payment=payment).exists():
        raise PaymentIsNotPaid()
    entry_id = find_entry_id(org_id=org_id, document_kind=DOCUMENT_KIND, document_id=payment_id)
    # Whoever reversed the entry on the page of the books left the payment standing: what remains is to tell so.
    if entry_id and not get_entry(org_id=org_id, entry_id=entry_id).reversed_by:
        reverse_entry(org_id=org_id, entry_id=entry_id, entry_on=returned_on, reason=reason, by=by, now=now)
    _undo([payment], Undone.RETURNED, returned_on, reason, by, now)


def _get_standing(org_id: UUID, ids: Collection[UUID], reason: str) -> list[SharePayment]:
    if not reason.strip():
        raise ReasonMissing()
    lock_books(org_id=org_id)
    payments = list(SharePayment.objects.filter(org_id=org_id, id__in=list(ids)))
    if not payments or len(payments) != len(set(ids)):
        raise PaymentUnknown()
    if PaymentUndoing.objects.filter(org_id=org_id, payment_id__in=list(ids)).exists():
        raise PaymentIsUndone()
    return payments


def _undo(payments: list[SharePayment], way: Undone, day: date, reason: str, by: UUID, now: datetime) -> None:
    undone = {"way": way.value, "undone_on": day, "reason": reason.strip()[:300]}
    PaymentUndoing.objects.bulk_create(
        PaymentUndoing(
            org_id=payment.org_id,
            payment=payment,
            member_org_id=payment.member_org_id,
            recorded_by_id=by,
            recorded_at=now,
            **undone,
        )
        for payment in payments
    )
    record_event(
        org_id=payments[0].org_id,
        person_id=by,
        verb=f"distribution.payments.{'strike' if way is Undone.STRUCK else 'return'}",
        object_kind="share_payment",
        object_id=payments[0].id,
        detail={"lines": len(payments)},
        now=now,
    )
