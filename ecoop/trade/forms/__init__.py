"""What people fill in to record what was sold, bought and spent, and to look for it."""

from ecoop.trade.forms.documents import ExpenseForm, PurchaseForm
from ecoop.trade.forms.lists import ListForm
from ecoop.trade.forms.sales import SaleForm

__all__ = ["ExpenseForm", "ListForm", "PurchaseForm", "SaleForm"]
