"""The lines of a book: a page of a block after a cursor, or all of them in flat memory."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from heapq import merge
from itertools import groupby, islice
from typing import TypeVar
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.books import (
    BOOK_CODES,
    Behind,
    Book,
    BookBlock,
    BookPeriod,
    BookRow,
    BookSheet,
    last_day,
    months_of,
    row_of,
)
from ecoop.taxes.queries.book_frames import REFUSED, REVENUE, list_trade_months, sector_labels
from ecoop.taxes.queries.book_money import pot_of
from ecoop.taxes.queries.cooperative_lines import list_cooperative_lines
from ecoop.trade.queries import (
    CostLine,
    RevenueLine,
    list_revenue_lines,
    stream_cost_lines,
    stream_money_lines,
)

T = TypeVar("T")

WALK_AT_ONCE = 2000
_LAST_ID = UUID(int=2**128 - 1)
# No book has more lines; a longer cursor was written by hand.
_DIGITS_MAX = 12
_CURSOR = re.compile(r"\d{4}-\d{2}-\d{2}_[^_]*_[^_]*", re.ASCII)
_SALE, _STOCK = "trade.sale", "trade.stock-move"


def list_book_lines(*, org_id: UUID, book: Book, block: BookBlock, after: str, limit: int) -> list[BookRow]:
    """List some lines of a block, in the order of days; an empty cursor begins at the beginning.

    Shape:   at most `limit` lines; each line's cursor leads on
    Queries: 3 for each sector group of a book of revenue, those of the costs or the money else
    """
    return list(islice(_lines(org_id, book, block, after, limit), limit))


def walk_book_lines(*, org_id: UUID, book: Book, block: BookBlock) -> Iterator[BookRow]:
    """Walk through all lines of a block, in flat memory.

    Queries: 3 for every 2,000 lines
    """
    return _lines(org_id, book, block, "", WALK_AT_ONCE)


def walk_book_rows(*, org_id: UUID, book: Book, sheet: BookSheet) -> Iterator[BookRow]:
    """Walk through a sheet as it is printed: what stands before, the lines, what stands after.

    Queries: 3 for every 2,000 lines
    """
    for block in sheet.blocks:
        yield from block.before
        if block.has_lines:
            yield from walk_book_lines(org_id=org_id, book=book, block=block)
        yield from block.after


def _lines(org_id: UUID, book: Book, block: BookBlock, after: str, at_once: int) -> Iterator[BookRow]:
    if not block.has_lines:
        return iter(())
    if book.code not in BOOK_CODES:
        return list_cooperative_lines(org_id=org_id, book=book, block=block, after=after, at_once=at_once)
    if book.code == "s1a":
        return _revenue_of_all(org_id, book, block, after, at_once)
    if book.code in ("s2a", "s2b"):
        return _revenue_of_sector(org_id, book, block, after, at_once)
    if book.code == "s2e":
        return _money(org_id, book, block, after)
    if block.key == REVENUE:
        return _revenue_of_months(org_id, book, after)
    return _costs(org_id, book, block, after)


def _revenue_of_sector(org_id: UUID, book: Book, block: BookBlock, after: str, at_once: int) -> Iterator[BookRow]:
    for line in _revenue(org_id, block.key, book.period, after, at_once):
        yield _revenue_row(book, line, line.amount_vnd)


def _revenue_of_all(org_id: UUID, book: Book, block: BookBlock, after: str, at_once: int) -> Iterator[BookRow]:
    """Merge the sector groups by day; a sale of several groups is one line."""
    sectors = block.key.split("+")
    lines = merge(*(_revenue(org_id, each, book.period, after, at_once) for each in sectors), key=_place)
    for _at, same in groupby(lines, key=_place):
        parts = list(same)
        yield _revenue_row(book, parts[-1], Dong(sum(part.amount_vnd for part in parts)))


def _place(line: RevenueLine) -> tuple[date, UUID]:
    return line.on, line.sale_id


def _revenue(org_id: UUID, sector: str, period: BookPeriod, after: str, at_once: int) -> Iterator[RevenueLine]:
    position = after or RevenueLine(_LAST_ID, period.starts_on - timedelta(days=1), sector, "", Dong(0), "").cursor
    while True:
        lines = list_revenue_lines(org_id=org_id, year=period.year, sector=sector, limit=at_once, after=position)
        for line in lines:
            if line.on >= period.ends_before:
                return
            yield line
        if len(lines) < at_once:
            return
        position = lines[-1].cursor


def _revenue_row(book: Book, line: RevenueLine, amount: Dong) -> BookRow:
    return row_of(
        book.columns,
        kind="line",
        behind=Behind(_SALE, str(line.sale_id)),
        cursor=line.cursor,
        number=line.entry_label,
        date=line.on,
        text=line.text or book.words[_SALE],
        amount=amount,
    )


def _revenue_of_months(org_id: UUID, book: Book, after: str) -> Iterator[BookRow]:
    """Add the revenue up by month and sector group, as S2b has it sale by sale."""
    labels = sector_labels(period=book.period)
    found = list_trade_months(org_id=org_id, period=book.period)
    rows = []
    for month in months_of(book.period):
        for sector, label in labels.items():
            amount = Dong(sum(each.amount_vnd for each in found if (each.month, each.sector) == (month, sector)))
            if amount:
                text = book.words["month_revenue"].format(month=f"{month.month:02}", year=month.year, sector=label)
                on = last_day(BookPeriod("", month, _next(month)))
                rows.append((on, text, amount, Behind("sales", sector)))
    for number, (on, text, amount, behind) in _numbered(rows, after):
        yield row_of(book.columns, kind="line", behind=behind, cursor=str(number), date=on, text=text, amount=amount)


def _costs(org_id: UUID, book: Book, block: BookBlock, after: str) -> Iterator[BookRow]:
    lines = (line for line in _cost_lines(org_id, book, block) if book.period.holds(line.on))
    is_refused = block.key == REFUSED
    chosen = (line for line in lines if (line.amount_vnd - line.deductible_vnd if is_refused else line.deductible_vnd))
    for number, line in _numbered(chosen, after):
        text, reasons = line.text or book.words.get(line.document_kind, ""), " ".join(line.reasons)
        yield row_of(
            book.columns,
            kind="line",
            behind=_behind_cost(line),
            cursor=str(number),
            number=line.entry_label,
            date=line.on,
            text=f"{text}. {reasons}" if is_refused and reasons else text,
            amount=Dong(line.amount_vnd - line.deductible_vnd) if is_refused else line.deductible_vnd,
        )


def _behind_cost(line: CostLine) -> Behind | None:
    """Lead to the document, or to the sheet of the product that was used."""
    if line.document_kind != _STOCK:
        return Behind(line.document_kind, str(line.document_id))
    return Behind("stock-sheet", str(line.document_id)) if line.document_id.int else None


def _cost_lines(org_id: UUID, book: Book, block: BookBlock) -> Iterator[CostLine]:
    groups = [block.key]
    if block.key == REFUSED:
        groups = [each.key for each in book.sheets[0].blocks if each.has_lines and each.key != REVENUE]
    for group in groups:
        yield from stream_cost_lines(org_id=org_id, year=book.period.year, group=group)


def _money(org_id: UUID, book: Book, block: BookBlock, after: str) -> Iterator[BookRow]:
    """Walk through the money; a cursor names the last line before, so that the walk begins with its day."""
    pot, period = pot_of(block.key), book.period
    on, kind, document_id = after.split("_") if _CURSOR.fullmatch(after) and _is_day(after[:10]) else ("", "", "")
    lines = stream_money_lines(
        org_id=org_id,
        year=period.year,
        means=pot.means,
        bank_account_id=pot.account_id,
        starts_on=date.fromisoformat(on) if on else period.starts_on,
        ends_before=period.ends_before,
    )
    for line in lines:
        place = (line.on.isoformat(), line.document_kind, str(line.document_id))
        if place > (on, kind, document_id):
            yield row_of(
                book.columns,
                kind="line",
                behind=Behind(line.document_kind, str(line.document_id)),
                cursor="_".join(place),
                number=line.entry_label,
                date=line.on,
                text=line.text or book.words.get(line.document_kind, ""),
                in_amount=line.in_vnd or None,
                out_amount=line.out_vnd or None,
            )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _numbered(lines: Iterable[T], after: str) -> Iterator[tuple[int, T]]:
    """Number lines that have no place of their own to go on from, and leave out those before."""
    first = int(after) if after.isascii() and after.isdecimal() and len(after) <= _DIGITS_MAX else 0
    return islice(enumerate(lines, start=1), first, None)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
