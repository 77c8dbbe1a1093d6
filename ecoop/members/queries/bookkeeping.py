"""Whether a cooperative keeps a member's books, and who in it would open them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ecoop.access.calc import KEEPER
from ecoop.access.queries import list_books_kept, list_people
from ecoop.kernel.walls import inside_organisation
from ecoop.members.errors import CooperativeNotFound
from ecoop.members.models import Departure
from ecoop.members.queries.register import list_memberships_of
from ecoop.parties.queries import OrganisationFacts, find_organisation


@dataclass(frozen=True)
class BooksKeeper:
    """A cooperative of mine, its accountants by name, and since when it keeps my books (None: it does not)."""

    cooperative: OrganisationFacts
    accountants: tuple[str, ...]
    since_at: datetime | None


def get_books_keeper(*, member_org_id: UUID, cooperative: str, by: UUID, today: date) -> BooksKeeper:
    """Get whether a cooperative of an organisation keeps its books, and who there could open them.

    Call it inside the walls of the member; for the names it steps into those of the cooperative. Who left it and
    has their books back learns no names.

    Raises:  CooperativeNotFound
    Queries: 5, and 1 for each keeper, besides the walls' own
    """
    found = find_cooperative_of(member_org_id=member_org_id, cooperative=cooperative)
    kept = {each.keeper.id: each for each in list_books_kept(org_id=member_org_id, by=by)}
    if found.id in kept:
        return BooksKeeper(found, kept[found.id].accountants, kept[found.id].granted_at)
    if not is_member_on(member_org_id=member_org_id, org_id=found.id, day=today):
        return BooksKeeper(found, (), None)
    with inside_organisation(org_id=found.id, person_id=by):
        names = [each.name for each in list_people(org_id=found.id) if any(role.role == KEEPER for role in each.roles)]
    return BooksKeeper(found, tuple(names), None)


def find_cooperative_of(*, member_org_id: UUID, cooperative: str) -> OrganisationFacts:
    """Find a cooperative by its short name among those where an organisation is or was a member.

    Raises:  CooperativeNotFound
    Queries: 2
    """
    found = find_organisation(slug=cooperative)
    if found is None or found.id not in {each.org_id for each in list_memberships_of(member_org_id=member_org_id)}:
        raise CooperativeNotFound(slug=cooperative)
    return found


def is_member_on(*, member_org_id: UUID, org_id: UUID, day: date) -> bool:
    """Tell whether an organisation is a member of a cooperative on a day, as it sees its own rows.

    Queries: 2
    """
    here = [each for each in list_memberships_of(member_org_id=member_org_id) if each.org_id == org_id]
    gone = Departure.objects.filter(org_id=org_id, member_org_id=member_org_id, ends_on__lte=day)
    return bool({each.id for each in here} - set(gone.values_list("member_id", flat=True)))
