"""What a cooperative brought from its older books: cash, bank, debts, and what lay in the store, in balance."""

import random
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from demo.names import make_customer_name
from demo.world import seeded_id
from ecoop.kernel.dong import Dong
from ecoop.ledger.actions.open_balances import open_balances
from ecoop.ledger.calc.openings import OpeningLine
from ecoop.ledger.queries.openings import get_opening_day, list_opening_entries
from ecoop.vouchers.actions.record_counterparties import record_counterparties
from ecoop.vouchers.actions.record_stock_items import StockItemDraft, choose_stock_method, record_stock_items
from ecoop.vouchers.calc.counterparties import CounterpartyDraft
from ecoop.vouchers.queries.stock_items import find_stock_method

# Code, name, unit, how much lay in the store, at which price.
ITEMS = (
    ("TUI-500", "Túi nhôm 500 g", "cái", 4_000, 2_500),
    ("THUNG", "Thùng giấy 10 kg", "cái", 300, 14_000),
    ("NPK", "Phân bón NPK 16-16-8", "kg", 800, 15_500),
    ("VI-SINH", "Phân hữu cơ vi sinh", "kg", 1_200, 5_200),
)
CASH_VND, BANK_VND, OWED_US_VND, OWED_BY_US_VND = 68_000_000, 145_000_000, 9_400_000, 21_650_000


def item_id(*, seed: int, slug: str, code: str) -> UUID:
    """Give an item of the store its id."""
    return seeded_id(seed=seed, name=f"{slug}:store:{code}")


def live_openings(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Open the books of a cooperative with its balances; told again, nothing is added."""
    customer, supplier = (seeded_id(seed=seed, name=f"{slug}:opening:{side}") for side in ("customer", "supplier"))
    on = get_opening_day(org_id=org_id)
    if list_opening_entries(org_id=org_id, on=on):
        return 0
    parties = [
        CounterpartyDraft(customer, _name(seed, slug, "customer"), "customer", "KH-DK"),
        CounterpartyDraft(supplier, _name(seed, slug, "supplier"), "supplier", "NCC-DK"),
    ]
    record_counterparties(org_id=org_id, counterparties=parties, by=by, now=now)
    items = [
        StockItemDraft(item_id(seed=seed, slug=slug, code=code), code, name, unit, "152")
        for code, name, unit, _quantity, _price in ITEMS
    ]
    record_stock_items(org_id=org_id, items=items, by=by, now=now)
    if find_stock_method(org_id=org_id, on=date(year, 1, 1)).starts_on is None:
        choose_stock_method(
            org_id=org_id, method="monthly", starts_on=date(year, 1, 1), decided=f"QĐ 01/{year}/QĐ-GĐ", by=by, now=now
        )
    opening = seeded_id(seed=seed, name=f"{slug}:opening")
    lines = _lines(seed, slug, customer, supplier)
    return len(open_balances(org_id=org_id, opening_id=opening, lines=lines, by=by, now=now))


def _lines(seed: int, slug: str, customer: UUID, supplier: UUID) -> list[OpeningLine]:
    """Write the balances: what members paid in comes later, from the register; the rest is kept profit."""
    store = [
        OpeningLine(
            "152",
            debit_vnd=Dong(quantity * price),
            item_id=item_id(seed=seed, slug=slug, code=code),
            quantity=Decimal(quantity),
        )
        for code, _name_of, _unit, quantity, price in ITEMS
    ]
    debits = [
        OpeningLine("1111", debit_vnd=Dong(CASH_VND)),
        OpeningLine("1121", debit_vnd=Dong(BANK_VND)),
        OpeningLine("131", debit_vnd=Dong(OWED_US_VND), party_id=customer),
        *store,
    ]
    kept = sum(line.debit_vnd for line in debits) - OWED_BY_US_VND
    return [
        *debits,
        OpeningLine("331", credit_vnd=Dong(OWED_BY_US_VND), party_id=supplier),
        OpeningLine("418", credit_vnd=Dong(kept)),
    ]


def _name(seed: int, slug: str, side: str) -> str:
    return make_customer_name(rng=random.Random(f"{seed}:{slug}:opening:{side}"))
