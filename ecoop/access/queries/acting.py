"""`Acting`, what a request may do for one organisation; persons and the roles they hold."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ecoop.access.calc import (
    KEEPER,
    PERMISSION_LABELS,
    ROLE_LABELS,
    ROLES,
    RoleTable,
    normal_email,
    normal_phone,
    permissions_of,
    role_table,
)
from ecoop.access.models import BooksGrant, BooksRevocation, Person, RoleGrant, RoleRevocation
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import OrganisationFacts

MANAGE_PEOPLE = "people.manage"


@dataclass(frozen=True)
class Acting:
    """Somebody acting for one organisation, and what they may do there."""

    person_id: UUID
    person_name: str
    org_id: UUID
    org_slug: str
    org_name: str
    org_kind: str
    roles: frozenset[str]
    # A program that comes with a token may do only what the token names, and of that only what the person
    # who issued it still may. None means: a person, with all that the roles allow.
    scopes: frozenset[str] | None = None

    def may(self, permission: str) -> bool:
        """Tell whether the roles (and the token, if it is a program) allow it."""
        return permission in self.permissions

    @property
    def permissions(self) -> frozenset[str]:
        """Everything that is allowed."""
        allowed = permissions_of(roles=self.roles, table=get_role_table())
        return allowed if self.scopes is None else allowed & self.scopes


@dataclass(frozen=True)
class RoleHeld:
    """One role that a person holds, and since when."""

    grant_id: UUID
    role: str
    granted_at: datetime
    granted_by_name: str

    @property
    def label(self) -> str:
        """The role in the reader's language."""
        return str(ROLE_LABELS[self.role])


@dataclass(frozen=True)
class PersonHere:
    """Somebody with at least one role in the organisation."""

    person_id: UUID
    name: str
    roles: tuple[RoleHeld, ...]


@dataclass(frozen=True)
class Membership:
    """An organisation for which a person may act, and in which roles.

    `through` names the cooperative that was given the books to keep; it is empty where the person holds the role.
    """

    organisation: OrganisationFacts
    roles: frozenset[str]
    through: str = ""

    @property
    def role_labels(self) -> str:
        """The roles in the reader's language."""
        return ", ".join(str(ROLE_LABELS[role]) for role in ROLES if role in self.roles)


@dataclass(frozen=True)
class BooksKept:
    """A cooperative that keeps a household's books, since when, and its accountants, who may open them."""

    grant_id: UUID
    keeper: OrganisationFacts
    granted_at: datetime
    granted_by_name: str
    accountants: tuple[str, ...]


@cache
def get_role_table() -> RoleTable:
    """Get the one table that says which role may do what.

    Queries: 0
    """
    with (Path(__file__).parent.parent / "roles.csv").open(encoding="utf-8", newline="") as lines:
        return role_table(lines=lines)


def list_role_rows() -> list[tuple[str, tuple[bool, ...]]]:
    """List every permission with a yes or no per role, in the order of `ROLES`.

    Queries: 0
    """
    table = get_role_table()
    return [(each, tuple(each in table[role] for role in ROLES)) for each in PERMISSION_LABELS]


def find_acting(*, person_id: UUID, person_name: str, organisation: OrganisationFacts) -> Acting | None:
    """Find what a person may do for an organisation; None when they hold no role in it.

    Who holds none acts as its accountant while they are accountant of a cooperative that was given the books to keep.
    Call it inside the organisation's walls.

    Queries: 1; 2 for somebody without a role, and 1 for each keeper of the books
    """
    roles = frozenset(_held().filter(org_id=organisation.id, person_id=person_id).values_list("role", flat=True))
    if not roles and _keeps_for_another(organisation.id, person_id):
        roles = frozenset({KEEPER})
    if not roles:
        return None
    return Acting(
        person_id=person_id,
        person_name=person_name,
        org_id=organisation.id,
        org_slug=organisation.slug,
        org_name=organisation.name,
        org_kind=organisation.kind,
        roles=roles,
    )


def is_role_held(*, org_id: UUID, person_id: UUID, role: str) -> bool:
    """Tell whether a person holds a role in an organisation now.

    Queries: 1
    """
    return _held().filter(org_id=org_id, person_id=person_id, role=role).exists()


def find_role_grant(*, org_id: UUID, grant_id: UUID) -> RoleGrant | None:
    """Find a role grant that still holds.

    Queries: 1
    """
    return _held().filter(org_id=org_id, id=grant_id).first()


def is_managed_without(*, org_id: UUID, grant_id: UUID) -> bool:
    """Tell whether somebody could still give and take roles if this grant ended.

    Queries: 1
    """
    roles = _held().filter(org_id=org_id).exclude(id=grant_id).values_list("role", flat=True)
    return MANAGE_PEOPLE in permissions_of(roles=set(roles), table=get_role_table())


