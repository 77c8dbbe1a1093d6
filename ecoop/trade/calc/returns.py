"""Goods that come back: how much of a sale is left to come back, and the sale that takes it back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong, format_dong, split_vnd
from ecoop.trade.calc.sales import SaleDraft, SaleLineDraft
from ecoop.trade.errors import (
    DocumentHasNoLines,
    MoreThanIsLeft,
    ReturnGoesElsewhere,
    ReturnIsTooEarly,
    SaleCannotComeBack,
)


@dataclass(frozen=True)
class LineLeft:
    """What is left of one line of a sale: a quantity and its amount, or an amount only."""

    line: int
    sold: SaleLineDraft
    quantity: Decimal | None
    amount_vnd: Dong

    @property
    def shown(self) -> str:
        """Say how much is left."""
        if self.quantity is None:
            return format_dong(self.amount_vnd)
        return f"{self.quantity.normalize():f} {self.sold.unit}".strip()


@dataclass(frozen=True)
class SaleLeft:
    """A sale and what of it may still come back."""

    sale: SaleDraft
    lines: Mapping[int, LineLeft]
    can_come_back: bool = True

    def less(self, back: SaleDraft) -> "SaleLeft":
        """Give what is left after a return."""
        lines = dict(self.lines)
        for line in back.lines:
            if line.returns_line in lines:
                lines[line.returns_line] = _less(lines[line.returns_line], line)
        return replace(self, lines=lines)


def draft_return(
    *,
    id: UUID,  # noqa: A002
    left: SaleLeft,
    on: date,
    quantities: Mapping[int, Decimal],
    amounts_vnd: Mapping[int, Dong],
    means: str,
    text: str,
) -> SaleDraft:
    """Draft the sale that takes goods back, at the place and in the channel they were sold.

    A line with a quantity gives its share of what is left of the line's amount, so that the last one brings the rest.

    Raises: MoreThanIsLeft, DocumentHasNoLines
    """
    lines = [_back(left.lines[at], quantities.get(at), amounts_vnd.get(at)) for at in sorted(left.lines)]
    kept = tuple(line for line in lines if line is not None)
    if not kept:
        raise DocumentHasNoLines(on=on)
    return replace(left.sale, id=id, sold_on=on, lines=kept, means=means, text=text, returns_id=left.sale.id)


def check_return(*, back: SaleDraft, left: SaleLeft) -> None:
    """Refuse a return of more than is left, to another place or channel, or before the sale.

    Raises: SaleCannotComeBack, ReturnIsTooEarly, ReturnGoesElsewhere, MoreThanIsLeft
    """
    sale = left.sale
    if not left.can_come_back:
        raise SaleCannotComeBack(on=format_day(sale.sold_on))
    if back.sold_on < sale.sold_on:
        raise ReturnIsTooEarly(on=format_day(sale.sold_on))
    if (back.place_id, back.channel) != (sale.place_id, sale.channel):
        raise ReturnGoesElsewhere(on=format_day(sale.sold_on))
    lines = dict(left.lines)
    for line in back.lines:
        held = lines.get(line.returns_line or 0)
        if held is None or line.sector != held.sold.sector or line.is_vat_cut != held.sold.is_vat_cut:
            raise ReturnGoesElsewhere(on=format_day(sale.sold_on))
        after = _less(held, line)
        if line.amount_vnd > 0 or after.amount_vnd < 0 or (after.quantity is not None and after.quantity < 0):
            raise MoreThanIsLeft(name=held.sold.name, left=held.shown)
        lines[held.line] = after


def _less(left: LineLeft, back: SaleLineDraft) -> LineLeft:
    quantity = None if left.quantity is None else left.quantity + (back.quantity or Decimal(0))
    return replace(left, quantity=quantity, amount_vnd=Dong(left.amount_vnd + back.amount_vnd))


def _back(left: LineLeft, quantity: Decimal | None, amount_vnd: Dong | None) -> SaleLineDraft | None:
    if left.quantity is not None and quantity:
        if quantity > left.quantity:
            raise MoreThanIsLeft(name=left.sold.name, left=left.shown)
        amount_vnd, _rest = split_vnd(total_vnd=left.amount_vnd, weights=[quantity, left.quantity - quantity])
    if not amount_vnd:
        return None
    if amount_vnd > left.amount_vnd:
        raise MoreThanIsLeft(name=left.sold.name, left=left.shown)
    back = None if left.quantity is None or not quantity else -quantity
    return replace(left.sold, quantity=back, amount_vnd=Dong(-amount_vnd), returns_line=left.line)
