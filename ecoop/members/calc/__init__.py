"""Sums about members: types, capital and its ceilings, the charter, trade. No database, clock, settings or files."""

from ecoop.members.calc.capital import (
    CapitalCeiling,
    CapitalRoom,
    capital_ratio,
    measure_room,
)
from ecoop.members.calc.charter import (
    CharterName,
)
from ecoop.members.calc.register import (
    Ending,
    MemberType,
    derive_member_type,
)
from ecoop.members.calc.trade import (
    SUPPLIED,
    USED,
    DealingKind,
    Means,
    RuleUse,
    Side,
    rules_for_dealing,
)

__all__ = [
    "SUPPLIED",
    "USED",
    "CapitalCeiling",
    "CapitalRoom",
    "CharterName",
    "DealingKind",
    "Ending",
    "Means",
    "MemberType",
    "RuleUse",
    "Side",
    "capital_ratio",
    "derive_member_type",
    "measure_room",
    "rules_for_dealing",
]
