"""Balances: the trial balance at any day, an account's balance, turnovers, balances by party and side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import get_language

from ecoop.kernel.dong import Dong
from ecoop.kernel.tenancy import read_sql
from ecoop.ledger.errors import AccountUnknown
from ecoop.ledger.models import Account
from ecoop.ledger.queries.rows import read_rows

_TRIAL_BALANCE = read_sql(__file__, "trial_balance.sql")
_PARTY_BALANCES = read_sql(__file__, "party_balances.sql")
_TURNOVER = read_sql(__file__, "monthly_turnover.sql")
_PARTY_TURNOVER = read_sql(__file__, "party_turnover.sql")


@dataclass(frozen=True)
class AccountFacts:
    """An account of the books."""

    code: str
    name_vi: str
    name_en: str
    parent_code: str
    type: str
    normal: str
    is_postable: bool

    @property
    def name(self) -> str:
        """Name the account in the reader's language, as far as the chart knows it."""
        return self.name_vi if (get_language() or "vi") == "vi" else self.name_en or self.name_vi


class TrialLine(NamedTuple):
    """An account's line in the trial balance: opening, turnover of the period, closing, each side by itself."""

    code: str
    name_vi: str
    name_en: str
    type: str
    normal: str
    opening_debits_vnd: Dong
    opening_credits_vnd: Dong
    debit_vnd: Dong
    credit_vnd: Dong
    closing_debits_vnd: Dong
    closing_credits_vnd: Dong

    @property
    def name(self) -> str:
        """Name the account in the reader's language, as far as the chart knows it."""
        return self.name_vi if (get_language() or "vi") == "vi" else self.name_en or self.name_vi

    @property
    def opening_vnd(self) -> Dong:
        """Give the opening balance, debit less credit."""
        return Dong(self.opening_debits_vnd - self.opening_credits_vnd)

    @property
    def closing_vnd(self) -> Dong:
        """Give the closing balance, debit less credit."""
        return Dong(self.closing_debits_vnd - self.closing_credits_vnd)


class PartyBalance(NamedTuple):
    """What one party moved on an account, on one side of the cooperative's dealings."""

    account: str
    party_id: UUID | None
    side: str | None
    debit_vnd: Dong
    credit_vnd: Dong

    @property
    def balance_vnd(self) -> Dong:
        """Give the balance, debit less credit."""
        return Dong(self.debit_vnd - self.credit_vnd)


class PartyTurnover(NamedTuple):
    """What one party had on an account before a period (debit less credit), and what it moved in the period."""

    account: str
    party_id: UUID
    opening_vnd: Dong
    debit_vnd: Dong
    credit_vnd: Dong


class Turnover(NamedTuple):
    """What was moved on an account in a span of months, on one side."""

    account: str
    side: str | None
    debit_vnd: Dong
    credit_vnd: Dong


def list_accounts(*, org_id: UUID) -> list[AccountFacts]:
    """List the accounts of the books by code.

    Queries: 1
    """
    columns = ("code", "name_vi", "name_en", "parent_code", "type", "normal", "is_postable")
    rows = Account.objects.filter(org_id=org_id).order_by("code").values_list(*columns)
    return [AccountFacts(*row) for row in rows]


def get_account_with_details(*, org_id: UUID, code: str) -> tuple[AccountFacts, tuple[str, ...]]:
    """Get an account, and the codes of it and of every account below it.

    Raises: AccountUnknown
    Queries: 1
    """
    accounts = {account.code: account for account in list_accounts(org_id=org_id)}
    if code not in accounts:
        raise AccountUnknown(account=code)
    return accounts[code], _codes_below(accounts=accounts, code=code)


def list_trial_balance(*, org_id: UUID, from_on: date, until_on: date) -> list[TrialLine]:
    """Compute the trial balance of a period, by any days: opening, turnover and closing per postable account.

    Shape:  accounts with movements up to the last day, by code; opening and closing debits equal credits
    Queries: 1
    """
    return [
        TrialLine(*row)
        for row in read_rows(text=_TRIAL_BALANCE, wanted={"org_id": org_id, "from_on": from_on, "until_on": until_on})
    ]


def sum_balance(*, org_id: UUID, codes: Sequence[str], before_on: date) -> Dong:
    """Add up the balance (debit less credit) of some accounts before a day.

    Queries: 1
    """
    lines = list_trial_balance(org_id=org_id, from_on=before_on, until_on=before_on)
    return Dong(sum(line.opening_vnd for line in lines if line.code in codes))


def list_party_balances(*, org_id: UUID, codes: Sequence[str], until_on: date) -> list[PartyBalance]:
    """List what each party moved on some accounts up to a day, per side; nothing is netted between parties.

    Queries: 1
    """
    wanted = {"org_id": org_id, "codes": list(codes), "until_on": until_on}
    return [PartyBalance(*row) for row in read_rows(text=_PARTY_BALANCES, wanted=wanted)]


def list_party_turnovers(
    *, org_id: UUID, codes: Sequence[str], starts_on: date, ends_before: date
) -> list[PartyTurnover]:
    """List what each party had and moved on some accounts over whole months; what names nobody is not here.

    Shape:   `starts_on` and `ends_before` are first days of months
    Queries: 1
    """
    wanted = {"org_id": org_id, "codes": list(codes), "starts_on": starts_on, "ends_before": ends_before}
    return [PartyTurnover(*row) for row in read_rows(text=_PARTY_TURNOVER, wanted=wanted)]


def list_turnovers(*, org_id: UUID, from_month: date, until_month: date) -> list[Turnover]:
    """List debits and credits per account and side over whole months, named by their first days.

    Queries: 1
    """
    wanted = {"org_id": org_id, "from_month": from_month, "until_month": until_month}
    return [Turnover(*row) for row in read_rows(text=_TURNOVER, wanted=wanted)]


def _codes_below(*, accounts: Mapping[str, AccountFacts], code: str) -> tuple[str, ...]:
    """Collect an account's code and those of all its details, to any depth."""
    children = [account.code for account in accounts.values() if account.parent_code == code]
    return (code, *(found for child in children for found in _codes_below(accounts=accounts, code=child)))
