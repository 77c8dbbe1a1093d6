"""Count how often one address asks what its phones are to do, and refuse beyond what a market hall needs."""

from collections.abc import Mapping
from datetime import datetime

from ecoop.access.actions.count_address import AddressCounter, count_address
from ecoop.sync.errors import TooManyOrdersAsked

# Every phone asks four times an hour; a whole market may stand behind one address.
LIMIT_A_MINUTE = 120
_COUNTER = AddressCounter("sync_orders_asked", "ecoop.sync.orders", span="minute")


def count_orders(*, meta: Mapping[str, str], now: datetime) -> int:
    """Count a question, and give how many this address may still ask in this minute.

    `meta` is what the server knows of the request.

    Raises:  TooManyOrdersAsked
    Queries: 1
    """
    counted = count_address(counter=_COUNTER, meta=meta, now=now)
    if counted.total > LIMIT_A_MINUTE:
        raise TooManyOrdersAsked(seconds=counted.seconds_left)
    return LIMIT_A_MINUTE - counted.total
