"""Let a cooperative of one's own keep the household's books."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.access.actions.give_books import give_books
from ecoop.kernel.dates import vietnam_day
from ecoop.members.errors import CooperativeNotFound
from ecoop.members.queries.bookkeeping import find_cooperative_of, is_member_on


@transaction.atomic
def entrust_books(*, member_org_id: UUID, cooperative: str, grant_id: UUID, by: UUID, now: datetime) -> None:
    """Give the household's books to a cooperative of which it is a member today; the same id again changes nothing.

    Raises:  CooperativeNotFound, BooksAreGiven, GrantDiffers
    Queries: about 10
    """
    found = find_cooperative_of(member_org_id=member_org_id, cooperative=cooperative)
    if not is_member_on(member_org_id=member_org_id, org_id=found.id, day=vietnam_day(now)):
        raise CooperativeNotFound(slug=cooperative)
    give_books(org_id=member_org_id, grant_id=grant_id, keeper_id=found.id, by=by, now=now)
