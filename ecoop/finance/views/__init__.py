"""Pages of internal lending."""

from ecoop.finance.views.asking import decide, new_application, show_application, show_applications, sign
from ecoop.finance.views.house import (
    count_interest,
    declare,
    record_filed_equity,
    show_lending,
)
from ecoop.finance.views.loans import act_on_loan, print_loan, show_loan, show_loans, show_summary, take_back
from ecoop.finance.views.own import apply, show_own_loans, withdraw

__all__ = [
    "act_on_loan",
    "apply",
    "count_interest",
    "decide",
    "declare",
    "new_application",
    "print_loan",
    "record_filed_equity",
    "show_application",
    "show_applications",
    "show_lending",
    "show_loan",
    "show_loans",
    "show_own_loans",
    "show_summary",
    "sign",
    "take_back",
    "withdraw",
]
