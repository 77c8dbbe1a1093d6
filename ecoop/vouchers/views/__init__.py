"""Pages of the office: vouchers, counterparties, counts of the cash box."""

from ecoop.vouchers.views.borrowings import record_schedule, show_borrowings
from ecoop.vouchers.views.cash import count_cash, show_cash_counts
from ecoop.vouchers.views.counterparties import (
    record_counterparty,
    retire_counterparty,
    show_counterparties,
    show_counterparty,
)
from ecoop.vouchers.views.currency import quote_rate, record_move, revalue, show_currencies
from ecoop.vouchers.views.currency_openings import show_openings_in_currency
from ecoop.vouchers.views.lists import show_vouchers
from ecoop.vouchers.views.openings import give_wrong_rows, open_with_balances
from ecoop.vouchers.views.payroll import record_payroll
from ecoop.vouchers.views.prints import (
    print_count,
    print_empty_timesheet,
    print_list,
    print_list_of_payments,
    print_voucher,
)
from ecoop.vouchers.views.stock import choose_method, price_month, show_card, show_items, show_stock
from ecoop.vouchers.views.stock_slips import print_stock_slip, record_slip, show_slip, show_slips, take_slip_back
from ecoop.vouchers.views.vouchers import (
    attach,
    choose_rule,
    record_voucher,
    show_original,
    show_voucher,
    take_back,
)

__all__ = [
    "attach",
    "choose_method",
    "choose_rule",
    "count_cash",
    "give_wrong_rows",
    "open_with_balances",
    "price_month",
    "print_count",
    "print_empty_timesheet",
    "print_list",
    "print_list_of_payments",
    "print_stock_slip",
    "print_voucher",
    "quote_rate",
    "record_counterparty",
    "record_move",
    "record_payroll",
    "record_schedule",
    "record_slip",
    "record_voucher",
    "retire_counterparty",
    "revalue",
    "show_borrowings",
    "show_card",
    "show_cash_counts",
    "show_counterparties",
    "show_counterparty",
    "show_currencies",
    "show_items",
    "show_openings_in_currency",
    "show_original",
    "show_slip",
    "show_slips",
    "show_stock",
    "show_voucher",
    "show_vouchers",
    "take_back",
    "take_slip_back",
]
