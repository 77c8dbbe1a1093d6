"""Trade of a cooperative: its two sides, its kinds, and the posting rules that a line calls for."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.members.calc.register import MemberType


class Side(StrEnum):
    """The two sides that the law keeps apart: with official members under agreement, and all else."""

    INTERNAL = "internal"
    EXTERNAL = "external"


class Ground(StrEnum):
    """Why a line of trade stands on its side; the table cooperative/trade-sides gives each its article."""

    AGREEMENT = "agreement"
    NOT_A_MEMBER = "not-a-member"
    ASSOCIATE = "associate"
    NO_AGREEMENT = "no-agreement"
    UNTRACKED = "untracked"
    CHOSEN = "chosen"
    NO_TRADE = "no-trade"


class Means(StrEnum):
    """How something was paid."""

    CASH = "cash"
    BANK = "bank"
    CREDIT = "credit"


class DealingKind(StrEnum):
    """What a line of trade is about: five that the cooperative supplies, and three that it receives."""

    GOODS = "goods"
    PRODUCT = "product"
    SERVICE = "service"
    # The interest of an internal loan: lending is a service to members, its principal is no trade.
    LENDING = "lending"
    OTHER = "other"
    PURCHASE = "purchase"
    LABOUR = "labour"
    EXPENSE = "expense"


SUPPLIED = frozenset(
    {DealingKind.GOODS, DealingKind.PRODUCT, DealingKind.SERVICE, DealingKind.LENDING, DealingKind.OTHER}
)
# A member uses the cooperative both by taking what it supplies and by selling through it.
USED = SUPPLIED | {DealingKind.PURCHASE}
# What value added tax may stand on: what is supplied, but for lending, and what is bought.
TAXED = USED - {DealingKind.LENDING}
# What has a cost of its own beside its value.
COSTED = SUPPLIED - {DealingKind.LENDING}
# What a purchase may be taken in as; the posting rule `purchase` knows more, which members do not deliver.
TAKEN_IN = ("goods", "materials")


@dataclass(frozen=True)
class SideDecision:
    """On which side a line stands, and why."""

    side: Side
    ground: Ground


@dataclass(frozen=True)
class RuleUse:
    """A posting rule to apply, with the amounts and facts it asks for."""

    rule: str
    amounts: Mapping[str, Dong]
    facts: Mapping[str, str]


def decide_side(
    *, kind: DealingKind, member_type: MemberType | None, has_agreement: bool, is_tracked: bool
) -> SideDecision:
    """Decide on which side a line of trade stands by what the law looks at: the member, the agreement, the books.

    Law:    L17 Art. 4, clauses 1 and 2; Arts 85.1 and 91.2; the table cooperative/trade-sides
    """
    if kind is DealingKind.EXPENSE:
        return SideDecision(Side.EXTERNAL, Ground.NO_TRADE)
    # Whoever does not keep the sides apart has no internal side at all, whatever the members are.
    if not is_tracked:
        return SideDecision(Side.EXTERNAL, Ground.UNTRACKED)
    if member_type is None:
        return SideDecision(Side.EXTERNAL, Ground.NOT_A_MEMBER)
    if member_type is not MemberType.OFFICIAL:
        return SideDecision(Side.EXTERNAL, Ground.ASSOCIATE)
    if not has_agreement:
        return SideDecision(Side.EXTERNAL, Ground.NO_AGREEMENT)
    return SideDecision(Side.INTERNAL, Ground.AGREEMENT)


def reckon_vat(*, value_vnd: Dong, rate: Decimal) -> Dong:
    """Reckon the value added tax on a value, rounded to the nearest đồng.

    Law:    the rate is a fact of the paper
    """
    return round_dong(Decimal(value_vnd) * rate, rule=Rounding.HALF_UP)


# What the posting rules call the kinds of what the cooperative supplies, and what a supply is taken from.
_REVENUE = {
    Side.EXTERNAL: {"goods": "merchandise", "product": "products", "service": "services", "other": "other"},
    Side.INTERNAL: {"goods": "products", "product": "products", "service": "services", "other": "other"},
}
_TAKEN_FROM = {"goods": "goods", "product": "goods", "service": "work", "other": "work"}


def rules_for_dealing(
    *,
    kind: DealingKind,
    side: Side,
    means: Means,
    value_vnd: Dong,
    cost_vnd: Dong,
    vat_vnd: Dong = Dong(0),  # noqa: B008 - a whole number, not a mutable thing
    what: str = "",
) -> tuple[RuleUse, ...]:
    """Name the posting rules that a line of trade calls for, with what they need.

    Law:    the table posting-rules/cooperative
    """
    paid = {"means": means.value}
    value = {"amount_vnd": value_vnd}
    taxed = {"amount_vnd": value_vnd, "vat_vnd": vat_vnd}
    if kind is DealingKind.PURCHASE:
        facts = {**paid, "what": what or "goods", "side": side.value, "input": "goods"}
        return (RuleUse("purchase", taxed, facts),)
    if kind is DealingKind.EXPENSE:
        return (RuleUse("management-expense", value, paid),)
    if kind is DealingKind.LABOUR:
        due = RuleUse("payroll-due", value, {"where": "production"})
        return (due,) if means is Means.CREDIT else (due, RuleUse("payroll-paid", value, paid))
    if kind is DealingKind.LENDING:
        return (RuleUse("internal-loan-interest", value, {"means": _LENDING_MEANS.get(means, means.value)}),)
    called = _REVENUE[side][kind.value]
    sale = RuleUse(f"sale-{side}", taxed, {**paid, "revenue": called})
    if not cost_vnd:
        return (sale,)
    cost = {"cost": called, "from": _TAKEN_FROM[kind.value]}
    return (sale, RuleUse(f"cost-of-sale-{side}", {"amount_vnd": cost_vnd}, cost))


# Interest that is owed has an account of its own, not the customers'.
_LENDING_MEANS = {Means.CREDIT: "receivable"}
