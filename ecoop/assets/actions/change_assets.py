"""Record what happens to an asset that stays: major repairs, a new value, a gift that goes into the fund."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.assets.actions.number_papers import REPAIRED, REVALUED, PaperDraft, number_papers
from ecoop.assets.actions.wait_turn import wait_turn
from ecoop.assets.calc.drafts import ChangeDraft
from ecoop.assets.calc.leaving import check_change, entry_of_change
from ecoop.assets.calc.words import CHANGE, ChangeKind
from ecoop.assets.errors import AssetDiffers, AssetIsGone
from ecoop.assets.models import AssetChange, AssetSource, AssetTerms
from ecoop.assets.queries.law import get_rules, list_grounds, list_source_rules, list_state_sources
from ecoop.assets.queries.register import AssetLine, get_asset, standing_of
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import next_month_start
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.ledger.queries.documents import list_entry_labels

_PAPERS = {
    ChangeKind.IMPROVED: REPAIRED,
    ChangeKind.REPAIRED: REPAIRED,
    ChangeKind.REVALUED: REVALUED,
}


@transaction.atomic
def change_asset(*, org_id: UUID, change: ChangeDraft, by: UUID, now: datetime) -> Outcome:
    """Record and post one change of an asset; the same once more is known.

    Law:     cooperative/revaluation-grounds, cooperative/asset-sources
    Raises:  AssetNotFound, AssetIsGone, AssetDiffers, BooksAreOfAnotherKind, the refusals of check_change and of
             post_entries
    Queries: about 20
    """
    wait_turn(org_id=org_id)
    law = lawbook.on(change.changed_on)
    rules = get_rules(org_id=org_id, on=change.changed_on)
    line = get_asset(org_id=org_id, asset_id=change.asset_id, day=change.changed_on)
    if line.disposal is not None:
        raise AssetIsGone(asset_code=line.code, left_on=line.disposal.disposed_on)
    asset = standing_of(line=line, state_sources=list_state_sources(law=law))
    if (row := AssetChange.objects.filter(org_id=org_id, id=change.id).first()) is not None:
        return _known(change, row)
    grounds = frozenset(list_grounds(law=law))
    check_change(draft=change, asset=asset, grounds=grounds, sources=_sources_for(law, asset.kind))
    entry = entry_of_change(draft=change, asset=asset, rules=rules)
    (posted,) = post_entries(org_id=org_id, entries=[entry], by=by, now=now)
    _write(org_id, change, line, by, now)
    return Outcome(change.id, "recorded", entry_label=posted.label)


def _known(change: ChangeDraft, row: AssetChange) -> Outcome:
    same = (row.asset_id, row.changed_on, row.kind, row.amount_vnd)
    if same != (change.asset_id, change.changed_on, change.kind.value, change.amount_vnd):
        raise AssetDiffers()
    labels = list_entry_labels(org_id=row.org_id, document_kind=CHANGE, document_ids=[row.id])
    return Outcome(row.id, "known", entry_label=labels.get(row.id, ""))


def _sources_for(law: Law, kind: str) -> frozenset[str]:
    """Improvements are paid, so they come from a source that pays."""
    rules = list_source_rules(law=law).values()
    return frozenset(rule.code for rule in rules if rule.enters == "paid" and kind in rule.kinds)


def _write(org_id: UUID, change: ChangeDraft, line: AssetLine, by: UUID, now: datetime) -> None:
    who = {"org_id": org_id, "recorded_at": now, "recorded_by_id": by}
    AssetChange.objects.create(
        id=change.id,
        asset_id=change.asset_id,
        changed_on=change.changed_on,
        kind=change.kind.value,
        amount_vnd=change.amount_vnd,
        text=change.text,
        ground=change.ground,
        paper=change.paper,
        **who,
    )
    if change.kind == ChangeKind.IMPROVED:
        position = len(line.sources) + 1
        AssetSource.objects.create(
            asset_id=change.asset_id,
            change_id=change.id,
            position=position,
            kind=change.source,
            amount_vnd=change.amount_vnd,
            giver=change.paper[:200],
            **who,
        )
    if change.months_left is not None:
        AssetTerms.objects.create(
            asset_id=change.asset_id,
            since_on=next_month_start(change.changed_on),
            life_months=change.months_left,
            production_weight=line.weights.production,
            management_weight=line.weights.management,
            idle_weight=line.weights.idle,
            reason=change.text[:200],
            **who,
        )
    if change.kind in _PAPERS:
        paper = PaperDraft(_PAPERS[change.kind], CHANGE, change.id, change.changed_on, change.asset_id)
        number_papers(org_id=org_id, papers=[paper], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="assets.asset.change",
        object_kind=CHANGE,
        object_id=change.id,
        detail={"asset_id": str(change.asset_id)},
        now=now,
    )
