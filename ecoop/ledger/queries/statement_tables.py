"""Tables beside the statements: the trial balance with its sums (F01), changes in equity (F02), movements for notes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import in_words
from ecoop.ledger.calc.closing import AllocationKey
from ecoop.ledger.queries.balances import AccountFacts, TrialLine, list_accounts, list_trial_balance
from ecoop.ledger.queries.statements import BY_REVENUE, leaves_of, plan_period

DAY = timedelta(days=1)
OFF_BALANCE = "off_balance"


@dataclass(frozen=True)
class TableRow:
    """An account of a table with what it had, what moved, and what it has; each side by itself."""

    code: str
    label: str
    level: int
    opening_debit_vnd: Dong
    opening_credit_vnd: Dong
    debit_vnd: Dong
    credit_vnd: Dong
    closing_debit_vnd: Dong
    closing_credit_vnd: Dong

    @property
    def amounts(self) -> tuple[Dong, ...]:
        """Give the six amounts in the order of the form."""
        return (
            self.opening_debit_vnd,
            self.opening_credit_vnd,
            self.debit_vnd,
            self.credit_vnd,
            self.closing_debit_vnd,
            self.closing_credit_vnd,
        )


@dataclass(frozen=True)
class Movement:
    """A row of accounts: opening, up, down, closing, all on the side that is normal for them."""

    code: str
    label: str
    opening_vnd: Dong
    increase_vnd: Dong
    decrease_vnd: Dong
    closing_vnd: Dong
    level: int = 1


def list_trial_table(*, org_id: UUID, starts_on: date, ends_before: date) -> list[TableRow]:
    """List the accounts of double entry with what they had and moved; an account above others sums them up.

    Shape:  by code; the rows of level 1 add up to equal debits and credits
    Queries: 2
    """
    return _list_rows(org_id, starts_on, ends_before, lambda account: account.type != OFF_BALANCE)


def list_off_balance(*, org_id: UUID, starts_on: date, ends_before: date) -> list[TableRow]:
    """List the accounts of single entry with what they had and moved; their counterpart stands on no report.

    Queries: 2
    """
    return _list_rows(
        org_id, starts_on, ends_before, lambda account: account.type == OFF_BALANCE and account.normal != "both"
    )


def sum_rows(*, rows: Sequence[TableRow]) -> tuple[Dong, ...]:
    """Add up the rows of level 1.

    Queries: 0
    """
    tops = [row.amounts for row in rows if row.level == 1]
    return tuple(Dong(sum(column)) for column in zip(*tops, strict=True)) if tops else (Dong(0),) * 6


def list_movements(*, org_id: UUID, codes: Sequence[str], starts_on: date, ends_before: date) -> list[Movement]:
    """List what some accounts had, gained, lost and have, each with its details.

    Queries: 5
    """
    accounts = {account.code: account for account in list_accounts(org_id=org_id)}
    rows = list_trial_table(org_id=org_id, starts_on=starts_on, ends_before=ends_before)
    rows += list_off_balance(org_id=org_id, starts_on=starts_on, ends_before=ends_before)
    chosen = [row for row in rows if row.code in codes or _is_below(row.code, codes, accounts)]
    return [_movement(row, accounts[row.code]) for row in chosen]


def list_equity_changes(
    *, org_id: UUID, starts_on: date, ends_before: date, key: AllocationKey = BY_REVENUE
) -> list[Movement]:
    """List the changes in equity line by line; a result that is not closed yet counts as if it were.

    Law:    C71 Appendix IV, F02-HTX
    Queries: 4
    """
    form = lawbook.on(ends_before - DAY).form("statements/f02-htx")
    leaves = leaves_of(list_accounts(org_id=org_id))
    lines = {one.code: one for one in list_trial_balance(org_id=org_id, from_on=starts_on, until_on=ends_before - DAY)}
    plan = plan_period(org_id=org_id, starts_on=starts_on, ends_before=ends_before, key=key)
    rows = []
    for row in form["rows"]:
        own = leaves.get(row["accounts"], ())
        found = [lines[leaf] for leaf in own if leaf in lines]
        opening = -sum(line.opening_vnd for line in found)
        up: int = sum(line.credit_vnd for line in found)
        down: int = sum(line.debit_vnd for line in found)
        up += sum(one.amount_vnd for one in plan.postings if one.credit in own)
        down += sum(one.amount_vnd for one in plan.postings if one.debit in own)
        level = 2 if "." in row["code"] else 1
        closing = opening + up - down
        label = in_words(row, name="label")
        rows.append(Movement(row["code"], label, Dong(opening), Dong(up), Dong(down), Dong(closing), level))
    return rows


def levels_of(accounts: Sequence[AccountFacts]) -> dict[str, int]:
    """Say how deep each account stands in the chart, from 1.

    Queries: 0
    """
    parents = {account.code: account.parent_code for account in accounts}

    def depth(code: str) -> int:
        return 1 + depth(parents[code]) if parents.get(code) else 1

    return {code: depth(code) for code in parents}


def _list_rows(
    org_id: UUID, starts_on: date, ends_before: date, is_wanted: Callable[[AccountFacts], bool]
) -> list[TableRow]:
    accounts = list_accounts(org_id=org_id)
    found = list_trial_balance(org_id=org_id, from_on=starts_on, until_on=ends_before - DAY)
    lines = {line.code: line for line in found}
    leaves, levels = leaves_of(accounts), levels_of(accounts)
    rows = [
        _sum_row(account, [lines[leaf] for leaf in leaves.get(account.code, ()) if leaf in lines], levels)
        for account in accounts
        if is_wanted(account)
    ]
    return [row for row in rows if any(row.amounts)]


def _sum_row(account: AccountFacts, lines: Sequence[TrialLine], levels: dict[str, int]) -> TableRow:
    """Sum the sides of the details; nothing is set off between them."""
    return TableRow(
        account.code,
        account.name,
        levels[account.code],
        Dong(sum(max(line.opening_vnd, 0) for line in lines)),
        Dong(sum(max(-line.opening_vnd, 0) for line in lines)),
        Dong(sum(line.debit_vnd for line in lines)),
        Dong(sum(line.credit_vnd for line in lines)),
        Dong(sum(max(line.closing_vnd, 0) for line in lines)),
        Dong(sum(max(-line.closing_vnd, 0) for line in lines)),
    )


def _is_below(code: str, codes: Sequence[str], accounts: dict[str, AccountFacts]) -> bool:
    parent = accounts[code].parent_code
    while parent:
        if parent in codes:
            return True
        parent = accounts[parent].parent_code
    return False


def _movement(row: TableRow, account: AccountFacts) -> Movement:
    opening = row.opening_debit_vnd - row.opening_credit_vnd
    closing = row.closing_debit_vnd - row.closing_credit_vnd
    up, down = row.debit_vnd, row.credit_vnd
    if account.normal == "credit" or (account.normal == "both" and account.type in ("liability", "equity")):
        opening, closing, up, down = -opening, -closing, down, up
    return Movement(row.code, row.label, Dong(opening), up, down, Dong(closing), row.level)
