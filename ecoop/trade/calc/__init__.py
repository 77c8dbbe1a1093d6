"""What people record, and the entry each document becomes; no database, clock, settings or files."""

from ecoop.trade.calc.documents import (
    EXPENSE,
    PURCHASE,
    ExpenseDraft,
    Outcome,
    PurchaseDraft,
    PurchaseLineDraft,
    entry_of_expense,
    entry_of_purchase,
)
from ecoop.trade.calc.money import (
    MONEY,
    STOCK,
    STOCK_COST,
    MoneyMoveDraft,
    StockMoveDraft,
    entry_of_money_move,
)
from ecoop.trade.calc.sales import SALE, WITHHOLDING, SaleDraft, SaleLineDraft, entry_of_sale

__all__ = [
    "EXPENSE",
    "MONEY",
    "PURCHASE",
    "SALE",
    "STOCK",
    "STOCK_COST",
    "WITHHOLDING",
    "ExpenseDraft",
    "MoneyMoveDraft",
    "Outcome",
    "PurchaseDraft",
    "PurchaseLineDraft",
    "SaleDraft",
    "SaleLineDraft",
    "StockMoveDraft",
    "entry_of_expense",
    "entry_of_money_move",
    "entry_of_purchase",
    "entry_of_sale",
]
