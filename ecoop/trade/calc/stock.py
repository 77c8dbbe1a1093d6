"""Stock at the weighted average of its period: what is there, what went out, and at which price."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from itertools import groupby
from uuid import UUID

from ecoop.kernel.dates import month_start
from ecoop.kernel.dong import Dong, Rounding, round_dong

NOTHING, ZERO_VND = Decimal(0), Dong(0)
OPENING, BOUGHT, SOLD, COUNTED, OWN_USE, SHORT = "opening", "bought", "sold", "counted", "own_use", "short"
# On one day what comes in is there before something leaves, and a count tells what is left at its end.
_ORDER = {OPENING: 0, BOUGHT: 1, SOLD: 2, COUNTED: 9}
_EXACT_DIGITS = 60


@dataclass(frozen=True)
class StockEvent:
    """Something that moved a product: in with its amount, out with its quantity, or a count of what is there."""

    on: date
    kind: str
    quantity: Decimal
    amount_vnd: Dong = ZERO_VND
    # That part of the amount which the law lets nobody take off.
    refused_vnd: Dong = ZERO_VND
    text: str = ""
    document_kind: str = ""
    document_id: UUID | None = None

    @property
    def is_in(self) -> bool:
        """Tell whether it brings its own amount."""
        return self.kind in (OPENING, BOUGHT)


@dataclass(frozen=True)
class Pool:
    """What is in stock: how much, worth what, and how much of that may not be taken off."""

    quantity: Decimal = NOTHING
    amount_vnd: Dong = ZERO_VND
    refused_vnd: Dong = ZERO_VND


@dataclass(frozen=True)
class StockMoved:
    """An event with the quantity and amount it moved, and what was there after it."""

    event: StockEvent
    quantity: Decimal
    amount_vnd: Dong
    refused_vnd: Dong
    balance: Pool


@dataclass(frozen=True)
class StockPeriod:
    """One period of a product: opening, what moved, closing; `price` is its weighted average."""

    starts_on: date
    opening: Pool
    price: Decimal | None
    moves: tuple[StockMoved, ...]
    closing: Pool

    @property
    def is_short(self) -> bool:
        """Tell whether more left than was ever there."""
        return self.closing.quantity < 0


def period_start(*, on: date, length: str) -> date:
    """Give the first day of the period (month, quarter or year) in which prices are averaged."""
    if length == "year":
        return date(on.year, 1, 1)
    if length == "quarter":
        return date(on.year, (on.month - 1) // 3 * 3 + 1, 1)
    return month_start(on)


def unit_price(*, worth_vnd: Dong, quantity: Decimal) -> Decimal | None:
    """Give the price of one unit, exactly; none where there is no quantity."""
    return _ratio(Decimal(worth_vnd), quantity) if quantity else None


def walk_stock(*, events: Iterable[StockEvent], starts: Callable[[date], date]) -> list[StockPeriod]:
    """Go through everything that moved a product, period by period, and price what left at the weighted average.

    Shape:  opening + in = out + closing in quantity and in đồng, for each period and over all of them
    Law:    books/household/stock_issue_price
    """
    ordered = sorted(events, key=lambda each: (each.on, _ORDER.get(each.kind, 3)))
    pool, periods = Pool(), []
    for first, inside in groupby(ordered, key=lambda each: starts(each.on)):
        periods.append(_walk_period(first, pool, list(inside)))
        pool = periods[-1].closing
    return periods


def _walk_period(starts_on: date, opening: Pool, events: Sequence[StockEvent]) -> StockPeriod:
    entered = [each for each in events if each.is_in]
    available = Pool(
        max(opening.quantity, NOTHING) + sum((each.quantity for each in entered), NOTHING),
        Dong(opening.amount_vnd + sum(each.amount_vnd for each in entered)),
        Dong(opening.refused_vnd + sum(each.refused_vnd for each in entered)),
    )
    leaving = list(_quantities(starts_on, opening, events))
    whole = sum((quantity for event, quantity in leaving if not event.is_in), NOTHING)
    priced = _Pricing(available, whole)
    moves = tuple(_move(opening, leaving, priced))
    closing = moves[-1].balance if moves else opening
    price = _ratio(Decimal(available.amount_vnd), available.quantity) if available.quantity > 0 else None
    return StockPeriod(starts_on, opening, price, moves, closing)


def _quantities(starts_on: date, opening: Pool, events: Sequence[StockEvent]) -> Iterator[tuple[StockEvent, Decimal]]:
    """Give the quantity each event moves; a count moves what is missing, a shortage of before is made good first."""
    there = opening.quantity
    if there < 0 and any(each.is_in for each in events):
        # What left before it was bought gets its price now; its quantity has left already.
        yield StockEvent(starts_on, SHORT, NOTHING), -there
    for event in events:
        quantity = there - event.quantity if event.kind == COUNTED else event.quantity
        there = there + quantity if event.is_in else there - quantity
        yield event, quantity


class _Pricing:
    """Hand out the amount of what leaves, little by little, so that the parts add up to the whole."""

    def __init__(self, available: Pool, whole: Decimal) -> None:
        # Whatever takes the last piece takes the last đồng; what was never there costs nothing.
        is_all = whole > 0 and whole >= available.quantity
        self._per = whole if is_all else available.quantity
        self._available = available
        self._gone = NOTHING

    def take(self, quantity: Decimal) -> tuple[Dong, Dong]:
        """Give the amount and the refused part of the next quantity."""
        before, self._gone = self._gone, self._gone + quantity
        amount, refused = self._available.amount_vnd, self._available.refused_vnd
        return (
            Dong(self._until(self._gone, amount) - self._until(before, amount)),
            Dong(self._until(self._gone, refused) - self._until(before, refused)),
        )

    def _until(self, quantity: Decimal, total_vnd: Dong) -> Dong:
        if self._per <= 0:
            return Dong(0)
        return round_dong(_ratio(quantity * total_vnd, self._per), rule=Rounding.HALF_UP)


def _move(opening: Pool, leaving: Sequence[tuple[StockEvent, Decimal]], priced: _Pricing) -> Iterator[StockMoved]:
    there = opening
    for event, quantity in leaving:
        if event.is_in:
            amount, refused, moved = event.amount_vnd, event.refused_vnd, quantity
            there = Pool(there.quantity + moved, Dong(there.amount_vnd + amount), Dong(there.refused_vnd + refused))
        else:
            amount, refused = priced.take(quantity)
            moved = NOTHING if event.kind == SHORT else quantity
            there = Pool(there.quantity - moved, Dong(there.amount_vnd - amount), Dong(there.refused_vnd - refused))
        yield StockMoved(event, moved, amount, refused, there)


def _ratio(part: Decimal, whole: Decimal) -> Decimal:
    with localcontext(prec=_EXACT_DIGITS):
        return part / whole


@dataclass(frozen=True)
class GoodsEvent:
    """Goods without a sheet: bought for an amount, or counted by their value."""

    on: date
    kind: str
    amount_vnd: Dong
    refused_vnd: Dong = ZERO_VND
    text: str = ""
    document_kind: str = ""
    document_id: UUID | None = None


def walk_goods(*, events: Iterable[GoodsEvent], used_when: str) -> list[tuple[GoodsEvent, Dong, Dong]]:
    """Say what each event makes of goods without a sheet: the amount used, and the refused part of it.

    Bought goods count as used at once, until a count finds some of them still there; or only a count says what was
    used: the law leaves it open (`used_when`: bought or counted).

    Shape:  used + what the last count found = opening + bought, in đồng
    Law:    books/household/goods_without_sheet
    """
    ordered = sorted(events, key=lambda each: (each.on, _ORDER.get(each.kind, 3)))
    since, used_since = Pool(), Pool()
    told = []
    for event in ordered:
        if event.kind == COUNTED:
            found = _found(since, event.amount_vnd)
            out = Pool(
                amount_vnd=Dong(since.amount_vnd - found.amount_vnd - used_since.amount_vnd),
                refused_vnd=Dong(since.refused_vnd - found.refused_vnd - used_since.refused_vnd),
            )
            since, used_since = found, Pool()
        else:
            since = _plus(since, event)
            is_used = event.kind == BOUGHT and used_when == "bought"
            out = Pool(amount_vnd=event.amount_vnd, refused_vnd=event.refused_vnd) if is_used else Pool()
            used_since = _plus(used_since, event) if is_used else used_since
        told.append((event, out.amount_vnd, out.refused_vnd))
    return told


def _found(since: Pool, counted_vnd: Dong) -> Pool:
    """Give what a count leaves: its refused part is the share that it was of all there could be."""
    if since.amount_vnd <= 0:
        return Pool(amount_vnd=counted_vnd)
    share = _ratio(Decimal(since.refused_vnd) * counted_vnd, Decimal(since.amount_vnd))
    return Pool(amount_vnd=counted_vnd, refused_vnd=min(round_dong(share, rule=Rounding.HALF_UP), counted_vnd))


def _plus(pool: Pool, event: GoodsEvent) -> Pool:
    return replace(
        pool,
        amount_vnd=Dong(pool.amount_vnd + event.amount_vnd),
        refused_vnd=Dong(pool.refused_vnd + event.refused_vnd),
    )
