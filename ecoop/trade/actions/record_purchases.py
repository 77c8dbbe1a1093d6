"""Record purchases: the documents, their entries in the ledger, and who did it, in one go."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.trade.actions.post_documents import post_documents, record_batch, rules_for
from ecoop.trade.calc import PURCHASE, Outcome, PurchaseDraft, entry_of_purchase
from ecoop.trade.models import Purchase, PurchaseLine


@transaction.atomic
def record_purchases(*, org_id: UUID, purchases: Sequence[PurchaseDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Record a batch of purchases; a good one is kept whatever becomes of the others.

    Shape:  one outcome per purchase, in order
    Raises: BooksNotOpen
    Queries: about 7 for any number of purchases
    """
    if not purchases:
        return []
    rules = rules_for(org_id=org_id, on=max(purchase.bought_on for purchase in purchases))
    outcomes, recorded = post_documents(
        org_id=org_id,
        drafts=purchases,
        to_entry=lambda purchase: entry_of_purchase(purchase=purchase, rules=rules),
        by=by,
        now=now,
    )
    Purchase.objects.bulk_create([_row(org_id, each, by, now) for each in recorded], batch_size=1000)
    PurchaseLine.objects.bulk_create([row for each in recorded for row in _line_rows(org_id, each)], batch_size=1000)
    record_batch(org_id=org_id, verb="trade.purchase.record", kind=PURCHASE, recorded=recorded, by=by, now=now)
    return outcomes


def _row(org_id: UUID, purchase: PurchaseDraft, by: UUID, now: datetime) -> Purchase:
    return Purchase(
        id=purchase.id,
        org_id=org_id,
        bought_on=purchase.bought_on,
        what=purchase.what,
        has_invoice=purchase.has_invoice,
        means=purchase.means,
        party_name=purchase.party_name,
        party_tax_code=purchase.party_tax_code,
        party_id=purchase.party_id,
        text=purchase.text,
        total_vnd=purchase.total_vnd,
        recorded_at=now,
        recorded_by_id=by,
    )


def _line_rows(org_id: UUID, purchase: PurchaseDraft) -> list[PurchaseLine]:
    return [
        PurchaseLine(
            org_id=org_id,
            purchase_id=purchase.id,
            line=place,
            name=line.name,
            unit=line.unit,
            quantity=line.quantity,
            unit_price=line.unit_price,
            amount_vnd=line.amount_vnd,
        )
        for place, line in enumerate(purchase.lines, start=1)
    ]
