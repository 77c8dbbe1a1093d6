"""Record counterparties: with whom the cooperative deals, besides its members."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.vouchers.calc.counterparties import COUNTERPARTY, LETTERS_MAX, CounterpartyDraft, check_counterparty
from ecoop.vouchers.errors import CounterpartyCodeIsTaken, CounterpartyIsKnown
from ecoop.vouchers.models import Counterparty, CounterpartyVersion
from ecoop.vouchers.queries.parties import CounterpartyFacts, list_counterparties


@transaction.atomic
def record_counterparties(
    *, org_id: UUID, counterparties: Sequence[CounterpartyDraft], by: UUID, now: datetime
) -> list[Outcome]:
    """Record a batch of counterparties; a good one is kept whatever becomes of the others.

    Shape:   one outcome per counterparty, in order
    Queries: about 5
    """
    lock_books(org_id=org_id)
    held = {each.id: each for each in list_counterparties(org_id=org_id)}
    codes = {each.code: each.id for each in held.values() if each.code and not each.is_retired}
    outcomes: list[Outcome] = []
    fresh: dict[UUID, CounterpartyDraft] = {}
    for draft in counterparties:
        try:
            is_known = _look(draft, held, fresh, codes)
        except Refusal as refusal:
            outcomes.append(Outcome(draft.id, "refused", refusal))
            continue
        outcomes.append(Outcome(draft.id, "known" if is_known else "recorded"))
        if not is_known:
            fresh[draft.id] = draft
    _keep(org_id, list(fresh.values()), by, now)
    return outcomes


def version_row(*, org_id: UUID, draft: CounterpartyDraft, by: UUID, now: datetime) -> CounterpartyVersion:
    """Make the row of what is true of a counterparty from now on; a text is kept without spaces around it."""
    said = {name: getattr(draft, name).strip() for name in LETTERS_MAX}
    return CounterpartyVersion(
        org_id=org_id,
        counterparty_id=draft.id,
        kind=draft.kind,
        is_retired=draft.is_retired,
        recorded_at=now,
        recorded_by_id=by,
        **said,
    )


def says_the_same(*, draft: CounterpartyDraft, held: CounterpartyFacts | CounterpartyDraft) -> bool:
    """Tell whether a draft says what is held already."""
    texts = all(getattr(draft, name).strip() == getattr(held, name).strip() for name in LETTERS_MAX)
    return texts and (draft.kind, draft.is_retired) == (held.kind, held.is_retired)


def _look(
    draft: CounterpartyDraft,
    held: dict[UUID, CounterpartyFacts],
    fresh: dict[UUID, CounterpartyDraft],
    codes: dict[str, UUID],
) -> bool:
    """Tell whether it is known already; refuse what cannot be recorded."""
    check_counterparty(draft=draft)
    known = held.get(draft.id) or fresh.get(draft.id)
    if known is not None:
        if not says_the_same(draft=draft, held=known):
            raise CounterpartyIsKnown(name=known.name)
        return True
    code = draft.code.strip()
    if code and codes.setdefault(code, draft.id) != draft.id:
        raise CounterpartyCodeIsTaken(code=code)
    return False


def _keep(org_id: UUID, fresh: Sequence[CounterpartyDraft], by: UUID, now: datetime) -> None:
    if not fresh:
        return
    rows = [Counterparty(id=each.id, org_id=org_id, recorded_at=now, recorded_by_id=by) for each in fresh]
    Counterparty.objects.bulk_create(rows, batch_size=1000)
    versions = [version_row(org_id=org_id, draft=each, by=by, now=now) for each in fresh]
    CounterpartyVersion.objects.bulk_create(versions, batch_size=1000)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="vouchers.counterparty.record",
        object_kind=COUNTERPARTY,
        object_id=fresh[0].id if len(fresh) == 1 else None,
        detail={"count": len(fresh)},
        now=now,
    )
