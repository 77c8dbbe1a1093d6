"""Interest of a loan by actual days: what principal bears, and what overdue principal bears beyond that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ecoop.kernel.dong import Dong, Rounding, round_dong


@dataclass(frozen=True)
class Rates:
    """The contract's rate, what overdue principal bears as a multiple of it, and the days of a year."""

    per_year: Decimal
    overdue_ratio: Decimal
    days_of_year: int


@dataclass(frozen=True)
class Interest:
    """Interest until a day: on all principal, and beyond that on overdue principal."""

    normal_vnd: Dong
    overdue_vnd: Dong

    @property
    def total_vnd(self) -> Dong:
        """Give both together."""
        return Dong(self.normal_vnd + self.overdue_vnd)


@dataclass(frozen=True)
class Due:
    """What principal is due in all by a schedule, from the day on on which that schedule holds."""

    holds_from_on: date
    days: tuple[tuple[date, Dong], ...]


def count_interest(*, moves: Sequence[tuple[date, Dong]], due: Sequence[Due], rates: Rates, until_on: date) -> Interest:
    """Count the interest from the first move until a day.

    The day on which money goes out is not counted, the day on which it comes back is. Each of the two sums is rounded
    once, from the beginning on: however often it is asked, the parts add up.

    Law:    Civil Code Arts 466, 468; cooperative/lending/days_of_year
    Shape:  `moves` are principal paid out (plus) and settled (minus); never falls as `until_on` grows
    """
    normal = late = 0
    for starts_on, ends_before in _spans(moves, due, until_on):
        days = (ends_before - starts_on).days
        normal += days * balance_on(moves=moves, day=starts_on)
        late += days * overdue_on(moves=moves, due=due, night_on=starts_on)
    daily = rates.per_year / rates.days_of_year
    beyond = daily * (rates.overdue_ratio - 1)
    return Interest(round_dong(normal * daily, rule=Rounding.HALF_UP), round_dong(late * beyond, rule=Rounding.HALF_UP))


def balance_on(*, moves: Sequence[tuple[date, Dong]], day: date) -> Dong:
    """Give the principal that is out at the end of a day."""
    return Dong(sum(amount for on, amount in moves if on <= day))


def overdue_on(*, moves: Sequence[tuple[date, Dong]], due: Sequence[Due], night_on: date) -> Dong:
    """Give the principal that was due by the end of a day and is still out over its night."""
    holding = [each for each in due if each.holds_from_on <= night_on]
    if not holding:
        return Dong(0)
    # A schedule says how much may still be out on a day; what is out beyond that is late.
    may_be_out = sum(amount for on, amount in holding[-1].days if on > night_on)
    return Dong(max(0, balance_on(moves=moves, day=night_on) - may_be_out))


def _spans(moves: Sequence[tuple[date, Dong]], due: Sequence[Due], until_on: date) -> Iterator[tuple[date, date]]:
    """Cut the time into spans in which nothing changes."""
    turns = {day for day, _ in moves}
    turns |= {each.holds_from_on for each in due} | {day for each in due for day, _ in each.days}
    if not moves:
        return
    first = min(day for day, _ in moves)
    days = sorted({day for day in turns if first <= day < until_on} | {until_on})
    yield from pairwise(days)
