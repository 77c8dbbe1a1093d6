"""Schedules of loans: on which days what comes back, to the đồng."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from ecoop.finance.calc.interest import Rates, count_interest
from ecoop.finance.calc.words import ScheduleKind
from ecoop.kernel.dong import Dong, split_vnd
from ecoop.members.calc import add_months


@dataclass(frozen=True)
class Instalment:
    """What is due on a day."""

    position: int
    due_on: date
    principal_vnd: Dong
    interest_vnd: Dong

    @property
    def total_vnd(self) -> Dong:
        """Give principal and interest together."""
        return Dong(self.principal_vnd + self.interest_vnd)


@dataclass(frozen=True)
class Plan:
    """A schedule from a day on."""

    revision: int
    kind: str
    starts_on: date
    instalments: tuple[Instalment, ...]
    paper: str = ""
    reason: str = ""

    @property
    def ends_on(self) -> date:
        """Give the day on which the last of it is due."""
        return self.instalments[-1].due_on


def make_schedule(
    *,
    amount_vnd: Dong,
    starts_on: date,
    months: int,
    kind: ScheduleKind,
    rates: Rates,
    move: Callable[[date], date],
) -> tuple[Instalment, ...]:
    """Make a schedule: days, principal, and the interest that comes if everything is paid on its day.

    Interest is counted by actual days and rounded on its running sum, so that the parts always add up to what the
    whole time bears.

    Shape:  principal adds up to the amount exactly; days are in order; a day off is moved by `move`
    """
    days = [move(add_months(day=starts_on, months=month)) for month in range(1, months + 1)]
    if kind is ScheduleKind.INSTALMENTS:
        parts = split_vnd(total_vnd=amount_vnd, weights=[1] * months)
    else:
        days = days[-1:] if kind is ScheduleKind.SEASON else days
        parts = [Dong(0)] * (len(days) - 1) + [amount_vnd]
    return tuple(_with_interest(amount_vnd, starts_on, days, parts, rates))


def spread_over(
    *, amount_vnd: Dong, starts_on: date, parts: Sequence[Instalment], rates: Rates
) -> tuple[Instalment, ...]:
    """Spread another amount over the days of a schedule, in its proportions.

    Shape:  principal adds up to the amount exactly
    """
    shares = split_vnd(total_vnd=amount_vnd, weights=[part.principal_vnd for part in parts])
    return tuple(_with_interest(amount_vnd, starts_on, [part.due_on for part in parts], shares, rates))


def _with_interest(
    amount_vnd: Dong, starts_on: date, days: Sequence[date], parts: Sequence[Dong], rates: Rates
) -> list[Instalment]:
    moves = [(starts_on, amount_vnd), *((day, Dong(-part)) for day, part in zip(days, parts, strict=True))]
    lines: list[Instalment] = []
    before = Dong(0)
    for at, (day, part) in enumerate(zip(days, parts, strict=True)):
        until = count_interest(moves=moves, due=[], rates=rates, until_on=day).normal_vnd
        lines.append(Instalment(at + 1, day, part, Dong(until - before)))
        before = until
    return lines
