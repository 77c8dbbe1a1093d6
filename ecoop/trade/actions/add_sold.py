"""Add what sales took of each product to what its months sold."""

from collections.abc import Sequence
from uuid import UUID

from ecoop.kernel.packed import Packed, open_cursor
from ecoop.kernel.tenancy import read_sql
from ecoop.ledger.calc import packing
from ecoop.trade.calc import SaleDraft

_ADD_SOLD = read_sql(__file__, "add_sold.sql")


def add_sold(*, org_id: UUID, sales: Sequence[SaleDraft]) -> None:
    """Add the lines of sales that were just written to the monthly quantities; what came back lowers its own month.

    Call it in the transaction that writes the sales, and only for sales that were not there before.

    Queries: 1; none for sales that name no product
    """
    ids = [sale.id for sale in sales if any(line.product_id and line.quantity for line in sale.lines)]
    packed = packing.pack_uuids(ids) if ids else None
    if packed is None:
        return
    with open_cursor() as cursor:
        cursor.execute(_ADD_SOLD, [org_id, Packed(packed)], prepare=True)
