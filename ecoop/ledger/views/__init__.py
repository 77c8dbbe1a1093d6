"""Pages of the books."""

from ecoop.ledger.views.books import (
    adjust,
    check_receipt,
    close,
    export_books,
    give_receipt,
    reopen,
    reverse,
    show_account,
    show_accounts,
    show_entry,
    show_journal,
    show_periods,
    show_trial_balance,
    show_verification,
)
from ecoop.ledger.views.chart import add_detail, correct_year

__all__ = [
    "add_detail",
    "adjust",
    "check_receipt",
    "close",
    "correct_year",
    "export_books",
    "give_receipt",
    "reopen",
    "reverse",
    "show_account",
    "show_accounts",
    "show_entry",
    "show_journal",
    "show_periods",
    "show_trial_balance",
    "show_verification",
]
