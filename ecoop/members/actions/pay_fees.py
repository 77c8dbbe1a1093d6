"""Record that members paid their fees, and post it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.post_entries import post_entries_one_by_one
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.ledger.calc.rules import postings_by_rule
from ecoop.ledger.queries.rules import get_posting_rule
from ecoop.members.actions.lock_register import lock_register
from ecoop.members.calc import Means
from ecoop.members.errors import DocumentDiffers, FeeNotOpen, MemberUnknown
from ecoop.members.models import FeePayment
from ecoop.members.queries import FEE, FeeLine, list_fees

# Fees, gifts and support added to capital: TK 411 of Circular 71/2024.
_RULE = "other-capital-received"


@dataclass(frozen=True)
class FeePaymentDraft:
    """A member paid on a fee."""

    id: UUID
    fee_id: UUID
    paid_on: date
    means: Means
    amount_vnd: Dong


@transaction.atomic
def pay_fees(*, org_id: UUID, payments: Sequence[FeePaymentDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Record payments of fees and post them, the good ones whatever becomes of the others.

    Law:    the posting rule other-capital-received; L17 Art. 4, clause 19
    Shape:  one outcome per payment, in order
    Raises: BooksNotOpen
    Queries: about 9 for any number of payments
    """
    lock_register(org_id=org_id)
    rows = FeePayment.objects.filter(org_id=org_id).in_bulk([one.id for one in payments])
    known = {id_: (row.fee_id, row.paid_on, row.means, row.amount_vnd) for id_, row in rows.items()}
    fees = {line.id: line for line in list_fees(org_id=org_id, fee_ids={one.fee_id for one in payments})}
    outcomes: dict[UUID, Outcome] = {id_: Outcome(id_, "known") for id_ in rows}
    left = {line.id: line.open_vnd for line in fees.values()}
    good: list[FeePaymentDraft] = []
    differs: dict[int, Outcome] = {}
    for place, one in enumerate(payments):
        said = (one.fee_id, one.paid_on, one.means.value, one.amount_vnd)
        if known.setdefault(one.id, said) != said:
            differs[place] = Outcome(one.id, "refused", DocumentDiffers(document=one.id))
        if one.id in outcomes or place in differs or one in good:
            continue
        fee = fees.get(one.fee_id)
        if fee is None:
            outcomes[one.id] = Outcome(one.id, "refused", MemberUnknown(member=one.fee_id))
        elif one.amount_vnd <= 0 or one.amount_vnd > left[fee.id]:
            facts: dict[str, Any] = {
                "name": fee.name,
                "year": fee.year,
                "open_vnd": left[fee.id],
                "amount_vnd": one.amount_vnd,
            }
            outcomes[one.id] = Outcome(one.id, "refused", FeeNotOpen(**facts))
        else:
            left[fee.id] = Dong(left[fee.id] - one.amount_vnd)
            good.append(one)
    outcomes |= _post(org_id=org_id, good=good, fees=fees, by=by, now=now)
    return [differs.get(place) or outcomes[one.id] for place, one in enumerate(payments)]


def _post(
    *, org_id: UUID, good: Sequence[FeePaymentDraft], fees: dict[UUID, FeeLine], by: UUID, now: datetime
) -> dict[UUID, Outcome]:
    if not good:
        return {}
    entries = [_entry(one, fees[one.fee_id]) for one in good]
    answers = post_entries_one_by_one(org_id=org_id, entries=entries, by=by, now=now)
    outcomes: dict[UUID, Outcome] = {}
    posted: list[FeePaymentDraft] = []
    for one, answer in zip(good, answers, strict=True):
        if isinstance(answer, Refusal):
            outcomes[one.id] = Outcome(one.id, "refused", answer)
            continue
        outcomes[one.id] = Outcome(one.id, "recorded", entry_label=answer.label)
        posted.append(one)
    FeePayment.objects.bulk_create(
        FeePayment(
            id=one.id,
            org_id=org_id,
            fee_id=one.fee_id,
            member_id=fees[one.fee_id].member_id,
            member_org_id=fees[one.fee_id].member_org_id,
            paid_on=one.paid_on,
            means=one.means.value,
            amount_vnd=one.amount_vnd,
            recorded_by_id=by,
            recorded_at=now,
        )
        for one in posted
    )
    if posted:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="members.fee.pay",
            object_kind="fee_payment",
            object_id=posted[0].id if len(posted) == 1 else None,
            detail={"count": len(posted)},
            now=now,
        )
    return outcomes


def _entry(one: FeePaymentDraft, fee: FeeLine) -> EntryDraft:
    rule = get_posting_rule(regime="cooperative", rule=_RULE, law=lawbook.on(one.paid_on))
    postings = postings_by_rule(
        rule=rule, amounts={"amount_vnd": one.amount_vnd}, facts={"means": one.means.value}, party_id=fee.member_id
    )
    text = f"Phí thành viên năm {fee.year}: {fee.number} {fee.name}"
    return EntryDraft(FEE, one.id, one.paid_on, one.paid_on, text, postings)
