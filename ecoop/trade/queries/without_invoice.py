"""The list of goods bought from sellers without invoices, as the law asks for it month by month."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.trade.calc import PURCHASE
from ecoop.trade.models import PurchaseLine
from ecoop.trade.queries.weighing import is_listed


@dataclass(frozen=True)
class ListedLine:
    """One thing bought without an invoice; incomplete when the list lacks something that the law asks of it."""

    purchase_id: UUID
    on: date
    seller: str
    address: str
    id_number: str
    seller_kind: str
    goods: str
    unit: str
    quantity: Decimal | None
    unit_price: Decimal | None
    amount_vnd: Dong
    is_complete: bool

    @property
    def masked_id(self) -> str:
        """Show the last four digits of the personal number, as pages do."""
        return f"•••• {self.id_number[-4:]}" if self.id_number else ""


def list_without_invoice(*, org_id: UUID, starts_on: date, ends_before: date) -> list[ListedLine]:
    """List what was bought without invoices in a time, in the order of days; none that was taken back.

    Queries: 2
    """
    gone = set(list_reversed_documents(org_id=org_id, document_kind=PURCHASE))
    rows = PurchaseLine.objects.filter(
        org_id=org_id,
        purchase__org_id=org_id,
        purchase__has_invoice=False,
        purchase__bought_on__gte=starts_on,
        purchase__bought_on__lt=ends_before,
    )
    found = rows.select_related("purchase").order_by("purchase__bought_on", "purchase_id", "line")
    return [_listed(row) for row in found if row.purchase_id not in gone]


def _listed(row: PurchaseLine) -> ListedLine:
    purchase = row.purchase
    return ListedLine(
        purchase_id=purchase.id,
        on=purchase.bought_on,
        seller=purchase.party_name,
        address=purchase.party_address,
        id_number=purchase.party_id_number,
        seller_kind=purchase.seller_kind,
        goods=row.name,
        unit=row.unit,
        quantity=row.quantity,
        unit_price=row.unit_price,
        amount_vnd=Dong(row.amount_vnd),
        is_complete=is_listed(row=purchase),
    )
