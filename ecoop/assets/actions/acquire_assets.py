"""Take assets into the register: posted by their sources of money, or known to the books already."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.assets.actions.number_papers import HANDOVER, PaperDraft, number_papers
from ecoop.assets.actions.rest_on_permission import Permissions, record_permitted
from ecoop.assets.actions.wait_turn import wait_turn
from ecoop.assets.calc.coming import check_asset, entry_of_asset
from ecoop.assets.calc.drafts import AssetDraft
from ecoop.assets.calc.words import ACQUISITION, Origin
from ecoop.assets.errors import AssetDiffers, CodeIsTaken
from ecoop.assets.models import Asset, AssetPlacing, AssetSource, AssetTerms
from ecoop.assets.queries.law import first_day_of, get_limits, get_rules
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.post_entries import post_entries_one_by_one
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.calc.outcomes import Outcome


@transaction.atomic
def acquire_assets(*, org_id: UUID, assets: Sequence[AssetDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Take a batch of assets into the register; a good one is kept whatever becomes of the others.

    The same id once more is known if it says the same. What is bought from the undivided fund, or for a fifth of total
    assets or more, rests on a resolution of the general meeting.

    Shape:   one outcome per asset, in order
    Raises:  BooksAreOfAnotherKind
    Queries: about 10 and one law per day
    """
    if not assets:
        return []
    wait_turn(org_id=org_id)
    rules = get_rules(org_id=org_id, on=max(each.acquired_on for each in assets))
    starts_on = first_day_of(org_id=org_id)
    there = Asset.objects.filter(org_id=org_id).in_bulk([each.id for each in assets])
    codes = {row.code: row.id for row in Asset.objects.filter(org_id=org_id, code__in=[a.code for a in assets])}
    permissions = Permissions(org_id=org_id, now=now)
    outcomes: dict[int, Outcome] = {}
    entries: dict[int, EntryDraft] = {}
    new: dict[int, AssetDraft] = {}
    for at, draft in enumerate(assets):
        try:
            if _is_known(draft, there.get(draft.id), codes):
                outcomes[at] = Outcome(draft.id, "known")
                continue
            check_asset(draft=draft, limits=get_limits(law=lawbook.on(max(draft.acquired_on, starts_on))))
            permissions.check(draft)
            if (entry := entry_of_asset(draft=draft, rules=rules)) is not None:
                entries[at] = entry
            new[at], codes[draft.code] = draft, draft.id
        except Refusal as refusal:
            outcomes[at] = Outcome(draft.id, "refused", refusal)
    outcomes |= _post(org_id, entries, by, now)
    kept = [draft for at, draft in new.items() if at not in outcomes or outcomes[at].status != "refused"]
    _write(org_id, kept, by, now)
    record_permitted(org_id=org_id, assets=kept, by=by, now=now)
    return [outcomes.get(at) or Outcome(draft.id, "recorded") for at, draft in enumerate(assets)]


def _is_known(draft: AssetDraft, row: Asset | None, codes: Mapping[str, UUID]) -> bool:
    """Tell whether the asset is in the register; refuse what contradicts it."""
    if row is not None:
        same = (row.code, row.kind, row.acquired_on, row.cost_vnd, row.origin)
        if same != (draft.code, draft.kind.value, draft.acquired_on, draft.cost_vnd, draft.origin.value):
            raise AssetDiffers()
        return True
    if draft.code in codes:
        raise CodeIsTaken(asset_code=draft.code)
    return False


def _post(org_id: UUID, entries: Mapping[int, EntryDraft], by: UUID, now: datetime) -> dict[int, Outcome]:
    answers = post_entries_one_by_one(org_id=org_id, entries=list(entries.values()), by=by, now=now)
    told = {}
    for (at, entry), answer in zip(entries.items(), answers, strict=True):
        if isinstance(answer, Refusal):
            told[at] = Outcome(entry.document_id, "refused", answer)
        else:
            told[at] = Outcome(entry.document_id, "recorded", entry_label=answer.label)
    return told


def _write(org_id: UUID, kept: Sequence[AssetDraft], by: UUID, now: datetime) -> None:
    if not kept:
        return
    who = {"org_id": org_id, "recorded_at": now, "recorded_by_id": by}
    Asset.objects.bulk_create(_row(draft, who) for draft in kept)
    AssetSource.objects.bulk_create(_source_rows(kept, who))
    AssetTerms.objects.bulk_create(_terms_row(draft, who) for draft in kept)
    AssetPlacing.objects.bulk_create(
        AssetPlacing(
            asset_id=draft.id,
            since_on=draft.in_use_on,
            place=draft.place.strip(),
            custodian=draft.custodian.strip(),
            handed_by=draft.handed_by.strip(),
            **who,
        )
        for draft in kept
    )
    papers = [
        PaperDraft(HANDOVER, ACQUISITION, draft.id, draft.acquired_on, draft.id)
        for draft in kept
        if draft.origin != Origin.IN_BOOKS
    ]
    number_papers(org_id=org_id, papers=papers, by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="assets.asset.acquire",
        object_kind="assets.asset",
        object_id=kept[0].id if len(kept) == 1 else None,
        detail={"count": len(kept)},
        now=now,
    )


def _row(draft: AssetDraft, who: Mapping[str, object]) -> Asset:
    same = (
        *("id", "code", "name", "acquired_on", "in_use_on", "cost_vnd", "opening_worn_vnd", "designation"),
        *("life_months", "model", "serial", "made_in", "project", "restriction", "paper", "party_id"),
        *("linked_kind", "linked_id"),
    )
    columns = {name: getattr(draft, name) for name in same}
    words = {name: getattr(draft, name).value for name in ("kind", "form", "origin")}
    return Asset(**columns, **words, **who)


def _source_rows(kept: Sequence[AssetDraft], who: Mapping[str, object]) -> Iterable[AssetSource]:
    for draft in kept:
        for position, source in enumerate(draft.sources, start=1):
            yield AssetSource(
                asset_id=draft.id,
                position=position,
                kind=source.kind,
                amount_vnd=source.amount_vnd,
                giver=source.giver,
                **who,
            )


def _terms_row(draft: AssetDraft, who: Mapping[str, object]) -> AssetTerms:
    goes_on = draft.wears_from_on is not None
    return AssetTerms(
        asset_id=draft.id,
        since_on=draft.wears_from_on or draft.in_use_on,
        life_months=draft.months_left if goes_on else draft.life_months,
        production_weight=draft.weights.production,
        management_weight=draft.weights.management,
        idle_weight=draft.weights.idle,
        **who,
    )
