"""What the ledger answers: rules and charts, books and periods, journal, accounts and balances, checks."""

from ecoop.ledger.queries.balances import (
    AccountFacts,
    PartyBalance,
    TrialLine,
    Turnover,
    get_account_with_details,
    list_accounts,
    list_party_balances,
    list_trial_balance,
    list_turnovers,
    sum_balance,
)
from ecoop.ledger.queries.books import BooksFacts, PeriodFacts, find_books, find_closure, list_periods
from ecoop.ledger.queries.checks import Finding, find_first_wrong, list_checks, list_findings
from ecoop.ledger.queries.entries import (
    AccountLine,
    AccountPage,
    EntryFacts,
    JournalCursor,
    JournalPage,
    get_entry,
    get_entry_by_number,
    list_account_ledger,
    list_journal,
    read_cursor,
    walk_journal,
)
from ecoop.ledger.queries.exports import write_books, write_export
from ecoop.ledger.queries.rules import CHARTS, get_posting_rule, list_chart, list_posting_rules
from ecoop.ledger.queries.seals import SealFacts, get_receipt, list_broken_seals, list_seals
from ecoop.ledger.queries.verification import Verified, verify_all, verify_books

__all__ = [
    "CHARTS",
    "AccountFacts",
    "AccountLine",
    "AccountPage",
    "BooksFacts",
    "EntryFacts",
    "Finding",
    "JournalCursor",
    "JournalPage",
    "PartyBalance",
    "PeriodFacts",
    "SealFacts",
    "TrialLine",
    "Turnover",
    "Verified",
    "find_books",
    "find_closure",
    "find_first_wrong",
    "get_account_with_details",
    "get_entry",
    "get_entry_by_number",
    "get_posting_rule",
    "get_receipt",
    "list_account_ledger",
    "list_accounts",
    "list_broken_seals",
    "list_chart",
    "list_checks",
    "list_findings",
    "list_journal",
    "list_party_balances",
    "list_periods",
    "list_posting_rules",
    "list_seals",
    "list_trial_balance",
    "list_turnovers",
    "read_cursor",
    "sum_balance",
    "verify_all",
    "verify_books",
    "walk_journal",
    "write_books",
    "write_export",
]
