"""What the sharing of a year's income takes in and gives back: plain values, frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.members.calc import MemberType, Side

NOTHING = Dong(0)
WHOLE = Decimal(1)
UNDIVIDED = "undivided"


class Base(StrEnum):
    """From which income the undivided fund is reckoned; the law leaves it open."""

    PRE_TAX = "pre_tax"
    AFTER_TAX = "after_tax"


@dataclass(frozen=True)
class SharingRules:
    """What the law fixes for one form of cooperative on the last day of the year."""

    internal_fund_min: Decimal
    external_fund_min: Decimal
    use_and_labour_min: Decimal
    usual_base: Base
    # Does a loss of one side lower the base of the other side's fund? The law is silent.
    nets_the_sides: bool
    warnings: tuple[str, ...]
    articles: Mapping[str, Citation]


@dataclass(frozen=True)
class OtherFund:
    """A fund that the members' meeting decided on, with its part of what is left."""

    name: str
    rate: Decimal


@dataclass(frozen=True)
class SharingCharter:
    """What the charter and the meeting chose where the law leaves a choice."""

    internal_fund_rate: Decimal
    external_fund_rate: Decimal
    base: Base
    other_funds: tuple[OtherFund, ...]
    use_and_labour_share: Decimal
    use_weight: Decimal
    external_use: Decimal
    external_labour: Decimal
    external_capital: Decimal


@dataclass(frozen=True)
class SideIncome:
    """What one side earned before and after tax; a loss is below zero."""

    pre_tax_vnd: Dong
    after_tax_vnd: Dong


@dataclass(frozen=True)
class MemberBasis:
    """What one member brought in the year: capital paid in, value used, pay for labour."""

    id: str
    type: MemberType
    paid_in_vnd: Dong
    use_vnd: Dong
    labour_vnd: Dong


@dataclass(frozen=True)
class SharingCase:
    """Everything that the sharing of one year rests on, besides the law."""

    internal: SideIncome
    external: SideIncome
    losses_carried_vnd: Dong
    charter: SharingCharter
    members: tuple[MemberBasis, ...]


@dataclass(frozen=True)
class Step:
    """One line of the waterfall: how much it moved, what was left, and by which article."""

    side: Side
    code: str
    amount_vnd: Dong
    left_vnd: Dong
    law: Citation
    base_vnd: Dong | None = None
    rate: Decimal | None = None
    name: str = ""


@dataclass(frozen=True)
class Fund:
    """What the year set aside for one fund, by the side it came from."""

    code: str
    name: str
    internal_vnd: Dong
    external_vnd: Dong

    @property
    def total_vnd(self) -> Dong:
        """Add the two sides."""
        return Dong(self.internal_vnd + self.external_vnd)


@dataclass(frozen=True)
class MemberShare:
    """What one member gets, by side and by what it was shared by."""

    id: str
    type: MemberType
    internal_use_vnd: Dong = NOTHING
    internal_labour_vnd: Dong = NOTHING
    internal_capital_vnd: Dong = NOTHING
    external_use_vnd: Dong = NOTHING
    external_labour_vnd: Dong = NOTHING
    external_capital_vnd: Dong = NOTHING

    @property
    def internal_vnd(self) -> Dong:
        """Add what came from the internal side."""
        return Dong(self.internal_use_vnd + self.internal_labour_vnd + self.internal_capital_vnd)

    @property
    def external_vnd(self) -> Dong:
        """Add what came from the external side."""
        return Dong(self.external_use_vnd + self.external_labour_vnd + self.external_capital_vnd)

    @property
    def total_vnd(self) -> Dong:
        """Add everything this member gets."""
        return Dong(self.internal_vnd + self.external_vnd)


@dataclass(frozen=True)
class Sharing:
    """The whole answer: funds, shares, the steps that lead there, and what stays open."""

    funds: tuple[Fund, ...]
    members: tuple[MemberShare, ...]
    steps: tuple[Step, ...]
    pots_vnd: Mapping[str, Dong]
    basis_vnd: Mapping[str, Dong]
    losses_covered_vnd: Mapping[Side, Dong]
    losses_left_vnd: Dong
    warnings: tuple[str, ...]
