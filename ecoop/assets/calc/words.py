"""The words of assets: their kinds, forms, origins, and what happens to them."""

from enum import StrEnum


class Kind(StrEnum):
    """What an asset is to the cooperative; `held` stands off the balance sheet."""

    FIXED = "fixed"
    UNDIVIDED = "undivided"
    WELFARE = "welfare"
    HELD = "held"


class Form(StrEnum):
    """What kind of thing it is; it decides the accounts of cost and wear."""

    TANGIBLE = "tangible"
    INTANGIBLE = "intangible"
    LEASED = "leased"
    PROPERTY = "property"


class Origin(StrEnum):
    """How it came; what came `in_books` was posted elsewhere and is only registered here."""

    BOUGHT = "bought"
    BUILT = "built"
    RECEIVED = "received"
    FOUND = "found"
    HANDED_OVER = "handed_over"
    IN_BOOKS = "in_books"


class Means(StrEnum):
    """How something was paid."""

    CASH = "cash"
    BANK = "bank"
    CREDIT = "credit"


class ChangeKind(StrEnum):
    """What happened to an asset while it stayed."""

    IMPROVED = "improved"
    REPAIRED = "repaired"
    REVALUED = "revalued"
    GIFT_SETTLED = "gift_settled"


class Ground(StrEnum):
    """Why an asset left."""

    SOLD = "sold"
    SCRAPPED = "scrapped"
    MISSING = "missing"
    GIVEN_BACK = "given_back"


class UseKind(StrEnum):
    """What is written into the log of a machine."""

    HOURS = "hours"
    FUEL = "fuel"
    UPKEEP = "upkeep"


ACQUISITION = "assets.acquisition"
CHANGE = "assets.change"
DEPRECIATION = "assets.depreciation"
DISPOSAL = "assets.disposal"
PLACING = "assets.placing"
COUNT = "assets.count"
USE = "assets.use"
