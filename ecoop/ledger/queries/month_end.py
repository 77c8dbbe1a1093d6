"""The months of a year before they are closed: what they hold, what they seem to lack, whether they are closed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from ecoop.kernel.dates import month_start, next_month_start
from ecoop.kernel.dong import Dong
from ecoop.kernel.tenancy import read_sql
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.calc.month_end import Hint, Moved, YearOfAccounts, list_hints
from ecoop.ledger.queries.balances import list_accounts
from ecoop.ledger.queries.books import PeriodFacts, list_periods
from ecoop.ledger.queries.statements import leaves_of

DAY = timedelta(days=1)
IN_ORDER = "cooperative/accounting/months_close_in_order"
_BY_MONTH = read_sql(__file__, "accounts_by_month.sql")


@dataclass(frozen=True)
class MonthEnd:
    """A month of a year: whether anything was moved, whether it is closed, and what it seems to lack."""

    month: date
    is_closed: bool
    is_over: bool
    has_entries: bool
    hints: tuple[Hint, ...]


def list_month_ends(
    *, org_id: UUID, year: int, today: date, answers: Mapping[str, Collection[date]] | None = None
) -> list[MonthEnd]:
    """List the months of a year that have begun, with what each seems to lack.

    `answers` is what those who keep the papers say themselves: for a row of the table the months that lack it.

    Queries: 5
    """
    periods = {one.month: one for one in list_periods(org_id=org_id, today=min(today, date(year, 12, 31)))}
    law = lawbook.on(date(year, 12, 31))
    rows = law.table("cooperative/month-end")
    accounts = _read_year(org_id=org_id, year=year)
    months = [date(year, number, 1) for number in range(1, 13) if date(year, number, 1) <= today]
    return [
        _describe(
            month,
            periods.get(month),
            list_hints(rows=rows, year=accounts, month=month, before_on=_before(month), answers=answers or {}),
            accounts,
            today,
        )
        for month in months
    ]


def closes_in_order(*, day: date) -> bool:
    """Say whether a month is refused its closing while an earlier one is open.

    Queries: 0
    """
    return lawbook.on(day).switch(IN_ORDER) == "refuse"


def _describe(
    month: date, period: PeriodFacts | None, hints: list[Hint], accounts: YearOfAccounts, today: date
) -> MonthEnd:
    return MonthEnd(
        month=month,
        is_closed=period is not None and period.is_closed,
        is_over=next_month_start(month) <= today,
        has_entries=any(month in months for months in accounts.moved.values()),
        hints=tuple(hints),
    )


def _read_year(*, org_id: UUID, year: int) -> YearOfAccounts:
    leaves = leaves_of(list_accounts(org_id=org_id))
    # December before is read by itself, because some hints look at the month before.
    wanted: dict[str, Any] = {"org_id": org_id, "starts_on": date(year - 1, 12, 1), "ends_before": date(year + 1, 1, 1)}
    opening: dict[str, Dong] = {}
    moved: dict[str, dict[date, Moved]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_BY_MONTH, wanted)
        for account, month, debit, credit in cursor.fetchall():
            if month is None:
                opening[account] = Dong(debit - credit)
            else:
                moved.setdefault(account, {})[month] = Moved(Dong(debit), Dong(credit))
    return YearOfAccounts(opening, moved, leaves)


def _before(month: date) -> date:
    return month_start(month - DAY)
