"""Assets for programs: the register as of a day, what came, the wear of a month, counts."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.assets.actions.acquire_assets import acquire_assets
from ecoop.assets.actions.count_assets import begin_count, mark_assets
from ecoop.assets.actions.depreciate_month import depreciate_month
from ecoop.assets.calc.drafts import AssetDraft, CountDraft, MarkDraft, SourceDraft, Weights
from ecoop.assets.calc.words import Form, Kind, Means, Origin
from ecoop.assets.queries.register import AssetLine, get_asset, list_assets
from ecoop.assets.queries.wear import MonthOfWear, get_month_of_wear
from ecoop.kernel.batches import OutcomesOut, tell_outcomes
from ecoop.kernel.dates import month_start, vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AMOUNT_VND_MAX, AmountVnd, Day, Flag, Text

router = Router(tags=["assets"])

BATCH_MAX = 500
PARTS_MAX = 10_000
Cost = Annotated[int, Field(strict=True, ge=1, le=AMOUNT_VND_MAX, description="Whole đồng.", examples=[120_000_000])]
Months = Annotated[int | None, Field(strict=True, ge=1, le=1200, description="None: it does not wear.", examples=[60])]
Part = Annotated[int, Field(strict=True, ge=0, le=PARTS_MAX)]
DayWanted = Annotated[Day | None, Query(description="As of which day; today, if left out.")]
Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2026-03"])]
MonthWanted = Annotated[Month | None, Query(description="Which month; this one, if left out.")]


class AssetSourceIn(Schema):
    """A part of the cost and whose money it is: own, loan, fund, state_money, state, gift, welfare, members."""

    kind: Annotated[str, Field(pattern=r"^[a-z_]{1,16}$", examples=["own"])]
    amount_vnd: Cost
    giver: Text = ""


class AssetIn(Schema):
    """An asset that came. The caller chooses its id, so that sending it twice records it once."""

    id: UUID
    code: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]*$", examples=["TS001"])]
    name: Annotated[Text, Field(min_length=1, examples=["Máy sao chè"])]
    kind: Annotated[Kind, Field(examples=["fixed"])]
    origin: Annotated[Origin, Field(examples=["bought"])]
    acquired_on: Day
    in_use_on: Day | None = None
    cost_vnd: Cost
    sources: list[AssetSourceIn] = Field(min_length=1, max_length=20)
    form: Form = Form.TANGIBLE
    means: Means = Means.BANK
    vat_vnd: Annotated[int, Field(strict=True, ge=0, le=AMOUNT_VND_MAX)] = 0
    designation: Annotated[str, Field(max_length=1, pattern=r"^[a-eđ]?$")] = ""
    life_months: Months = None
    production: Part = 0
    management: Part = 1
    idle: Part = 0
    place: Text = ""
    custodian: Text = ""
    opening_worn_vnd: Annotated[int, Field(strict=True, ge=0, le=AMOUNT_VND_MAX)] = 0
    wears_from_on: Day | None = None
    months_left: Months = None
    resolution_id: UUID | None = Field(default=None, description="What permits the investment.")


class AssetsIn(Schema):
    """A batch of assets; each is kept or refused for itself."""

    assets: list[AssetIn] = Field(min_length=1, max_length=BATCH_MAX)


class AssetSourceOut(Schema):
    """A part of the cost and whose money it is."""

    kind: str
    amount_vnd: AmountVnd
    giver: str


class AssetOut(Schema):
    """An asset as of a day."""

    id: UUID
    code: str
    name: str
    kind: str
    form: str
    designation: str
    acquired_on: Day
    in_use_on: Day
    life_months: int | None
    cost_vnd: AmountVnd
    worn_vnd: AmountVnd
    remaining_vnd: AmountVnd
    place: str
    custodian: str
    left_on: Day | None
    sources: list[AssetSourceOut]


class AssetsOut(Schema):
    """The register as of a day."""

    day: Day
    assets: list[AssetOut]


class WearIn(Schema):
    """Which month's wear is to be posted."""

    month: Month


class WearLineOut(Schema):
    """What one asset wears in a month, and who bears it."""

    asset_id: UUID
    code: str
    amount_vnd: AmountVnd
    production_vnd: AmountVnd
    management_vnd: AmountVnd
    idle_vnd: AmountVnd
    welfare_vnd: AmountVnd


class WearOut(Schema):
    """The wear of a month, posted or as it would be."""

    month: Month
    entry_label: str = Field(description="The entry; empty as long as the month is not posted.")
    total_vnd: AmountVnd
    lines: list[WearLineOut]


class MarkIn(Schema):
    """Here or not here; what no register knows has a name instead of an asset."""

    id: UUID
    asset_id: UUID | None = None
    is_here: Flag = True
    place: Text = ""
    reason: Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")] = ""
    found_name: Text = ""


