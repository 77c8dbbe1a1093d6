"""What was moved between pairs of accounts: how taxes tell a sale from the closing of its account."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.rows import read_rows

_SQL = Path(__file__).parent.parent / "sql"
_PAIRS = (_SQL / "pairs.sql").read_text(encoding="utf-8")
_SHARES = (_SQL / "shares_by_entry.sql").read_text(encoding="utf-8")
_INPUT = (_SQL / "input_by_entry.sql").read_text(encoding="utf-8")
_MONTHS = (_SQL / "months_of_accounts.sql").read_text(encoding="utf-8")


class Pair(NamedTuple):
    """What was moved from one account to another in a span that begins on a day."""

    on: date
    debit: str
    credit: str
    side: str | None
    amount_vnd: Dong


class MonthOfAccount(NamedTuple):
    """What was debited and credited to an account in a month, on one side."""

    month: date
    account: str
    side: str | None
    debit_vnd: Dong
    credit_vnd: Dong


class Share(NamedTuple):
    """Credits of an account in a month, by the ratio that their entries show between a part and its base."""

    month: date
    account: str
    side: str | None
    is_part: bool
    ratio: Decimal | None
    amount_vnd: Dong


class Input(NamedTuple):
    """Debits of input accounts in a month, and the other debits of their entries."""

    month: date
    is_cash_above: bool
    base_vnd: Dong
    input_vnd: Dong


def list_pairs_by_month(*, org_id: UUID, codes: Iterable[str], from_on: date, before_on: date) -> list[Pair]:
    """List what was moved between accounts where one of them lies at or below a code, month by month.

    Queries: 1
    """
    return _pairs(org_id, codes, from_on, before_on, "month")


def list_pairs_by_day(*, org_id: UUID, codes: Iterable[str], from_on: date, before_on: date) -> list[Pair]:
    """List what was moved between accounts where one of them lies at or below a code, day by day.

    Queries: 1
    """
    return _pairs(org_id, codes, from_on, before_on, "day")


def list_months_of_accounts(
    *, org_id: UUID, codes: Iterable[str], from_month: date, until_month: date
) -> list[MonthOfAccount]:
    """List debits and credits of accounts at or below some codes, month by month, from the balances kept.

    Queries: 1
    """
    wanted = {"org_id": org_id, "patterns": _like(codes)}
    rows = read_rows(text=_MONTHS, wanted={**wanted, "from_month": from_month, "until_month": until_month})
    return [MonthOfAccount(*row) for row in rows]


def list_shares(
    *,
    org_id: UUID,
    base: Iterable[str],
    part: Iterable[str],
    left_out: Iterable[str],
    ratios: Iterable[Decimal],
    slack_vnd: int,
    from_on: date,
    before_on: date,
) -> list[Share]:
    """List credits of base accounts and of the part that came with them, by month and the ratio of their entries.

    Queries: 1
    """
    wanted = {"base": _like(base), "part": _like(part), "left_out": _like(left_out), "ratios": list(ratios)}
    days = {"from_on": from_on, "before_on": before_on, "slack_vnd": slack_vnd, "org_id": org_id}
    return [Share(*row) for row in read_rows(text=_SHARES, wanted=wanted | days)]


def list_inputs(
    *,
    org_id: UUID,
    codes: Iterable[str],
    cash: Iterable[str],
    left_out: Iterable[str],
    limit_vnd: Dong,
    from_on: date,
    before_on: date,
) -> list[Input]:
    """List debits of some accounts with the other debits of their entries, apart what was paid in cash from a limit on.

    Queries: 1
    """
    wanted = {"org_id": org_id, "input": _like(codes), "cash": _like(cash), "left_out": _like(left_out)}
    days = {"from_on": from_on, "before_on": before_on, "limit_vnd": limit_vnd}
    return [Input(*row) for row in read_rows(text=_INPUT, wanted=wanted | days)]


def _like(codes: Iterable[str]) -> list[str]:
    return [f"{code}%" for code in codes]


def _pairs(org_id: UUID, codes: Iterable[str], from_on: date, before_on: date, span: str) -> list[Pair]:
    wanted = {"org_id": org_id, "patterns": _like(codes), "span": span}
    return [Pair(*row) for row in read_rows(text=_PAIRS, wanted={**wanted, "from_on": from_on, "before_on": before_on})]
