"""Capital of members: parts of the charter capital, and the ceilings of the law."""

from dataclasses import dataclass
from decimal import Decimal

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.kernel.refusals import Citation


@dataclass(frozen=True)
class CapitalCeiling:
    """How much of the charter capital somebody may hold, and by which article."""

    who: str
    ratio: Decimal
    law: Citation


@dataclass(frozen=True)
class CapitalRoom:
    """What somebody holds against the ceiling, and how much may still come."""

    who: str
    held_vnd: Dong
    most_vnd: Dong
    law: Citation

    @property
    def left_vnd(self) -> Dong:
        """Tell how much may still be contributed; never below zero."""
        return Dong(max(self.most_vnd - self.held_vnd, 0))


def measure_room(*, charter_capital_vnd: Dong, held_vnd: Dong, ceiling: CapitalCeiling) -> CapitalRoom:
    """Tell what may still be contributed under one ceiling.

    Law:    cooperative/capital/*; the ceiling is a part of the charter capital, so it is rounded down
    """
    most_vnd = round_dong(ceiling.ratio * charter_capital_vnd, rule=Rounding.DOWN)
    return CapitalRoom(who=ceiling.who, held_vnd=held_vnd, most_vnd=most_vnd, law=ceiling.law)


def capital_ratio(*, held_vnd: Dong, charter_capital_vnd: Dong) -> Decimal:
    """Tell which part of the charter capital a contribution is, to six decimals; nothing of nothing is zero.

    Law:    L17 Art. 4, clause 23
    """
    if not charter_capital_vnd:
        return Decimal(0)
    # A ratio is no money: it is shown to people and never multiplied back into đồng.
    return round(Decimal(held_vnd) / Decimal(charter_capital_vnd), 6)
