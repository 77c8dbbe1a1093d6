"""Record sales: the documents, their entries in the ledger, and who did it, in one go."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.trade.actions.add_revenue import add_revenue
from ecoop.trade.actions.post_documents import post_documents, record_batch, rules_for
from ecoop.trade.calc import SALE, Outcome, SaleDraft, entry_of_sale
from ecoop.trade.models import Sale, SaleLine


@transaction.atomic
def record_sales(*, org_id: UUID, sales: Sequence[SaleDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Record a batch of sales; a good one is kept whatever becomes of the others.

    Call it inside the organisation's walls. A sale whose id is there already is left as it is,
    and refused if it says something else now.

    Shape:  one outcome per sale, in order
    Raises: BooksNotOpen
    Queries: about 8 for any number of sales
    """
    if not sales:
        return []
    rules = rules_for(org_id=org_id, on=max(sale.sold_on for sale in sales))
    outcomes, recorded = post_documents(
        org_id=org_id,
        drafts=sales,
        to_entry=lambda sale: entry_of_sale(sale=sale, rules=rules),
        by=by,
        now=now,
    )
    Sale.objects.bulk_create([_row(org_id, sale, by, now) for sale in recorded], batch_size=1000)
    SaleLine.objects.bulk_create([row for sale in recorded for row in _line_rows(org_id, sale)], batch_size=1000)
    add_revenue(org_id=org_id, sales=recorded)
    record_batch(org_id=org_id, verb="trade.sale.record", kind=SALE, recorded=recorded, by=by, now=now)
    return outcomes


def _row(org_id: UUID, sale: SaleDraft, by: UUID, now: datetime) -> Sale:
    return Sale(
        id=sale.id,
        org_id=org_id,
        sold_on=sale.sold_on,
        means=sale.owed_by,
        party_name=sale.party_name,
        party_tax_code=sale.party_tax_code,
        party_id=sale.party_id,
        text=sale.text,
        total_vnd=sale.total_vnd,
        place_id=sale.place_id,
        channel=sale.channel,
        platform_name=sale.platform_name,
        bank_account_id=sale.bank_account_id,
        returns_id=sale.returns_id,
        recorded_at=now,
        recorded_by_id=by,
    )


def _line_rows(org_id: UUID, sale: SaleDraft) -> list[SaleLine]:
    return [
        SaleLine(
            org_id=org_id,
            sale_id=sale.id,
            sold_on=sale.sold_on,
            line=place,
            sector=line.sector,
            name=line.name,
            unit=line.unit,
            quantity=line.quantity,
            unit_price=line.unit_price,
            amount_vnd=line.amount_vnd,
            is_vat_cut=line.is_vat_cut,
            product_id=line.product_id,
            returns_line=line.returns_line,
        )
        for place, line in enumerate(sale.lines, start=1)
    ]
