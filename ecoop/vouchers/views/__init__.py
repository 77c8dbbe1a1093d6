"""Pages of the office: vouchers, counterparties, counts of the cash box."""

from ecoop.vouchers.views.cash import count_cash, show_cash_counts
from ecoop.vouchers.views.counterparties import (
    record_counterparty,
    retire_counterparty,
    show_counterparties,
    show_counterparty,
)
from ecoop.vouchers.views.lists import show_vouchers
from ecoop.vouchers.views.payroll import record_payroll
from ecoop.vouchers.views.prints import (
    print_count,
    print_empty_timesheet,
    print_list,
    print_list_of_payments,
    print_voucher,
)
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
    "choose_rule",
    "count_cash",
    "print_count",
    "print_empty_timesheet",
    "print_list",
    "print_list_of_payments",
    "print_voucher",
    "record_counterparty",
    "record_payroll",
    "record_voucher",
    "retire_counterparty",
    "show_cash_counts",
    "show_counterparties",
    "show_counterparty",
    "show_original",
    "show_voucher",
    "show_vouchers",
    "take_back",
]
