"""Take the books of a household back from the cooperative that keeps them."""

from datetime import datetime
from uuid import UUID

from ecoop.access.actions.grant_role import lock_roles
from ecoop.access.errors import BooksAreNotGiven
from ecoop.access.models import BooksRevocation
from ecoop.access.queries import find_books_grant
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.walls import inside_organisation


def take_books_back(*, org_id: UUID, keeper_id: UUID, by: UUID, now: datetime) -> None:
    """End what let a cooperative keep the books; from this moment its accountants open nothing here.

    Raises:  BooksAreNotGiven
    Queries: 4, besides the walls' own
    """
    with inside_organisation(org_id=org_id, person_id=by):
        lock_roles(org_id=org_id)
        grant_id = find_books_grant(org_id=org_id, keeper_id=keeper_id)
        if grant_id is None:
            raise BooksAreNotGiven()
        BooksRevocation.objects.create(
            org_id=org_id, grant_id=grant_id, keeper_id=keeper_id, revoked_by_id=by, revoked_at=now
        )
        record_event(
            org_id=org_id,
            person_id=by,
            verb="access.books.take",
            object_kind="parties.organisation",
            object_id=keeper_id,
            detail={"grant": str(grant_id)},
            now=now,
        )
