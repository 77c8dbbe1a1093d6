"""Reads of the stock: the sheets of the book S2d, and what left the stock month by month."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from django.db.models import Case, F, Sum, Value, When
from django.utils.translation import gettext as _

from ecoop.kernel.dates import month_start
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries.documents import list_entry_labels, list_reversed_documents
from ecoop.trade.calc import PURCHASE, SALE, STOCK
from ecoop.trade.calc.stock import (
    BOUGHT,
    COUNTED,
    NOTHING,
    OWN_USE,
    SHORT,
    SOLD,
    ZERO_VND,
    GoodsEvent,
    Pool,
    StockEvent,
    StockMoved,
    StockPeriod,
    period_start,
    unit_price,
    walk_goods,
    walk_stock,
)
from ecoop.trade.errors import STOCK_MOVES, ProductNotFound
from ecoop.trade.models import SaleLine, StockMove
from ecoop.trade.queries.things import products_now
from ecoop.trade.queries.weighing import WeighedPurchase, Weigher, list_weighed_purchases

_PERIOD = "books/household/stock_period"
_GOODS = "books/household/goods_without_sheet"


@dataclass(frozen=True)
class StockedProduct:
    """A product that has a sheet."""

    id: UUID
    code: str
    name: str
    unit: str


@dataclass(frozen=True)
class StockSheetHead:
    """One product's year: opening, in, out, closing; short when more left than was there."""

    product_id: UUID
    code: str
    name: str
    unit: str
    opening_quantity: Decimal
    opening_vnd: Dong
    in_quantity: Decimal
    in_vnd: Dong
    out_quantity: Decimal
    out_vnd: Dong
    closing_quantity: Decimal
    closing_vnd: Dong
    is_short: bool


@dataclass(frozen=True)
class StockLine:
    """One line of a sheet: in or out, and what is there after it."""

    on: date
    text: str
    kind: str
    document_kind: str
    document_id: UUID | None
    entry_label: str
    unit_price: Decimal | None
    in_quantity: Decimal | None
    in_vnd: Dong | None
    out_quantity: Decimal | None
    out_vnd: Dong | None
    balance_quantity: Decimal
    balance_vnd: Dong
    note: str = ""


@dataclass(frozen=True)
class StockSheet:
    """The sheet of one product for a year, line by line."""

    head: StockSheetHead
    lines: tuple[StockLine, ...]


@dataclass(frozen=True)
class StockUse:
    """What left the stock of one product (or of goods without a sheet) in a month, and where it went."""

    month: date
    product_id: UUID | None
    name: str
    unit: str
    quantity: Decimal
    cost_vnd: Dong
    refused_vnd: Dong
    own_use_vnd: Dong = ZERO_VND
    on: date | None = None
    document_kind: str = ""
    document_id: UUID | None = None
    reasons: tuple[str, ...] = ()


def list_stocked_products(*, org_id: UUID) -> list[StockedProduct]:
    """List the products that are kept in stock, also those no longer sold, by name.

    Queries: 1
    """
    rows = products_now(org_id=org_id).filter(is_stocked=True).order_by("name", "product_id")
    return [StockedProduct(row.product_id, row.code, row.name, row.unit) for row in rows]


def list_stock_sheets(*, org_id: UUID, year: int) -> list[StockSheetHead]:
    """List the sheets of a year, one per product that is kept in stock, by name.

    Queries: 10
    """
    stock = _Stock(org_id=org_id, year=year)
    return [_head(product, stock.periods(product.id), year) for product in stock.products.values()]


def get_stock_sheet(*, org_id: UUID, year: int, product_id: UUID) -> StockSheet:
    """Get one product's sheet of a year: every move with its amount, at the weighted average of its period.

    Raises:  ProductNotFound
    Queries: 11
    """
    stock = _Stock(org_id=org_id, year=year)
    if product_id not in stock.products:
        raise ProductNotFound()
    return _sheet(stock, product_id)


def stream_stock_sheets(*, org_id: UUID, year: int) -> Iterator[StockSheet]:
    """Walk through the sheets of a year, one per product that is kept in stock, from one reading.

    Queries: 10, and 1 for each product
    """
    stock = _Stock(org_id=org_id, year=year)
    return (_sheet(stock, product_id) for product_id in stock.products)


def list_stock_use(*, org_id: UUID, year: int, weigher: Weigher | None = None) -> list[StockUse]:
    """List what left the stock in a year, by month and product, goods without a sheet document by document.

    Law:     books/household/stock_issue_price, books/household/goods_without_sheet
    Queries: 10
    """
    stock = _Stock(org_id=org_id, year=year, weigher=weigher)
    used = [use for product in stock.products.values() for use in _uses(product, stock.periods(product.id), year)]
    return sorted([*used, *stock.goods()], key=lambda use: (use.month, use.name))


