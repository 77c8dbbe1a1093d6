"""Who is calling, and for which organisations they may act, for programs."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from ecoop.access import queries
from ecoop.access.api_acting import acting_for_api
from ecoop.access.errors import NobodySignedIn
from ecoop.kernel.walls import inside_organisation

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
