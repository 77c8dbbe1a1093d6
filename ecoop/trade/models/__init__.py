"""Tables of trade: documents, the things and places they are about, and the totals kept of them."""

from ecoop.trade.models.documents import (
    CostJudgement,
    Document,
    DocumentLine,
    Expense,
    MoneyMove,
    Purchase,
    PurchaseLine,
    Sale,
    SaleLine,
    Withholding,
)
from ecoop.trade.models.stock import StockCost, StockMove
from ecoop.trade.models.things import (
    BankAccount,
    BankAccountClosure,
    Place,
    PlaceClosure,
    PlaceVersion,
    Product,
    ProductRetirement,
    ProductVersion,
)
from ecoop.trade.models.totals import RevenueMonth, SoldMonth

__all__ = [
    "BankAccount",
    "BankAccountClosure",
    "CostJudgement",
    "Document",
    "DocumentLine",
    "Expense",
    "MoneyMove",
    "Place",
    "PlaceClosure",
    "PlaceVersion",
    "Product",
    "ProductRetirement",
    "ProductVersion",
    "Purchase",
    "PurchaseLine",
    "RevenueMonth",
    "Sale",
    "SaleLine",
    "SoldMonth",
    "StockCost",
    "StockMove",
    "Withholding",
]
