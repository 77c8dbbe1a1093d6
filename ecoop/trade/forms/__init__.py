"""What people fill in to record what was sold, bought and spent, and to look for it."""

from ecoop.trade.forms.expenses import ExpenseForm
from ecoop.trade.forms.judgements import JudgementForm
from ecoop.trade.forms.lists import ListForm
from ecoop.trade.forms.money import MoneyForm
from ecoop.trade.forms.places import BankAccountForm, PlaceClosureForm, PlaceForm
from ecoop.trade.forms.products import ProductForm
from ecoop.trade.forms.purchases import PurchaseForm, PurchaseReturnForm
from ecoop.trade.forms.returns import SaleReturnForm
from ecoop.trade.forms.sales import SaleForm
from ecoop.trade.forms.stock import StockMonthForm, StockMoveForm
from ecoop.trade.forms.withholdings import WithholdingForm

__all__ = [
    "BankAccountForm",
    "ExpenseForm",
    "JudgementForm",
    "ListForm",
    "MoneyForm",
    "PlaceClosureForm",
    "PlaceForm",
    "ProductForm",
    "PurchaseForm",
    "PurchaseReturnForm",
    "SaleForm",
    "SaleReturnForm",
    "StockMonthForm",
    "StockMoveForm",
    "WithholdingForm",
]
