"""Who is calling, for which organisations they may act, who else is there, and what was done, for programs."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.access import queries
from ecoop.access.api_acting import acting_for_api
from ecoop.access.errors import NobodySignedIn, RoleIsTooLow
from ecoop.audit.queries import EventFilter
from ecoop.kernel.walls import inside_organisation
from ecoop.kernel.wire import Page, PageWanted, Text
from ecoop.parties.actions.record_identity import IdentityDraft, record_identity
from ecoop.parties.queries import find_identity

router = Router(tags=["access"])


class MembershipOut(Schema):
    """An organisation for which the caller may act."""

    slug: str = Field(examples=["htx-tan-cuong"])
    name: str = Field(examples=["HTX Chè Tân Cương"])
    kind: str = Field(examples=["cooperative"])
    roles: list[str] = Field(examples=[["accountant"]])


class MeOut(Schema):
    """The signed-in person and the organisations for which they may act."""

    person_id: UUID
    name: str = Field(examples=["Nguyễn Thị Lan"])
    organisations: list[MembershipOut]


class ActingOut(Schema):
    """What the caller may do for one organisation."""

    org_id: UUID
    slug: str = Field(examples=["htx-tan-cuong"])
    name: str = Field(examples=["HTX Chè Tân Cương"])
    kind: str = Field(examples=["cooperative"])
    roles: list[str] = Field(examples=[["accountant"]])
    may: list[str] = Field(examples=[["books.read", "books.post"]])


@router.get("/me", response=MeOut, summary="Get who is signed in")
def get_me(request: HttpRequest) -> MeOut:
    """Tell who is signed in and for which organisations they may act. A token is not a person: it gets 401."""
    person: Any = request.user
    if not person.is_authenticated:
        raise NobodySignedIn()
    with inside_organisation(org_id=None, person_id=person.id):
        held = queries.list_memberships(person_id=person.id)
    found = [
        MembershipOut(
            slug=each.organisation.slug,
            name=each.organisation.name,
            kind=each.organisation.kind,
            roles=sorted(each.roles),
        )
        for each in held
    ]
    return MeOut(person_id=person.id, name=person.name, organisations=found)


@router.get("/o/{slug:slug}", response=ActingOut, summary="Get an organisation as the caller sees it")
def get_organisation(request: HttpRequest, slug: str) -> ActingOut:
    """Tell what the caller, a person or a token, may do for an organisation. Any role is enough."""
    with acting_for_api(request, slug=slug, may=None) as acting:
        return ActingOut(
            org_id=acting.org_id,
            slug=acting.org_slug,
            name=acting.org_name,
            kind=acting.org_kind,
            roles=sorted(acting.roles),
            may=sorted(acting.permissions),
        )


class PersonOut(Schema):
    """Somebody with at least one role in the organisation."""

    person_id: UUID
    name: str = Field(examples=["Nguyễn Thị Lan"])
    roles: list[str] = Field(examples=[["accountant"]])


class PeopleOut(Schema):
    """Everybody with a role in the organisation, by name."""

    items: list[PersonOut]


class EventOut(Schema):
    """One act of the audit trail; `detail` holds ids and codes only."""

    event_id: UUID
    at: datetime
    person_id: UUID | None = Field(description="Null when a program acted by itself.")
    person_name: str = Field(examples=["Nguyễn Thị Lan"])
    verb: str = Field(examples=["ledger.period.close"])
    object_kind: str = Field(examples=["ledger.period"])
    object_id: UUID | None
    detail: dict[str, Any]


@router.get("/o/{slug:slug}/people", response=PeopleOut, summary="List people and their roles")
def list_people(request: HttpRequest, slug: str) -> PeopleOut:
    """List who holds which role in an organisation."""
    with acting_for_api(request, slug=slug, may="people.read") as acting:
        found = queries.list_people(org_id=acting.org_id)
    return PeopleOut(
        items=[
            PersonOut(person_id=each.person_id, name=each.name, roles=[role.role for role in each.roles])
            for each in found
        ]
    )


@router.get("/o/{slug:slug}/audit/events", response=Page[EventOut], summary="List the audit trail")
def list_events(request: HttpRequest, slug: str, page: PageWanted, verb: Text = "") -> Page[EventOut]:
    """List who did what, newest first; `verb` narrows the list to one kind of act."""
    with acting_for_api(request, slug=slug, may="audit.read") as acting:
        trail = queries.get_trail_for(acting, wanted=EventFilter(verb=verb), cursor=page.cursor, size=page.limit)
    return Page[EventOut](items=[_event(each) for each in trail.lines], next_cursor=trail.next_cursor)


def _event(line: queries.TrailLine) -> EventOut:
    event = line.event
    return EventOut(
        event_id=event.id,
        at=event.at,
        person_id=event.person_id,
        person_name=line.person_name,
        verb=event.verb,
        object_kind=event.object_kind,
        object_id=event.object_id,
        detail=event.detail,
    )


TaxCodeText = Annotated[str, Field(max_length=20, pattern=r"^[0-9 .-]*$", examples=["079190012345"])]


class OwnIdentityIn(Schema):
    """What identifies the organisation to the state; a household's tax code is its owner's personal number."""

    tax_code: TaxCodeText = ""
    representative_name: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    phone: Annotated[str, Field(max_length=16, pattern=r"^[0-9+ .-]*$", examples=["0912345678"])] = ""
    address_line: Text = ""


class OwnIdentityOut(Schema):
    """What identifies the organisation to the state, as it holds now."""

    name: str
    tax_code: str
    representative_name: str
    phone: str
    address_line: str


@router.get("/o/{slug:slug}/identity", response=OwnIdentityOut, summary="Get what identifies the organisation")
def get_identity(request: HttpRequest, slug: str) -> OwnIdentityOut:
    """Give tax code, representative, telephone and address as they hold now; empty until they are written down."""
    with acting_for_api(request, slug=slug, may="people.read") as acting:
        return _identity(acting)


@router.post("/o/{slug:slug}/identity", response=OwnIdentityOut, summary="Write down what identifies the organisation")
def post_identity(request: HttpRequest, slug: str, body: OwnIdentityIn) -> OwnIdentityOut:
    """Write down from now on what returns and books say of the organisation; what stood before stays readable.

    Who manages its people may, and who files its returns: a phone does the second only.
    """
    with acting_for_api(request, slug=slug, may=None) as acting:
        if not (acting.may("people.manage") or acting.may("tax.file")):
            raise RoleIsTooLow(permission="people.manage")
        draft = IdentityDraft(**body.model_dump())
        record_identity(org_id=acting.org_id, draft=draft, by=acting.person_id, now=timezone.now())
        return _identity(acting)


def _identity(acting: queries.Acting) -> OwnIdentityOut:
    known = find_identity(org_id=acting.org_id)
    facts = vars(known) if known else dict.fromkeys(("tax_code", "representative_name", "phone", "address_line"), "")
    return OwnIdentityOut(name=acting.org_name, **facts)
