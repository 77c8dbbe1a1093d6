"""The book S2d: one sheet for each product in stock, at the weighted average of its period."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.books import Behind, BookBlock, BookColumn, BookPeriod, BookRow, BookSheet, row_of
from ecoop.trade.queries import StockLine, StockSheet, stream_stock_sheets

_SALE = "trade.sale"


def frame_stock(
    *, org_id: UUID, period: BookPeriod, columns: Sequence[BookColumn], words: Mapping[str, str]
) -> tuple[BookSheet, ...]:
    """Frame the book S2d with all its lines: a sheet has as many as it has days with moves.

    Queries: those of `stream_stock_sheets`
    """
    sheets = (_sheet(each, period, columns, words) for each in stream_stock_sheets(org_id=org_id, year=period.year))
    return tuple(sheet for sheet in sheets if sheet is not None)


def _sheet(
    stock: StockSheet, period: BookPeriod, columns: Sequence[BookColumn], words: Mapping[str, str]
) -> BookSheet | None:
    before = [line for line in stock.lines if line.on < period.starts_on]
    own = [line for line in stock.lines if period.holds(line.on)]
    head = stock.head
    quantity, amount = head.opening_quantity, head.opening_vnd
    if before:
        quantity, amount = before[-1].balance_quantity, before[-1].balance_vnd
    if not own and not quantity and not amount:
        return None
    opening = row_of(columns, kind="sum", text=words["opening"], balance_quantity=quantity, balance_amount=amount)
    lines = tuple(_line(line, head.unit, columns) for line in own)
    if own:
        quantity, amount = own[-1].balance_quantity, own[-1].balance_vnd
    closing = row_of(columns, kind="sum", text=words["closing"], balance_quantity=quantity, balance_amount=amount)
    block = BookBlock("moves", before=(opening, *lines), after=(_moved(own, columns, words), closing), has_lines=False)
    name = ", ".join(part for part in (head.name, head.code, head.unit) if part)
    return BookSheet(str(head.product_id), name, (block,))


def _line(line: StockLine, unit: str, columns: Sequence[BookColumn]) -> BookRow:
    # What was sold stands in one line a day; its sales are those of the day.
    of_day = Behind("sales-of-day", line.on.isoformat()) if line.document_kind == _SALE else None
    behind = Behind(line.document_kind, str(line.document_id)) if line.document_id else of_day
    return row_of(
        columns,
        kind="line",
        behind=behind,
        number=line.entry_label,
        date=line.on,
        text=line.text,
        unit=unit,
        price=_price(line.unit_price),
        in_quantity=line.in_quantity,
        in_amount=line.in_vnd,
        out_quantity=line.out_quantity,
        out_amount=line.out_vnd,
        balance_quantity=line.balance_quantity,
        balance_amount=line.balance_vnd,
        note=line.note,
    )


def _moved(lines: Sequence[StockLine], columns: Sequence[BookColumn], words: Mapping[str, str]) -> BookRow:
    return row_of(
        columns,
        kind="sum",
        text=words["sums"],
        in_quantity=_total(line.in_quantity for line in lines),
        in_amount=Dong(sum(line.in_vnd or 0 for line in lines)),
        out_quantity=_total(line.out_quantity for line in lines),
        out_amount=Dong(sum(line.out_vnd or 0 for line in lines)),
    )


def _total(quantities: Iterator[Decimal | None]) -> Decimal:
    return sum((each for each in quantities if each is not None), Decimal(0))


def _price(price: Decimal | None) -> Decimal | None:
    # The price is shown to two places; the amount beside it is exact.
    return None if price is None else price.quantize(Decimal("0.01"))
