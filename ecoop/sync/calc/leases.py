"""Ranges of receipt numbers that phones give without asking, and the letters before them."""

from collections.abc import Iterable
from dataclasses import dataclass

# A busy stall writes some hundred receipts a day; a range lasts for days without a network.
LEASE_SIZE = 1000
# With so few numbers left the next range is given.
LEFT_MIN = 300
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class NumberRange:
    """A range of receipt numbers of one series; the first range is number 0."""

    series: str
    place: int

    @property
    def first(self) -> int:
        """Give the first number."""
        return self.place * LEASE_SIZE + 1

    @property
    def last(self) -> int:
        """Give the last number."""
        return (self.place + 1) * LEASE_SIZE

    @property
    def before(self) -> "NumberRange | None":
        """Give the range before this one; the first has none."""
        return NumberRange(self.series, self.place - 1) if self.place else None

    def is_nearly_used(self, *, numbers: Iterable[str]) -> bool:
        """Tell whether some receipt numbers come near the end of the range."""
        used = max((read_number(text=each, series=self.series) for each in numbers if each), default=0)
        return used > self.last - LEFT_MIN


def read_number(*, text: str, series: str) -> int:
    """Read the number out of a receipt's number ("B-0012" is 12); 0 if it is of another series."""
    letters, _dash, digits = text.partition("-")
    is_ours = letters == series and digits.isascii() and digits.isdigit() and len(digits) < 10
    return int(digits) if is_ours else 0


def series_of(*, place: int) -> str:
    """Give the letters of the n-th phone of an organisation: A, B, … Z, AA, AB, …

    Shape:  different for every place from 0 on
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return letters
