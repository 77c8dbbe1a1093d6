"""Resolutions for programs: the list, one, one from paper, carrying out, annulling."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.access.errors import RoleIsTooLow
from ecoop.access.queries import Acting
from ecoop.governance.actions.annul_resolution import annul_resolution
from ecoop.governance.actions.execute_resolution import Carrying, execute_resolution, is_waiting, permission_of
from ecoop.governance.actions.record_on_paper import record_on_paper
from ecoop.kernel.wire import Day, Flag, Text
from ecoop.members.calc import Means
from ecoop.resolutions.actions.annul_resolution import AnnulmentDraft
from ecoop.resolutions.calc import AnnulledBy, DecidingBody, ResolutionDraft
from ecoop.resolutions.queries import ResolutionFacts, get_resolution, list_open_resolutions, list_resolutions

router = Router(tags=["governance"])
VOTES_MAX = 10**6

Count = Annotated[int, Field(strict=True, ge=0, le=VOTES_MAX)]
Name = Annotated[Text, Field(min_length=1, max_length=300)]
Body = Literal["general_meeting", "board", "director"]


class ResolutionOut(Schema):
    """A resolution as it stands."""

    id: UUID
    number: str = Field(examples=["01/2027/NQ-ĐHTV"])
    body: str = Field(examples=["general_meeting"])
    matter: str = Field(examples=["distribution"])
    majority: str = Field(examples=["simple"])
    title: str
    parameters: dict[str, Any]
    passed_on: date
    starts_on: date
    called: int
    attended: int
    votes_for: int
    votes_against: int
    votes_blank: int
    is_on_paper: bool
    is_waiting: bool = Field(description="Whether something of it remains to be carried out.")
    annulled_on: date | None


class ResolutionIn(Schema):
    """A resolution passed on paper; the parameters are those of its matter."""

    id: UUID
    number: Annotated[Text, Field(max_length=60)] = ""
    body: Body
    matter: Annotated[Text, Field(max_length=40, examples=["fund_rates"])]
    title: Name
    parameters: dict[str, Any]
    passed_on: Day
    starts_on: Day | None = None
    called: Count
    attended: Count
    votes_for: Count
    votes_against: Count
    votes_blank: Count = 0
    is_chair_for: Flag = False
    text: Annotated[Text, Field(max_length=4000)] = ""


class CarryingIn(Schema):
    """How money leaves, for resolutions that return capital."""

    on: Day
    means: Literal["cash", "bank"]
    debts_seen_by: Annotated[Text, Field(min_length=1, max_length=200)]


class ExecutionIn(Schema):
    """What carrying out leaves open; only returns of capital ask for something."""

    carrying: CarryingIn | None = None


class AnnulmentIn(Schema):
    """Who says that a resolution does not hold, and the day of the red entries."""

    annulled_by: Literal["court", "arbitration", "general_meeting"]
    annulled_on: Day
    paper: Name
    reason: Annotated[Text, Field(min_length=1, max_length=1000)]
    entry_on: Day


class AnnulledOut(Schema):
    """What was undone."""

    red_entries: int
    left_standing: list[str]


@router.get("/o/{slug:slug}/resolutions", response=list[ResolutionOut], summary="List resolutions")
def get_resolutions(request: HttpRequest, slug: str, matter: Text = "", is_open: bool = False) -> list[ResolutionOut]:
    """List resolutions, the newest first; all of a matter, or only those that are not carried out yet."""
    with acting_for_api(request, slug=slug, may="meetings.read") as acting:
        listed = list_open_resolutions if is_open else list_resolutions
        return [_tell(facts) for facts in listed(org_id=acting.org_id, matter=matter or None)]


@router.get("/o/{slug:slug}/resolutions/{uuid:resolution_id}", response=ResolutionOut, summary="Get a resolution")
def get_one(request: HttpRequest, slug: str, resolution_id: UUID) -> ResolutionOut:
    """Get one resolution with what it says and its votes."""
    with acting_for_api(request, slug=slug, may="meetings.read") as acting:
        return _tell(get_resolution(org_id=acting.org_id, resolution_id=resolution_id))


@router.post("/o/{slug:slug}/resolutions", response=ResolutionOut, summary="Record a resolution passed on paper")
def post_resolution(request: HttpRequest, slug: str, body: ResolutionIn) -> ResolutionOut:
    """Record what a body decided on paper; too few votes, the wrong body and unreadable parameters are refused."""
    said = body.model_dump()
    said |= {"body": DecidingBody(body.body), "starts_on": body.starts_on or body.passed_on, "is_on_paper": True}
    with acting_for_api(request, slug=slug, may="meetings.manage") as acting:
        given: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
        recorded = record_on_paper(draft=ResolutionDraft(**said), file=None, **given)
        return _tell(get_resolution(org_id=acting.org_id, resolution_id=recorded))


@router.post(
    "/o/{slug:slug}/resolutions/{uuid:resolution_id}/execution",
    response=ResolutionOut,
    summary="Carry a resolution out",
)
def post_execution(request: HttpRequest, slug: str, resolution_id: UUID, body: ExecutionIn) -> ResolutionOut:
    """Carry a resolution out, exactly once; entries and rows are written in one go."""
    said = body.carrying
    how = Carrying(said.on, Means(said.means), said.debts_seen_by) if said else None
    with acting_for_api(request, slug=slug, may="meetings.manage") as acting:
        given: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
        _must_carry_out(acting, resolution_id)
        execute_resolution(resolution_id=resolution_id, how=how, **given)
        return _tell(get_resolution(org_id=acting.org_id, resolution_id=resolution_id))


@router.post(
    "/o/{slug:slug}/resolutions/{uuid:resolution_id}/annulment", response=AnnulledOut, summary="Annul a resolution"
)
def post_annulment(request: HttpRequest, slug: str, resolution_id: UUID, body: AnnulmentIn) -> AnnulledOut:
    """Mark a resolution annulled and undo by red entries what was carried out on it."""
    draft = AnnulmentDraft(AnnulledBy(body.annulled_by), body.annulled_on, body.paper, body.reason)
    with acting_for_api(request, slug=slug, may="meetings.manage") as acting:
        given: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
        _must_carry_out(acting, resolution_id)
        undone = annul_resolution(resolution_id=resolution_id, draft=draft, entry_on=body.entry_on, **given)
        return AnnulledOut(red_entries=undone.red_entries, left_standing=list(undone.left_standing))


def _must_carry_out(acting: Acting, resolution_id: UUID) -> None:
    """Refuse who may record resolutions but not do what this one decides on."""
    facts = get_resolution(org_id=acting.org_id, resolution_id=resolution_id)
    needs = permission_of(matter=facts.matter)
    if not acting.may(needs):
        raise RoleIsTooLow(permission=needs)


def _tell(facts: ResolutionFacts) -> ResolutionOut:
    names = (
        "id", "number", "title", "parameters", "passed_on", "starts_on", "called", "attended", "votes_for",
        "votes_against", "votes_blank", "is_on_paper", "matter",
    )  # fmt: skip
    return ResolutionOut(
        **{name: getattr(facts, name) for name in names},
        body=facts.body.value,
        majority=facts.majority.value,
        is_waiting=is_waiting(facts=facts),
        annulled_on=facts.annulment.annulled_on if facts.annulment else None,
    )
