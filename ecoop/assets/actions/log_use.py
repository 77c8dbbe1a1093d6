"""Write the log of machines: hours, fuel, upkeep."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.assets.calc.drafts import UseDraft
from ecoop.assets.calc.words import USE
from ecoop.assets.errors import AmountIsWrong, AssetNotFound
from ecoop.assets.models import Asset, AssetUse
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.calc.outcomes import Outcome


@transaction.atomic
def log_use(*, org_id: UUID, uses: Sequence[UseDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Write lines into the log of machines. The log posts nothing: what fuel and upkeep cost comes by vouchers.

    Shape:   one outcome per line, in order
    Queries: 4
    """
    assets = set(Asset.objects.filter(org_id=org_id, id__in=[u.asset_id for u in uses]).values_list("id", flat=True))
    known = set(AssetUse.objects.filter(org_id=org_id, id__in=[u.id for u in uses]).values_list("id", flat=True))
    outcomes, rows = [], []
    for use in uses:
        refusal = _refusal_of(use, assets)
        status = "refused" if refusal else "known" if use.id in known else "recorded"
        outcomes.append(Outcome(use.id, status, refusal))
        if status == "recorded":
            known.add(use.id)
            rows.append(_row(org_id, use, by, now))
    AssetUse.objects.bulk_create(rows)
    if rows:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="assets.use.log",
            object_kind=USE,
            object_id=rows[0].id if len(rows) == 1 else None,
            detail={"count": len(rows)},
            now=now,
        )
    return outcomes


def _refusal_of(use: UseDraft, assets: set[UUID]) -> Refusal | None:
    if use.asset_id not in assets:
        return AssetNotFound()
    return AmountIsWrong(amount_vnd=Dong(use.cost_vnd)) if use.quantity < 0 or use.cost_vnd < 0 else None


def _row(org_id: UUID, use: UseDraft, by: UUID, now: datetime) -> AssetUse:
    return AssetUse(
        id=use.id,
        org_id=org_id,
        asset_id=use.asset_id,
        used_on=use.used_on,
        kind=use.kind.value,
        quantity=use.quantity,
        cost_vnd=use.cost_vnd,
        user=use.user,
        text=use.text,
        recorded_at=now,
        recorded_by_id=by,
    )
