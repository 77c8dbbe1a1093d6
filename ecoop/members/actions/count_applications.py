"""Count what one address sends to the open page of applications, and refuse beyond what a village needs."""

from collections.abc import Mapping
from datetime import datetime

from ecoop.access.actions.count_address import AddressCounter, count_address
from ecoop.members.errors import TooManyApply

# A whole meeting may apply from behind one address; a machine that floods the office may not.
LIMIT_AN_HOUR = 60
_COUNTER = AddressCounter("members_applications_asked", "ecoop.members.applications", span="hour")


def count_applications(*, meta: Mapping[str, str], now: datetime) -> int:
    """Count an application that was sent, and give how many this address may still send in this hour.

    Raises: TooManyApply
    Queries: 1
    """
    counted = count_address(counter=_COUNTER, meta=meta, now=now)
    if counted.total > LIMIT_AN_HOUR:
        raise TooManyApply(limit=LIMIT_AN_HOUR)
    return LIMIT_AN_HOUR - counted.total
