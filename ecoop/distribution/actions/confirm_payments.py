"""Confirm that lines of a list were paid: the debt to the member leaves the books, with the tax held back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.errors import PaymentListUnknown
from ecoop.distribution.models import PaymentConfirmation, PaymentList, SharePayment
from ecoop.distribution.queries.open_shares import standing_payments
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.calc.rules import PostingRule, postings_by_rule
from ecoop.ledger.queries import get_posting_rule

DOCUMENT_KIND = "distribution.payment"
REGIME, RULE = "cooperative", "distributed-income-paid"
AT_ONCE = 1_000


@dataclass(frozen=True)
class PaidStep:
    """How many lines a step confirmed, and how many are left to confirm."""

    paid: int
    left: int


@transaction.atomic
def confirm_payments(
    *,
    org_id: UUID,
    list_id: UUID,
    paid_on: date,
    by: UUID,
    now: datetime,
    payment_ids: Collection[UUID] | None = None,
    most: int = AT_ONCE,
) -> PaidStep:
    """Confirm the next lines of a list as paid on a day, all that are open or those named, and post each once.

    Law:    C71 Appendix I, accounts 338, 333; the posting rule distributed-income-paid
    Raises: PaymentListUnknown, and what post_entries refuses
    Queries: 10 for any number of lines
    """
    lock_books(org_id=org_id)
    listed = PaymentList.objects.filter(org_id=org_id, id=list_id).first()
    if listed is None:
        raise PaymentListUnknown()
    waiting = list_unpaid(org_id=org_id, list_id=list_id)
    if payment_ids is not None:
        waiting = waiting.filter(id__in=list(payment_ids))
    count = waiting.count()
    turn = list(waiting.order_by("position")[:most])
    if turn:
        _confirm(listed, turn, paid_on, by, now)
    return PaidStep(len(turn), count - len(turn))


def list_unpaid(*, org_id: UUID, list_id: UUID) -> "QuerySet[SharePayment]":
    """Give the lines of a list that stand and wait for their money.

    Queries: 0
    """
    paid = PaymentConfirmation.objects.filter(org_id=OuterRef("org_id"), payment_id=OuterRef("id"))
    return standing_payments(org_id=org_id).filter(~Exists(paid), list_id=list_id)


def _confirm(listed: PaymentList, turn: list[SharePayment], paid_on: date, by: UUID, now: datetime) -> None:
    recorded = {"paid_on": paid_on, "recorded_by_id": by, "recorded_at": now}
    PaymentConfirmation.objects.bulk_create(
        PaymentConfirmation(org_id=listed.org_id, payment=payment, member_org_id=payment.member_org_id, **recorded)
        for payment in turn
    )
    rule = get_posting_rule(regime=REGIME, rule=RULE, law=lawbook.on(paid_on))
    entries = [_entry(listed, payment, paid_on, rule) for payment in turn]
    post_entries(org_id=listed.org_id, entries=entries, by=by, now=now)
    record_event(
        org_id=listed.org_id,
        person_id=by,
        verb="distribution.payments.confirm",
        object_kind="payment_list",
        object_id=listed.id,
        detail={"lines": len(turn), "first": str(turn[0].id)},
        now=now,
    )


def _entry(listed: PaymentList, payment: SharePayment, paid_on: date, rule: PostingRule) -> EntryDraft:
    text = _("Share of {year} paid to {name}").format(year=listed.year, name=payment.holder)
    postings = postings_by_rule(
        rule=rule,
        amounts={"paid_vnd": Dong(payment.net_vnd), "pit_vnd": Dong(payment.pit_vnd)},
        facts={"means": listed.means},
        party_id=payment.member_id,
    )
    return EntryDraft(DOCUMENT_KIND, payment.id, paid_on, paid_on, text, postings)
