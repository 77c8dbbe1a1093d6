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
from ecoop.distribution.calc.closing import Results, plan_closing
from ecoop.distribution.calc.waterfall import check_charter, share_income

__all__ = [
    "UNDIVIDED",
    "Base",
    "Fund",
    "MemberBasis",
    "MemberShare",
    "OtherFund",
    "Results",
    "Sharing",
    "SharingCase",
    "SharingCharter",
    "SharingRules",
    "SideIncome",
    "Step",
    "check_charter",
    "plan_closing",
    "share_income",
]
