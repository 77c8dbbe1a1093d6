"""The items of stock, how they are priced, and all that moved them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Subquery

from ecoop.kernel.dates import month_start
from ecoop.kernel.dong import Dong
from ecoop.kernel.tenancy import read_sql
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.calc.openings import OpeningLine
from ecoop.ledger.queries import list_accounts, list_posting_rules
from ecoop.ledger.queries.openings import get_opening_day, list_opening_lines
from ecoop.vouchers.calc.stock import ItemStock, StockMove
from ecoop.vouchers.calc.stock_entries import accounts_of_rule
from ecoop.vouchers.errors import StockItemUnknown
from ecoop.vouchers.models import StockItem, StockItemVersion, StockPolicy
from ecoop.vouchers.queries.rules import REGIME
from ecoop.vouchers.queries.stock_rules import list_stock_rules

_MOVES = read_sql(__file__, "stock_moves.sql")
METHOD = "cooperative/stock/method"


@dataclass(frozen=True)
class StockItemFacts:
    """An item of stock as it is now."""

    id: UUID
    code: str
    name: str
    unit: str
    account: str
    vat_rate: Decimal | None
    is_retired: bool


@dataclass(frozen=True)
class StockMethod:
    """How what leaves in a month is priced, since when, and by whose decision (the house default has none)."""

    method: str
    starts_on: date | None
    decided: str


def list_stock_items(*, org_id: UUID, ids: Collection[UUID] | None = None) -> list[StockItemFacts]:
    """List the items of stock by code, those no longer used too.

    Queries: 2
    """
    last = StockItemVersion.objects.filter(org_id=OuterRef("org_id"), item_id=OuterRef("item_id")).order_by("-id")
    rows = StockItemVersion.objects.filter(org_id=org_id, id=Subquery(last.values("id")[:1]))
    if ids is not None:
        rows = rows.filter(item_id__in=ids)
    heads = {row.id: row for row in StockItem.objects.filter(org_id=org_id, id__in=[row.item_id for row in rows])}
    found = [
        StockItemFacts(
            row.item_id,
            heads[row.item_id].code,
            row.name,
            row.unit,
            heads[row.item_id].account,
            row.vat_rate,
            row.is_retired,
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: each.code)


def get_stock_item(*, org_id: UUID, item_id: UUID) -> StockItemFacts:
    """Get one item of stock.

    Raises: StockItemUnknown
    Queries: 2
    """
    found = list_stock_items(org_id=org_id, ids=[item_id])
    if not found:
        raise StockItemUnknown(item=str(item_id))
    return found[0]


def find_stock_method(*, org_id: UUID, on: date) -> StockMethod:
    """Find how what leaves in the month of a day is priced; without a decision the house default holds.

    Queries: 1
    """
    rows = StockPolicy.objects.filter(org_id=org_id, starts_on__lte=month_start(on))
    row = rows.order_by("-starts_on", "-id").first()
    if row is None:
        return StockMethod(lawbook.on(on).switch(METHOD), None, "")
    return StockMethod(row.method, row.starts_on, row.decided)


def load_stock(*, org_id: UUID, items: Collection[StockItemFacts]) -> dict[UUID, ItemStock]:
    """Load all that ever moved some items, openings first.

    Queries: 5
    """
    stocks = {item.id: ItemStock(item.code, item.name) for item in items}
    for item_id, move in _openings(org_id=org_id):
        if item_id in stocks:
            stocks[item_id].moves.append(move)
    with connection.cursor() as cursor:
        cursor.execute(_MOVES, {"org_id": org_id, "item_ids": list(stocks)})
        for item_id, line_id, on, is_in, quantity, _slip, _line, amount in cursor.fetchall():
            stocks[item_id].moves.append(
                StockMove(line_id, on, is_in, quantity, None if amount is None else Dong(amount))
            )
    return stocks


def _openings(*, org_id: UUID) -> list[tuple[UUID, StockMove]]:
    on = get_opening_day(org_id=org_id)
    return [
        (line.item_id, StockMove(line.item_id, on, True, line.quantity or Decimal(0), _worth(line)))
        for line in list_opening_lines(org_id=org_id, on=on)
        if line.item_id is not None
    ]


def _worth(line: OpeningLine) -> Dong:
    return Dong(line.debit_vnd - line.credit_vnd)


def list_stock_accounts(*, org_id: UUID, on: date) -> list[tuple[str, str]]:
    """List the accounts that items may lie on: those that goods are issued from, or details of them.

    Queries: 1
    """
    law = lawbook.on(on)
    rules, kinds = list_posting_rules(regime=REGIME, law=law), list_stock_rules(law=law)
    codes = tuple(
        {code for each in kinds.values() if each.kind == "issue" for code in accounts_of_rule(rule=rules[each.rule])}
    )
    accounts = [each for each in list_accounts(org_id=org_id) if each.is_postable and each.code.startswith(codes)]
    return [(each.code, f"{each.code} {each.name}") for each in accounts]
