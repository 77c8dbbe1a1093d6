"""What is paid of a share, and the tax that is held back of it.

Law:    PIT Law 109/2025 Articles 4(4) and 12; the posting rule distributed-income-paid
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from ecoop.kernel.dong import Dong, Rounding, round_dong, split_vnd
from ecoop.members.calc import PartyKind

NO_TAX = Decimal(0)
NOTHING = Dong(0)
# Whether these are taxed like individuals is an open question of law.
_LIKE_HOUSEHOLDS = frozenset({PartyKind.HOUSEHOLD, PartyKind.BODY})


class PaidBy(StrEnum):
    """How a list pays: out of the cash box, or by the bank."""

    CASH = "cash"
    BANK = "bank"


class Undone(StrEnum):
    """How a line of a list came to nothing: struck off before it was paid, or returned by the bank after."""

    STRUCK = "struck"
    RETURNED = "returned"


class Ground(StrEnum):
    """Why tax is held back of a share, or why not."""

    CAPITAL_AND_USE = "capital_and_use"
    CAPITAL_ONLY = "capital_only"
    AGRICULTURE_FREE = "agriculture_free"
    HOUSEHOLD_FREE = "household_free"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class WithholdingRules:
    """What the law says on the day of payment about tax on what members get."""

    rate: Decimal
    taxes_use: bool
    taxes_households: bool
    frees_all: bool
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShareParts:
    """A share by what earned it, and what stands on lists that pay it already."""

    total_vnd: Dong
    capital_vnd: Dong
    listed_vnd: Dong = NOTHING
    listed_base_vnd: Dong = NOTHING

    @property
    def open_vnd(self) -> Dong:
        """Give what no list pays yet."""
        return Dong(self.total_vnd - self.listed_vnd)


@dataclass(frozen=True)
class PaymentPlan:
    """One payment: what it takes of the share, what of that is taxed and why, the tax, and what reaches the member."""

    gross_vnd: Dong
    base_vnd: Dong
    ground: Ground
    rate: Decimal
    pit_vnd: Dong

    @property
    def net_vnd(self) -> Dong:
        """Give what the member gets in hand."""
        return Dong(self.gross_vnd - self.pit_vnd)


def find_ground(*, kind: PartyKind, rules: WithholdingRules) -> Ground:
    """Find whether tax is held back from somebody of a kind, and from which parts of a share.

    Law:    tax/cooperative/members_income/*, tax/cooperative/switch/{refunds_by_use_pit,household_members_pit}
    """
    if kind in (PartyKind.LEGAL_PERSON, PartyKind.COOPERATIVE):
        return Ground.ORGANISATION
    if rules.frees_all:
        return Ground.AGRICULTURE_FREE
    if kind in _LIKE_HOUSEHOLDS and not rules.taxes_households:
        return Ground.HOUSEHOLD_FREE
    return Ground.CAPITAL_AND_USE if rules.taxes_use else Ground.CAPITAL_ONLY


def plan_payment(*, share: ShareParts, gross_vnd: Dong, kind: PartyKind, rules: WithholdingRules) -> PaymentPlan:
    """Plan the payment of a part of a share; paid in parts, the bases add up to the base of the whole.

    Law:    tax/cooperative/members_income/pit_rate, at payment
    Shape:  0 <= tax <= base <= gross <= what is open; the base is nothing where no tax is held back
    """
    ground = find_ground(kind=kind, rules=rules)
    whole_vnd = _whole_base(share=share, ground=ground)
    left_vnd = min(max(whole_vnd - share.listed_base_vnd, 0), share.open_vnd)
    rest_vnd = share.open_vnd - gross_vnd
    base_vnd = split_vnd(total_vnd=Dong(left_vnd), weights=[gross_vnd, rest_vnd])[0]
    rate = rules.rate if base_vnd else NO_TAX
    return PaymentPlan(gross_vnd, base_vnd, ground, rate, round_dong(rate * base_vnd, rule=Rounding.HALF_UP))


def part_of(*, open_vnd: Dong, percent: Decimal) -> Dong:
    """Give a part of what is open, rounded down to the đồng, so that parts never pass the whole."""
    return round_dong(percent.scaleb(-2) * open_vnd, rule=Rounding.DOWN)


def _whole_base(*, share: ShareParts, ground: Ground) -> Dong:
    bases: Mapping[Ground, Dong] = {Ground.CAPITAL_AND_USE: share.total_vnd, Ground.CAPITAL_ONLY: share.capital_vnd}
    return bases.get(ground, Dong(0))


@dataclass(frozen=True)
class BankAccountDraft:
    """An account of a member on its way in; without a number the member is paid in cash from that day on."""

    id: UUID
    member_id: UUID | None
    starts_on: date
    number: str
    bank_name: str = ""
    bank_bin: str = ""
    holder: str = ""


@dataclass(frozen=True)
class ListedAccount:
    """An account as a list names its member: by number, or by a name that only one bears."""

    draft: BankAccountDraft
    member_number: str
    member_name: str

    @property
    def id(self) -> UUID:
        """Give the id of the account."""
        return self.draft.id
