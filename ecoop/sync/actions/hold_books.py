"""Take the turns and the lock that a batch of events needs, in the one order in which all take them."""

from collections.abc import Collection
from uuid import UUID

from ecoop.ledger.actions.lock_books import lock_books
from ecoop.sync.calc.words import EventKind
from ecoop.trade.actions.wait_turn import wait_turn
from ecoop.trade.calc import PRODUCT, STOCK

_TURNS = {PRODUCT: {EventKind.PRODUCT, EventKind.PRODUCT_RETIRED}, STOCK: {EventKind.STOCK}}


def hold_books(*, org_id: UUID, kinds: Collection[str]) -> None:
    """Keep other batches of the organisation waiting until this transaction ends.

    The desk takes the turns of products and stock before the books, so phones do.

    Queries: 1; 1 more for each turn
    """
    for of, named in _TURNS.items():
        if not named.isdisjoint(kinds):
            wait_turn(org_id=org_id, of=of)
    lock_books(org_id=org_id)
