"""Reads of what was sold, bought and spent."""

from ecoop.trade.queries.documents import (
    PAGE_SIZE,
    DocumentFacts,
    DocumentPage,
    DocumentRow,
    LineFacts,
    RevenueLine,
    RevenueOfMonth,
    get_expense,
    get_purchase,
    get_sale,
    list_expenses,
    list_purchases,
    list_revenue_lines,
    list_sales,
    sum_revenue_by_month,
)

__all__ = [
    "PAGE_SIZE",
    "DocumentFacts",
    "DocumentPage",
    "DocumentRow",
    "LineFacts",
    "RevenueLine",
    "RevenueOfMonth",
    "get_expense",
    "get_purchase",
    "get_sale",
    "list_expenses",
    "list_purchases",
    "list_revenue_lines",
    "list_sales",
    "sum_revenue_by_month",
]
