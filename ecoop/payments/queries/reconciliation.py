"""Reads of the bank held against the books: balances on a day, and what explains the difference."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from ecoop.ledger.errors import BooksNotOpen
from ecoop.ledger.queries import sum_balance
from ecoop.payments.calc.office import DAYS_BACK_MAX
from ecoop.payments.calc.reconciliation import BankMove, BookMove, Reconciliation, StatementEnds, reconcile
from ecoop.payments.errors import ReconcilingIsTooLong
from ecoop.payments.models import BankLine
from ecoop.payments.queries.entries import find_bank_codes, list_bank_entries, read_text
from ecoop.payments.queries.lines import standing_matches

# What one page, file or answer reckons.
MOVES_MAX = 200_000


def get_reconciliation(*, org_id: UUID, on: date, starts_on: date | None = None) -> Reconciliation:
    """Hold the bank's statements against the books on a day, from the first line of its year or a given day on.

    Shape:   all bank accounts that the books keep on one account stand together
    Raises:  BooksNotOpen, ReconcilingIsTooLong
    Queries: 10
    """
    bank = find_bank_codes(org_id=org_id, on=on)
    if bank is None:
        raise BooksNotOpen()
    if BankLine.objects.filter(org_id=org_id).count() > MOVES_MAX:
        raise ReconcilingIsTooLong(most=MOVES_MAX)
    lines = _lines(org_id)
    first = min((line.on for line in lines), default=on)
    begins = min(starts_on or max(first, on.replace(month=1, day=1)), on)
    entries = [
        BookMove(e.id, e.document_kind, e.document_id, e.entry_on, e.label, e.text, e.moved_vnd, e.corrects_id)
        for e in list_bank_entries(org_id=org_id, codes=bank[1], starts_on=begins, ends_on=on)
    ]
    before = begins - timedelta(days=1)
    earlier = list_bank_entries(
        org_id=org_id, codes=bank[1], starts_on=begins - timedelta(days=DAYS_BACK_MAX), ends_on=before
    )
    return reconcile(
        code=bank[0],
        starts_on=begins,
        on=on,
        books_before_vnd=sum_balance(org_id=org_id, codes=bank[1], before_on=begins),
        entries=entries,
        lines=lines,
        statements=_statements(org_id),
        earlier={entry.document_id for entry in earlier},
    )


def _lines(org_id: UUID) -> list[BankMove]:
    matched: dict[UUID, list[tuple[UUID, int]]] = defaultdict(list)
    rows = standing_matches(org_id=org_id).values_list("line_id", "document_id", "money_move_id", "amount_vnd")
    for line_id, document_id, move_id, amount in rows:
        # What settles a debt of a household stands in the books as its receipt or payment.
        matched[line_id].append((move_id or document_id, amount))
    columns = ("id", "account", "bank_account__number", "booked_on", "amount_vnd", "text", "reference", "counterparty")
    return [
        BankMove(id_, number or account, on, amount, text or counterparty or reference, tuple(matched[id_]))
        for id_, account, number, on, amount, text, reference, counterparty in BankLine.objects.filter(org_id=org_id)
        .order_by("number")
        .values_list(*columns)
    ]


def _statements(org_id: UUID) -> list[StatementEnds]:
    with connection.cursor() as cursor:
        cursor.execute(read_text(name="statement_ends"), {"org_id": org_id})
        return [StatementEnds(*row) for row in cursor.fetchall()]
