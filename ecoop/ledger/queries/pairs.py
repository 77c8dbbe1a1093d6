"""What was moved between pairs of accounts: how taxes tell a sale from the closing of its account."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from ecoop.kernel.dong import Dong

_SQL = Path(__file__).parent.parent / "sql"
_PAIRS = (_SQL / "pairs.sql").read_text(encoding="utf-8")
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
    wanted = {"org_id": org_id, "patterns": [f"{code}%" for code in codes]}
    rows = _rows(_MONTHS, {**wanted, "from_month": from_month, "until_month": until_month})
    return [MonthOfAccount(*row) for row in rows]


def _pairs(org_id: UUID, codes: Iterable[str], from_on: date, before_on: date, span: str) -> list[Pair]:
    wanted = {"org_id": org_id, "patterns": [f"{code}%" for code in codes], "span": span}
    return [Pair(*row) for row in _rows(_PAIRS, {**wanted, "from_on": from_on, "before_on": before_on})]


def _rows(text: str, wanted: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, wanted)
        return list(cursor.fetchall())
