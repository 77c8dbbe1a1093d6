"""Record money that came in or went out: the moves, their entries, and who did it, in one go."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.dong import Dong, format_dong
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.calc import EntryDraft
from ecoop.trade.actions.post_documents import post_documents, record_batch, rules_for
from ecoop.trade.calc import MONEY, MoneyMoveDraft, Outcome, entry_of_money_move
from ecoop.trade.errors import DebtIsSmaller, NothingIsOwed
from ecoop.trade.models import MoneyMove
from ecoop.trade.queries.debts import Debt, list_debts_of_documents
from ecoop.trade.queries.known import get_known_things


@transaction.atomic
def record_money_moves(*, org_id: UUID, moves: Sequence[MoneyMoveDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Record a batch of money moves; a good one is kept whatever becomes of the others.

    A move that settles a document on credit pays no more than is open of it.

    Shape:  one outcome per move, in order
    Raises: BooksNotOpen
    Queries: about 6 for any number of moves; 15 more if some settle documents
    """
    if not moves:
        return []
    rules = rules_for(org_id=org_id, on=max(move.moved_on for move in moves))
    known = get_known_things(org_id=org_id, bank_account_ids=[each.bank_account_id for each in moves])
    if any(each.settles_id for each in moves):
        # Two payments at the same moment must not pay one debt twice.
        lock_books(org_id=org_id)
    debts = list_debts_of_documents(
        org_id=org_id,
        document_ids=[each.settles_id for each in moves if each.settles_id is not None],
        except_moves=[each.id for each in moves],
    )
    paid: dict[UUID, dict[UUID, int]] = defaultdict(dict)

    def to_entry(move: MoneyMoveDraft) -> EntryDraft:
        known.check(bank_account_id=move.bank_account_id)
        entry = entry_of_money_move(move=move, rules=rules)
        if move.settles_id is not None:
            _settle(move, debts.get(move.settles_id), paid[move.settles_id])
        return entry

    outcomes, recorded = post_documents(org_id=org_id, drafts=moves, to_entry=to_entry, by=by, now=now)
    MoneyMove.objects.bulk_create([_row(org_id, each, by, now) for each in recorded], batch_size=1000)
    record_batch(org_id=org_id, verb="trade.money.record", kind=MONEY, recorded=recorded, by=by, now=now)
    return outcomes


def _settle(move: MoneyMoveDraft, debt: Debt | None, paid: dict[UUID, int]) -> None:
    """Refuse to pay what is not owed; of several moves of a batch each takes its part, one sent twice takes it once."""
    if debt is None or debt.document_kind != move.settles_kind or debt.rule != move.rule:
        raise NothingIsOwed()
    left = debt.open_vnd - sum(amount for move_id, amount in paid.items() if move_id != move.id)
    if move.amount_vnd > left:
        raise DebtIsSmaller(open_vnd=format_dong(Dong(left)), paid_vnd=format_dong(move.amount_vnd))
    paid[move.id] = move.amount_vnd


def _row(org_id: UUID, move: MoneyMoveDraft, by: UUID, now: datetime) -> MoneyMove:
    return MoneyMove(
        id=move.id,
        org_id=org_id,
        moved_on=move.moved_on,
        rule=move.rule,
        means=move.means,
        tax=move.tax,
        party_name=move.party_name,
        party_tax_code=move.party_tax_code,
        party_id=move.party_id,
        text=move.text,
        total_vnd=move.amount_vnd,
        bank_account_id=move.bank_account_id,
        settles_kind=move.settles_kind,
        settles_id=move.settles_id,
        recorded_at=now,
        recorded_by_id=by,
    )