def list_memberships(*, person_id: UUID) -> list[Membership]:
    """List the organisations for which a person may act, by name; each with the roles held there.

    The person must be the one whom the walls know: another one's memberships do not show. Households whose books
    were given to a cooperative of the person come along where the person acts for no organisation.

    Queries: 1, and 1 for an accountant
    """
    held: dict[OrganisationFacts, set[str]] = defaultdict(set)
    for row in _held().filter(person_id=person_id).select_related("org").order_by("org__name", "org_id"):
        held[_facts(row.org)].add(row.role)
    own = [Membership(organisation=each, roles=frozenset(roles)) for each, roles in held.items()]
    keepers = [each.organisation.id for each in own if KEEPER in each.roles and each.organisation.kind != "household"]
    known = {each.organisation.id for each in own}
    given = [each for each in _list_given(keepers) if each.organisation.id not in known] if keepers else []
    return sorted([*own, *given], key=lambda each: (each.organisation.name, each.organisation.id)) if given else own


def list_books_kept(*, org_id: UUID, by: UUID) -> list[BooksKept]:
    """List the cooperatives that keep an organisation's books now, with the names of those who may open them.

    Call it inside the walls of the organisation; it steps into those of each keeper for the names, which are shown
    to whoever gave the books.

    Queries: 1, and 1 for each keeper besides the walls' own
    """
    found = []
    for row in _given().filter(org_id=org_id).select_related("keeper", "granted_by").order_by("granted_at"):
        with inside_organisation(org_id=row.keeper_id, person_id=by):
            held = _held().filter(org_id=row.keeper_id, role=KEEPER)
            names = tuple(held.order_by("person__name").values_list("person__name", flat=True))
        found.append(BooksKept(row.id, _facts(row.keeper), row.granted_at, row.granted_by.name, names))
    return found


def find_books_grant(*, org_id: UUID, keeper_id: UUID) -> UUID | None:
    """Find the grant by which a cooperative keeps an organisation's books now.

    Queries: 1
    """
    return _given().filter(org_id=org_id, keeper_id=keeper_id).values_list("id", flat=True).first()


def list_people(*, org_id: UUID) -> list[PersonHere]:
    """List who holds which role in an organisation, by name.

    Queries: 1
    """
    rows = _held().filter(org_id=org_id).select_related("person", "granted_by").order_by("person__name", "granted_at")
    held: dict[tuple[UUID, str], list[RoleHeld]] = defaultdict(list)
    for row in rows:
        role = RoleHeld(row.id, row.role, row.granted_at, granted_by_name=row.granted_by.name)
        held[row.person_id, row.person.name].append(role)
    return [PersonHere(person_id, name, tuple(roles)) for (person_id, name), roles in held.items()]


def name_people(*, person_ids: set[UUID]) -> dict[UUID, str]:
    """Give the names that belong to ids of persons.

    Queries: 1
    """
    return dict(Person.objects.filter(id__in=person_ids).values_list("id", "name"))


def find_somebody_who_may(
    *, organisation: OrganisationFacts, permission: str, phone_or_email: str | None = None
) -> UUID | None:
    """Find for whom a command acts: the person who is named, else the first of the organisation who may do this.

    Shape:   None when the person named may not, or nobody may
    Queries: 3, and 1 for each person asked
    """
    if phone_or_email is not None:
        named = find_person(phone_or_email=phone_or_email)
        wanted = [named.id] if named is not None else []
    else:
        with inside_organisation(org_id=organisation.id, person_id=None):
            wanted = [each.person_id for each in list_people(org_id=organisation.id)]
    names = name_people(person_ids=set(wanted))
    for person_id in wanted:
        with inside_organisation(org_id=organisation.id, person_id=person_id):
            acting = find_acting(person_id=person_id, person_name=names[person_id], organisation=organisation)
        if acting is not None and acting.may(permission):
            return person_id
    return None


def find_person(*, phone_or_email: str) -> Person | None:
    """Find a person by what they sign in with, however it is spelled.

    Queries: at most 1
    """
    phone = normal_phone(text=phone_or_email)
    if phone:
        return Person.objects.filter(phone=phone).first()
    return Person.objects.filter(email=normal_email(text=phone_or_email)).first() if "@" in phone_or_email else None


def _held() -> "QuerySet[RoleGrant]":
    ended = RoleRevocation.objects.filter(org_id=OuterRef("org_id"), grant_id=OuterRef("id"))
    return RoleGrant.objects.exclude(Exists(ended))


def _given() -> "QuerySet[BooksGrant]":
    taken_back = BooksRevocation.objects.filter(org_id=OuterRef("org_id"), grant_id=OuterRef("id"))
    return BooksGrant.objects.exclude(Exists(taken_back))


def _list_given(keepers: list[UUID]) -> list[Membership]:
    rows = _given().filter(keeper_id__in=keepers).select_related("org", "keeper").order_by("granted_at")
    found = {row.org_id: Membership(_facts(row.org), frozenset({KEEPER}), row.keeper.name) for row in rows}
    return list(found.values())


def _keeps_for_another(org_id: UUID, person_id: UUID) -> bool:
    # Inside the keeper's own walls, so that it holds for a key too, behind which no person stands.
    for keeper_id in list(_given().filter(org_id=org_id).values_list("keeper_id", flat=True)):
        with inside_organisation(org_id=keeper_id, person_id=person_id):
            if is_role_held(org_id=keeper_id, person_id=person_id, role=KEEPER):
                return True
    return False


def _facts(org: Any) -> OrganisationFacts:
    return OrganisationFacts(org.id, org.slug, org.name, org.kind, org.ward_id, org.started_on)
