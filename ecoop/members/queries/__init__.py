"""What members answers: the register, capital, trade, and its pages."""

from ecoop.members.queries.capital import (
    ContributionLine,
    list_capital_ceilings,
    list_capital_rooms,
    list_contributions,
)
from ecoop.members.queries.pages import (
    CapitalPage,
    MemberPage,
    get_capital_page,
    get_member_page,
)
from ecoop.members.queries.register import (
    TYPE_WORDS,
    CharterLine,
    History,
    MemberLine,
    count_members_on,
    find_charter_capital,
    get_charter_on,
    get_history,
    list_members_on,
    list_memberships_of,
    sum_paid_in,
)
from ecoop.members.queries.trade import (
    SIDE_WORDS,
    DealingLine,
    Worth,
    list_agreements,
    list_dealings,
    sum_trade_by_side,
    sum_worth,
)

__all__ = [
    "SIDE_WORDS",
    "TYPE_WORDS",
    "CapitalPage",
    "CharterLine",
    "ContributionLine",
    "DealingLine",
    "History",
    "MemberLine",
    "MemberPage",
    "Worth",
    "count_members_on",
    "find_charter_capital",
    "get_capital_page",
    "get_charter_on",
    "get_history",
    "get_member_page",
    "list_agreements",
    "list_capital_ceilings",
    "list_capital_rooms",
    "list_contributions",
    "list_dealings",
    "list_members_on",
    "list_memberships_of",
    "sum_paid_in",
    "sum_trade_by_side",
    "sum_worth",
]
