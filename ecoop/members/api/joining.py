"""Joining a cooperative from a household's phone: what is asked, applying, what became of it."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Schema, Status
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AMOUNT_VND_MAX, CitedLawOut, Day, Flag, Text
from ecoop.lawbook import queries as lawbook
from ecoop.members.actions.join_cooperative import join_cooperative
from ecoop.members.actions.submit_application import ApplicationDraft
from ecoop.members.calc import BODY_WORDS, ApplicationSource, ParticularsDraft, PartyKind
from ecoop.members.errors import CooperativeNotFound
from ecoop.members.queries.joining import OwnApplication, find_invitation, get_prefill, list_own_applications

router = Router(tags=["phone"])

Slug = Annotated[str, Path(max_length=60, pattern=r"^[a-z0-9-]+$", examples=["htx-tan-cuong"])]
Number = Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$")]
CapitalVnd = Annotated[int, Field(strict=True, ge=0, le=AMOUNT_VND_MAX, description="0 brings none.")]


class InvitationOut(Schema):
    """What a cooperative tells whoever scans its code."""

    slug: str
    name: str
    kind: str = Field(examples=["cooperative"])
    place: str
    decider_label: str = Field(description="The body that decides about new members.")
    capital_min_vnd: int | None = Field(description="What its charter asks at least of whoever brings capital.")
    law: CitedLawOut | None


class PrefillOut(Schema):
    """What the household need not type again."""

    kind: str
    name: str
    phone: str
    address: str
    ward_code: str | None


class OwnApplicationOut(Schema):
    """What a household applied for, and what became of it."""

    id: UUID
    cooperative_slug: str
    cooperative: str
    receipt: str = Field(examples=["K7M2Q4PX"])
    applied_on: date
    capital_vnd: int
    state: str = Field(examples=["waiting"], description="waiting, admitted, refused or withdrawn")
    state_label: str
    decided_on: date | None
    member_number: str


class JoiningOut(Schema):
    """A household's applications, and what the next one need not ask."""

    prefill: PrefillOut
    applications: list[OwnApplicationOut]


class JoiningIn(Schema):
    """An application for membership, made on a phone; its id is chosen there, so that it is sent once."""

    id: UUID
    cooperative: Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9-]+$", examples=["htx-tan-cuong"])]
    kind: Literal["individual", "household"] = "individual"
    name: Annotated[Text, Field(min_length=1, examples=["Trần Thị Tư"])]
    id_number: Number = ""
    born_on: Day | None = None
    gender: Literal["", "female", "male"] = ""
    address: Text = ""
    ward_code: Annotated[str, Field(pattern=r"^[0-9]{5}$", examples=["00070"])] | None = None
    phone: Number = ""
    representative_name: Annotated[Text, Field(max_length=120)] = ""
    representative_id: Number = ""
    uses: Flag = False
    works: Flag = False
    capital_vnd: CapitalVnd = 0
    note: Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")] = ""
    agrees: Literal[True] = Field(
        examples=[True], description="By own will, knowing the charter, and letting these details be kept."
    )


@router.get("/join/{slug}", response=InvitationOut, auth=None, summary="Get what a cooperative asks of new members")
def get_invitation(request: HttpRequest, slug: Slug) -> InvitationOut:
    """Tell whoever scanned a cooperative's code who it is and what it asks."""
    found = find_invitation(slug=slug, day=vietnam_day(timezone.now()))
    if found is None:
        raise CooperativeNotFound(slug=slug)
    return InvitationOut(
        slug=found.slug,
        name=found.name,
        kind=found.kind,
        place=found.place,
        decider_label=str(BODY_WORDS[found.decider]),
        capital_min_vnd=found.capital_min_vnd,
        law=lawbook.tell_citation(cited=found.law),
    )


@router.get("/o/{slug:slug}/joining", response=JoiningOut, summary="List a household's applications")
def get_joining(request: HttpRequest, slug: str) -> JoiningOut:
    """List what a household applied for, and give what the next application need not ask."""
    with acting_for_api(request, slug=slug, may="own-share.read") as acting:
        name, who = get_prefill(org_id=acting.org_id)
        prefill = PrefillOut(
            kind=who.kind.value, name=name, phone=who.phone, address=who.address, ward_code=who.ward_code
        )
        found = [tell_application(found=each) for each in list_own_applications(member_org_id=acting.org_id)]
        return JoiningOut(prefill=prefill, applications=found)


@router.post("/o/{slug:slug}/joining", response={201: OwnApplicationOut}, summary="Apply to a cooperative")
def post_joining(request: HttpRequest, slug: str, body: JoiningIn) -> Status[OwnApplicationOut]:
    """Hand an application in at a cooperative's office; the same id again gives the same application."""
    now = timezone.now()
    with acting_for_api(request, slug=slug, may="own-share.manage") as acting:
        found = join_cooperative(
            member_org_id=acting.org_id,
            cooperative=body.cooperative,
            application=_draft(body, vietnam_day(now)),
            by=acting.person_id,
            now=now,
        )
        return Status(201, tell_application(found=found))


def tell_application(*, found: OwnApplication) -> OwnApplicationOut:
    """Tell a household's application to a program."""
    said = {name: getattr(found, name) for name in OwnApplicationOut.model_fields}
    return OwnApplicationOut(**said)


def _draft(body: JoiningIn, day: date) -> ApplicationDraft:
    who = ParticularsDraft(
        kind=PartyKind(body.kind),
        address=body.address,
        ward_code=body.ward_code,
        id_number=body.id_number,
        born_on=body.born_on,
        gender=body.gender,
        phone=body.phone,
        representative_name=body.representative_name,
        representative_id=body.representative_id,
    )
    return ApplicationDraft(
        id=body.id,
        source=ApplicationSource.PUBLIC,
        name=body.name,
        who=who,
        brings_capital=body.capital_vnd > 0,
        uses=body.uses,
        works=body.works,
        applied_on=day,
        capital_vnd=Dong(body.capital_vnd),
        note=body.note,
    )
