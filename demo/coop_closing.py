"""The year of a cooperative comes to its end: what has no line is moved, and the year is closed to its results."""

from datetime import date, datetime
from uuid import UUID

from ecoop.distribution.actions.close_year import close_year
from ecoop.distribution.errors import YearIsClosed
from ecoop.ledger.actions.reclassify import reclassify
from ecoop.ledger.queries.misplaced import list_reclassifications


def live_closing(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Close the year in January of the next; answer how many entries that made, none if it was closed before."""
    del seed, slug
    span = {"starts_on": date(year, 1, 1), "ends_before": date(year + 1, 1, 1)}
    wrong = list_reclassifications(org_id=org_id, **span)
    accounts = sorted({one.account for one in wrong if one.has_target})
    moved = [reclassify(org_id=org_id, account=account, by=by, now=now, **span) for account in accounts]
    try:
        close_year(org_id=org_id, year=year, by=by, now=now, today=date(year + 1, 1, 20))
    except YearIsClosed:
        return sum(len(entries) for entries in moved)
    return 1 + sum(len(entries) for entries in moved)
