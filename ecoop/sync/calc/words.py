"""The words that phones and the server share: kinds of events, what became of them, orders."""

from enum import StrEnum


class EventKind(StrEnum):
    """What a phone can tell."""

    SALE = "trade.sale"
    RETURN = "trade.return"
    PURCHASE = "trade.purchase"
    EXPENSE = "trade.expense"
    MONEY = "trade.money"
    STOCK = "trade.stock"
    PRODUCT = "trade.product"
    PRODUCT_RETIRED = "trade.product_retired"
    DAY = "trade.day"


class Settled(StrEnum):
    """How an event left the tray."""

    RETRIED = "retried"
    MENDED = "mended"
    SET_ASIDE = "set_aside"


class DayEndFate(StrEnum):
    """What the desk made of a difference of the cash box."""

    BOOKED = "booked"
    NOTED = "noted"


class PaperFate(StrEnum):
    """What the desk made of a photo that no record of a phone names."""

    ATTACHED = "attached"
    SET_ASIDE = "set_aside"


class FieldFate(StrEnum):
    """What became of one field that a phone changed."""

    TAKEN = "taken"
    LOST = "lost"


class Order(StrEnum):
    """What the server tells a phone to do."""

    GO_ON = "go_on"
    WIPE = "wipe"
