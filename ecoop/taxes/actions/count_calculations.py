"""Count what one address asks of the open calculation, and refuse beyond what a person needs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from ecoop.access.queries.addresses import name_address
from ecoop.taxes.errors import TooManyAsk

# Far more than a person types, far less than what would keep others waiting.
LIMIT_A_MINUTE = 120
MINUTE = timedelta(minutes=1)
_COUNT = (Path(__file__).parent.parent / "sql" / "count_calculations.sql").read_text(encoding="utf-8")


def count_calculations(*, meta: Mapping[str, str], asked: int, now: datetime) -> int:
    """Count calculations asked for, and give how many this address may still ask in this minute.

    `meta` is what the server knows of the request; `asked` is how many households it holds.

    Raises: TooManyAsk
    """
    minute = now.replace(second=0, microsecond=0)
    values: dict[str, datetime | str | int] = {
        "forget_before": minute - MINUTE,
        "minute_at": minute,
        "asked_by": name_address(meta=meta, purpose="ecoop.taxes.asked"),
        "asked": max(1, asked),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        [(total,)] = cursor.fetchall()
    if total > LIMIT_A_MINUTE:
        raise TooManyAsk(limit=LIMIT_A_MINUTE, seconds=60 - now.second)
    return LIMIT_A_MINUTE - int(total)
