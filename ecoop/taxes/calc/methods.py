"""How earlier years were taxed."""

from dataclasses import dataclass

from ecoop.kernel.dong import Dong


@dataclass(frozen=True)
class YearBefore:
    """What an earlier year brought and how it was taxed: exempt, revenue, income or lump_sum."""

    year: int
    revenue_vnd: Dong
    method: str
