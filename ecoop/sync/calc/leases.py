"""Ranges of receipt numbers that phones give without asking, and the letters before them."""

# A busy stall writes some hundred receipts a day; a range lasts for days without a network.
LEASE_SIZE = 1000
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
