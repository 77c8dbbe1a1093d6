"""What people record, and the entry each document becomes; no database, clock, settings or files."""

from ecoop.trade.calc.documents import (
    EXPENSE,
    PURCHASE,
    SALE,
    ExpenseDraft,
    Outcome,
    PurchaseDraft,
    PurchaseLineDraft,
    SaleDraft,
    SaleLineDraft,
    entry_of_expense,
    entry_of_purchase,
    entry_of_sale,
)

__all__ = [
    "EXPENSE",
    "PURCHASE",
    "SALE",
    "ExpenseDraft",
    "Outcome",
    "PurchaseDraft",
    "PurchaseLineDraft",
    "SaleDraft",
    "SaleLineDraft",
    "entry_of_expense",
    "entry_of_purchase",
    "entry_of_sale",
]
