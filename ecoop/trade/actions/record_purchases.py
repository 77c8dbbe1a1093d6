"""Record purchases: the documents, their entries in the ledger, and who did it, in one go."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.trade.actions.post_documents import post_documents, record_batch, rules_for
from ecoop.trade.calc import PURCHASE, Outcome, PurchaseDraft, entry_of_purchase
from ecoop.trade.calc.invoice_names import InvoiceName, read_invoice_name
from ecoop.trade.errors import DocumentNotFound, InvoiceIsWritten, MoreThanWasBought
from ecoop.trade.models import Purchase, PurchaseLine
from ecoop.trade.queries.invoices_written import WrittenInvoice, list_written_invoices
from ecoop.trade.queries.known import get_known_things


@transaction.atomic
def record_purchases(*, org_id: UUID, purchases: Sequence[PurchaseDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Record a batch of purchases; a good one is kept whatever becomes of the others.

    One that was written from an invoice which another document stands for already is refused.

    Shape:  one outcome per purchase, in order
    Raises: BooksNotOpen
    Queries: about 7 for any number of purchases, 10 if any names its invoice
    """
    if not purchases:
        return []
    rules = rules_for(org_id=org_id, on=max(purchase.bought_on for purchase in purchases))
    known = get_known_things(
        org_id=org_id,
        product_ids=[line.product_id for each in purchases for line in each.lines],
        bank_account_ids=[each.bank_account_id for each in purchases],
    )
    left = _left_to_return(org_id, purchases)
    written = _written_before(org_id, purchases)

    def to_entry(purchase: PurchaseDraft) -> EntryDraft:
        known.check(product_ids=[line.product_id for line in purchase.lines], bank_account_id=purchase.bank_account_id)
        _check_return(purchase, left)
        _check_invoice(purchase, written)
        return entry_of_purchase(purchase=purchase, rules=rules)

    outcomes, recorded = post_documents(
        org_id=org_id,
        drafts=purchases,
        to_entry=to_entry,
        by=by,
        now=now,
    )
    Purchase.objects.bulk_create([_row(org_id, each, by, now) for each in recorded], batch_size=1000)
    PurchaseLine.objects.bulk_create([row for each in recorded for row in _line_rows(org_id, each)], batch_size=1000)
    record_batch(org_id=org_id, verb="trade.purchase.record", kind=PURCHASE, recorded=recorded, by=by, now=now)
    return outcomes


def _left_to_return(org_id: UUID, purchases: Sequence[PurchaseDraft]) -> dict[UUID, int]:
    """Find how much of the purchases that are named may still go back to their sellers."""
    wanted = {each.returns_id for each in purchases if each.returns_id is not None}
    if not wanted:
        return {}
    lock_books(org_id=org_id)
    own = Purchase.objects.filter(org_id=org_id, id__in=wanted, total_vnd__gt=0)
    left = dict(own.values_list("id", "total_vnd"))
    gone = list_reversed_documents(org_id=org_id, document_kind=PURCHASE)
    back = Purchase.objects.filter(org_id=org_id, returns_id__in=wanted).exclude(id__in=gone)
    # A return that is sent again is known to the ledger; it is not counted against itself.
    back = back.exclude(id__in=[each.id for each in purchases])
    for returns_id, total in back.values_list("returns_id", "total_vnd"):
        left[returns_id] = left.get(returns_id, 0) + total
    return {key: amount for key, amount in left.items() if key not in gone}


def _check_return(purchase: PurchaseDraft, left: dict[UUID, int]) -> None:
    if purchase.returns_id is None:
        return
    if purchase.returns_id not in left:
        raise DocumentNotFound()
    if purchase.total_vnd >= 0 or -purchase.total_vnd > left[purchase.returns_id]:
        raise MoreThanWasBought(left_vnd=format_dong(Dong(left[purchase.returns_id])))
    left[purchase.returns_id] += purchase.total_vnd


def _written_before(org_id: UUID, purchases: Sequence[PurchaseDraft]) -> dict[InvoiceName, WrittenInvoice]:
    """Find which of the invoices named stand in the books; nobody writes another meanwhile."""
    names = {name for each in purchases if (name := _invoice_of(each)) is not None}
    if not names:
        return {}
    lock_books(org_id=org_id)
    return list_written_invoices(org_id=org_id, names=names)


def _check_invoice(purchase: PurchaseDraft, written: dict[InvoiceName, WrittenInvoice]) -> None:
    name = _invoice_of(purchase)
    if name is None:
        return
    own = WrittenInvoice(PURCHASE, purchase.id, purchase.bought_on, purchase.total_vnd)
    # One that is sent again is known to the ledger; it does not stand in its own way.
    before = written.setdefault(name, own)
    if before.document_id != purchase.id:
        raise InvoiceIsWritten(invoice=name.label, total_vnd=format_dong(before.total_vnd), on=format_day(before.on))


def _invoice_of(purchase: PurchaseDraft) -> InvoiceName | None:
    if not purchase.has_invoice or purchase.total_vnd <= 0:
        return None
    return read_invoice_name(tax_code=purchase.party_tax_code, text=purchase.text)


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
        bank_account_id=purchase.bank_account_id,
        party_address=purchase.party_address,
        party_id_number=purchase.party_id_number,
        seller_kind=purchase.seller_kind,
        returns_id=purchase.returns_id,
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
            product_id=line.product_id,
            returns_line=line.returns_line,
        )
        for place, line in enumerate(purchase.lines, start=1)
    ]
