"""What people fill in at the office."""

from ecoop.vouchers.forms.cash import CashCountForm
from ecoop.vouchers.forms.counterparties import CounterpartyForm, initial_of
from ecoop.vouchers.forms.lists import VoucherListForm
from ecoop.vouchers.forms.payroll import PayrollForm
from ecoop.vouchers.forms.vouchers import OriginalForm, TakeBackForm, VoucherForm

__all__ = [
    "CashCountForm",
    "CounterpartyForm",
    "OriginalForm",
    "PayrollForm",
    "TakeBackForm",
    "VoucherForm",
    "VoucherListForm",
    "initial_of",
]
