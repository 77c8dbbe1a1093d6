"""The rules of internal lending as checks: what each asks, what was found, by which article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.kernel.refusals import Citation
from ecoop.kernel.written import format_dong


class Light(StrEnum):
    """How a rule stands: held, broken, or to be looked at."""

    GREEN = "green"
    RED = "red"
    YELLOW = "yellow"


class PoolReading(StrEnum):
    """What the limit of 30 % covers."""

    WHOLE_POOL = "whole_pool"
    OTHER_EQUITY_ONLY = "other_equity_only"


class MemberReading(StrEnum):
    """What the limit of 5 % is measured on."""

    OF_POOL = "of_pool"
    OF_EQUITY = "of_equity"


@dataclass(frozen=True)
class Check:
    """One rule: what it asks, what was found, whether it holds, and the open question behind it."""

    code: str
    label: str
    light: Light
    said: str
    law: Citation
    mark: str = "V"
    warning: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Give the check in values that JSON knows."""
        return {
            "code": self.code,
            "label": self.label,
            "light": self.light.value,
            "said": self.said,
            "law": {"document": self.law.document, "article": self.law.article},
            "mark": self.mark,
            "warning": self.warning,
        }


def read_check(*, said: Mapping[str, Any]) -> Check:
    """Read a check that was kept as values that JSON knows."""
    law = Citation(said["law"]["document"], said["law"]["article"])
    return Check(said["code"], said["label"], Light(said["light"]), said["said"], law, said["mark"], said["warning"])


@dataclass(frozen=True)
class Equity:
    """Owners' equity by the statements of a year that were filed with the tax office."""

    year: int
    filed_on: date
    # Lines 400, 410, 420 and 430 of the statement.
    owners_vnd: Dong
    capital_vnd: Dong
    profit_vnd: Dong
    funds_vnd: Dong


@dataclass(frozen=True)
class Pool:
    """What may be lent in all, what of it is out or promised, what one member may owe."""

    limit_vnd: Dong
    used_vnd: Dong
    promised_vnd: Dong
    member_limit_vnd: Dong
    meeting_limit_vnd: Dong | None

    @property
    def free_vnd(self) -> Dong:
        """Give what may still be lent."""
        return Dong(max(0, self.limit_vnd - self.used_vnd - self.promised_vnd))

    @property
    def is_passed(self) -> bool:
        """Tell whether more is out than may be."""
        return self.used_vnd + self.promised_vnd > self.limit_vnd


def measure_pool(
    *,
    equity: Equity | None,
    pool_rate: Decimal,
    member_rate: Decimal,
    readings: tuple[PoolReading, MemberReading],
    meeting_limit_vnd: Dong | None,
    used_vnd: Dong,
    promised_vnd: Dong,
) -> Pool:
    """Measure the pool and the limit of one member, both rounded down.

    Law:    D113 Art. 19; cooperative/lending/pool_of_equity_ratio_max, member_of_pool_ratio_max and their readings
    """
    limit_vnd = _pool_limit(equity, pool_rate, readings[0])
    base_vnd = limit_vnd if readings[1] is MemberReading.OF_POOL else (equity.owners_vnd if equity else Dong(0))
    by_law_vnd = _part(base_vnd, member_rate)
    member_vnd = by_law_vnd if meeting_limit_vnd is None else Dong(min(by_law_vnd, meeting_limit_vnd))
    return Pool(limit_vnd, used_vnd, promised_vnd, member_vnd, meeting_limit_vnd)


def light_of(*, is_held: bool) -> Light:
    """Give green or red."""
    return Light.GREEN if is_held else Light.RED


def dim(*, light: Light, is_sure: bool) -> Light:
    """Give yellow for what is held but must be looked at."""
    return Light.YELLOW if light is Light.GREEN and not is_sure else light


def list_broken(*, checks: Iterable[Check]) -> list[Check]:
    """List the rules that are not held."""
    return [check for check in checks if check.light is Light.RED]


def say_pool(*, pool: Pool, asked_vnd: Dong, equity: Equity | None) -> str:
    """Say the pool in figures."""
    if equity is None:
        return _("No annual statements filed with the tax office were found.")
    return _(
        "Asked {asked}; free {free} of {limit}. Owners' equity {equity} by the statements of {year}, "
        "filed on {filed_on}."
    ).format(
        asked=format_dong(asked_vnd),
        free=format_dong(pool.free_vnd),
        limit=format_dong(pool.limit_vnd),
        equity=format_dong(equity.owners_vnd),
        year=equity.year,
        filed_on=format_day(equity.filed_on),
    )


def _pool_limit(equity: Equity | None, rate: Decimal, reading: PoolReading) -> Dong:
    if equity is None or equity.owners_vnd <= 0:
        return Dong(0)
    if reading is PoolReading.WHOLE_POOL:
        return _part(equity.owners_vnd, rate)
    return Dong(max(0, equity.capital_vnd + equity.profit_vnd) + _part(equity.funds_vnd, rate))


def _part(base_vnd: Dong, rate: Decimal) -> Dong:
    return round_dong(max(Decimal(0), base_vnd * rate), rule=Rounding.DOWN)
