"""Who kept the books of an organisation for a cooperative from which they were taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ecoop.access.calc import KEEPER
from ecoop.access.models import BooksRevocation, RoleGrant
from ecoop.access.queries.acting import find_acting
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import get_organisation


@dataclass(frozen=True)
class BooksTaken:
    """That the books were taken back from a cooperative: from which, by whom and when."""

    keeper_name: str
    taken_by: UUID
    taken_at: datetime


def list_books_taken_from(*, org_id: UUID, person_ids: Collection[UUID]) -> dict[UUID, BooksTaken]:
    """List who of some persons may do nothing here any more since the books were taken back from their cooperative.

    Who holds a role here, or keeps the books for another cooperative still, is not among them; nor is who lost a role
    without the books being taken back. Call it inside the organisation's walls.

    Queries: 1; where books were ever taken back 1 more, and about 6 for each person
    """
    taken = list(BooksRevocation.objects.filter(org_id=org_id).select_related("keeper").order_by("-revoked_at"))
    if not taken:
        return {}
    organisation = get_organisation(org_id=org_id)
    found = {}
    for person_id in person_ids:
        if find_acting(person_id=person_id, person_name="", organisation=organisation) is None:
            last = next((each for each in taken if _was_accountant(each.keeper_id, person_id)), None)
            if last is not None:
                found[person_id] = BooksTaken(last.keeper.name, last.revoked_by_id, last.revoked_at)
    return found


def _was_accountant(keeper_id: UUID, person_id: UUID) -> bool:
    with inside_organisation(org_id=keeper_id, person_id=person_id):
        return RoleGrant.objects.filter(org_id=keeper_id, person_id=person_id, role=KEEPER).exists()
