"""Where the documents that bank lines are about are looked at."""

from ecoop.trade.calc import EXPENSE, MONEY, PURCHASE, SALE
from ecoop.vouchers.calc.vouchers import VOUCHER

# Pages that take the document's id.
PAGES = {
    SALE: "trade:sale",
    PURCHASE: "trade:purchase",
    EXPENSE: "trade:expense",
    MONEY: "trade:money-move",
    VOUCHER: "vouchers:voucher",
}


def page_of(document_kind: str) -> str:
    """Name the page on which a document is looked at; empty if it has none of its own."""
    return PAGES.get(document_kind, "")
