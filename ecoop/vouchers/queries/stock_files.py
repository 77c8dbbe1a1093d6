"""The summary of stock and the card of an item as Excel."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ecoop.kernel.dates import format_day
from ecoop.kernel.sheets import Column, SheetDraft
from ecoop.vouchers.calc.stock import Pool
from ecoop.vouchers.queries.stock_cards import StockCard, StockSummary


def draft_stock_summary(*, summary: StockSummary, from_on: date, until_on: date) -> SheetDraft:
    """Draft the summary of stock (S08) as a sheet.

    Queries: 0
    """
    moments = (_("Opening"), _("In"), _("Out"), _("Closing"))
    columns = [
        Column(_("Code")), Column(_("Name"), width=30), Column(_("Unit")), Column(_("Account")),
        *(column for moment in moments for column in _pair(moment)),
    ]  # fmt: skip
    rows = [
        [row.item.code, row.item.name, row.item.unit, row.item.account, *_cells(row.opening, row.entered),
         *_cells(row.left, row.closing)]
        for row in summary.rows
    ]  # fmt: skip
    span = f"{format_day(from_on)} – {format_day(until_on)}"
    return SheetDraft("S08", columns, rows, titles=(_("Stock: opening, in, out, closing"), span))


def draft_stock_card(*, card: StockCard) -> SheetDraft:
    """Draft the card of an item (S06, S07) as a sheet.

    Queries: 0
    """
    columns = [
        Column(_("Day"), "day"), Column(_("Paper")), Column(_("What"), width=30),
        *_pair(_("In")), *_pair(_("Out")), *_pair(_("There")),
    ]  # fmt: skip
    rows: list[list[Any]] = [[None, "", _("Opening"), None, None, None, None, *_cells(card.opening)]]
    rows += [
        [line.on, line.number, line.text, _or_none(line.in_quantity), line.in_vnd or None,
         _or_none(line.out_quantity), line.out_vnd, *_cells(line.balance)]
        for line in card.lines
    ]  # fmt: skip
    title = f"{card.item.code} {card.item.name} ({card.item.unit}) · {card.item.account} · {card.year}"
    return SheetDraft("S07", columns, rows, titles=(title,))


def _pair(moment: str) -> list[Column]:
    return [Column(f"{moment}: {_('quantity')}", "number"), Column(f"{moment}: {_('đồng')}", "money")]


def _cells(*pools: Pool) -> list[Any]:
    return [cell for pool in pools for cell in (pool.quantity, pool.amount_vnd)]


def _or_none(quantity: Decimal) -> Decimal | None:
    return quantity or None