class CountIn(Schema):
    """A count with what was seen; send it again with more marks as people walk around."""

    id: UUID
    counted_on: Day
    place: Text = ""
    team: Text = ""
    marks: list[MarkIn] = Field(default_factory=list, max_length=BATCH_MAX)


@router.get("/o/{slug}/assets", response=AssetsOut)
def list_the_assets(
    request: HttpRequest, slug: str, day: DayWanted = None, kind: Annotated[Kind | None, Query()] = None
) -> AssetsOut:
    """List the assets of an organisation as of a day, also those that left by then."""
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        on = day or vietnam_day(timezone.now())
        lines = list_assets(org_id=acting.org_id, day=on, kind=kind.value if kind else None)
        return AssetsOut(day=on, assets=[_tell(line) for line in lines])


@router.get("/o/{slug}/assets/wear", response=WearOut)
def show_the_wear(request: HttpRequest, slug: str, month: MonthWanted = None) -> WearOut:
    """Show the wear of a month: posted, or what posting it would give now."""
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        wanted = _first(month) if month else month_start(vietnam_day(timezone.now()))
        return _tell_wear(get_month_of_wear(org_id=acting.org_id, month=wanted))


@router.get("/o/{slug}/assets/{uuid:asset_id}", response=AssetOut)
def show_the_asset(request: HttpRequest, slug: str, asset_id: UUID, day: DayWanted = None) -> AssetOut:
    """Show one asset as of a day."""
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        on = day or vietnam_day(timezone.now())
        return _tell(get_asset(org_id=acting.org_id, asset_id=asset_id, day=on))


@router.post("/o/{slug}/assets", response=OutcomesOut)
def acquire_the_assets(request: HttpRequest, slug: str, body: AssetsIn) -> OutcomesOut:
    """Take a batch of assets into the register, each posted by its sources of money."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        drafts = [_draft(each) for each in body.assets]
        return tell_outcomes(
            outcomes=acquire_assets(org_id=acting.org_id, assets=drafts, by=acting.person_id, now=timezone.now())
        )


@router.post("/o/{slug}/assets/wear", response=WearOut)
def post_the_wear(request: HttpRequest, slug: str, body: WearIn) -> WearOut:
    """Post the wear of a month, once."""
    with acting_for_api(request, slug=slug, may="books.post") as acting:
        month = _first(body.month)
        depreciate_month(org_id=acting.org_id, month=month, by=acting.person_id, now=timezone.now())
        return _tell_wear(get_month_of_wear(org_id=acting.org_id, month=month))


@router.post("/o/{slug}/assets/counts", response=OutcomesOut)
def count_the_assets(request: HttpRequest, slug: str, body: CountIn) -> OutcomesOut:
    """Begin a count if it is new, and mark what was seen."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        who: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
        begin_count(count=CountDraft(body.id, body.counted_on, body.place, body.team), **who)
        marks = [
            MarkDraft(mark.id, body.id, mark.asset_id, mark.is_here, mark.place, mark.reason, mark.found_name)
            for mark in body.marks
        ]
        return tell_outcomes(outcomes=mark_assets(marks=marks, **who))


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _draft(body: AssetIn) -> AssetDraft:
    same = (
        *("id", "code", "name", "kind", "origin", "acquired_on", "form", "means", "designation", "life_months"),
        *("place", "custodian", "wears_from_on", "months_left", "resolution_id"),
    )
    return AssetDraft(
        **{name: getattr(body, name) for name in same},
        in_use_on=body.in_use_on or body.acquired_on,
        cost_vnd=Dong(body.cost_vnd),
        vat_vnd=Dong(body.vat_vnd),
        opening_worn_vnd=Dong(body.opening_worn_vnd),
        sources=[SourceDraft(each.kind, Dong(each.amount_vnd), each.giver) for each in body.sources],
        weights=Weights(body.production, body.management, body.idle),
    )


def _tell(line: AssetLine) -> AssetOut:
    row = line.row
    return AssetOut(
        **{name: getattr(row, name) for name in ("id", "code", "name", "kind", "form", "designation")},
        **{name: getattr(row, name) for name in ("acquired_on", "in_use_on", "life_months")},
        cost_vnd=line.cost_vnd,
        worn_vnd=line.worn_vnd,
        remaining_vnd=line.remaining_vnd,
        place=line.place,
        custodian=line.custodian,
        left_on=line.disposal.disposed_on if line.disposal else None,
        sources=[AssetSourceOut(kind=each.kind, amount_vnd=each.amount_vnd, giver=each.giver) for each in line.sources],
    )


def _tell_wear(wear: MonthOfWear) -> WearOut:
    parts = ("amount_vnd", "production_vnd", "management_vnd", "idle_vnd", "welfare_vnd")
    lines = [
        WearLineOut(asset_id=line.asset.id, code=line.asset.code, **{name: getattr(line, name) for name in parts})
        for line in wear.lines
    ]
    return WearOut(month=f"{wear.month:%Y-%m}", entry_label=wear.entry_label, total_vnd=wear.total_vnd, lines=lines)
