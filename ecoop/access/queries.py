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
    PERMISSION_LABELS,
    ROLE_LABELS,
    ROLES,
    SIGN_IN_LABELS,
    VERB_LABELS,
    RoleTable,
    fingerprint,
    normal_email,
    normal_phone,
    permissions_of,
    role_table,
)
from ecoop.access.models import Person, RoleGrant, RoleRevocation, SignIn, Token, TokenRevocation, TokenUse
from ecoop.audit import queries as audit
from ecoop.audit.queries import EventFilter, EventLine
from ecoop.kernel.walls import inside_organisation
from ecoop.parties import queries as parties
from ecoop.parties.queries import IdentityFacts, OrganisationFacts, Place

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
    """An organisation for which a person may act, and in which roles."""

    organisation: OrganisationFacts
    roles: frozenset[str]

    @property
    def role_labels(self) -> str:
        """The roles in the reader's language."""
        return ", ".join(str(ROLE_LABELS[role]) for role in ROLES if role in self.roles)


@dataclass(frozen=True)
class TokenLine:
    """A token as its organisation sees it; the token itself is not kept."""

    id: UUID
    purpose: str
    scopes: tuple[str, ...]
    issued_by_name: str
    issued_at: datetime
    expires_at: datetime
    state: str
    last_used_on: date | None

    @property
    def scope_labels(self) -> list[str]:
        """What the token may do, in the reader's language."""
        return [str(PERMISSION_LABELS.get(scope, scope)) for scope in self.scopes]


@dataclass(frozen=True)
class SignInLine:
    """A time at which a person came in, and how."""

    at: datetime
    method: str

    @property
    def label(self) -> str:
        """How, in the reader's language."""
        return str(SIGN_IN_LABELS.get(self.method, self.method))


@dataclass(frozen=True)
class Account:
    """What a person signs in with, and when they lately did."""

    name: str
    phone: str
    email: str
    sign_ins: tuple[SignInLine, ...]


@dataclass(frozen=True)
class About:
    """An organisation as everybody may know it, where it is, and what identifies it to the state."""

    organisation: OrganisationFacts
    place: Place | None
    identity: IdentityFacts | None


@dataclass(frozen=True)
class TrailLine:
    """One act, with the names of who acted (empty: a program by itself) and of whom it concerned (if a person)."""

    event: EventLine
    person_name: str
    object_name: str

    @property
    def label(self) -> str:
        """The act in the reader's language."""
        return str(VERB_LABELS.get(self.event.verb, self.event.verb))


@dataclass(frozen=True)
class Trail:
    """A page of the audit trail."""

    lines: tuple[TrailLine, ...]
    next_cursor: str | None


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
    """List the organisations for which a person may act, by name; each with the roles held there.

    The person must be the one whom the walls know: another one's memberships do not show.

    Queries: 1
    """
    held: dict[OrganisationFacts, set[str]] = defaultdict(set)
    for row in _held().filter(person_id=person_id).select_related("org").order_by("org__name", "org_id"):
        org = row.org
        held[OrganisationFacts(org.id, org.slug, org.name, org.kind, org.ward_id)].add(row.role)
    return [Membership(organisation=each, roles=frozenset(roles)) for each, roles in held.items()]


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


def get_about_for(acting: Acting) -> About:
    """Get what an organisation is: as everybody may know it, and as only it knows itself.

    Queries: at most 3
    """
    organisation = parties.get_organisation(org_id=acting.org_id)
    place = parties.find_place(code=organisation.ward_code) if organisation.ward_code else None
    return About(organisation=organisation, place=place, identity=parties.find_identity(org_id=acting.org_id))


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


def list_tokens(*, org_id: UUID, now: datetime) -> list[TokenLine]:
    """List the tokens of an organisation, newest first, the ended ones too.

    Shape:   `state` is "valid", "expired" or "revoked"
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
            state="revoked" if row.revoked_at else "valid" if row.expires_at > now else "expired",
            last_used_on=row.last_used_on,
        )
        for row in rows
    ]


def get_account(*, person_id: UUID) -> Account:
    """Get what a person signs in with, and when they lately did; only they themselves see the latter.

    Queries: 2, besides the walls' own
    """
    person = Person.objects.get(id=person_id)
    with inside_organisation(org_id=None, person_id=person_id):
        rows = SignIn.objects.filter(person_id=person_id).order_by("-at")[:SIGN_INS_SHOWN]
        sign_ins = tuple(SignInLine(at=row.at, method=row.method) for row in rows)
    return Account(person.name, person.phone or "", person.email or "", sign_ins)


def list_trail_choices(*, org_id: UUID) -> tuple[dict[UUID, str], list[str]]:
    """List who and which acts occur in an organisation's audit trail.

    Queries: 3
    """
    person_ids, verbs = audit.list_actors_and_verbs(org_id=org_id)
    return name_people(person_ids=person_ids), verbs


def get_trail_for(acting: Acting, *, wanted: EventFilter, cursor: str | None, size: int = audit.PAGE) -> Trail:
    """Get a page of the audit trail with the names of those who acted.

    Raises:  CursorIsUnreadable
    Queries: 2
    """
    page = audit.list_events(org_id=acting.org_id, wanted=wanted, cursor=cursor, size=size)
    wanted_ids = {each.person_id for each in page.lines} | {_person_meant(each) for each in page.lines}
    names = name_people(person_ids={each for each in wanted_ids if each})
    lines = tuple(
        TrailLine(
            event=each, person_name=_name_of(each.person_id, names), object_name=_name_of(_person_meant(each), names)
        )
        for each in page.lines
    )
    return Trail(lines=lines, next_cursor=page.next_cursor)


def list_role_rows() -> list[tuple[str, tuple[bool, ...]]]:
    """List every permission with a yes or no per role, in the order of `ROLES`.

    Queries: 0
    """
    table = get_role_table()
    return [(each, tuple(each in table[role] for role in ROLES)) for each in PERMISSION_LABELS]


def _held() -> "QuerySet[RoleGrant]":
    ended = RoleRevocation.objects.filter(org_id=OuterRef("org_id"), grant_id=OuterRef("id"))
    return RoleGrant.objects.exclude(Exists(ended))


def _person_meant(event: EventLine) -> UUID | None:
    return event.object_id if event.object_kind == "access.person" else None


def _name_of(person_id: UUID | None, names: dict[UUID, str]) -> str:
    return names.get(person_id, "") if person_id else ""


def _of_token(model: type[Model]) -> "QuerySet[Any]":
    return model._default_manager.filter(org_id=OuterRef("org_id"), token_id=OuterRef("id"))
