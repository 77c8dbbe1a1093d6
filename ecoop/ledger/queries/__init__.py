"""What the ledger answers: rules and charts, books and periods, journal, accounts and balances, checks."""

from ecoop.ledger.queries.books import BooksFacts, find_books
from ecoop.ledger.queries.rules import CHARTS, get_posting_rule, list_chart, list_posting_rules

__all__ = ["CHARTS", "BooksFacts", "find_books", "get_posting_rule", "list_chart", "list_posting_rules"]
