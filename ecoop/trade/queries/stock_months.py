"""What of the stock used stands in the books, month by month, and what was there at the beginning."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.trade.calc import STOCK, STOCK_COST
from ecoop.trade.models import StockCost, StockMove
from ecoop.trade.queries.stock import list_stock_use, list_stocked_products


@dataclass(frozen=True)
class StockMonth:
    """What left the stock in a month as it is reckoned now, and as it stands in the books."""

    month: date
    cost_vnd: Dong
    own_use_vnd: Dong
    posted_cost_vnd: Dong
    posted_own_use_vnd: Dong

    @property
    def is_posted(self) -> bool:
        """Tell whether the books say what is reckoned now."""
        return (self.cost_vnd, self.own_use_vnd) == (self.posted_cost_vnd, self.posted_own_use_vnd)


@dataclass(frozen=True)
class OpeningStock:
    """One thing that was in stock at the beginning; goods without a sheet have no product and no quantity."""

    on: date
    name: str
    unit: str
    quantity: Decimal | None
    amount_vnd: Dong


def list_stock_months(*, org_id: UUID, year: int) -> list[StockMonth]:
    """List the months of a year in which stock was used, with what of it is posted.

    Queries: 12
    """
    reckoned: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for use in list_stock_use(org_id=org_id, year=year):
        reckoned[use.month][0] += use.cost_vnd
        reckoned[use.month][1] += use.own_use_vnd
    posted = _posted(org_id, year)
    months = sorted({*reckoned, *posted})
    rows = [(month, reckoned.get(month, [0, 0]), posted.get(month, (0, 0))) for month in months]
    return [
        StockMonth(month, Dong(cost), Dong(own), Dong(posted_cost), Dong(posted_own))
        for month, (cost, own), (posted_cost, posted_own) in rows
        if cost or own or posted_cost or posted_own
    ]


def list_opening_stock(*, org_id: UUID, year: int) -> list[OpeningStock]:
    """List what was in stock at the beginning of a year's books, as the list 01/BK-HTK wants it.

    Queries: 3
    """
    names = {each.id: each for each in list_stocked_products(org_id=org_id)}
    gone = set(list_reversed_documents(org_id=org_id, document_kind=STOCK))
    rows = StockMove.objects.filter(org_id=org_id, kind="opening", moved_on__year=year)
    found = []
    for row in rows.order_by("moved_on", "recorded_at", "id"):
        product = names.get(row.product_id) if row.product_id else None
        if row.id not in gone:
            name = product.name if product else row.text
            quantity = row.quantity if row.product_id else None
            unit = product.unit if product else ""
            found.append(OpeningStock(row.moved_on, name, unit, quantity, Dong(row.amount_vnd)))
    return found


def _posted(org_id: UUID, year: int) -> dict[date, tuple[int, int]]:
    gone = set(list_reversed_documents(org_id=org_id, document_kind=STOCK_COST))
    rows = StockCost.objects.filter(org_id=org_id, month__year=year).order_by("month", "revision")
    return {row.month: (row.total_vnd, row.own_use_vnd) for row in rows if row.id not in gone}
