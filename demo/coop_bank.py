"""The bank of a cooperative: a statement that mostly says what the books say, two debts that were paid, and a fee."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from demo.payments import StatementRow, write_statement
from demo.world import COOP_SLUG, seeded_id
from ecoop.kernel.dates import vietnam_day
from ecoop.ledger.calc.entry_moves import EntryMove
from ecoop.ledger.queries import list_party_balances, sum_balance
from ecoop.ledger.queries.moves_of_days import list_moves_of_days
from ecoop.members.queries import list_members_on
from ecoop.payments.actions.keep_statement import keep_statement, keep_statement_file
from ecoop.payments.queries.connections import list_statement_files

_BANK, _CUSTOMERS = "1121", "131"
_DAYS = timedelta(days=9)
_LATE = 7
_PAID_DEBTS = 2


def live_bank(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Hand in what the bank says of some days; nothing of it is booked, the accountant has it before her.

    Call it inside the cooperative's walls. Shape: how many lines the statement has
    """
    if slug != COOP_SLUG or list_statement_files(org_id=org_id):
        return 0
    until = min(date(year, 12, 31), vietnam_day(now))
    since = until - _DAYS
    moves = list_moves_of_days(org_id=org_id, code=_BANK, from_on=since, until_on=until)
    # What was written at the end of the days stands at the bank only in the next statement.
    rows = [_row(move) for at, move in enumerate(moves) if at % _LATE != _LATE - 1]
    rows += _paid_debts(org_id=org_id, on=until)
    rows.append(StatementRow(until, -22_000, "PHI QUAN LY TAI KHOAN"))
    opening = sum_balance(org_id=org_id, codes=(_BANK,), before_on=since)
    data = write_statement(rows=sorted(rows, key=lambda row: row.on), opening_vnd=opening)
    act: dict[str, Any] = {"org_id": org_id, "by": by, "now": now}
    file_id = seeded_id(seed=seed, name=f"{slug}:bank-statement")
    kept_id, _read = keep_statement_file(file_id=file_id, name="sao-ke-ngan-hang.csv", data=data, **act)
    keep_statement(file_id=kept_id, **act)
    return len(rows)


def _row(move: EntryMove) -> StatementRow:
    return StatementRow(move.entry_on, int(move.moved_vnd), f"GD {move.label.replace('-', ' ')}")


def _paid_debts(*, org_id: UUID, on: date) -> list[StatementRow]:
    """Let two members pay what they owe: one by number, one by name alone."""
    numbers = {line.id: line for line in list_members_on(org_id=org_id, day=on)}
    open_ones = [
        (numbers[each.party_id], int(each.balance_vnd))
        for each in list_party_balances(org_id=org_id, codes=(_CUSTOMERS,), until_on=on)
        if each.party_id in numbers and each.balance_vnd > 0
    ]
    return [
        StatementRow(on, amount, f"{member.number} TRA TIEN VAT TU" if at == 0 else f"{member.name} chuyen tien")
        for at, (member, amount) in enumerate(open_ones[:_PAID_DEBTS])
    ]
