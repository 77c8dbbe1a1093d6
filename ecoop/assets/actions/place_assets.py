"""Record where assets stand and how they wear from a day on."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.assets.actions.number_papers import HANDOVER, PaperDraft, number_papers
from ecoop.assets.actions.wait_turn import wait_turn
from ecoop.assets.calc.drafts import PlacingDraft, TermsDraft
from ecoop.assets.calc.words import PLACING
from ecoop.assets.errors import AssetIsGone, WearHasNobody, WearIsPostedLater
from ecoop.assets.models import AssetPlacing, AssetTerms
from ecoop.assets.queries.register import AssetLine, get_asset
from ecoop.assets.queries.wear import find_last_month
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import month_start


@transaction.atomic
def place_asset(*, org_id: UUID, placing: PlacingDraft, by: UUID, now: datetime) -> None:
    """Hand an asset over to another place or keeper; the same id once more changes nothing.

    Raises:  AssetNotFound, AssetIsGone
    Queries: about 14
    """
    wait_turn(org_id=org_id)
    asset = _asset_here(org_id, placing.asset_id, placing.since_on)
    if AssetPlacing.objects.filter(org_id=org_id, id=placing.id).exists():
        return
    AssetPlacing.objects.create(
        id=placing.id,
        org_id=org_id,
        asset_id=asset.id,
        since_on=placing.since_on,
        place=placing.place.strip(),
        custodian=placing.custodian.strip(),
        handed_by=placing.handed_by.strip() or asset.custodian,
        recorded_at=now,
        recorded_by_id=by,
    )
    paper = PaperDraft(HANDOVER, PLACING, placing.id, placing.since_on, asset.id)
    number_papers(org_id=org_id, papers=[paper], by=by, now=now)
    _record(org_id, "assets.asset.place", asset.id, by, now)


@transaction.atomic
def set_terms(*, org_id: UUID, terms: TermsDraft, by: UUID, now: datetime) -> None:
    """Say how an asset wears from a month on: whose cost, and over how many months the rest.

    Raises:  AssetNotFound, AssetIsGone, WearHasNobody, WearIsPostedLater
    Queries: about 12
    """
    wait_turn(org_id=org_id)
    asset = _asset_here(org_id, terms.asset_id, terms.since_on)
    since_on, last = month_start(terms.since_on), find_last_month(org_id=org_id)
    if last is not None and since_on <= last:
        raise WearIsPostedLater(month=f"{last:%m/%Y}", on=since_on)
    if min(terms.weights.as_list()) < 0 or not sum(terms.weights.as_list()):
        raise WearHasNobody()
    if AssetTerms.objects.filter(org_id=org_id, id=terms.id).exists():
        return
    AssetTerms.objects.create(
        id=terms.id,
        org_id=org_id,
        asset_id=asset.id,
        since_on=since_on,
        life_months=terms.months_left,
        production_weight=terms.weights.production,
        management_weight=terms.weights.management,
        idle_weight=terms.weights.idle,
        reason=terms.reason,
        recorded_at=now,
        recorded_by_id=by,
    )
    _record(org_id, "assets.asset.terms", asset.id, by, now)


def _asset_here(org_id: UUID, asset_id: UUID, on: date) -> AssetLine:
    asset = get_asset(org_id=org_id, asset_id=asset_id, day=on)
    if asset.disposal is not None:
        raise AssetIsGone(asset_code=asset.code, left_on=asset.disposal.disposed_on)
    return asset


def _record(org_id: UUID, verb: str, asset_id: UUID, by: UUID, now: datetime) -> None:
    record_event(
        org_id=org_id, person_id=by, verb=verb, object_kind="assets.asset", object_id=asset_id, detail={}, now=now
    )
