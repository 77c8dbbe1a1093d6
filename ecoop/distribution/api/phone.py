"""My cooperatives on the phone: membership, capital, what I traded, my share of each year and how it came about."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Path, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.access.queries import Acting
from ecoop.distribution.errors import ShareUnknown
from ecoop.distribution.queries.own_share import OwnPart
from ecoop.distribution.queries.own_year_totals import OwnYearTotal, list_own_year_totals
from ecoop.distribution.queries.share_papers import print_own_statement
from ecoop.distribution.queries.statement import ShareStatement, get_own_statement
from ecoop.distribution.queries.year_end import StepLine
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import format_dong
from ecoop.kernel.paper import answer_with_pdf
from ecoop.kernel.wire import CitedLawOut, hands_out
from ecoop.lawbook import queries as lawbook
from ecoop.members.queries.joining import list_own_applications
from ecoop.members.queries.own_standing import OwnStanding, list_own_standings
from ecoop.parties.queries import OrganisationFacts, find_organisation

router = Router(tags=["phone"])

CooperativeSlug = Annotated[str, Path(max_length=60, pattern=r"^[a-z0-9-]+$", examples=["htx-tan-cuong"])]
ShareYear = Annotated[int, Path(ge=2000, le=2100, examples=[2026])]


class OwnYearOut(Schema):
    """My share of one year in one line."""

    year: int
    total_vnd: int
    resolution: str
    decided_on: date
    undone_on: date | None = Field(description="Taken back on this day, because its resolution was annulled.")


class OwnCooperativeOut(Schema):
    """A cooperative to which the household belongs, and what stands there in its name."""

    slug: str
    name: str
    number: str = Field(examples=["TV001"])
    member_name: str
    type_label: str
    admitted_on: date
    holds: bool = Field(description="Whether the membership has not ended.")
    paid_in_vnd: int
    committed_vnd: int
    owed_vnd: int = Field(description="Capital promised and not paid.")
    traded_vnd: int = Field(description="Bought from, sold through and worked for it, this year.")
    shares: list[OwnYearOut]
    page: str


class PhoneApplicationOut(Schema):
    """Where the household has applied, and what became of it."""

    id: UUID
    cooperative_slug: str
    cooperative: str
    receipt: str
    applied_on: date
    capital_vnd: int
    state: str = Field(examples=["waiting"], description="waiting, admitted, refused or withdrawn")
    state_label: str
    decided_on: date | None
    member_number: str


class OwnCooperativesOut(Schema):
    """The household's cooperatives, and where it has applied."""

    cooperatives: list[OwnCooperativeOut]
    applications: list[PhoneApplicationOut]


class OwnPartOut(Schema):
    """One part of a share: the pot, what I brought of what all brought, and what follows."""

    side_label: str
    label: str
    pot_vnd: int
    own_vnd: int
    all_vnd: int
    amount_vnd: int
    law: CitedLawOut | None


class OwnStepOut(Schema):
    """One step from the income of the cooperative to the pots."""

    side: str
    label: str
    amount_vnd: int
    text: str
    law: CitedLawOut | None


class OwnDeliveryOut(Schema):
    """A line of my trade with the cooperative."""

    on: date
    side_label: str
    kind_label: str
    label: str
    amount_vnd: int


class OwnStatementOut(Schema):
    """My share of a year, walked to its pots, its articles, and what I delivered."""

    cooperative: str
    year: int
    number: str
    type_label: str
    total_vnd: int
    paid_vnd: int
    withheld_vnd: int
    unpaid_vnd: int
    resolution: str
    decided_on: date
    parts: list[OwnPartOut]
    steps: list[OwnStepOut]
    dealings: list[OwnDeliveryOut]
    paper: str | None = Field(description="Where its PDF is, for whoever sends the key.")


@router.get("/o/{slug:slug}/phone/cooperatives", response=OwnCooperativesOut, summary="List my cooperatives")
def get_phone_cooperatives(request: HttpRequest, slug: str) -> OwnCooperativesOut:
    """List the cooperatives to which a household belongs, with its capital, trade and shares there."""
    today = vietnam_day(timezone.now())
    with acting_for_api(request, slug=slug, may="own-share.read") as acting:
        totals = list_own_year_totals(member_org_id=acting.org_id)
        standings = list_own_standings(member_org_id=acting.org_id, day=today)
        applications = list_own_applications(member_org_id=acting.org_id)
        return OwnCooperativesOut(
            cooperatives=[_cooperative(acting, each, totals) for each in standings],
            applications=[PhoneApplicationOut(**_said(each, PhoneApplicationOut)) for each in applications],
        )


