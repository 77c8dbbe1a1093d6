"""Money as whole đồng: rounding, splitting, writing and reading it."""

import re
from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from enum import Enum
from fractions import Fraction
from math import lcm
from typing import NewType

from ecoop.kernel.errors import AmountNotUnderstood, NothingToSplitBy
from ecoop.kernel.written import format_dong

__all__ = ["Dong", "Rounding", "format_dong", "parse_dong", "round_dong", "split_vnd"]

Dong = NewType("Dong", int)

# More than a 64-bit column of the database holds is a slip of the hand; words are written up to here, too.
READABLE_MAX = 10**18

# Groups of three by one mark (dot, comma, space, hard space), or digits alone; the minus of keyboards or of print.
_SHAPE = re.compile(
    r"(?P<sign>[-\u2212]?)(?P<whole>\d{1,3}(?P<mark>[., \u00a0])\d{3}(?:(?P=mark)\d{3})*|\d+)", re.ASCII
)
_CURRENCY = re.compile(r"\s*(?:đồng|vnđ|vnd|đ|₫)\s*$", re.IGNORECASE)


class Rounding(Enum):
    """The named rules by which an exact amount becomes whole đồng.

    The sign never matters: minus 2.5 đồng rounds half up to minus 3.
    """

    HALF_UP = ROUND_HALF_UP
    DOWN = ROUND_DOWN
    UP = ROUND_UP


def round_dong(amount: Decimal, *, rule: Rounding) -> Dong:
    """Turn an exact amount into whole đồng by a named rule.

    Shape:  the only way from Decimal to đồng
    """
    if not isinstance(amount, Decimal):
        raise TypeError(f"round_dong takes a Decimal, not {type(amount).__name__}")
    return Dong(int(amount.to_integral_value(rounding=rule.value)))


def split_vnd(*, total_vnd: Dong, weights: Sequence[int | Decimal]) -> list[Dong]:
    """Split an amount by weights so that the parts add up exactly (largest remainder).

    Shape:  one part per weight, in order; the đồng left over go to the largest remainders, ties to the earlier
    Raises: NothingToSplitBy
    """
    whole_weights = _as_whole_numbers(weights)
    whole = sum(whole_weights)
    if not whole or any(weight < 0 for weight in whole_weights):
        raise NothingToSplitBy()
    size = abs(total_vnd)
    divided = [divmod(size * weight, whole) for weight in whole_weights]
    parts = [part for part, _ in divided]
    by_remainder = sorted(range(len(parts)), key=lambda at: -divided[at][1])
    for at in by_remainder[: size - sum(parts)]:
        parts[at] += 1
    return [Dong(-part if total_vnd < 0 else part) for part in parts]


def _as_whole_numbers(weights: Sequence[int | Decimal]) -> list[int]:
    """Bring weights to one common denominator; whole numbers divide ten times faster than fractions."""
    if all(type(weight) is int for weight in weights):
        return [int(weight) for weight in weights]
    exact = [Fraction(weight) for weight in weights]
    common = lcm(*(weight.denominator for weight in exact))
    return [weight.numerator * (common // weight.denominator) for weight in exact]


def parse_dong(text: str) -> Dong:
    """Read an amount as people write it: 1.234.567 đ, 1,234,567, 1234567 VND, -5.000.

    Raises: AmountNotUnderstood
    """
    found = _SHAPE.fullmatch(_CURRENCY.sub("", text.strip()))
    if found is None:
        raise AmountNotUnderstood(text=text)
    size = int(re.sub(r"\D", "", found["whole"]))
    if size > READABLE_MAX:
        raise AmountNotUnderstood(text=text)
    return Dong(-size if found["sign"] else size)
