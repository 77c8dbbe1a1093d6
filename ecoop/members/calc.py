"""Sums about members and their capital: types, parts of the charter capital, and the law's ceilings."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.kernel.refusals import Citation

NOTHING = Dong(0)


class MemberType(StrEnum):
    """The three types of members, by what they bring."""

    OFFICIAL = "official"
    ASSOCIATE_CAPITAL = "associate_capital"
    ASSOCIATE_NO_CAPITAL = "associate_no_capital"


class Side(StrEnum):
    """The two sides that the law keeps apart: with official members under agreement, and all else."""

    INTERNAL = "internal"
    EXTERNAL = "external"


class Means(StrEnum):
    """How something was paid."""

    CASH = "cash"
    BANK = "bank"
    CREDIT = "credit"


class DealingKind(StrEnum):
    """What a line of trade is about: four that the cooperative supplies, and three that it receives."""

    GOODS = "goods"
    PRODUCT = "product"
    SERVICE = "service"
    OTHER = "other"
    PURCHASE = "purchase"
    LABOUR = "labour"
    EXPENSE = "expense"


SUPPLIED = frozenset({DealingKind.GOODS, DealingKind.PRODUCT, DealingKind.SERVICE, DealingKind.OTHER})
# A member uses the cooperative both by taking what it supplies and by selling through it.
USED = SUPPLIED | {DealingKind.PURCHASE}


class Ending(StrEnum):
    """The grounds on which a membership ends."""

    DEATH = "death"
    ORGANISATION_ENDS = "organisation_ends"
    COOPERATIVE_ENDS = "cooperative_ends"
    VOLUNTARY = "voluntary"
    EXPELLED = "expelled"
    NO_USE = "no_use"
    NO_CAPITAL = "no_capital"
    FEE_UNPAID = "fee_unpaid"


class CharterName(StrEnum):
    """The choices of a charter that steer the cooperative so far."""

    FORM = "form"
    CHARTER_CAPITAL = "charter_capital_vnd"
    FUND_INTERNAL = "undivided_fund_rate_internal"
    FUND_EXTERNAL = "undivided_fund_rate_external"
    FUND_BASE = "undivided_fund_base"
    USE_LABOUR_SHARE = "internal_use_labour_share"
    USE_WEIGHT = "use_weight"
    EXTERNAL_USE = "external_by.use"
    EXTERNAL_LABOUR = "external_by.labour"
    EXTERNAL_CAPITAL = "external_by.capital"
    MANAGEMENT_KEY = "management_cost_key"


@dataclass(frozen=True)
class CapitalCeiling:
    """How much of the charter capital somebody may hold, and by which article."""

    who: str
    ratio: Decimal
    law: Citation


@dataclass(frozen=True)
class CapitalRoom:
    """What somebody holds against the ceiling, and how much may still come."""

    who: str
    held_vnd: Dong
    most_vnd: Dong
    law: Citation

    @property
    def left_vnd(self) -> Dong:
        """Tell how much may still be contributed; never below zero."""
        return Dong(max(self.most_vnd - self.held_vnd, 0))


def derive_member_type(*, capital: bool, use: bool, labour: bool) -> MemberType | None:
    """Tell the type of a member from what the member brings; nothing brought is no member.

    Law:    L17 Art. 4, clauses 17 to 19
    """
    if capital:
        return MemberType.OFFICIAL if use or labour else MemberType.ASSOCIATE_CAPITAL
    return MemberType.ASSOCIATE_NO_CAPITAL if use or labour else None


def measure_room(*, charter_capital_vnd: Dong, held_vnd: Dong, ceiling: CapitalCeiling) -> CapitalRoom:
    """Tell what may still be contributed under one ceiling.

    Law:    cooperative/capital/*; the ceiling is a part of the charter capital, so it is rounded down
    """
    most_vnd = round_dong(ceiling.ratio * charter_capital_vnd, rule=Rounding.DOWN)
    return CapitalRoom(who=ceiling.who, held_vnd=held_vnd, most_vnd=most_vnd, law=ceiling.law)


def capital_ratio(*, held_vnd: Dong, charter_capital_vnd: Dong) -> Decimal:
    """Tell which part of the charter capital a contribution is, to six decimals; nothing of nothing is zero.

    Law:    L17 Art. 4, clause 23
    """
    if not charter_capital_vnd:
        return Decimal(0)
    # A ratio is no money: it is shown to people and never multiplied back into đồng.
    return round(Decimal(held_vnd) / Decimal(charter_capital_vnd), 6)


@dataclass(frozen=True)
class RuleUse:
    """A posting rule to apply, with the amounts and facts it asks for."""

    rule: str
    amounts: Mapping[str, Dong]
    facts: Mapping[str, str]


# What the posting rules call the kinds of what the cooperative supplies, and what a supply is taken from.
_REVENUE = {
    Side.EXTERNAL: {"goods": "merchandise", "product": "products", "service": "services", "other": "other"},
    Side.INTERNAL: {"goods": "products", "product": "products", "service": "services", "other": "other"},
}
_TAKEN_FROM = {"goods": "goods", "product": "goods", "service": "work", "other": "work"}


def rules_for_dealing(
    *, kind: DealingKind, side: Side, means: Means, value_vnd: Dong, cost_vnd: Dong
) -> tuple[RuleUse, ...]:
    """Name the posting rules that a line of trade calls for, with what they need.

    Law:    the table posting-rules/cooperative
    """
    paid = {"means": means.value}
    value = {"amount_vnd": value_vnd}
    if kind is DealingKind.PURCHASE:
        return (RuleUse("purchase", value, {**paid, "what": "goods", "side": side.value}),)
    if kind is DealingKind.EXPENSE:
        return (RuleUse("management-expense", value, paid),)
    if kind is DealingKind.LABOUR:
        due = RuleUse("payroll-due", value, {"where": "production"})
        return (due,) if means is Means.CREDIT else (due, RuleUse("payroll-paid", value, paid))
    called = _REVENUE[side][kind.value]
    sale = RuleUse(f"sale-{side}", value, {**paid, "revenue": called})
    if not cost_vnd:
        return (sale,)
    cost = {"cost": called, "from": _TAKEN_FROM[kind.value]}
    return (sale, RuleUse(f"cost-of-sale-{side}", {"amount_vnd": cost_vnd}, cost))
