"""Record lines of the cooperative's trade, internal and external apart, and post them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.post_entries import post_entries_one_by_one
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.members.calc import DealingDraft
from ecoop.members.errors import DocumentDiffers
from ecoop.members.models import Dealing
from ecoop.members.queries.settling import DEALING, Scene, Settled, draft_entry, get_scene, settle_dealing

__all__ = ["DealingDraft", "record_dealings", "record_dealings_one_by_one"]

_AT_ONCE = 1_000


@transaction.atomic
def record_dealings(*, org_id: UUID, dealings: Sequence[DealingDraft], by: UUID, now: datetime) -> list[UUID]:
    """Record lines of trade and post them, all or none; those recorded before stay as they are.

    Law:    L17 Art. 4, clauses 1 and 2; Art. 85; the table posting-rules/cooperative
    Shape:  the ids that are new
    Raises: InternalNeedsAgreement, InternalNeedsTracking, DealingDoesNotFit, MemberUnknown, NotAMemberThatDay,
            AgreementUnknown, DocumentDiffers, and what the ledger refuses
    Queries: 16 for any number of lines
    """
    outcomes = record_dealings_one_by_one(org_id=org_id, dealings=dealings, by=by, now=now)
    for outcome in outcomes:
        if outcome.refusal is not None:
            raise outcome.refusal
    return [outcome.id for outcome in outcomes if outcome.status == "recorded"]


@transaction.atomic
def record_dealings_one_by_one(
    *, org_id: UUID, dealings: Sequence[DealingDraft], by: UUID, now: datetime
) -> list[Outcome]:
    """Record the good lines of a batch and tell what became of each.

    Law:    L17 Art. 4, clauses 1 and 2; Art. 85; the table posting-rules/cooperative
    Shape:  one outcome per line, in order
    Queries: 16 for any number of lines
    """
    outcomes = _tell_known(org_id, dealings)
    new = {place: draft for place, draft in enumerate(dealings) if place not in outcomes}
    settled = _settle(get_scene(org_id=org_id, dealings=list(new.values())), new, outcomes) if new else {}
    answers = post_entries_one_by_one(
        org_id=org_id, entries=[draft_entry(settled=each) for each in settled.values()], by=by, now=now
    )
    recorded = []
    for (place, each), answer in zip(settled.items(), answers, strict=True):
        if isinstance(answer, Refusal):
            outcomes[place] = Outcome(each.draft.id, "refused", answer)
            continue
        status = "known" if answer.was_posted_before else "recorded"
        outcomes[place] = Outcome(each.draft.id, status, entry_label=answer.label)
        if not answer.was_posted_before:
            recorded.append(each)
    _write(org_id, recorded, by=by, now=now)
    return [outcomes[place] for place in range(len(dealings))]


def _tell_known(org_id: UUID, dealings: Sequence[DealingDraft]) -> dict[int, Outcome]:
    """Tell which lines are in the books already; one that says something else than before is refused."""
    known = Dealing.objects.filter(org_id=org_id).in_bulk([draft.id for draft in dealings])
    labels = list_entry_labels(org_id=org_id, document_kind=DEALING, document_ids=list(known)) if known else {}
    outcomes = {}
    for place, draft in enumerate(dealings):
        row = known.get(draft.id)
        if row is None:
            continue
        refusal = None if _is_same(draft, row) else DocumentDiffers(document=draft.id)
        status = "refused" if refusal else "known"
        outcomes[place] = Outcome(draft.id, status, refusal, labels.get(draft.id, ""))
    return outcomes


def _is_same(draft: DealingDraft, row: Dealing) -> bool:
    said = (draft.dealt_on, draft.kind, draft.means, draft.value_vnd, draft.cost_vnd, draft.member_id, draft.number)
    kept = (row.dealt_on, row.kind, row.means, row.value_vnd, row.cost_vnd, row.member_id, row.number)
    is_same_side = draft.side is None or draft.side == row.side
    is_same_vat = draft.vat_vnd is None or draft.vat_vnd == row.vat_vnd
    return said == kept and draft.quantity == row.quantity and is_same_side and is_same_vat


def _settle(scene: Scene, drafts: Mapping[int, DealingDraft], outcomes: dict[int, Outcome]) -> dict[int, Settled]:
    """Settle each line by itself; what is refused is told at its place."""
    settled = {}
    for place, draft in drafts.items():
        try:
            settled[place] = settle_dealing(draft=draft, scene=scene)
        except Refusal as refusal:
            outcomes[place] = Outcome(draft.id, "refused", refusal)
    return settled


def _write(org_id: UUID, recorded: Sequence[Settled], *, by: UUID, now: datetime) -> None:
    if not recorded:
        return
    rows = (_row(each, org_id=org_id, by=by, now=now) for each in recorded)
    Dealing.objects.bulk_create(rows, batch_size=_AT_ONCE)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.dealing.record",
        object_kind="dealing",
        object_id=recorded[0].draft.id if len(recorded) == 1 else None,
        detail={"count": len(recorded)},
        now=now,
    )


def _row(settled: Settled, *, org_id: UUID, by: UUID, now: datetime) -> Dealing:
    draft = settled.draft
    return Dealing(
        id=draft.id,
        org_id=org_id,
        member_id=draft.member_id,
        member_org_id=settled.member_org_id,
        agreement_id=settled.agreement_id,
        member_type=settled.member_type.value if settled.member_type else "",
        dealt_on=draft.dealt_on,
        side=settled.side.value,
        ground=settled.ground.value,
        kind=draft.kind.value,
        means=draft.means.value,
        text=draft.text,
        value_vnd=draft.value_vnd,
        cost_vnd=draft.cost_vnd,
        vat_rate=draft.vat_rate,
        vat_vnd=settled.vat_vnd,
        quantity=draft.quantity,
        unit=draft.unit,
        unit_price=draft.unit_price,
        what=draft.what,
        number=draft.number,
        item_id=draft.item_id,
        season=draft.season,
        plot=draft.plot,
        has_invoice=draft.has_invoice,
        recorded_by_id=by,
        recorded_at=now,
    )
