"""Write the rows of sales and their lines: columns of a batch, packed, in two statements."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ecoop.kernel.ids import new_id
from ecoop.kernel.packed import Packed, open_cursor
from ecoop.kernel.tenancy import read_sql
from ecoop.ledger.calc import packing
from ecoop.trade.calc import SaleDraft, SaleLineDraft

_SALES = read_sql(__file__, "write_sales.sql")
_LINES = read_sql(__file__, "write_sale_lines.sql")


def write_sales(*, org_id: UUID, sales: Sequence[SaleDraft], by: UUID, now: datetime) -> None:
    """Write sales that were just posted; call it in the transaction that posted them.

    Queries: 2
    """
    if not sales:
        return
    lines = [(sale, place, line) for sale in sales for place, line in enumerate(sale.lines, start=1)]
    with open_cursor() as cursor:
        cursor.execute(_SALES, [org_id, now, by, *_packed(_sale_columns(sales))], prepare=True)
        returned = [line.returns_line for _sale, _place, line in lines]
        given = [org_id, *_packed(_line_columns(lines)), returned if any(returned) else None]
        cursor.execute(_LINES, given, prepare=True)


def _packed(columns: Sequence[bytes | None]) -> list[Packed | None]:
    return [None if each is None else Packed(each) for each in columns]


def _sale_columns(sales: Sequence[SaleDraft]) -> list[bytes | None]:
    return [
        packing.pack_uuids([sale.id for sale in sales]),
        packing.pack_days([sale.sold_on for sale in sales]),
        packing.pack_texts([sale.owed_by for sale in sales]),
        packing.pack_texts([sale.party_name for sale in sales]),
        packing.pack_texts([sale.party_tax_code for sale in sales]),
        packing.pack_uuids([sale.party_id for sale in sales]),
        packing.pack_texts([sale.text for sale in sales]),
        packing.pack_integers([sale.total_vnd for sale in sales], oid=packing.INT8),
        packing.pack_uuids([sale.place_id for sale in sales]),
        packing.pack_texts([sale.channel for sale in sales]),
        packing.pack_texts([sale.platform_name for sale in sales]),
        packing.pack_uuids([sale.bank_account_id for sale in sales]),
        packing.pack_uuids([sale.returns_id for sale in sales]),
    ]


def _line_columns(rows: Sequence[tuple[SaleDraft, int, SaleLineDraft]]) -> list[bytes | None]:
    lines: list[Any] = [line for _sale, _place, line in rows]
    return [
        packing.pack_uuids([new_id() for _row in rows]),
        packing.pack_uuids([sale.id for sale, _place, _line in rows]),
        packing.pack_days([sale.sold_on for sale, _place, _line in rows]),
        packing.pack_integers([place for _sale, place, _line in rows], oid=packing.INT2),
        packing.pack_texts([line.sector for line in lines]),
        packing.pack_texts([line.name for line in lines]),
        packing.pack_texts([line.unit for line in lines]),
        packing.pack_texts([_exact(line.quantity) for line in lines]),
        packing.pack_texts([_exact(line.unit_price) for line in lines]),
        packing.pack_integers([line.amount_vnd for line in lines], oid=packing.INT8),
        packing.pack_integers([line.is_vat_cut for line in lines], oid=packing.INT2),
        packing.pack_uuids([line.product_id for line in lines]),
    ]


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
