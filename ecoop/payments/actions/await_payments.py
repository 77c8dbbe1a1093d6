"""Await payments: a payer was shown a reference, and money with these words should come."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from ecoop.kernel.dates import vietnam_day
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.payments.actions.match_lines import match_certain
from ecoop.payments.calc.drafts import AwaitedDraft
from ecoop.payments.calc.folding import fold
from ecoop.payments.errors import AwaitedDiffers
from ecoop.payments.models import Awaited
from ecoop.payments.queries.lines import list_open_lines
from ecoop.payments.queries.payables import list_asked


@transaction.atomic
def await_payments(*, org_id: UUID, awaited: Sequence[AwaitedDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Write down what is awaited, and match at once what has come before it was recorded.

    Call it inside the organisation's walls, after the documents. A reference without letters or digits awaits nothing.

    Shape:   one outcome per draft that awaits something, in order: recorded, known (the same came before) or refused
    Queries: 3 and the lock; about 20 more if lines that are open carry one of the references
    """
    awaited = [each for each in awaited if fold(each.reference) and each.amount_vnd > 0]
    if not awaited:
        return []
    lock_books(org_id=org_id)
    known = {row.id: row for row in Awaited.objects.filter(org_id=org_id, id__in=[each.id for each in awaited])}
    outcomes: list[Outcome] = []
    new: dict[UUID, Awaited] = {}
    for draft in awaited:
        before = known.get(draft.id) or new.get(draft.id)
        if before is None:
            new[draft.id] = _row(org_id, draft, by, now)
            outcomes.append(Outcome(draft.id, "recorded"))
        elif _says(before) == (draft.document_kind, draft.document_id, draft.reference, draft.amount_vnd):
            outcomes.append(Outcome(draft.id, "known"))
        else:
            outcomes.append(Outcome(draft.id, "refused", AwaitedDiffers()))
    Awaited.objects.bulk_create(new.values(), batch_size=1000)
    if new:
        _match_what_came_before(org_id, list(new.values()), by, now)
    return outcomes


def _match_what_came_before(org_id: UUID, rows: Sequence[Awaited], by: UUID, now: datetime) -> None:
    first = vietnam_day(min(row.asked_at for row in rows)) - timedelta(days=1)
    lines = list_open_lines(org_id=org_id, since_on=first)
    asked = list_asked(org_id=org_id, lines=lines, awaited_ids=[row.id for row in rows])
    if asked:
        # What was asked for before may carry the same reference: all of it is weighed together.
        wanted = {line_id for line_id, _ in asked}
        match_certain(org_id=org_id, lines=[line for line in lines if line.id in wanted], by=by, now=now)


def _says(row: Awaited) -> tuple[str, UUID, str, int]:
    return row.document_kind, row.document_id, row.reference, row.amount_vnd


def _row(org_id: UUID, draft: AwaitedDraft, by: UUID, now: datetime) -> Awaited:
    return Awaited(
        id=draft.id,
        org_id=org_id,
        document_kind=draft.document_kind,
        document_id=draft.document_id,
        reference=draft.reference[:40],
        reference_folded=fold(draft.reference)[:40],
        amount_vnd=draft.amount_vnd,
        asked_at=draft.asked_at,
        bank_account_id=draft.bank_account_id,
        recorded_at=now,
        recorded_by_id=by,
    )
