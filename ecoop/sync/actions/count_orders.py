"""Count how often one address asks what its phones are to do, and refuse beyond what a market hall needs."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection

from ecoop.access.queries.addresses import name_address
from ecoop.kernel.tenancy import read_sql
from ecoop.sync.errors import TooManyOrdersAsked

# Every phone asks four times an hour; a whole market may stand behind one address.
LIMIT_A_MINUTE = 120
MINUTE = timedelta(minutes=1)
_COUNT = read_sql(__file__, "count_orders.sql")


def count_orders(*, meta: Mapping[str, str], now: datetime) -> int:
    """Count a question, and give how many this address may still ask in this minute.

    `meta` is what the server knows of the request.

    Raises:  TooManyOrdersAsked
    Queries: 1
    """
    minute = now.replace(second=0, microsecond=0)
    values: dict[str, datetime | str] = {
        "forget_before": minute - MINUTE,
        "minute_at": minute,
        "asked_by": name_address(meta=meta, purpose="ecoop.sync.orders"),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        [(total,)] = cursor.fetchall()
    if total > LIMIT_A_MINUTE:
        raise TooManyOrdersAsked(seconds=60 - now.second)
    return LIMIT_A_MINUTE - int(total)
