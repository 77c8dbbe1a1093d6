"""Add what sales brought to the revenue of their months."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from ecoop.kernel.dates import month_start
from ecoop.kernel.ids import new_id
from ecoop.kernel.tenancy import read_sql
from ecoop.trade.calc import SaleDraft

_ADD_REVENUE = read_sql(__file__, "add_revenue.sql")


def add_revenue(*, org_id: UUID, sales: Sequence[SaleDraft]) -> None:
    """Add the lines of newly recorded sales to the monthly totals; a line that takes back lowers its own month.

    Call it in the transaction that writes the sales, and only for sales that were not there before.

    Queries: 1
    """
    sums: dict[tuple[object, ...], list[int]] = {}
    for sale in sales:
        for line in sale.lines:
            key = (month_start(sale.sold_on), line.sector, sale.channel, sale.place_id)
            held = sums.setdefault(key, [0, 0])
            held[0] += line.amount_vnd
            held[1] += line.amount_vnd if line.is_vat_cut else 0
    if not sums:
        return
    months, sectors, channels, place_ids = (list(column) for column in zip(*sums, strict=True))
    given: dict[str, Any] = {
        "org_id": org_id,
        "ids": [new_id() for _key in sums],
        "months": months,
        "sectors": sectors,
        "channels": channels,
        "place_ids": place_ids,
        "amounts_vnd": [amount for amount, _cut in sums.values()],
        "cuts_vnd": [cut for _amount, cut in sums.values()],
    }
    with connection.cursor() as cursor:
        cursor.execute(_ADD_REVENUE, given)
