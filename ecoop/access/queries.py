"""Reads of persons, roles and tokens; and `Acting`, what a request may do for one organisation."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet, Subquery

from ecoop.access.calc import (
    ROLES,
    RoleTable,
    fingerprint,
    normal_email,
    normal_phone,
    permissions_of,
    role_table,
)
from ecoop.access.models import Person, RoleGrant, RoleRevocation, SignIn, Token, TokenRevocation, TokenUse
from ecoop.kernel.walls import inside_organisation
from ecoop.parties import queries as parties
from ecoop.parties.queries import OrganisationFacts

SIGN_INS_SHOWN = 20
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


@dataclass(frozen=True)
class PersonHere:
    """Somebody with at least one role in the organisation."""

    person_id: UUID
    name: str
    roles: tuple[RoleHeld, ...]


@dataclass(frozen=True)
class Membership:
    """An organisation for which a person may act, and in which roles."""

    organisation: OrganisationFacts
    roles: frozenset[str]


@dataclass(frozen=True)
class TokenLine:
    """A token as its organisation sees it; the token itself is not kept."""

    id: UUID
    purpose: str
    scopes: tuple[str, ...]
    issued_by_name: str
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_on: date | None


@dataclass(frozen=True)
class SignInLine:
    """A time at which a person came in, and how."""

    at: datetime
    method: str


@cache
def get_role_table() -> RoleTable:
    """Get the one table that says which role may do what.

    Queries: 0
    """
    with (Path(__file__).parent / "roles.csv").open(encoding="utf-8", newline="") as lines:
        return role_table(lines=lines)


def find_acting(*, person_id: UUID, person_name: str, organisation: OrganisationFacts) -> Acting | None:
    """Find what a person may do for an organisation; None when they hold no role in it.

    Call it inside the organisation's walls.

    Queries: 1
    """
    roles = frozenset(_held().filter(org_id=organisation.id, person_id=person_id).values_list("role", flat=True))
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
    """List the organisations for which a person may act, across all walls but only for this person.

    Queries: 2, besides the walls' own
    """
    roles: dict[UUID, set[str]] = defaultdict(set)
    with inside_organisation(org_id=None, person_id=person_id):
        for org_id, role in _held().filter(person_id=person_id).values_list("org_id", "role"):
            roles[org_id].add(role)
    found = parties.list_organisations(org_ids=roles) if roles else []
    return [Membership(organisation=each, roles=frozenset(roles[each.id])) for each in found]


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


def find_person(*, phone_or_email: str) -> Person | None:
    """Find a person by what they sign in with, however it is spelled.

    Queries: at most 1
    """
    phone = normal_phone(text=phone_or_email)
    if phone:
        return Person.objects.filter(phone=phone).first()
    return Person.objects.filter(email=normal_email(text=phone_or_email)).first() if "@" in phone_or_email else None


def find_token_acting(*, key: str, organisation: OrganisationFacts, now: datetime) -> tuple[UUID, Acting] | None:
    """Find what a token may do for an organisation, and the token's id; None when it is not valid here.

    Call it inside the organisation's walls.

    Queries: 2
    """
    token = (
        Token.objects.filter(org_id=organisation.id, fingerprint=fingerprint(token=key), expires_at__gt=now)
        .exclude(Exists(TokenRevocation.objects.filter(org_id=OuterRef("org_id"), token_id=OuterRef("id"))))
        .select_related("issued_by")
        .first()
    )
    if token is None:
        return None
    acting = find_acting(person_id=token.issued_by_id, person_name=token.issued_by.name, organisation=organisation)
    return (token.id, replace(acting, scopes=frozenset(token.scopes))) if acting else None


def list_tokens(*, org_id: UUID) -> list[TokenLine]:
    """List the tokens of an organisation, newest first, the ended ones too.

    Queries: 1
    """
    rows = (
        Token.objects.filter(org_id=org_id)
        .select_related("issued_by")
        .annotate(
            revoked_at=Subquery(_of_token(TokenRevocation).values("revoked_at")[:1]),
            last_used_on=Subquery(_of_token(TokenUse).order_by("-used_on").values("used_on")[:1]),
        )
        .order_by("-issued_at", "-id")
    )
    return [
        TokenLine(
            id=row.id,
            purpose=row.purpose,
            scopes=tuple(row.scopes),
            issued_by_name=row.issued_by.name,
            issued_at=row.issued_at,
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
            last_used_on=row.last_used_on,
        )
        for row in rows
    ]


def list_sign_ins(*, person_id: UUID) -> list[SignInLine]:
    """List when and how a person came in lately; only they themselves may see it.

    Queries: 1, besides the walls' own
    """
    with inside_organisation(org_id=None, person_id=person_id):
        rows = SignIn.objects.filter(person_id=person_id).order_by("-at")[:SIGN_INS_SHOWN]
        return [SignInLine(at=row.at, method=row.method) for row in rows]


def list_role_rows() -> list[tuple[str, tuple[bool, ...]]]:
    """List every permission with a yes or no per role, in the order of `ROLES`.

    Queries: 0
    """
    table = get_role_table()
    permissions = list(dict.fromkeys(permission for role in ROLES for permission in sorted(table[role])))
    return [(each, tuple(each in table[role] for role in ROLES)) for each in sorted(permissions)]


def _held() -> "QuerySet[RoleGrant]":
    ended = RoleRevocation.objects.filter(org_id=OuterRef("org_id"), grant_id=OuterRef("id"))
    return RoleGrant.objects.exclude(Exists(ended))


def _of_token(model: type[Model]) -> "QuerySet[Any]":
    return model._default_manager.filter(org_id=OuterRef("org_id"), token_id=OuterRef("id"))
