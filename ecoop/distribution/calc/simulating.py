"""A sharing thought through before the meeting: what a change of the free choices does to the pots.

The pots need to know what all members brought together, not what each did, so that they are computed in a moment;
what each member would get follows from the pots by one multiplication.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ecoop.distribution.calc.case import (
    MemberBasis,
    OtherFund,
    Sharing,
    SharingCase,
    SharingCharter,
    SharingRules,
    SideIncome,
)
from ecoop.distribution.calc.waterfall import share_income
from ecoop.kernel.dong import Dong
from ecoop.members.calc import MemberType

KEYS = ("use", "labour", "capital")
# The choices of a charter that a meeting may also set; the others belong to the plan of the year.
CHARTER_NAMES: Mapping[str, str] = {
    "internal_fund_rate": "undivided_fund_rate_internal",
    "external_fund_rate": "undivided_fund_rate_external",
    "base": "undivided_fund_base",
    "use_and_labour_share": "internal_use_labour_share",
    "use_weight": "use_weight",
    "external_use": "external_by.use",
    "external_labour": "external_by.labour",
    "external_capital": "external_by.capital",
}
FUND_RATES = frozenset({"internal_fund_rate", "external_fund_rate"})


@dataclass(frozen=True)
class BasisTotals:
    """What all official members used and earned by work, and the capital of all who hold some."""

    members: int
    use_vnd: Dong
    labour_vnd: Dong
    capital_vnd: Dong


@dataclass(frozen=True)
class Income:
    """What both sides earned, and the losses of earlier years that the plan covers."""

    internal: SideIncome
    external: SideIncome
    losses_carried_vnd: Dong


def simulate(*, income: Income, charter: SharingCharter, totals: BasisTotals, rules: SharingRules) -> Sharing:
    """Run the waterfall for all members taken together.

    Law:    cooperative/funds/undivided/*, cooperative/distribution/*
    Shape:  steps, funds and pots as `share_income` gives them for the members one by one
    Raises: a refusal with its article wherever the plan breaks the law
    """
    together = MemberBasis("", MemberType.OFFICIAL, totals.capital_vnd, totals.use_vnd, totals.labour_vnd)
    case = SharingCase(income.internal, income.external, income.losses_carried_vnd, charter, (together,))
    return share_income(case=case, rules=rules)


def pots_by_key(*, sharing: Sharing) -> dict[str, Dong]:
    """Add the pots of both sides by what they are shared by."""
    return {
        key: Dong(sum(amount for name, amount in sharing.pots_vnd.items() if name.endswith(f"_{key}"))) for key in KEYS
    }


def describe_choices(*, charter: SharingCharter, losses_carried_vnd: Dong) -> dict[str, Any]:
    """Describe the choices of a plan in values that JSON keeps exactly."""
    rates = {name: str(getattr(charter, name)) for name in CHARTER_NAMES if name != "base"}
    funds = [{"name": fund.name, "rate": str(fund.rate)} for fund in charter.other_funds]
    return {**rates, "base": charter.base.value, "other_funds": funds, "losses_carried_vnd": losses_carried_vnd}


def list_motions(*, year: int, plan: Mapping[str, Any], charter: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List what a meeting would have to resolve so that a plan holds: changed choices first, then the distribution.

    Law:    L17 Art. 64, clause 2 (plan and fund rates: more than half); Art. 61, clause 2 (charter: 65 %)
    Shape:  matter and parameters of each motion, as resolutions take them
    """
    changed = {name: plan[name] for name in CHARTER_NAMES if not _is_same(plan[name], charter[name])}
    motions = []
    for matter, names in (("fund_rates", FUND_RATES), ("charter", frozenset(CHARTER_NAMES) - FUND_RATES)):
        choices = {CHARTER_NAMES[name]: plan[name] for name in CHARTER_NAMES if name in changed and name in names}
        if choices:
            motions.append({"matter": matter, "parameters": {"starts_on": f"{year}-12-31", "choices": choices}})
    shared = {"year": year, "other_funds": plan["other_funds"], "losses_carried_vnd": plan["losses_carried_vnd"]}
    return [*motions, {"matter": "distribution", "parameters": shared}]


def read_choices(*, choices: Mapping[str, Any]) -> dict[str, Any]:
    """Read the choices of a kept plan back, rates as decimals."""
    funds = tuple(OtherFund(row["name"], Decimal(row["rate"])) for row in choices["other_funds"])
    rates = {name: Decimal(choices[name]) for name in CHARTER_NAMES if name != "base"}
    return {**rates, "base": choices["base"], "other_funds": funds, "losses_carried_vnd": choices["losses_carried_vnd"]}


def _is_same(plan: str, charter: str) -> bool:
    return plan == charter or (plan[:1].isdecimal() and charter[:1].isdecimal() and Decimal(plan) == Decimal(charter))
