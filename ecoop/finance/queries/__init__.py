"""What finance answers about internal lending."""

from ecoop.finance.queries.applications import ApplicationFacts, get_application, list_applications
from ecoop.finance.queries.conditions import Asked, Conditions, check_lending
from ecoop.finance.queries.loans import LOAN_EVENT, LoanFacts, get_loan, list_loans
from ecoop.finance.queries.pages import get_lending_home, list_loan_lines, list_own_lending
from ecoop.finance.queries.pool import Frame, get_frame

__all__ = [
    "LOAN_EVENT",
    "ApplicationFacts",
    "Asked",
    "Conditions",
    "Frame",
    "LoanFacts",
    "check_lending",
    "get_application",
    "get_frame",
    "get_lending_home",
    "get_loan",
    "list_applications",
    "list_loan_lines",
    "list_loans",
    "list_own_lending",
]
