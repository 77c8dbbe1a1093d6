"""Count the codes that one address guesses wrong, over all phone numbers, and refuse beyond what people mistype."""

from collections.abc import Mapping
from datetime import datetime

from ecoop.access.actions.count_address import AddressCounter, count_address, forgive_address
from ecoop.start.calc import GUESSES_OF_AN_ADDRESS_MAX
from ecoop.start.errors import TooManyCodes

_COUNTER = AddressCounter("start_guesses_counted", "ecoop.start.guesses", span="hour", word="guessed")


def count_guess(*, meta: Mapping[str, str], now: datetime) -> None:
    """Count a guess before it is looked at, in a transaction of its own, so that no refusal forgets it.

    `meta` is what the server knows of the request.

    Raises:  TooManyCodes
    Queries: 1
    """
    counted = count_address(counter=_COUNTER, meta=meta, now=now)
    if counted.total > GUESSES_OF_AN_ADDRESS_MAX:
        raise TooManyCodes(seconds=counted.seconds_left)


def forgive_guess(*, meta: Mapping[str, str], now: datetime) -> None:
    """Take back the count of a guess that was right: a market hall signs up behind one address.

    Queries: 1
    """
    forgive_address(counter=_COUNTER, meta=meta, now=now)