class _Stock:
    """Everything that moved stock until the end of a year, read once."""

    def __init__(self, *, org_id: UUID, year: int, weigher: Weigher | None = None) -> None:
        law, self.year, self.org_id = lawbook.on(date(year, 12, 31)), year, org_id
        # Before the law of 2026 nobody asked; the books begin with it.
        self._length = law.switch(_PERIOD) if law.has(_PERIOD) else "month"
        self._used_when = law.switch(_GOODS) if law.has(_GOODS) else BOUGHT
        self.products = {each.id: each for each in list_stocked_products(org_id=org_id)}
        ends = date(year + 1, 1, 1)
        purchases = list_weighed_purchases(org_id=org_id, ends_before=ends, weigher=weigher or Weigher(org_id=org_id))
        self._purchases = {each.row.id: each for each in purchases}
        self._events: dict[UUID, list[StockEvent]] = defaultdict(list)
        self._goods: list[GoodsEvent] = []
        self._take_purchases(purchases)
        for product_id, event in _sold(org_id, ends, self.products):
            self._events[product_id].append(event)
        self._take_moves(org_id, ends)

    def periods(self, product_id: UUID) -> list[StockPeriod]:
        """Price everything that moved a product."""
        starts = partial(_period_of, length=self._length)
        return walk_stock(events=self._events[product_id], starts=starts)

    def goods(self) -> Iterator[StockUse]:
        """Say what the year used of goods that have no sheet."""
        for event, used, refused in walk_goods(events=self._goods, used_when=self._used_when):
            if event.on.year == self.year and used:
                purchase = self._purchases.get(event.document_id) if event.document_id else None
                reasons = tuple(each.remedy for each in purchase.verdict.unmet) if purchase else ()
                yield StockUse(
                    month=month_start(event.on),
                    product_id=None,
                    name=event.text,
                    unit="",
                    quantity=NOTHING,
                    cost_vnd=used,
                    refused_vnd=refused,
                    on=event.on,
                    document_kind=event.document_kind,
                    document_id=event.document_id,
                    reasons=reasons,
                )

    def _take_purchases(self, purchases: Iterable[WeighedPurchase]) -> None:
        for each in purchases:
            without, refused = 0, 0
            for line in each.lines:
                if line.product_id is not None and line.product_id in self.products:
                    self._events[line.product_id].append(
                        StockEvent(
                            on=each.row.bought_on,
                            kind=BOUGHT,
                            quantity=line.quantity or NOTHING,
                            amount_vnd=line.amount_vnd,
                            refused_vnd=line.refused_vnd,
                            text=each.text,
                            document_kind=PURCHASE,
                            document_id=each.row.id,
                        )
                    )
                else:
                    without, refused = without + line.amount_vnd, refused + line.refused_vnd
            if without:
                goods = (Dong(without), Dong(refused), each.text, PURCHASE, each.row.id)
                self._goods.append(GoodsEvent(each.row.bought_on, BOUGHT, *goods))

    def _take_moves(self, org_id: UUID, ends: date) -> None:
        gone = set(list_reversed_documents(org_id=org_id, document_kind=STOCK))
        rows = StockMove.objects.filter(org_id=org_id, moved_on__lt=ends).order_by("moved_on", "recorded_at", "id")
        for row in rows:
            if row.id in gone:
                continue
            text = row.text or str(STOCK_MOVES[row.kind])
            if row.product_id is None:
                self._goods.append(
                    GoodsEvent(row.moved_on, row.kind, Dong(row.amount_vnd), Dong(0), text, STOCK, row.id)
                )
            elif row.product_id in self.products:
                self._events[row.product_id].append(
                    StockEvent(
                        on=row.moved_on,
                        kind=row.kind,
                        quantity=row.quantity,
                        amount_vnd=Dong(row.amount_vnd),
                        text=text,
                        document_kind=STOCK,
                        document_id=row.id,
                    )
                )


def _period_of(on: date, *, length: str) -> date:
    return period_start(on=on, length=length)


