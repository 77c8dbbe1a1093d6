"""What is paid of a share, and the tax that is held back of it."""

from enum import StrEnum


class PaidBy(StrEnum):
    """How a list pays: out of the cash box, or by the bank."""

    CASH = "cash"
    BANK = "bank"


class Undone(StrEnum):
    """How a line of a list came to nothing: struck off before it was paid, or returned by the bank after."""

    STRUCK = "struck"
    RETURNED = "returned"
