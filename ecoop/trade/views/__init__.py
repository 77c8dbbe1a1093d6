"""Pages of what is sold, bought and spent."""

from ecoop.trade.views.expenses import record_expense, show_expense
from ecoop.trade.views.lists import show_documents
from ecoop.trade.views.places import (
    close,
    close_account,
    record_bank_account,
    record_place,
    show_place,
    show_places,
)
from ecoop.trade.views.products import record_product, retire, show_product, show_products
from ecoop.trade.views.purchases import record_purchase, show_purchase
from ecoop.trade.views.sales import record_return, record_sale, show_sale
from ecoop.trade.views.withholdings import record_withholding, show_withholdings

__all__ = [
    "close",
    "close_account",
    "record_bank_account",
    "record_expense",
    "record_place",
    "record_product",
    "record_purchase",
    "record_return",
    "record_sale",
    "record_withholding",
    "retire",
    "show_documents",
    "show_expense",
    "show_place",
    "show_places",
    "show_product",
    "show_products",
    "show_purchase",
    "show_sale",
    "show_withholdings",
]
