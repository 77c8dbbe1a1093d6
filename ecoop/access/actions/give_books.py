"""Let a cooperative keep the books of a household."""

from datetime import datetime
from uuid import UUID

from ecoop.access.actions.grant_role import lock_roles
from ecoop.access.errors import BooksAreGiven, GrantDiffers
from ecoop.access.models import BooksGrant
from ecoop.access.queries import find_books_grant
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import get_organisation


def give_books(*, org_id: UUID, grant_id: UUID, keeper_id: UUID, by: UUID, now: datetime) -> UUID:
    """Give the books to a cooperative to keep, until they are taken back. The same id again changes nothing.

    Raises:  BooksAreGiven, GrantDiffers
    Queries: 5, besides the walls' own
    """
    with inside_organisation(org_id=org_id, person_id=by):
        lock_roles(org_id=org_id)
        known = BooksGrant.objects.filter(org_id=org_id, id=grant_id).first()
        if known and known.keeper_id != keeper_id:
            raise GrantDiffers()
        if known:
            return grant_id
        if find_books_grant(org_id=org_id, keeper_id=keeper_id) is not None:
            raise BooksAreGiven(keeper=get_organisation(org_id=keeper_id).name)
        BooksGrant.objects.create(id=grant_id, org_id=org_id, keeper_id=keeper_id, granted_by_id=by, granted_at=now)
        record_event(
            org_id=org_id,
            person_id=by,
            verb="access.books.give",
            object_kind="parties.organisation",
            object_id=keeper_id,
            detail={"grant": str(grant_id)},
            now=now,
        )
    return grant_id
