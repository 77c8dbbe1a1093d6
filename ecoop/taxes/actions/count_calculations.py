"""Count what one address asks of the open calculation, and refuse beyond what a person needs."""

import ipaddress
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from ecoop.taxes.errors import TooManyAsk

# Far more than a person types, far less than what would keep others waiting.
LIMIT_A_MINUTE = 120
MINUTE = timedelta(minutes=1)
_COUNT = (Path(__file__).parent.parent / "sql" / "count_calculations.sql").read_text(encoding="utf-8")
# One subscriber has a whole network of this size of the newer addresses.
_NETWORK_BITS = 64


def count_calculations(*, meta: Mapping[str, str], asked: int, now: datetime) -> int:
    """Count calculations asked for, and give how many this address may still ask in this minute.

    `meta` is what the server knows of the request; `asked` is how many households it holds.

    Raises: TooManyAsk
    """
    minute = now.replace(second=0, microsecond=0)
    values: dict[str, datetime | str | int] = {
        "forget_before": minute - MINUTE,
        "minute_at": minute,
        "asked_by": salted_hmac("ecoop.taxes.asked", _network(_address(meta))).hexdigest()[:32],
        "asked": max(1, asked),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        [(total,)] = cursor.fetchall()
    if total > LIMIT_A_MINUTE:
        raise TooManyAsk(limit=LIMIT_A_MINUTE, seconds=60 - now.second)
    return LIMIT_A_MINUTE - int(total)


def _address(meta: Mapping[str, str]) -> str:
    """Name who asks; behind a proxy of ours that is the last address it wrote down, which nobody can forge."""
    forwarded = meta.get("HTTP_X_FORWARDED_FOR", "") if settings.IS_BEHIND_TLS else ""
    return forwarded.rpartition(",")[2].strip() or meta.get("REMOTE_ADDR", "")


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, _NETWORK_BITS), strict=False))
