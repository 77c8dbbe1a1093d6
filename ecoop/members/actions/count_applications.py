"""Count what one address sends to the open page of applications, and refuse beyond what a village needs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from ecoop.access.queries.addresses import name_address
from ecoop.members.errors import TooManyApply

# A whole meeting may apply from behind one address; a machine that floods the office may not.
LIMIT_AN_HOUR = 60
HOUR = timedelta(hours=1)
_COUNT = (Path(__file__).parent.parent / "sql" / "count_applications.sql").read_text(encoding="utf-8")


def count_applications(*, meta: Mapping[str, str], now: datetime) -> int:
    """Count an application that was sent, and give how many this address may still send in this hour.

    Raises: TooManyApply
    Queries: 1
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    values: dict[str, datetime | str] = {
        "forget_before": hour - HOUR,
        "hour_at": hour,
        "asked_by": name_address(meta=meta, purpose="ecoop.members.applications"),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        [(total,)] = cursor.fetchall()
    if total > LIMIT_AN_HOUR:
        raise TooManyApply(limit=LIMIT_AN_HOUR)
    return LIMIT_AN_HOUR - int(total)
