"""What of each item is there: cards (opening, each move, closing) and the summary of all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from ecoop.kernel.dong import Dong
from ecoop.kernel.tenancy import read_sql
from ecoop.ledger.queries import list_trial_balance
from ecoop.ledger.queries.openings import get_opening_day
from ecoop.vouchers.calc.stock import ItemStock, Pool, StockMove
from ecoop.vouchers.errors import STOCK_SLIPS
from ecoop.vouchers.queries.stock_items import StockItemFacts, get_stock_item, list_stock_items, load_stock

_PAPERS = read_sql(__file__, "stock_papers.sql")
NOTHING = Decimal(0)


class StockCardLine(NamedTuple):
    """One move on a card: the paper, what came in or went out, and what was there after it."""

    on: date
    slip_id: UUID | None
    number: str
    text: str
    in_quantity: Decimal
    in_vnd: Dong
    out_quantity: Decimal
    out_vnd: Dong | None
    balance: Pool


@dataclass(frozen=True)
class StockCard:
    """An item over a year: opening, every move, closing. What left without a price is there by its quantity only."""

    item: StockItemFacts
    year: int
    opening: Pool
    lines: tuple[StockCardLine, ...]
    closing: Pool
    unpriced: int

    @property
    def in_quantity(self) -> Decimal:
        """Add up what came in."""
        return sum((line.in_quantity for line in self.lines), NOTHING)

    @property
    def in_vnd(self) -> Dong:
        """Add up what came in, in đồng."""
        return Dong(sum(line.in_vnd for line in self.lines))

    @property
    def out_quantity(self) -> Decimal:
        """Add up what went out."""
        return sum((line.out_quantity for line in self.lines), NOTHING)

    @property
    def out_vnd(self) -> Dong:
        """Add up what went out, in đồng, as far as it is priced."""
        return Dong(sum(line.out_vnd or 0 for line in self.lines))


class StockSummaryRow(NamedTuple):
    """An item over some days: opening, in, out, closing."""

    item: StockItemFacts
    opening: Pool
    entered: Pool
    left: Pool
    closing: Pool


@dataclass(frozen=True)
class StockSummary:
    """All items over some days, beside what their accounts say: a difference was posted without an item."""

    rows: tuple[StockSummaryRow, ...]
    accounts: tuple[tuple[str, Dong, Dong], ...]

    @property
    def total(self) -> StockSummaryRow | None:
        """Add the rows up in đồng; quantities of different things have no sum."""
        if not self.rows:
            return None
        pools = [
            Pool(NOTHING, Dong(sum(getattr(row, name).amount_vnd for row in self.rows)))
            for name in ("opening", "entered", "left", "closing")
        ]
        return StockSummaryRow(self.rows[0].item, *pools)


def get_stock_card(*, org_id: UUID, item_id: UUID, year: int) -> StockCard:
    """Get the card of an item for a year (S06, S07).

    Raises: StockItemUnknown
    Queries: 9
    """
    item = get_stock_item(org_id=org_id, item_id=item_id)
    stock = load_stock(org_id=org_id, items=[item])[item_id]
    first, last = _span(org_id, year)
    papers = _papers(org_id, item_id)
    opening = stock.known_on(first - timedelta(days=1))
    lines = tuple(_lines([each for each in stock.moves if first <= each.on <= last], opening, papers))
    closing = lines[-1].balance if lines else opening
    unpriced = sum(1 for line in lines if line.out_vnd is None)
    return StockCard(item, year, opening, lines, closing, unpriced)


def list_stock_summary(*, org_id: UUID, from_on: date, until_on: date) -> StockSummary:
    """List what of each item was there, came in and went out in some days (S08), beside the balances of the accounts.

    Queries: 8
    """
    items = list_stock_items(org_id=org_id)
    stocks = load_stock(org_id=org_id, items=items)
    rows = [_summary(item, stocks[item.id], from_on, until_on) for item in items]
    shown = tuple(row for row in rows if not row.item.is_retired or row.closing != Pool() or row.opening != Pool())
    balances = {
        line.code: line.closing_vnd for line in list_trial_balance(org_id=org_id, from_on=from_on, until_on=until_on)
    }
    accounts = sorted({item.account for item in items})
    told = tuple(
        (
            account,
            Dong(sum(row.closing.amount_vnd for row in rows if row.item.account == account)),
            balances.get(account, Dong(0)),
        )
        for account in accounts
    )
    return StockSummary(shown, told)


def list_stock_cards(*, org_id: UUID, year: int) -> Iterator[StockCard]:
    """Go through the cards of all items that moved or are there, item by item.

    Queries: 9 for all
    """
    items = list_stock_items(org_id=org_id)
    stocks = load_stock(org_id=org_id, items=items)
    papers = _papers(org_id, None)
    first, last = _span(org_id, year)
    for item in items:
        opening = stocks[item.id].known_on(first - timedelta(days=1))
        moves = [each for each in stocks[item.id].moves if first <= each.on <= last]
        lines = tuple(_lines(moves, opening, papers))
        closing = lines[-1].balance if lines else opening
        if lines or closing != Pool():
            yield StockCard(item, year, opening, lines, closing, sum(1 for each in lines if each.out_vnd is None))


def _span(org_id: UUID, year: int) -> tuple[date, date]:
    """Give the days of a year in the books; what was there when the books began is opening, in whichever month."""
    return max(date(year, 1, 1), get_opening_day(org_id=org_id) + timedelta(days=1)), date(year, 12, 31)


def _lines(moves: list[StockMove], opening: Pool, papers: dict[UUID, tuple[UUID, str, str]]) -> Iterator[StockCardLine]:
    there = opening
    for move in moves:
        slip_id, number, text = papers.get(move.line_id, (None, "", ""))
        sign = 1 if move.is_in else -1
        there = Pool(there.quantity + sign * move.quantity, Dong(there.amount_vnd + sign * (move.amount_vnd or 0)))
        came = (move.quantity, move.amount_vnd or Dong(0)) if move.is_in else (NOTHING, Dong(0))
        went = (NOTHING, Dong(0)) if move.is_in else (move.quantity, move.amount_vnd)
        yield StockCardLine(move.on, slip_id, number, text, *came, *went, there)


def _summary(item: StockItemFacts, stock: ItemStock, from_on: date, until_on: date) -> StockSummaryRow:
    inside = [each for each in stock.moves if from_on <= each.on <= until_on]
    entered = [each for each in inside if each.is_in]
    left = [each for each in inside if not each.is_in]
    before = from_on - timedelta(days=1)
    opening = Pool(stock.quantity_on(before), stock_worth(stock=stock, day=before))
    closing = Pool(stock.quantity_on(until_on), stock_worth(stock=stock, day=until_on))
    return StockSummaryRow(item, opening, _sum(entered), _sum(left), closing)


def stock_worth(*, stock: ItemStock, day: date) -> Dong:
    """Say what is there is worth in the books on a day: what left without a price still counts.

    Queries: 0
    """
    return stock.known_on(day).amount_vnd


def _sum(moves: list[StockMove]) -> Pool:
    return Pool(sum((each.quantity for each in moves), NOTHING), Dong(sum(each.amount_vnd or 0 for each in moves)))


def _papers(org_id: UUID, item_id: UUID | None) -> dict[UUID, tuple[UUID, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_PAPERS, {"org_id": org_id, "item_id": item_id})
        return {
            line: (slip, f"{paper} {number}", text or str(STOCK_SLIPS[kind]))
            for line, slip, paper, number, text, kind in cursor.fetchall()
        }
