"""Count what one address asks of the open calculation, and refuse beyond what a person needs."""

from collections.abc import Mapping
from datetime import datetime

from ecoop.access.actions.count_address import AddressCounter, count_address
from ecoop.taxes.errors import TooManyAsk

# Far more than a person types, far less than what would keep others waiting.
LIMIT_A_MINUTE = 120
_COUNTER = AddressCounter("taxes_calculations_asked", "ecoop.taxes.asked", span="minute")


def count_calculations(*, meta: Mapping[str, str], asked: int, now: datetime) -> int:
    """Count calculations asked for, and give how many this address may still ask in this minute.

    `meta` is what the server knows of the request; `asked` is how many households it holds.

    Raises: TooManyAsk
    """
    counted = count_address(counter=_COUNTER, meta=meta, now=now, more=max(1, asked))
    if counted.total > LIMIT_A_MINUTE:
        raise TooManyAsk(limit=LIMIT_A_MINUTE, seconds=counted.seconds_left)
    return LIMIT_A_MINUTE - counted.total