@router.get(
    "/o/{slug:slug}/phone/cooperatives/{cooperative}/shares/{year}",
    response=OwnStatementOut,
    summary="Get my share of a year",
)
def get_phone_share(request: HttpRequest, slug: str, cooperative: CooperativeSlug, year: ShareYear) -> OwnStatementOut:
    """Give a household's share of a year with every step, its article, and the deliveries behind it."""
    with acting_for_api(request, slug=slug, may="own-share.read") as acting:
        coop = _cooperative_of(cooperative, year)
        found = get_own_statement(member_org_id=acting.org_id, cooperative_id=coop.id, year=year)
        return _statement(acting, coop, found)


@router.get(
    "/o/{slug:slug}/phone/cooperatives/{cooperative}/shares/{year}/paper",
    summary="Get my share of a year as PDF",
    openapi_extra=hands_out(media="application/pdf", said="The statement, in Vietnamese."),
)
def get_phone_share_paper(
    request: HttpRequest, slug: str, cooperative: CooperativeSlug, year: ShareYear
) -> HttpResponse:
    """Hand out the statement of a household's own share as PDF."""
    now = timezone.now()
    with acting_for_api(request, slug=slug, may="own-share.read") as acting:
        coop = _cooperative_of(cooperative, year)
        paper = print_own_statement(member_org_id=acting.org_id, cooperative_id=coop.id, year=year, made_at=now)
    return answer_with_pdf(name=f"statement-{cooperative}-{year}", paper=paper)


def _cooperative_of(slug: str, year: int) -> OrganisationFacts:
    found = find_organisation(slug=slug)
    if found is None:
        raise ShareUnknown(year=year)
    return found


def _cooperative(acting: Acting, standing: OwnStanding, totals: list[OwnYearTotal]) -> OwnCooperativeOut:
    own = [OwnYearOut(**_said(each, OwnYearOut)) for each in totals if each.org_id == standing.org_id]
    page = reverse("members:own", args=[acting.org_slug])
    return OwnCooperativeOut(**_said(standing, OwnCooperativeOut), shares=own, page=page)


def _said(facts: Any, shape: type[Schema]) -> dict[str, Any]:
    """Take out of the facts what a shape asks for by the same name."""
    return {name: getattr(facts, name) for name in shape.model_fields if hasattr(facts, name)}


def _statement(acting: Acting, coop: OrganisationFacts, found: ShareStatement) -> OwnStatementOut:
    own = {"slug": acting.org_slug, "cooperative": coop.slug, "year": found.year}
    lines = sorted([*found.used, *found.worked], key=lambda line: (line.dealt_on, line.id), reverse=True)
    return OwnStatementOut(
        cooperative=found.cooperative,
        year=found.year,
        number=found.number,
        type_label=found.type_label,
        total_vnd=found.total_vnd,
        paid_vnd=found.paid_vnd,
        withheld_vnd=found.withheld_vnd,
        unpaid_vnd=found.unpaid_vnd,
        resolution=found.resolution,
        decided_on=found.decided_on,
        parts=[_part(part) for part in found.parts],
        steps=[_step(step) for step in found.steps],
        dealings=[
            OwnDeliveryOut(
                on=line.dealt_on,
                side_label=line.side_label,
                kind_label=line.kind_label,
                label=line.text,
                amount_vnd=line.value_vnd,
            )
            for line in lines
        ],
        paper=reverse("api:get_phone_share_paper", kwargs=own),
    )


def _part(part: OwnPart) -> OwnPartOut:
    return OwnPartOut(
        side_label=part.side_label,
        label=part.label,
        pot_vnd=part.pot_vnd,
        own_vnd=part.own_vnd,
        all_vnd=part.all_vnd,
        amount_vnd=part.amount_vnd,
        law=lawbook.tell_citation(cited=part.article),
    )


def _step(step: StepLine) -> OwnStepOut:
    return OwnStepOut(
        side=step.side,
        label=step.label,
        amount_vnd=step.value_vnd,
        text=format_dong(step.value_vnd),
        law=lawbook.tell_citation(cited=step.article),
    )
