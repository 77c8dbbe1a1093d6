"""The tables of internal lending, by noun."""

from ecoop.finance.models.asking import FiledEquity, LendingDeclaration, LoanApplication, LoanDecision
from ecoop.finance.models.loans import Loan, LoanEvent, LoanInstalment, LoanPlan, LoanReversal

__all__ = [
    "FiledEquity",
    "LendingDeclaration",
    "Loan",
    "LoanApplication",
    "LoanDecision",
    "LoanEvent",
    "LoanInstalment",
    "LoanPlan",
    "LoanReversal",
]
