"""Count assets: begin a count, and say of each thing whether it is here."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.assets.actions.number_papers import COUNTED, PaperDraft, number_papers
from ecoop.assets.actions.wait_turn import wait_turn
from ecoop.assets.calc.drafts import CountDraft, MarkDraft
from ecoop.assets.calc.words import COUNT
from ecoop.assets.errors import AssetNotFound, CountNotFound, ReasonIsMissing
from ecoop.assets.models import Asset, AssetCount, AssetCountMark
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.calc.outcomes import Outcome


@transaction.atomic
def begin_count(*, org_id: UUID, count: CountDraft, by: UUID, now: datetime) -> None:
    """Begin a count; the same id once more changes nothing. Anybody may then mark what they see.

    Queries: 6
    """
    wait_turn(org_id=org_id)
    if AssetCount.objects.filter(org_id=org_id, id=count.id).exists():
        return
    AssetCount.objects.create(
        id=count.id,
        org_id=org_id,
        counted_on=count.counted_on,
        place=count.place.strip(),
        team=count.team.strip(),
        recorded_at=now,
        recorded_by_id=by,
    )
    number_papers(org_id=org_id, papers=[PaperDraft(COUNTED, COUNT, count.id, count.counted_on)], by=by, now=now)
    _record(org_id, "assets.count.begin", count.id, 1, by, now)


@transaction.atomic
def mark_assets(*, org_id: UUID, marks: Sequence[MarkDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Mark things as here or not here; the last mark of an asset in a count holds, all are kept.

    Shape:   one outcome per mark, in order
    Queries: 6
    """
    counts = set(
        AssetCount.objects.filter(org_id=org_id, id__in=[m.count_id for m in marks]).values_list("id", flat=True)
    )
    wanted = [mark.asset_id for mark in marks if mark.asset_id is not None]
    assets = set(Asset.objects.filter(org_id=org_id, id__in=wanted).values_list("id", flat=True))
    known = set(AssetCountMark.objects.filter(org_id=org_id, id__in=[m.id for m in marks]).values_list("id", flat=True))
    outcomes, rows = [], []
    for mark in marks:
        refusal = _refusal_of(mark, counts, assets)
        status = "refused" if refusal else "known" if mark.id in known else "recorded"
        outcomes.append(Outcome(mark.id, status, refusal))
        if status == "recorded":
            rows.append(_row(org_id, mark, by, now))
            known.add(mark.id)
    AssetCountMark.objects.bulk_create(rows)
    if rows:
        _record(org_id, "assets.count.mark", rows[0].count_id, len(rows), by, now)
    return outcomes


def _refusal_of(mark: MarkDraft, counts: set[UUID], assets: set[UUID]) -> Refusal | None:
    if mark.count_id not in counts:
        return CountNotFound()
    if (mark.asset_id is None and not mark.found_name.strip()) or (mark.asset_id and mark.asset_id not in assets):
        return AssetNotFound()
    return ReasonIsMissing() if not mark.is_here and not mark.reason.strip() else None


def _row(org_id: UUID, mark: MarkDraft, by: UUID, now: datetime) -> AssetCountMark:
    return AssetCountMark(
        id=mark.id,
        org_id=org_id,
        count_id=mark.count_id,
        asset_id=mark.asset_id,
        found_name=mark.found_name.strip() if mark.asset_id is None else "",
        is_here=mark.is_here,
        place=mark.place.strip(),
        reason="" if mark.is_here else mark.reason.strip(),
        recorded_at=now,
        recorded_by_id=by,
    )


def _record(org_id: UUID, verb: str, object_id: UUID, number: int, by: UUID, now: datetime) -> None:
    record_event(
        org_id=org_id,
        person_id=by,
        verb=verb,
        object_kind=COUNT,
        object_id=object_id,
        detail={"count": number},
        now=now,
    )
