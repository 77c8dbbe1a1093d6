"""Trade of a cooperative: its two sides, its kinds, and the posting rules that a line calls for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ecoop.kernel.dong import Dong


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