def _sold(org_id: UUID, ends: date, products: dict[UUID, StockedProduct]) -> Iterator[tuple[UUID, StockEvent]]:
    """Give what was sold of each product, day by day; what comes back has a negative quantity."""
    rows = SaleLine.objects.filter(
        org_id=org_id, product_id__in=list(products), sold_on__lt=ends, quantity__isnull=False
    )
    if gone := list_reversed_documents(org_id=org_id, document_kind=SALE):
        rows = rows.exclude(sale_id__in=gone)
    back = Case(When(amount_vnd__lt=0, quantity__gt=0, then=Value(-1)), default=Value(1))
    sums = rows.values("product_id", "sold_on").annotate(sold=Sum(F("quantity") * back)).order_by("sold_on")
    for row in sums:
        event = StockEvent(on=row["sold_on"], kind=SOLD, quantity=row["sold"], text=_("Sold"), document_kind=SALE)
        yield row["product_id"], event


def _sheet(stock: _Stock, product_id: UUID) -> StockSheet:
    year, periods = stock.year, stock.periods(product_id)
    moves = [(period, move) for period in periods for move in period.moves if move.event.on.year == year]
    bought = [move.event.document_id for _period, move in moves if move.event.document_kind == PURCHASE]
    labels = list_entry_labels(
        org_id=stock.org_id, document_kind=PURCHASE, document_ids=[each for each in bought if each]
    )
    lines = tuple(_line(period, move, labels) for period, move in moves)
    return StockSheet(_head(stock.products[product_id], periods, year), lines)


def _head(product: StockedProduct, periods: list[StockPeriod], year: int) -> StockSheetHead:
    before = [period for period in periods if period.starts_on.year < year]
    own = [move for period in periods for move in period.moves if move.event.on.year == year]
    opening = before[-1].closing if before else Pool()
    closing = own[-1].balance if own else opening
    entered, left = [each for each in own if each.event.is_in], [each for each in own if not each.event.is_in]
    return StockSheetHead(
        product_id=product.id,
        code=product.code,
        name=product.name,
        unit=product.unit,
        opening_quantity=opening.quantity,
        opening_vnd=opening.amount_vnd,
        in_quantity=sum((each.quantity for each in entered), NOTHING),
        in_vnd=Dong(sum(each.amount_vnd for each in entered)),
        out_quantity=sum((each.quantity for each in left), NOTHING),
        out_vnd=Dong(sum(each.amount_vnd for each in left)),
        closing_quantity=closing.quantity,
        closing_vnd=closing.amount_vnd,
        is_short=closing.quantity < 0 or any(each.balance.quantity < 0 for each in own),
    )


def _line(period: StockPeriod, move: StockMoved, labels: dict[UUID, str]) -> StockLine:
    event = move.event
    own_price = unit_price(worth_vnd=move.amount_vnd, quantity=move.quantity)
    is_in = event.is_in
    return StockLine(
        on=event.on,
        text=event.text or (_("Left before it was bought") if event.kind == SHORT else ""),
        kind=event.kind,
        document_kind=event.document_kind,
        document_id=event.document_id,
        entry_label=labels.get(event.document_id, "") if event.document_id else "",
        unit_price=own_price if is_in else period.price,
        in_quantity=move.quantity if is_in else None,
        in_vnd=move.amount_vnd if is_in else None,
        out_quantity=None if is_in else move.quantity,
        out_vnd=None if is_in else move.amount_vnd,
        balance_quantity=move.balance.quantity,
        balance_vnd=move.balance.amount_vnd,
        note=_("More left than was there.") if move.balance.quantity < 0 else _note(event, move),
    )


def _note(event: StockEvent, move: StockMoved) -> str:
    if event.kind != COUNTED or not move.quantity:
        return ""
    return _("Missing by the count") if move.quantity > 0 else _("Found by the count")


def _uses(product: StockedProduct, periods: list[StockPeriod], year: int) -> Iterator[StockUse]:
    """Add up by month what left a product's stock; what the family took is no cost."""
    sums: dict[date, list[Decimal | int]] = defaultdict(lambda: [NOTHING, 0, 0, 0])
    for period in periods:
        for move in period.moves:
            if move.event.is_in or move.event.on.year != year:
                continue
            month = sums[month_start(move.event.on)]
            month[0] += move.quantity
            if move.event.kind == OWN_USE:
                month[3] += move.amount_vnd
            else:
                month[1] += move.amount_vnd
                month[2] += move.refused_vnd
    for month_on, (quantity, cost, refused, own) in sorted(sums.items()):
        yield StockUse(
            month=month_on,
            product_id=product.id,
            name=product.name,
            unit=product.unit,
            quantity=Decimal(quantity),
            cost_vnd=Dong(int(cost)),
            refused_vnd=Dong(int(refused)),
            own_use_vnd=Dong(int(own)),
        )
