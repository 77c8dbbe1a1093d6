"""A cooperative's assets: machines, a warehouse and land from the State, a gift, and a road to look after."""

import random
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from demo.resolutions import pass_on_paper
from demo.world import seeded_id
from ecoop.assets.actions.acquire_assets import acquire_assets
from ecoop.assets.actions.count_assets import begin_count, mark_assets
from ecoop.assets.actions.depreciate_month import depreciate_month
from ecoop.assets.actions.log_use import log_use
from ecoop.assets.actions.place_assets import place_asset
from ecoop.assets.calc.drafts import (
    AssetDraft,
    CountDraft,
    MarkDraft,
    PlacingDraft,
    SourceDraft,
    UseDraft,
    Weights,
)
from ecoop.assets.calc.words import Form, Kind, Means, Origin, UseKind
from ecoop.assets.errors import MonthIsBeforeTheLast, MonthIsPosted, NoWearToPost
from ecoop.kernel.dong import Dong
from ecoop.resolutions.calc import Majority

MILLION = 1_000_000
MONTHS_WORN = range(1, 10)
KEEPERS = ("Đỗ Thị Hoa", "Trần Văn Năm", "Lý Thị Cúc")


def live_assets(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Buy, receive, move, wear and count a year's assets; the same once more changes nothing.

    Shape:  how many documents there are
    """
    rng = random.Random(f"{seed}:{slug}:assets")
    who: dict[str, Any] = {"org_id": org_id, "by": by, "now": now}
    drafts = [_resolved(draft, who) for draft in _plan(seed=seed, slug=slug, year=year, rng=rng)]
    outcomes = acquire_assets(assets=drafts, **who)
    roaster, warehouse = drafts[0], drafts[1]
    moved = seeded_id(seed=seed, name=f"{slug}:asset-moved")
    placing = PlacingDraft(moved, roaster.id, date(year, 6, 1), "Xưởng số 2", KEEPERS[1])
    place_asset(placing=placing, **who)
    count = len(outcomes) + 1
    for month in MONTHS_WORN:
        try:
            depreciate_month(month=date(year, month, 1), **who)
            count += 1
        except (MonthIsPosted, MonthIsBeforeTheLast, NoWearToPost):
            continue
    uses = _uses(seed=seed, slug=slug, year=year, asset_id=roaster.id, rng=rng)
    log_use(uses=uses, **who)
    return count + len(uses) + _count(seed=seed, slug=slug, year=year, assets=[roaster.id, warehouse.id], who=who)


def _resolved(draft: AssetDraft, who: dict[str, Any]) -> AssetDraft:
    """Let the meeting decide on what is bought: a machine may be a fifth of all a small cooperative has."""
    if draft.origin is not Origin.BOUGHT:
        return draft
    says = {"text": draft.name, "amount_vnd": int(draft.cost_vnd)}
    paper: dict[str, Any] = {"matter": "investment", "parameters": says, "passed_on": draft.acquired_on}
    return replace(draft, resolution_id=pass_on_paper(majority=Majority.SPECIAL, **paper, **who))


def _plan(*, seed: int, slug: str, year: int, rng: random.Random) -> list[AssetDraft]:
    new_year = date(year, 1, 5)

    def asset(
        code: str, name: str, kind: Kind, cost_millions: int, *sources: tuple[str, int], **given: Any
    ) -> AssetDraft:
        values: dict[str, Any] = {
            "origin": Origin.BOUGHT,
            "acquired_on": new_year,
            "in_use_on": new_year,
            "means": Means.CREDIT,
            "life_months": 96,
            "weights": Weights(1, 0, 0),
            "place": "Xưởng số 1",
            "custodian": rng.choice(KEEPERS),
        }
        return AssetDraft(
            id=seeded_id(seed=seed, name=f"{slug}:asset:{code}"),
            code=code,
            name=name,
            kind=kind,
            cost_vnd=Dong(cost_millions * MILLION),
            sources=[SourceDraft(source, Dong(millions * MILLION)) for source, millions in sources],
            **{**values, **given},
        )

    cost = rng.randrange(90, 180, 10)
    return [
        asset("TS001", "Máy sao chè", Kind.FIXED, cost, ("own", cost - 40), ("loan", 40), model="6CST-90"),
        asset(
            "TS002", "Nhà kho", Kind.UNDIVIDED, 480, ("state", 480), origin=Origin.RECEIVED, designation="c",
            life_months=240, project="Chương trình hỗ trợ hợp tác xã", restriction="Không được thế chấp",
        ),
        asset(
            "TS003", "Quyền sử dụng đất xưởng chế biến", Kind.UNDIVIDED, 300, ("state", 300), origin=Origin.RECEIVED,
            form=Form.INTANGIBLE, designation="a", life_months=None, weights=Weights(0, 1, 0), place="",
        ),
        asset(
            "TS004", "Máy đóng gói", Kind.FIXED, 36, ("gift", 36), origin=Origin.RECEIVED, life_months=60,
            acquired_on=date(year, 3, 17), in_use_on=date(year, 3, 17), weights=Weights(3, 1, 0),
        ),
        asset(
            "TS005", "Đường nội đồng", Kind.HELD, 900, ("state", 900), origin=Origin.HANDED_OVER, life_months=None,
            place="Đồi chè", weights=Weights(0, 1, 0),
        ),
    ]  # fmt: skip


def _uses(*, seed: int, slug: str, year: int, asset_id: UUID, rng: random.Random) -> list[UseDraft]:
    """Write the roaster's log through the season."""
    uses = []
    for month in range(4, 10):
        day = date(year, month, rng.randint(5, 25))
        name = f"{slug}:use:{month}"
        hours = UseDraft(
            seeded_id(seed=seed, name=name),
            asset_id,
            day,
            UseKind.HOURS,
            Decimal(rng.randint(60, 180)),
            user=KEEPERS[1],
        )
        fuel = UseDraft(
            seeded_id(seed=seed, name=f"{name}:fuel"), asset_id, day, UseKind.FUEL, Decimal(rng.randint(80, 200))
        )
        uses += [hours, fuel]
    return uses


def _count(*, seed: int, slug: str, year: int, assets: list[UUID], who: dict[str, Any]) -> int:
    """Count in September: what stands there is marked."""
    count_id = seeded_id(seed=seed, name=f"{slug}:asset-count")
    begin_count(count=CountDraft(count_id, date(year, 9, 30), team="Ban kiểm kê"), **who)
    marks = [
        MarkDraft(seeded_id(seed=seed, name=f"{slug}:mark:{at}"), count_id, asset_id, is_here=True)
        for at, asset_id in enumerate(assets)
    ]
    mark_assets(marks=marks, **who)
    return 1
