"""Pages of sales, purchases and expenses."""

from ecoop.trade.views.documents import (
    record_expense,
    record_purchase,
    record_sale,
    show_expense,
    show_expenses,
    show_purchase,
    show_purchases,
    show_sale,
    show_sales,
)

__all__ = [
    "record_expense",
    "record_purchase",
    "record_sale",
    "show_expense",
    "show_expenses",
    "show_purchase",
    "show_purchases",
    "show_sale",
    "show_sales",
]
