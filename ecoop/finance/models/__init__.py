"""The tables of internal lending, by noun."""

from ecoop.finance.models.asking import LendingDeclaration, LoanApplication, LoanDecision
from ecoop.finance.models.loans import Loan, LoanEvent, LoanInstalment, LoanPlan, LoanReversal

__all__ = [
    "LendingDeclaration",
    "Loan",
    "LoanApplication",
    "LoanDecision",
    "LoanEvent",
    "LoanInstalment",
    "LoanPlan",
    "LoanReversal",
]
