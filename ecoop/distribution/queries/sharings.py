"""The sharing of a year, for whoever cannot go on without one."""

from uuid import UUID

from ecoop.distribution.errors import YearIsNotShared
from ecoop.distribution.models import YearSharing
from ecoop.distribution.queries.closings import find_sharing


def get_sharing(*, org_id: UUID, year: int) -> YearSharing:
    """Get the sharing of a year that stands.

    Raises: YearIsNotShared
    Queries: 1
    """
    found = find_sharing(org_id=org_id, year=year)
    if found is None:
        raise YearIsNotShared(year=year)
    return found
