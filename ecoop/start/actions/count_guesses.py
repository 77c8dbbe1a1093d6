"""Count the codes that one address guesses wrong, over all phone numbers, and refuse beyond what people mistype."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection

from ecoop.access.queries.addresses import name_address
from ecoop.kernel.tenancy import read_sql
from ecoop.start.calc import GUESSES_OF_AN_ADDRESS_MAX
from ecoop.start.errors import TooManyCodes

HOUR = timedelta(hours=1)
_COUNT, _FORGIVE = read_sql(__file__, "count_guess.sql"), read_sql(__file__, "forgive_guess.sql")


def count_guess(*, meta: Mapping[str, str], now: datetime) -> None:
    """Count a guess before it is looked at, in a transaction of its own, so that no refusal forgets it.

    `meta` is what the server knows of the request.

    Raises:  TooManyCodes
    Queries: 1
    """
    hour = _hour(now)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"forget_before": hour - HOUR, **_whose(meta, now)})
        [(guessed,)] = cursor.fetchall()
    if guessed > GUESSES_OF_AN_ADDRESS_MAX:
        raise TooManyCodes(seconds=-(-(hour + HOUR - now) // timedelta(seconds=1)))


def forgive_guess(*, meta: Mapping[str, str], now: datetime) -> None:
    """Take back the count of a guess that was right: a market hall signs up behind one address.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute(_FORGIVE, _whose(meta, now))


def _whose(meta: Mapping[str, str], now: datetime) -> dict[str, datetime | str]:
    return {"hour_at": _hour(now), "guessed_by": name_address(meta=meta, purpose="ecoop.start.guesses")}


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
