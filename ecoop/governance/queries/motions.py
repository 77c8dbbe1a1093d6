"""Check a motion before it is put to the vote: what law or charter would refuse, and which majority it needs."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ecoop.assets.calc.words import Kind
from ecoop.assets.queries import get_asset
from ecoop.assets.queries.deals import is_large_deal
from ecoop.distribution.calc import OtherFund
from ecoop.distribution.errors import YearIsDecided
from ecoop.distribution.queries import check_plan, find_decision
from ecoop.governance.errors.resolutions import ChoiceOfOtherMatter
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.members.actions.return_capital import check_return
from ecoop.members.actions.set_charter import CharterChoice, check_choices
from ecoop.members.queries import label_charter, matters_of_choice
from ecoop.resolutions.calc import Majority, read_parameters
from ecoop.resolutions.queries import ResolutionFacts, get_matter_on

Says = Mapping[str, Any]


def check_motion(*, org_id: UUID, matter: str, parameters: Says, day: date) -> list[str]:
    """List what law and charter would refuse if a motion were passed as it is written; nothing if it can be passed.

    Queries: those of the act that the matter decides on
    """
    try:
        says = read_parameters(matter=get_matter_on(code=matter, day=day), parameters=parameters)
    except Refusal as refusal:
        return [str(refusal)]
    check = CHECKS.get(matter)
    return check(org_id, matter, says, day) if check else []


def majority_of_motion(*, org_id: UUID, matter: str, parameters: Says, day: date) -> Majority:
    """Tell which majority a motion needs: that of its matter, or the special one where its object asks for it.

    Law:     L17 Art. 61, clause 2
    Raises:  MatterUnknown
    Queries: 0; 11 for the sale of an asset, 6 for an investment
    """
    found = get_matter_on(code=matter, day=day)
    if found.majority is Majority.SPECIAL:
        return Majority.SPECIAL
    if matter == "asset_sale" and _sale_is_special(org_id, parameters, day):
        return Majority.SPECIAL
    if matter == "investment":
        amount_vnd = Dong(int(parameters.get("amount_vnd") or 0))
        is_special = bool(parameters.get("is_undivided")) or is_large_deal(
            org_id=org_id, amount_vnd=amount_vnd, day=day
        )
        return Majority.SPECIAL if is_special else Majority.SIMPLE
    return Majority.SIMPLE


def list_refusals(*, facts: ResolutionFacts) -> list[str]:
    """List what would be refused if a resolution were carried out now.

    Queries: those of check_motion
    """
    if facts.uses:
        return []
    return check_motion(org_id=facts.org_id, matter=facts.matter, parameters=facts.parameters, day=facts.passed_on)


def _sale_is_special(org_id: UUID, says: Says, day: date) -> bool:
    try:
        asset = get_asset(org_id=org_id, asset_id=UUID(str(says.get("asset_id"))), day=day)
    except (Refusal, ValueError):
        return False
    worth_vnd = max(asset.remaining_vnd, Dong(int(says.get("least_price_vnd") or 0)))
    is_undivided = asset.row.kind == Kind.UNDIVIDED
    return is_undivided or is_large_deal(org_id=org_id, amount_vnd=Dong(worth_vnd), day=day)


def _gather(*acts: Callable[[], object]) -> list[str]:
    """Do each act and collect what is refused."""
    refused = []
    for act in acts:
        try:
            act()
        except Refusal as refusal:
            refused.append(str(refusal))
    return refused


def _check_distribution(org_id: UUID, _matter: str, says: Says, _day: date) -> list[str]:
    decided = find_decision(org_id=org_id, year=says["year"])
    found = [str(YearIsDecided(year=says["year"], resolution=decided.resolution))] if decided else []
    funds = [OtherFund(row["name"], Decimal(row["rate"])) for row in says["other_funds"]]
    return found + _gather(lambda: check_plan(org_id=org_id, year=says["year"], other_funds=funds))


def _check_choices(org_id: UUID, matter: str, says: Says, _day: date) -> list[str]:
    starts_on = date.fromisoformat(says["starts_on"])
    said = {"governance": says["governance"]} if "governance" in says else says["choices"]
    others = [name for name in said if matter not in matters_of_choice(name=name)]
    found = [str(ChoiceOfOtherMatter(name=label_charter(name=name))) for name in others]
    choices = [CharterChoice(name, value, starts_on) for name, value in said.items()]
    return found + _gather(lambda: check_choices(org_id=org_id, choices=choices))


def _check_returns(org_id: UUID, _matter: str, says: Says, day: date) -> list[str]:
    acts = [_return(org_id, row, day) for row in says["returns"]]
    return _gather(*acts)


def _return(org_id: UUID, row: Says, day: date) -> Callable[[], object]:
    member_id, amount_vnd = UUID(row["member_id"]), Dong(row["amount_vnd"])
    return lambda: check_return(org_id=org_id, member_id=member_id, amount_vnd=amount_vnd, day=day, reason=None)


def _check_asset(org_id: UUID, _matter: str, says: Says, day: date) -> list[str]:
    return _gather(lambda: get_asset(org_id=org_id, asset_id=UUID(says["asset_id"]), day=day))


CHECKS: Mapping[str, Callable[[UUID, str, Says, date], list[str]]] = {
    "distribution": _check_distribution,
    "charter": _check_choices,
    "fund_rates": _check_choices,
    "governance_model": _check_choices,
    "lending": _check_choices,
    "capital_return": _check_returns,
    "asset_sale": _check_asset,
}
