"""What people record, and the entry each document becomes; no database, clock, settings or files."""

from ecoop.ledger.calc.outcomes import Outcome
from ecoop.trade.calc.documents import (
    EXPENSE,
    PURCHASE,
    ExpenseDraft,
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
from ecoop.trade.calc.returns import LineLeft, SaleLeft, check_return, draft_return
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
from ecoop.trade.calc.withholdings import WithholdingDraft, entry_of_withholding

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
    "LineLeft",
    "MoneyMoveDraft",
    "Outcome",
    "PlaceDraft",
    "ProductDraft",
    "PurchaseDraft",
    "PurchaseLineDraft",
    "SaleDraft",
    "SaleLeft",
    "SaleLineDraft",
    "StockMoveDraft",
    "WithholdingDraft",
    "check_product",
    "check_return",
    "draft_return",
    "entry_of_expense",
    "entry_of_money_move",
    "entry_of_purchase",
    "entry_of_sale",
    "entry_of_withholding",
    "notice_due_on",
    "sectors_with_vat_cut",
]
