"""What a closing of the books gives to the sharing: the income of both sides, and the key as it is recorded."""

from typing import Any

from ecoop.distribution.calc.case import SideIncome
from ecoop.ledger.calc.closing import EXTERNAL, INTERNAL, AllocationKey, ClosingPlan
from ecoop.ledger.calc.closing import read_key as _read_key

_KEYS = ("revenue", "cost", "fixed")


def read_key(*, text: str) -> AllocationKey | None:
    """Read the key of management cost: revenue, cost, or fixed with a share between 0 and 1; None for anything else."""
    name, _, share = text.strip().partition(":")
    if name not in _KEYS or (name == "fixed") != bool(share):
        return None
    try:
        key = _read_key(text=text.strip())
    except ArithmeticError:
        return None
    return key if key.internal_share is None or 0 <= key.internal_share <= 1 else None


def incomes_of(*, plan: ClosingPlan) -> tuple[SideIncome, SideIncome]:
    """Give the income of the internal and of the external side."""
    internal, external = plan.internal, plan.external
    return (
        SideIncome(internal.pre_tax_vnd, internal.after_tax_vnd),
        SideIncome(external.pre_tax_vnd, external.after_tax_vnd),
    )


def describe_plan(*, plan: ClosingPlan) -> dict[str, Any]:
    """Describe a closing in values that JSON keeps exactly: each side step by step, and what the key parted by."""
    return {
        "key": plan.key.text,
        "others": plan.key.others,
        "weights": dict(plan.weights),
        "sides": {side: dict(vars(plan.side(side))) for side in (INTERNAL, EXTERNAL)},
        "other_income_vnd": plan.other_income_vnd,
        "other_expense_vnd": plan.other_expense_vnd,
        "tax_vnd": plan.tax_vnd,
    }
