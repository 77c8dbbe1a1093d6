"""What the pages of the books show, each as one frozen value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.balances import (
    AccountFacts,
    TrialLine,
    get_account_with_details,
    list_accounts,
    list_trial_balance,
    sum_balance,
)
from ecoop.ledger.queries.entries import (
    AccountPage,
    EntryFacts,
    JournalCursor,
    get_entry_by_number,
    list_account_ledger,
)

OFF_BALANCE = "off_balance"


class Sides(NamedTuple):
    """An amount on the side where it stands; the other side is nothing."""

    debit_vnd: Dong
    credit_vnd: Dong


class TrialRow(NamedTuple):
    """A line of the trial balance as it is printed."""

    code: str
    name: str
    opening: Sides
    turnover: Sides
    closing: Sides


@dataclass(frozen=True)
class TrialBalance:
    """The trial balance: accounts of double entry with their totals, and those of single entry by themselves."""

    rows: tuple[TrialRow, ...]
    opening: Sides
    turnover: Sides
    closing: Sides
    off_balance: tuple[TrialRow, ...]


@dataclass(frozen=True)
class AccountView:
    """A page of an account's ledger, with the balance before it."""

    account: AccountFacts
    opening_vnd: Dong
    page: AccountPage
    closing_vnd: Dong


class NamedPosting(NamedTuple):
    """A posting with the names of its accounts."""

    debit: str
    debit_name: str
    credit: str
    credit_name: str
    amount_vnd: Dong
    side: str | None


@dataclass(frozen=True)
class EntryView:
    """An entry with the names of the accounts it moves."""

    entry: EntryFacts
    postings: tuple[NamedPosting, ...]


def get_trial_balance(*, org_id: UUID, from_on: date, until_on: date) -> TrialBalance:
    """Compute the trial balance as it is printed.

    Queries: 1
    """
    lines = list_trial_balance(org_id=org_id, from_on=from_on, until_on=until_on)
    rows = [_row(line) for line in lines if line.type != OFF_BALANCE]
    # The counterpart of single entries stands on no report; it is the line whose normal side is both.
    off_balance = [_row(line) for line in lines if line.type == OFF_BALANCE and line.normal != "both"]
    return TrialBalance(
        tuple(rows),
        _total([row.opening for row in rows]),
        _total([row.turnover for row in rows]),
        _total([row.closing for row in rows]),
        tuple(off_balance),
    )


def get_account_view(
    *, org_id: UUID, code: str, from_on: date, until_on: date, after: JournalCursor | None, carried_vnd: Dong | None
) -> AccountView:
    """Read a page of an account's ledger; `carried_vnd` is the balance that the page before ended with.

    Raises: AccountUnknown
    Queries: 3; 2 after the first page
    """
    account, codes = get_account_with_details(org_id=org_id, code=code)
    opening = carried_vnd if carried_vnd is not None else sum_balance(org_id=org_id, codes=codes, before_on=from_on)
    page = list_account_ledger(
        org_id=org_id, codes=codes, from_on=from_on, until_on=until_on, opening_vnd=opening, after=after
    )
    return AccountView(account, opening, page, page.lines[-1].balance_vnd if page.lines else opening)


def get_entry_view(*, org_id: UUID, year: int, number: int) -> EntryView:
    """Get an entry with the names of its accounts.

    Raises: EntryUnknown
    Queries: 2
    """
    entry = get_entry_by_number(org_id=org_id, year=year, number=number)
    names = {account.code: account.name for account in list_accounts(org_id=org_id)}
    postings = tuple(
        NamedPosting(one.debit, names[one.debit], one.credit, names[one.credit], one.amount_vnd, one.side)
        for one in entry.postings
    )
    return EntryView(entry, postings)


def _row(line: TrialLine) -> TrialRow:
    turnover = Sides(line.debit_vnd, line.credit_vnd)
    return TrialRow(line.code, line.name, _side(line.opening_vnd), turnover, _side(line.closing_vnd))


def _side(balance_vnd: Dong) -> Sides:
    return Sides(balance_vnd, Dong(0)) if balance_vnd > 0 else Sides(Dong(0), Dong(-balance_vnd))


def _total(sides: Sequence[Sides]) -> Sides:
    return Sides(Dong(sum(side.debit_vnd for side in sides)), Dong(sum(side.credit_vnd for side in sides)))
