"""Hand the drafts of a list to the domain that records them: one line for each kind of list."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ecoop.assets.actions.bring_in_assets import bring_in_assets
from ecoop.distribution.actions.record_bank_accounts import record_listed_accounts
from ecoop.members.actions.bring_in_members import bring_in_members
from ecoop.members.actions.record_listed_dealings import record_listed_dealings
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.actions.record_stock_moves import record_stock_moves
from ecoop.trade.calc import Outcome
from ecoop.vouchers.actions.record_counterparties import record_counterparties
from ecoop.vouchers.actions.record_listed_vouchers import record_listed_vouchers

# The action, and what it calls its batch.
RECORDERS: Mapping[str, tuple[Callable[..., Sequence[Outcome]], str]] = {
    "assets": (bring_in_assets, "assets"),
    "members": (bring_in_members, "members"),
    "sales": (record_sales, "sales"),
    "purchases": (record_purchases, "purchases"),
    "purchases-without-invoice": (record_purchases, "purchases"),
    "expenses": (record_expenses, "expenses"),
    "products": (record_products, "products"),
    "stock": (record_stock_moves, "moves"),
    "vouchers": (record_listed_vouchers, "vouchers"),
    "counterparties": (record_counterparties, "counterparties"),
    "bank-accounts": (record_listed_accounts, "accounts"),
    "dealings": (record_listed_dealings, "dealings"),
}


def record_drafts(*, kind: str, org_id: UUID, drafts: Sequence[Any], by: UUID, now: datetime) -> Sequence[Outcome]:
    """Record a batch of drafts of one kind; a good one is kept whatever becomes of the others.

    Shape:  one outcome per draft, in order
    Raises: BooksNotOpen
    """
    action, batch = RECORDERS[kind]
    return action(org_id=org_id, by=by, now=now, **{batch: drafts})
