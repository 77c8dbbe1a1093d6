"""Stock at the weighted average: of the month, or after each receipt; what is there, and what that which left cost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from uuid import UUID

from ecoop.kernel.dates import month_start
from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.vouchers.errors import StockIsShort, StockMonthUnpriced, StockMovesLater

NOTHING, ZERO_VND = Decimal(0), Dong(0)
MONTHLY, MOVING = "monthly", "moving"
_EXACT_DIGITS = 60


@dataclass(frozen=True)
class Pool:
    """What of an item is there: how much, worth what."""

    quantity: Decimal = NOTHING
    amount_vnd: Dong = ZERO_VND

    @property
    def price(self) -> Decimal | None:
        """Give the price of one unit, exactly; none where nothing is there."""
        return _ratio(Decimal(self.amount_vnd), self.quantity) if self.quantity > 0 else None


@dataclass(frozen=True)
class StockMove:
    """Something of an item came in with its amount, or went out; without an amount it is not priced yet."""

    line_id: UUID
    on: date
    is_in: bool
    quantity: Decimal
    amount_vnd: Dong | None


@dataclass
class ItemStock:
    """All moves of one item, in the order of their days; what comes in on a day is there before something leaves."""

    code: str
    name: str
    moves: list[StockMove] = field(default_factory=list)

    def add(self, move: StockMove) -> None:
        """Put a move in its place."""
        self.moves.append(move)
        self.moves.sort(key=lambda each: (each.on, not each.is_in))

    def drop(self, line_ids: Iterable[UUID]) -> None:
        """Take moves out again."""
        gone = set(line_ids)
        self.moves = [each for each in self.moves if each.line_id not in gone]

    def pool_on(self, day: date) -> Pool:
        """Reckon what is there at the end of a day.

        Raises: StockMonthUnpriced
        """
        quantity, amount = NOTHING, 0
        for move in self.moves:
            if move.on > day:
                break
            if move.amount_vnd is None:
                raise StockMonthUnpriced(item=self.code, period=f"{move.on:%m/%Y}")
            sign = 1 if move.is_in else -1
            quantity, amount = quantity + sign * move.quantity, amount + sign * move.amount_vnd
        return Pool(quantity, Dong(amount))

    def known_on(self, day: date) -> Pool:
        """Reckon what is there at the end of a day as far as it has its price: what left without one is left in."""
        known = [each for each in self.moves if each.on <= day and each.amount_vnd is not None]
        return ItemStock(self.code, self.name, known).pool_on(day)

    def quantity_on(self, day: date) -> Decimal:
        """Reckon how much is there at the end of a day, priced or not."""
        moved = (each for each in self.moves if each.on <= day)
        return sum((each.quantity if each.is_in else -each.quantity for each in moved), NOTHING)

    def check_never_short(self) -> None:
        """Refuse moves after which more has left than was there, on any day.

        Raises: StockIsShort
        """
        there = NOTHING
        for move in self.moves:
            there += move.quantity if move.is_in else -move.quantity
            if there < 0:
                missing = show_quantity(quantity=-there)
                raise StockIsShort(item=self.code, name=self.name, on=move.on, missing=missing)

    def check_is_last(self, day: date) -> None:
        """Refuse a day before others on which the item moved: their averages would have been others.

        Raises: StockMovesLater
        """
        if self.moves and self.moves[-1].on > day:
            raise StockMovesLater(item=self.code, on=self.moves[-1].on)


def price_issue(*, pool: Pool, quantity: Decimal) -> Dong:
    """Price what leaves at the average of what is there; whatever takes the last piece takes the last đồng.

    Shape:  the amount, and what is left in the pool, add up to what was there
    """
    if quantity >= pool.quantity:
        return pool.amount_vnd
    return round_dong(_ratio(quantity * pool.amount_vnd, pool.quantity), rule=Rounding.HALF_UP)


def price_month(*, stock: ItemStock, month: date) -> dict[UUID, Dong]:
    """Price everything that left in a month at the average of what was there at its start and came in during it.

    Shape:  one amount per line that left, by day; opening and what came in are what left and what is left, exactly
    Raises: StockMonthUnpriced
    """
    before = [each for each in stock.moves if each.on < month]
    inside = [each for each in stock.moves if month_start(each.on) == month]
    opening = ItemStock(stock.code, stock.name, before).pool_on(date.max)
    entered = [each for each in inside if each.is_in]
    quantity = opening.quantity + sum((each.quantity for each in entered), NOTHING)
    amount = opening.amount_vnd + sum(each.amount_vnd or 0 for each in entered)
    gone, told, costs = NOTHING, 0, {}
    for move in inside:
        if move.is_in:
            continue
        gone += move.quantity
        until = price_issue(pool=Pool(quantity, Dong(amount)), quantity=gone) if quantity > 0 else 0
        costs[move.line_id] = Dong(until - told)
        told = until
    return costs


@dataclass(frozen=True)
class StockLineDraft:
    """One item of a slip on its way in: how much; what came in for how much; of a count, what was found.

    Of what goes back to a supplier the amount is what is got for it.
    """

    item_id: UUID
    quantity: Decimal
    amount_vnd: Dong = ZERO_VND
    vat_vnd: Dong = ZERO_VND


@dataclass(frozen=True)
class StockSlipDraft:
    """A slip of the store on its way in; of a count the quantities are what was found."""

    id: UUID
    slip_on: date
    rule: str
    facts: Mapping[str, str]
    text: str
    lines: Sequence[StockLineDraft]
    member_id: UUID | None = None
    counterparty_id: UUID | None = None
    store: str = ""
    person_name: str = ""

    @property
    def party_id(self) -> UUID | None:
        """Give the party that the books shall name."""
        return self.member_id or self.counterparty_id


def show_quantity(*, quantity: Decimal) -> str:
    """Show a quantity as a person would write it."""
    plain = format(quantity.normalize(), "f") if quantity else "0"
    return plain.replace(".", ",")


def _ratio(part: Decimal, whole: Decimal) -> Decimal:
    with localcontext(prec=_EXACT_DIGITS):
        return part / whole
