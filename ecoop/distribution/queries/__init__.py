"""What distribution answers: the law of sharing, a year end as its cooperative sees it, a share as its member does."""

from ecoop.distribution.queries.closing_page import ClosingPage, get_charter_key, get_closing_page
from ecoop.distribution.queries.closings import (
    find_closing,
    find_decision,
    find_sharing,
    list_sharing_documents,
    standing_sharings,
)
from ecoop.distribution.queries.own_share import (
    OwnPart,
    OwnShare,
    YearTotal,
    find_last_own_total,
    find_last_shared,
    find_own_share,
    list_own_shares,
)
from ecoop.distribution.queries.rules import (
    check_plan,
    describe_sharing,
    get_sharing_charter,
    get_sharing_rules,
    kind_of_fund,
)
from ecoop.distribution.queries.year_end import ShareLine, StepLine, YearEnd, find_year_end, get_year_end

__all__ = [
    "ClosingPage",
    "OwnPart",
    "OwnShare",
    "ShareLine",
    "StepLine",
    "YearEnd",
    "YearTotal",
    "check_plan",
    "describe_sharing",
    "find_closing",
    "find_decision",
    "find_last_own_total",
    "find_last_shared",
    "find_own_share",
    "find_sharing",
    "find_year_end",
    "get_charter_key",
    "get_closing_page",
    "get_sharing_charter",
    "get_sharing_rules",
    "get_year_end",
    "kind_of_fund",
    "list_own_shares",
    "list_sharing_documents",
    "standing_sharings",
]
