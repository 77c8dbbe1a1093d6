"""Pages of what is sold, bought and spent."""

from ecoop.trade.views.expenses import record_expense, show_expense
from ecoop.trade.views.lists import show_documents
from ecoop.trade.views.purchases import record_purchase, show_purchase
from ecoop.trade.views.sales import record_sale, show_sale

__all__ = [
    "record_expense",
    "record_purchase",
    "record_sale",
    "show_documents",
    "show_expense",
    "show_purchase",
    "show_sale",
]
