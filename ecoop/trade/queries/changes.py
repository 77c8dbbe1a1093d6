"""Reads of what changed since a moment, for those who keep a copy: products, sales, stock."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from ecoop.ledger.queries.documents import has_red_entry_since, list_entry_labels, list_reversed_documents
from ecoop.trade.calc import SALE
from ecoop.trade.models import ProductRetirement, ProductVersion, Purchase, Sale, StockMove
from ecoop.trade.queries.things import ProductFacts, product_facts, products_now


@dataclass(frozen=True)
class SaleSeen:
    """A sale as a copy needs it; `taken_back` when a red entry took it out of the books."""

    id: UUID
    sold_on: date
    total_vnd: int
    means: str
    party_name: str
    label: str
    returns_id: UUID | None
    taken_back: bool


def list_products_since(
    *, org_id: UUID, since_at: datetime | None, after: UUID | None, limit: int
) -> list[ProductFacts]:
    """List products that were changed or retired since a moment, or all of them, in the order of their ids.

    Queries: 1
    """
    rows = products_now(org_id=org_id)
    if since_at is not None:
        own = {"org_id": OuterRef("org_id"), "product_id": OuterRef("product_id"), "recorded_at__gte": since_at}
        changed = Exists(ProductVersion.objects.filter(**own)) | Exists(ProductRetirement.objects.filter(**own))
        rows = rows.filter(changed)
    if after is not None:
        rows = rows.filter(product_id__gt=after)
    return [product_facts(row) for row in rows.order_by("product_id")[:limit]]


def list_sales_since(
    *, org_id: UUID, since_at: datetime | None, starts_on: date, after: tuple[date, UUID] | None, limit: int
) -> list[SaleSeen]:
    """List sales from a day on that were recorded since a moment, and those that were taken back; the oldest first.

    `after` is the day and id of the sale with which the page before ended.

    Queries: 3; 4 if there are red entries
    """
    gone = set(list_reversed_documents(org_id=org_id, document_kind=SALE))
    rows = Sale.objects.filter(org_id=org_id, sold_on__gte=starts_on)
    if since_at is not None:
        # Few are ever taken back; whoever was told so once may be told again.
        rows = rows.filter(Q(recorded_at__gte=since_at) | Q(id__in=gone))
    if after is not None:
        rows = rows.filter(Q(sold_on__gt=after[0]) | Q(sold_on=after[0], id__gt=after[1]))
    names = ("id", "sold_on", "total_vnd", "means", "party_name", "returns_id")
    found = list(rows.order_by("sold_on", "id").values(*names)[:limit])
    labels = list_entry_labels(org_id=org_id, document_kind=SALE, document_ids=[row["id"] for row in found])
    return [SaleSeen(**row, label=labels.get(row["id"], ""), taken_back=row["id"] in gone) for row in found]


def has_stock_moved(*, org_id: UUID, since_at: datetime) -> bool:
    """Tell whether anything that moves stock was recorded since a moment, or taken back.

    Queries: 4 at most
    """
    if has_red_entry_since(org_id=org_id, since_at=since_at):
        return True
    moves = (Sale.objects, Purchase.objects, StockMove.objects)
    return any(each.filter(org_id=org_id, recorded_at__gte=since_at).exists() for each in moves)
