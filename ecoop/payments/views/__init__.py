"""The pages of payments."""

from ecoop.payments.views.connections import end, show_connection, show_connections, try_out
from ecoop.payments.views.lines import match, set_aside, show_line, show_lines, take_back
from ecoop.payments.views.office import accept_all, book_line, show_proposals
from ecoop.payments.views.reconciliation import download_reconciliation, show_reconciliation
from ecoop.payments.views.statements import download, show_statement, show_statements

__all__ = [
    "accept_all",
    "book_line",
    "download",
    "download_reconciliation",
    "end",
    "match",
    "set_aside",
    "show_connection",
    "show_connections",
    "show_line",
    "show_lines",
    "show_proposals",
    "show_reconciliation",
    "show_statement",
    "show_statements",
    "take_back",
    "try_out",
]
