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
from ecoop.trade.calc.things import (
    BANK_ACCOUNT,
    PLACE,
    PRODUCT,
    BankAccountDraft,
    PlaceDraft,
    ProductDraft,
    check_product,
    notice_due_on,
    sectors_with_vat_cut,
)

__all__ = [
    "BANK_ACCOUNT",
    "EXPENSE",
    "MONEY",
    "PLACE",
    "PRODUCT",
    "PURCHASE",
    "SALE",
    "STOCK",
    "STOCK_COST",
    "WITHHOLDING",
    "BankAccountDraft",
    "ExpenseDraft",
    "MoneyMoveDraft",
    "Outcome",
    "PlaceDraft",
    "ProductDraft",
    "PurchaseDraft",
    "PurchaseLineDraft",
    "SaleDraft",
    "SaleLineDraft",
    "StockMoveDraft",
    "check_product",
    "entry_of_expense",
    "entry_of_money_move",
    "entry_of_purchase",
    "entry_of_sale",
    "notice_due_on",
    "sectors_with_vat_cut",
]
