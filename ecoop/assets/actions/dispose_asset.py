"""Let an asset leave: sold, scrapped, missing, given back."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ecoop.assets.actions.depreciate_month import wear_row, worn_of
from ecoop.assets.actions.number_papers import DISPOSED, PaperDraft, number_papers
from ecoop.assets.actions.wait_turn import wait_turn
from ecoop.assets.calc.drafts import DisposalDraft
from ecoop.assets.calc.leaving import SaleLaw, Standing, check_disposal, entry_of_disposal, state_part_of
from ecoop.assets.calc.wear import plan_wear, sum_until_day
from ecoop.assets.calc.wearing_entry import postings_of_wear
from ecoop.assets.calc.words import DISPOSAL, Ground, Kind
from ecoop.assets.errors import (
    AssetIsGone,
    DaysAreWrong,
    PriceBelowResolution,
    SaleIsTheMeetings,
    WearIsPostedLater,
)
from ecoop.assets.models import AssetDisposal, AssetWear
from ecoop.assets.queries.deals import get_sale_law
from ecoop.assets.queries.law import get_rules, list_state_sources, wear_starts
from ecoop.assets.queries.register import AssetLine, get_asset, standing_of
from ecoop.assets.queries.wear import WearLine, find_last_month, last_day, make_wear_line
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import month_start
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.resolutions.actions.use_resolution import check_majority, use_resolution
from ecoop.resolutions.calc import DecidingBody, Majority
from ecoop.resolutions.queries import ResolutionFacts

ASSET_SALE = "asset_sale"

_FAR_ON = date(9999, 1, 1)


@transaction.atomic
def dispose_asset(*, org_id: UUID, disposal: DisposalDraft, by: UUID, now: datetime) -> Outcome:
    """Let an asset leave: its wear until the day, the asset and its wear out of the books, and the fund as it was.

    An undivided asset is sold only after appraisal and by a resolution with the special majority; so is one from a
    fifth of total assets on. Smaller sales may name the resolution of the board or the decision of the director.

    Law:     cooperative/asset-acts, cooperative/meeting/majority/asset_deal_ratio_min, cooperative/assets/wear_starts
    Raises:  AssetNotFound, AssetIsGone, WearIsPostedLater, BooksAreOfAnotherKind, PriceBelowResolution,
             SaleIsTheMeetings, the refusals of check_disposal, of use_resolution and of post_entries
    Queries: about 30
    """
    wait_turn(org_id=org_id)
    on = disposal.disposed_on
    law, rules = lawbook.on(on), get_rules(org_id=org_id, on=on)
    now_there = get_asset(org_id=org_id, asset_id=disposal.asset_id, day=_FAR_ON)
    if (gone := now_there.disposal) is not None:
        return _known(org_id, disposal, now_there, gone)
    _refuse_later_wear(org_id, now_there, on)
    before = get_asset(org_id=org_id, asset_id=disposal.asset_id, day=on)
    last_wear = _last_wear(before, on, law)
    asset = _after_wear(standing_of(line=before, state_sources=list_state_sources(law=law)), last_wear)
    worth_vnd = max(asset.remaining_vnd, disposal.price_vnd)
    sale_law = get_sale_law(org_id=org_id, kind=asset.kind, worth_vnd=worth_vnd, day=on)
    check_disposal(draft=disposal, asset=asset, sale_law=sale_law)
    resolution = _use_resolution(org_id, disposal, sale_law, by, now)
    wear = postings_of_wear(worn=[worn_of(line=last_wear)] if last_wear else [], rules=rules)
    entry = entry_of_disposal(draft=disposal, asset=asset, wear=wear, rules=rules)
    (posted,) = post_entries(org_id=org_id, entries=[entry], by=by, now=now)
    _write(org_id, disposal, asset, resolution, by, now)
    _write_wear(org_id, disposal, last_wear, by, now)
    return Outcome(disposal.id, "recorded", entry_label=posted.label)


def _use_resolution(
    org_id: UUID, draft: DisposalDraft, sale_law: SaleLaw, by: UUID, now: datetime
) -> ResolutionFacts | None:
    """Rest a sale on its resolution, if it has one: what it says of the price, and which majority it got."""
    if draft.ground != Ground.SOLD or draft.resolution_id is None:
        return None
    facts = use_resolution(
        org_id=org_id,
        resolution_id=draft.resolution_id,
        matter=ASSET_SALE,
        says={"asset_id": str(draft.asset_id)},
        object_kind=DISPOSAL,
        object_id=draft.id,
        by=by,
        now=now,
    )
    least_vnd = Dong(facts.parameters["least_price_vnd"])
    if draft.price_vnd < least_vnd:
        raise PriceBelowResolution(number=facts.number, least_price_vnd=least_vnd, price_vnd=draft.price_vnd)
    if facts.passed_on > draft.disposed_on:
        raise DaysAreWrong(on=draft.disposed_on, earlier_on=facts.passed_on)
    if sale_law.needs_meeting:
        if facts.body is not DecidingBody.GENERAL_MEETING:
            raise SaleIsTheMeetings(law=sale_law.law, number=facts.number)
        check_majority(facts=facts, majority=Majority.SPECIAL)
    return facts


def _known(org_id: UUID, disposal: DisposalDraft, asset: AssetLine, gone: AssetDisposal) -> Outcome:
    same = (gone.id, gone.disposed_on, gone.ground, gone.price_vnd)
    if same != (disposal.id, disposal.disposed_on, disposal.ground.value, disposal.price_vnd):
        raise AssetIsGone(asset_code=asset.code, left_on=gone.disposed_on)
    labels = list_entry_labels(org_id=org_id, document_kind=DISPOSAL, document_ids=[gone.id])
    return Outcome(gone.id, "known", entry_label=labels.get(gone.id, ""))


def _refuse_later_wear(org_id: UUID, asset: AssetLine, on: date) -> None:
    """A run after the day would have worn what is no longer there."""
    last = find_last_month(org_id=org_id)
    is_worn = asset.row.kind != Kind.HELD and asset.worn_vnd > asset.row.opening_worn_vnd
    if last is not None and is_worn and last_day(month=last) > on:
        raise WearIsPostedLater(month=f"{last:%m/%Y}", on=on)


def _last_wear(asset: AssetLine, on: date, law: Law) -> WearLine | None:
    """Reckon what the asset wears until the day it leaves and no run has posted."""
    if asset.row.kind == Kind.HELD:
        return None
    starts = wear_starts(law=law)
    rows = plan_wear(asset=asset.wearing, starts=starts)
    planned_vnd = asset.row.opening_worn_vnd + sum_until_day(rows=rows, on=on, starts=starts)
    amount_vnd = Dong(min(planned_vnd - asset.worn_vnd, asset.remaining_vnd))
    return make_wear_line(asset=asset, amount_vnd=amount_vnd, of_month_vnd=amount_vnd) if amount_vnd > 0 else None


def _after_wear(asset: Standing, last_wear: WearLine | None) -> Standing:
    worn_vnd = Dong(asset.worn_vnd + (last_wear.amount_vnd if last_wear else 0))
    return replace(asset, worn_vnd=worn_vnd)


def _write(
    org_id: UUID, draft: DisposalDraft, asset: Standing, resolution: ResolutionFacts | None, by: UUID, now: datetime
) -> None:
    before = AssetDisposal.objects.filter(org_id=org_id, asset_id=asset.id).aggregate(last=Max("revision"))["last"]
    appraisal, counted = draft.appraisal, resolution.find_tally() if resolution else None
    AssetDisposal.objects.create(
        id=draft.id,
        org_id=org_id,
        asset_id=asset.id,
        disposed_on=draft.disposed_on,
        revision=(before or 0) + 1,
        ground=draft.ground.value,
        price_vnd=draft.price_vnd,
        vat_vnd=draft.vat_vnd,
        costs_vnd=draft.costs_vnd,
        worn_vnd=asset.worn_vnd,
        remaining_vnd=asset.remaining_vnd,
        state_part_vnd=state_part_of(draft=draft, asset=asset),
        buyer=draft.buyer,
        reason=draft.reason,
        appraisal_paper=appraisal.paper if appraisal else "",
        appraised_on=appraisal.on if appraisal else None,
        appraised_vnd=appraisal.value_vnd if appraisal else None,
        resolution_paper=resolution.number if resolution else "",
        resolved_on=resolution.passed_on if resolution else None,
        votes_for=resolution.votes_for if resolution and counted else None,
        votes_cast=counted.cast if counted else None,
        recorded_at=now,
        recorded_by_id=by,
    )
    paper = PaperDraft(DISPOSED, DISPOSAL, draft.id, draft.disposed_on, asset.id)
    number_papers(org_id=org_id, papers=[paper], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="assets.asset.dispose",
        object_kind=DISPOSAL,
        object_id=draft.id,
        detail={"asset_id": str(asset.id)},
        now=now,
    )


def _write_wear(org_id: UUID, draft: DisposalDraft, line: WearLine | None, by: UUID, now: datetime) -> None:
    if line is None:
        return
    document, month = (DISPOSAL, draft.id), month_start(draft.disposed_on)
    row = wear_row(org_id=org_id, line=line, month=month, document=document, by=by, now=now)
    AssetWear.objects.bulk_create([row])
