"""Record what platforms withheld of a month's sales, by their statements."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.dates import month_start
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.calc import EntryDraft
from ecoop.trade.actions.post_documents import post_documents, record_batch, rules_for
from ecoop.trade.calc import WITHHOLDING, Outcome, WithholdingDraft, entry_of_withholding
from ecoop.trade.errors import WithholdingIsKnown
from ecoop.trade.models import Withholding


@transaction.atomic
def record_withholdings(
    *, org_id: UUID, withholdings: Sequence[WithholdingDraft], by: UUID, now: datetime
) -> list[Outcome]:
    """Record a batch of platforms' statements; a good one is kept whatever becomes of the others.

    Shape:   one outcome per statement, in order
    Raises:  BooksNotOpen
    Queries: about 7 for any number of statements
    """
    if not withholdings:
        return []
    lock_books(org_id=org_id)
    rules = rules_for(org_id=org_id, on=max(each.stated_on for each in withholdings))
    held = Withholding.objects.filter(org_id=org_id, month__in={month_start(each.month) for each in withholdings})
    stated = {(row.month, row.platform_name, row.paper): row.id for row in held}

    def to_entry(each: WithholdingDraft) -> EntryDraft:
        key = (month_start(each.month), each.platform_name, each.paper)
        if stated.setdefault(key, each.id) != each.id:
            raise WithholdingIsKnown(platform_name=each.platform_name, month=f"{each.month:%m/%Y}")
        return entry_of_withholding(withholding=each, rules=rules)

    outcomes, recorded = post_documents(org_id=org_id, drafts=withholdings, to_entry=to_entry, by=by, now=now)
    Withholding.objects.bulk_create([_row(org_id, each, by, now) for each in recorded])
    record_batch(org_id=org_id, verb="trade.withholding.record", kind=WITHHOLDING, recorded=recorded, by=by, now=now)
    return outcomes


def _row(org_id: UUID, withholding: WithholdingDraft, by: UUID, now: datetime) -> Withholding:
    return Withholding(
        id=withholding.id,
        org_id=org_id,
        month=month_start(withholding.month),
        platform_name=withholding.platform_name,
        vat_vnd=withholding.vat_vnd,
        pit_vnd=withholding.pit_vnd,
        paper=withholding.paper,
        recorded_at=now,
        recorded_by_id=by,
    )
