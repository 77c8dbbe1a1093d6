"""Counting the cash box: note by note, beside what the books say (form 08a-TT)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.vouchers.errors import NothingWasCounted

CASH_COUNT_PAPER = "08a-TT"
PIECES_MAX = 100_000


@dataclass(frozen=True)
class CashCountDraft:
    """What was counted on a day: how many notes of each worth, by whom, and why it differs from the books."""

    id: UUID
    counted_on: date
    pieces: Mapping[int, int]
    reason: str = ""
    people: Sequence[str] = ()


def sum_pieces(*, pieces: Mapping[int, int], notes: Sequence[int]) -> Dong:
    """Add up what was counted.

    Raises: NothingWasCounted
    """
    if any(worth not in notes or not 0 <= count <= PIECES_MAX for worth, count in pieces.items()):
        raise NothingWasCounted(notes=", ".join(str(note) for note in notes))
    return Dong(sum(worth * count for worth, count in pieces.items()))
