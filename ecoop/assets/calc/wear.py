"""How assets wear: straight-line, whole đồng, the last month takes the rest."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ecoop.assets.calc.drafts import Weights
from ecoop.kernel.dates import month_start, next_month_start
from ecoop.kernel.dong import Dong, split_vnd

BY_DAYS, NEXT_MONTH = "by_days", "next_month"


@dataclass(frozen=True)
class Terms:
    """From a day on: over how many months the rest wears, and whose cost it is; no months, no wear."""

    since_on: date
    life_months: int | None
    weights: Weights


@dataclass(frozen=True)
class CostChange:
    """The cost went up or down on a day; wear follows from the next month on."""

    on: date
    amount_vnd: Dong


@dataclass(frozen=True)
class Wearing:
    """All that decides how an asset wears."""

    cost_vnd: Dong
    opening_worn_vnd: Dong
    terms: tuple[Terms, ...]
    changes: tuple[CostChange, ...] = ()


@dataclass(frozen=True)
class MonthWear:
    """The wear of one month of a schedule."""

    month: date
    amount_vnd: Dong


def plan_wear(*, asset: Wearing, starts: str) -> list[MonthWear]:
    """Plan the wear of an asset month by month, from its first terms to its last đồng.

    Law:    cooperative/assets/wear_starts
    Shape:  the amounts and the opening wear add up to the cost as changed, exactly, unless it never wears out
    """
    first, *later = asset.terms
    rows = _first_rows(Dong(asset.cost_vnd - asset.opening_worn_vnd), first, starts)
    life = first.life_months
    for month, terms, cost_vnd in _turns(asset, later):
        kept = [row for row in rows if row.month < month]
        worn_vnd = asset.opening_worn_vnd + sum(row.amount_vnd for row in kept)
        life = terms.life_months if terms else life
        months_left = life if terms else (len(rows) - len(kept)) or life
        rows = kept + whole_months(value_vnd=Dong(cost_vnd - worn_vnd), months=months_left, starts_on=month)
    return rows


def whole_months(*, value_vnd: Dong, months: int | None, starts_on: date) -> list[MonthWear]:
    """Spread a value over whole months; the last takes the rest.

    Shape:  the amounts add up to `value_vnd`; nothing for no months or no value
    """
    if not months or value_vnd <= 0:
        return []
    monthly_vnd = _monthly(value_vnd, months)
    rows, month = [], starts_on
    for _ in range(months - 1):
        rows.append(MonthWear(month, monthly_vnd))
        month = next_month_start(month)
    return [*rows, MonthWear(month, Dong(value_vnd - monthly_vnd * (months - 1)))]


def sum_until(*, rows: Iterable[MonthWear], month: date) -> Dong:
    """Add up a schedule up to and with a month."""
    return Dong(sum(row.amount_vnd for row in rows if row.month <= month))


def sum_until_day(*, rows: Sequence[MonthWear], on: date, starts: str) -> Dong:
    """Add up a schedule until an asset leaves on a day; the day itself no longer wears.

    Law:    cooperative/assets/wear_starts
    """
    month = month_start(on)
    whole_vnd = sum(row.amount_vnd for row in rows if row.month < month)
    (part_vnd,) = [row.amount_vnd for row in rows if row.month == month] or [Dong(0)]
    if starts == BY_DAYS:
        part_vnd = _share(part_vnd, on.day - 1, _days_in(on))
    elif starts != NEXT_MONTH:
        part_vnd = Dong(0)
    return Dong(whole_vnd + part_vnd)


def terms_on(*, terms: Sequence[Terms], on: date) -> Terms:
    """Find the terms in force on a day; before all of them, the first."""
    begun = [each for each in terms if each.since_on <= on]
    return begun[-1] if begun else terms[0]


def share_wear(*, amount_vnd: Dong, weights: Weights) -> list[Dong]:
    """Share the wear between production, management and idleness; the parts add up."""
    return split_vnd(total_vnd=amount_vnd, weights=weights.as_list())


def _first_rows(value_vnd: Dong, first: Terms, starts: str) -> list[MonthWear]:
    on, months = first.since_on, first.life_months
    if starts == NEXT_MONTH and on.day > 1:
        return whole_months(value_vnd=value_vnd, months=months, starts_on=next_month_start(on))
    if starts != BY_DAYS or on.day == 1:
        return whole_months(value_vnd=value_vnd, months=months, starts_on=month_start(on))
    if not months or value_vnd <= 0:
        return []
    monthly_vnd = _monthly(value_vnd, months)
    rows = [MonthWear(month_start(on), _share(monthly_vnd, _days_in(on) - on.day + 1, _days_in(on)))]
    for _ in range(months - 1):
        rows.append(MonthWear(next_month_start(rows[-1].month), monthly_vnd))
    rest_vnd = Dong(value_vnd - sum(row.amount_vnd for row in rows))
    return [*rows, MonthWear(next_month_start(rows[-1].month), rest_vnd)]


def _turns(asset: Wearing, later: Sequence[Terms]) -> list[tuple[date, Terms | None, Dong]]:
    """List the months from which an asset wears otherwise: new terms if any, and the cost by then."""
    months = {next_month_start(change.on) for change in asset.changes} | {month_start(each.since_on) for each in later}
    turns = []
    for month in sorted(months):
        changed_vnd = sum(change.amount_vnd for change in asset.changes if next_month_start(change.on) <= month)
        terms = [each for each in later if month_start(each.since_on) == month]
        turns.append((month, terms[-1] if terms else None, Dong(asset.cost_vnd + changed_vnd)))
    return turns


def _monthly(value_vnd: Dong, months: int) -> Dong:
    """Give the smallest of equal parts; what is left over is for the last month."""
    return split_vnd(total_vnd=value_vnd, weights=[1] * months)[-1]


def _share(amount_vnd: Dong, days: int, of_days: int) -> Dong:
    return split_vnd(total_vnd=amount_vnd, weights=[days, of_days - days])[0]


def _days_in(on: date) -> int:
    return calendar.monthrange(on.year, on.month)[1]
