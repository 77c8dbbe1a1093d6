"""The sharing of a year for programs: the cooperative's waterfall, and a member's own share."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.distribution.errors import YearIsNotClosed
from ecoop.distribution.queries.own_share import OwnPart, OwnShare, list_own_shares
from ecoop.distribution.queries.year_end import ShareLine, StepLine, find_year_end

router = Router(tags=["distribution"])

Year = Annotated[int, Path(ge=2000, le=2100, examples=[2026])]


class ArticleOut(Schema):
    """Where a step stands in the law."""

    document: str = Field(examples=["luat-17-2023-qh15"])
    article: str = Field(examples=["Điều 86, khoản 1"])


class StepOut(Schema):
    """One step of the waterfall."""

    side: str = Field(examples=["internal"])
    code: str = Field(examples=["undivided_fund"])
    label: str
    base_vnd: int | None
    rate: str | None = Field(examples=["0.05"], description="Exact, as a text.")
    value_vnd: int
    left_vnd: int = Field(description="What is left after the step.")
    article: ArticleOut


class ShareOut(Schema):
    """What one member brought and gets."""

    member_id: UUID
    number: str
    name: str
    paid_in_vnd: int
    use_vnd: int
    labour_vnd: int
    total_vnd: int


class YearEndOut(Schema):
    """A year from its closing to its shares; what has not happened yet is empty."""

    year: int
    closed_on: date | None
    internal_vnd: int
    external_vnd: int
    resolution: str | None
    decided_on: date | None
    is_shared: bool
    shared_vnd: int
    steps: list[StepOut]
    shares: list[ShareOut]
    warnings: list[str]


class PartOut(Schema):
    """One part of a share: the pot, what the member brought of what all brought, and the amount that follows."""

    side: str
    key: str = Field(examples=["use"])
    pot_vnd: int
    own_vnd: int
    all_vnd: int
    amount_vnd: int
    article: ArticleOut


class OwnShareOut(Schema):
    """The share of one year in one cooperative."""

    cooperative: str
    year: int
    number: str
    resolution: str
    decided_on: date
    total_vnd: int
    parts: list[PartOut]
    steps: list[StepOut]


class OwnSharesOut(Schema):
    """An organisation's shares, the newest year first."""

    items: list[OwnShareOut]


@router.get("/o/{slug:slug}/distribution/{year}", response=YearEndOut, summary="Get the sharing of a year")
def get_sharing(request: HttpRequest, slug: str, year: Year) -> YearEndOut:
    """Get a cooperative's year end as far as it has come, with every step of the waterfall and its article."""
    with acting_for_api(request, slug=slug, may="distribution.read") as acting:
        end = find_year_end(org_id=acting.org_id, year=year)
        if end is None:
            raise YearIsNotClosed(year=year)
        return YearEndOut(
            year=end.year,
            closed_on=end.closed_on,
            internal_vnd=end.internal_vnd,
            external_vnd=end.external_vnd,
            resolution=end.decision.resolution if end.decision else None,
            decided_on=end.decision.decided_on if end.decision else None,
            is_shared=end.is_shared,
            shared_vnd=end.shared_vnd,
            steps=[_step(each) for each in end.steps],
            shares=[_share(each) for each in end.shares],
            warnings=list(end.warnings),
        )


@router.get("/o/{slug:slug}/own-shares", response=OwnSharesOut, summary="List own shares")
def list_shares(request: HttpRequest, slug: str) -> OwnSharesOut:
    """List what this organisation got from the cooperatives it belongs to, and how each amount came about."""
    with acting_for_api(request, slug=slug, may="own-share.read") as acting:
        return OwnSharesOut(items=[_own(each) for each in list_own_shares(member_org_id=acting.org_id)])


def _step(step: StepLine) -> StepOut:
    return StepOut(
        side=step.side,
        code=step.code,
        label=step.label,
        base_vnd=step.base_vnd,
        rate=None if step.rate is None else f"{step.rate:f}",
        value_vnd=step.value_vnd,
        left_vnd=step.left_vnd,
        article=ArticleOut(document=step.article.document, article=step.article.article),
    )


def _share(share: ShareLine) -> ShareOut:
    return ShareOut(
        member_id=share.member_id,
        number=share.number,
        name=share.name,
        paid_in_vnd=share.paid_in_vnd,
        use_vnd=share.use_vnd,
        labour_vnd=share.labour_vnd,
        total_vnd=share.total_vnd,
    )


def _own(share: OwnShare) -> OwnShareOut:
    return OwnShareOut(
        cooperative=share.cooperative,
        year=share.year,
        number=share.number,
        resolution=share.resolution,
        decided_on=share.decided_on,
        total_vnd=share.total_vnd,
        parts=[_part(each) for each in share.parts],
        steps=[_step(each) for each in share.steps],
    )


def _part(part: OwnPart) -> PartOut:
    return PartOut(
        side=part.side,
        key=part.key,
        pot_vnd=part.pot_vnd,
        own_vnd=part.own_vnd,
        all_vnd=part.all_vnd,
        amount_vnd=part.amount_vnd,
        article=ArticleOut(document=part.article.document, article=part.article.article),
    )
