"""Record expenses: the documents, their entries in the ledger, and who did it, in one go."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.ledger.calc import EntryDraft
from ecoop.trade.actions.post_documents import post_documents, record_batch, rules_for
from ecoop.trade.calc import EXPENSE, ExpenseDraft, Outcome, entry_of_expense
from ecoop.trade.models import Expense
from ecoop.trade.queries.known import get_known_things


@transaction.atomic
def record_expenses(*, org_id: UUID, expenses: Sequence[ExpenseDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Record a batch of expenses; a good one is kept whatever becomes of the others.

    Shape:  one outcome per expense, in order
    Raises: BooksNotOpen
    Queries: about 6 for any number of expenses
    """
    if not expenses:
        return []
    rules = rules_for(org_id=org_id, on=max(expense.spent_on for expense in expenses))
    known = get_known_things(org_id=org_id, bank_account_ids=[each.bank_account_id for each in expenses])

    def to_entry(expense: ExpenseDraft) -> EntryDraft:
        known.check(bank_account_id=expense.bank_account_id)
        return entry_of_expense(expense=expense, rules=rules)

    outcomes, recorded = post_documents(
        org_id=org_id,
        drafts=expenses,
        to_entry=to_entry,
        by=by,
        now=now,
    )
    Expense.objects.bulk_create([_row(org_id, each, by, now) for each in recorded], batch_size=1000)
    record_batch(org_id=org_id, verb="trade.expense.record", kind=EXPENSE, recorded=recorded, by=by, now=now)
    return outcomes


def _row(org_id: UUID, expense: ExpenseDraft, by: UUID, now: datetime) -> Expense:
    return Expense(
        id=expense.id,
        org_id=org_id,
        spent_on=expense.spent_on,
        group=expense.group,
        has_invoice=expense.has_invoice,
        means=expense.means,
        party_name=expense.party_name,
        party_tax_code=expense.party_tax_code,
        party_id=expense.party_id,
        text=expense.text,
        total_vnd=expense.amount_vnd,
        bank_account_id=expense.bank_account_id,
        unmet=list(expense.unmet),
        deductible_max_vnd=expense.deductible_max_vnd,
        recorded_at=now,
        recorded_by_id=by,
    )
