"""How much of each product is there now: what the sheets end with, without walking through them."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from ecoop.kernel.tenancy import read_sql
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.trade.calc import PURCHASE, SALE, STOCK

_STOCK_NOW = read_sql(__file__, "stock_now.sql")


def map_stock_now(*, org_id: UUID, product_ids: Collection[UUID], year: int) -> dict[UUID, Decimal]:
    """Map products to the quantity with which their sheets of a year end.

    Shape:   one entry per product; equal to `closing_quantity` of list_stock_sheets where there is a sheet
    Queries: 4; 3 more if there are red entries; none without products
    """
    if not product_ids:
        return {}
    given: dict[str, Any] = {
        "org_id": org_id,
        "product_ids": list(product_ids),
        "ends_before": date(year + 1, 1, 1),
        "gone_sales": list_reversed_documents(org_id=org_id, document_kind=SALE),
        "gone_purchases": list_reversed_documents(org_id=org_id, document_kind=PURCHASE),
        "gone_moves": list_reversed_documents(org_id=org_id, document_kind=STOCK),
    }
    with connection.cursor() as cursor:
        cursor.execute(_STOCK_NOW, given)
        return dict(cursor.fetchall())
