"""Share a cooperative's income of one year: the case, and the waterfall it runs down."""

from ecoop.distribution.calc.case import (
    UNDIVIDED,
    Base,
    Fund,
    MemberBasis,
    MemberShare,
    OtherFund,
    Sharing,
    SharingCase,
    SharingCharter,
    SharingRules,
    SideIncome,
    Step,
)
from ecoop.distribution.calc.closing import describe_plan, incomes_of, read_key
from ecoop.distribution.calc.waterfall import check_charter, share_income

__all__ = [
    "UNDIVIDED",
    "Base",
    "Fund",
    "MemberBasis",
    "MemberShare",
    "OtherFund",
    "Sharing",
    "SharingCase",
    "SharingCharter",
    "SharingRules",
    "SideIncome",
    "Step",
    "check_charter",
    "describe_plan",
    "incomes_of",
    "read_key",
    "share_income",
]
