"""Take back what was done with capital on a resolution that was annulled."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.actions.reverse_documents import reverse_documents
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.calc.rules import postings_by_rule
from ecoop.ledger.queries.documents import list_standing_entries
from ecoop.ledger.queries.rules import get_posting_rule
from ecoop.members.actions.add_profit_to_capital import DOCUMENT_KIND as PROFIT
from ecoop.members.models import CapitalChange
from ecoop.members.queries import CAPITAL_CHANGE

OWED_BACK = "members.capital-owed-back"


@transaction.atomic
def undo_return(
    *, org_id: UUID, document_ids: Collection[UUID], entry_on: date, reason: str, by: UUID, now: datetime
) -> int:
    """Take returns of capital back: the member holds the capital again, and owes the money that left.

    Law:    TT71 Appendix I, accounts 411 and 138; the posting rule capital-owed-back
    Shape:  how many red entries
    Raises: ReasonMissing, and what post_entries refuses
    """
    rows = {
        row.document_id: row
        for row in CapitalChange.objects.filter(org_id=org_id, document_id__in=document_ids, amount_vnd__lt=0)
    }
    standing = list_standing_entries(org_id=org_id, document_kind=CAPITAL_CHANGE, document_ids=document_ids)
    given = {"org_id": org_id, "by": by, "now": now}
    red = reverse_documents(
        document_kind=CAPITAL_CHANGE,
        document_ids=document_ids,
        entry_on=entry_on,
        reason=reason,
        **given,  # type: ignore[arg-type]
    )
    # The money left all the same: what the red entry put back into the cash box is owed by the member.
    drafts = [_owed(rows[entry.document_id], max(entry_on, entry.entry_on), reason) for entry in standing]
    if drafts:
        post_entries(org_id=org_id, entries=drafts, by=by, now=now)
    return len(red)


@transaction.atomic
def undo_profit_added(
    *, org_id: UUID, document_ids: Collection[UUID], entry_on: date, reason: str, by: UUID, now: datetime
) -> int:
    """Take profit back that was added to the capital.

    Shape:  how many red entries
    Raises: ReasonMissing, and what post_entries refuses
    """
    red = reverse_documents(
        org_id=org_id,
        document_kind=PROFIT,
        document_ids=document_ids,
        entry_on=entry_on,
        reason=reason,
        by=by,
        now=now,
    )
    return len(red)


def _owed(row: CapitalChange, day: date, reason: str) -> EntryDraft:
    rule = get_posting_rule(regime="cooperative", rule="capital-owed-back", law=lawbook.on(day))
    postings = postings_by_rule(
        rule=rule,
        amounts={"amount_vnd": Dong(-row.amount_vnd)},
        facts={"means": row.means},
        party_id=row.member_id,
    )
    return EntryDraft(OWED_BACK, uuid5(row.document_id, "owed"), day, day, f"{rule.label_vi}: {reason}", postings)
