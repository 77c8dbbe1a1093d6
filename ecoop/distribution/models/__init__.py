"""The tables of the end of a year, of paying what was shared, and of thinking it through before the meeting."""

from ecoop.distribution.models.payments import (
    MemberBankAccount,
    PaymentConfirmation,
    PaymentList,
    PaymentUndoing,
    SharePayment,
    StatementReading,
)
from ecoop.distribution.models.simulation import GatheredBasis, SharingPlan
from ecoop.distribution.models.year_end import (
    MemberShare,
    SharingStep,
    YearClosing,
    YearClosingUndoing,
    YearDecision,
    YearDecisionUndoing,
    YearSharing,
    YearSharingUndoing,
)

__all__ = [
    "GatheredBasis",
    "MemberBankAccount",
    "MemberShare",
    "PaymentConfirmation",
    "PaymentList",
    "PaymentUndoing",
    "SharePayment",
    "SharingPlan",
    "SharingStep",
    "StatementReading",
    "YearClosing",
    "YearClosingUndoing",
    "YearDecision",
    "YearDecisionUndoing",
    "YearSharing",
    "YearSharingUndoing",
]
