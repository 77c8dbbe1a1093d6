"""The sums and words of finance."""

from ecoop.finance.calc.entries import Parts, RuleCall, list_rule_calls
from ecoop.finance.calc.interest import Due, Interest, Rates, balance_on, count_interest
from ecoop.finance.calc.rules import Check, Equity, Light, MemberReading, Pool, PoolReading, list_broken, measure_pool
from ecoop.finance.calc.schedule import Instalment, Plan, make_schedule, spread_over
from ecoop.finance.calc.state import Happening, LoanState, Split, allocate, get_state, principal_due
from ecoop.finance.calc.words import (
    AllocationOrder,
    ApplicationSource,
    EventKind,
    EventMeans,
    PlanKind,
    Purpose,
    ScheduleKind,
    Verdict,
)

__all__ = [
    "AllocationOrder",
    "ApplicationSource",
    "Check",
    "Due",
    "Equity",
    "EventKind",
    "EventMeans",
    "Happening",
    "Instalment",
    "Interest",
    "Light",
    "LoanState",
    "MemberReading",
    "Parts",
    "Plan",
    "PlanKind",
    "Pool",
    "PoolReading",
    "Purpose",
    "Rates",
    "RuleCall",
    "ScheduleKind",
    "Split",
    "Verdict",
    "allocate",
    "balance_on",
    "count_interest",
    "get_state",
    "list_broken",
    "list_rule_calls",
    "make_schedule",
    "measure_pool",
    "principal_due",
    "spread_over",
]
