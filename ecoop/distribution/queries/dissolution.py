"""What the law says about dissolution, what a cooperative's books bring to it, and the answer in values of JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ecoop.distribution.calc.dissolution import (
    Dissolution,
    DissolutionRules,
    DissolutionStep,
    Goes,
    compute_dissolution,
)
from ecoop.distribution.calc.dissolution_case import read_dissolution, read_dissolution_day
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import CaseOfLaw

DOCUMENT = "luat-17-2023-qh15"
_ORDER = "cooperative/dissolution-order"
_FUND = "cooperative/fund-on-dissolution"
_ASSETS = "cooperative/undivided-assets"
_MEMBERS = "members"
STEP_WORDS: Mapping[str, str | Promise] = {
    "money": _("Money, with what divisible assets brought"),
    "asset_sold": _("Undivided asset sold"),
    "fund_to_state": _("Part of the undivided fund for the State budget"),
    "fund_to_giver": _("Part of the undivided fund back to the giver"),
    "members": _("Shared among members by capital"),
}
GOES_WORDS: Mapping[Goes, str | Promise] = {
    Goes.STATE: _("to the State"),
    Goes.GIVER: _("back to the giver"),
    Goes.WATERFALL: _("sold, paid out in order"),
    Goes.AGREEMENT: _("as agreed"),
}


def get_dissolution_rules(*, day: date) -> DissolutionRules:
    """Get what the law of a day fixes about the dissolution of a cooperative.

    Law:     L17 Arts 97, 101; cooperative/{dissolution-order,fund-on-dissolution,undivided-assets}
    Queries: 0
    """
    law = lawbook.on(day)
    return DissolutionRules(
        fund={row["source"]: Goes(row["on_dissolution"]) for row in law.table(_FUND)},
        assets={row["code"]: Goes(row["on_dissolution"]) for row in law.table(_ASSETS)},
        order=tuple(row["code"] for row in law.table(_ORDER) if row["code"] != _MEMBERS),
        articles={
            "conditions": Citation(DOCUMENT, "Điều 97, khoản 2"),
            "fund": Citation(DOCUMENT, "Điều 101, khoản 2"),
            "assets": Citation(DOCUMENT, "Điều 101, khoản 3"),
            "order": Citation(DOCUMENT, "Điều 101, khoản 4"),
            "members": Citation(DOCUMENT, "Điều 101, khoản 5"),
        },
    )


def answer_dissolution(*, data: Any) -> dict[str, Any]:
    """Compute a dissolution from values of JSON and describe it in values of JSON.

    Raises:  CaseNotUnderstood, DebtsExceedMeans, DisputeIsPending, NobodyToShare
    Queries: 0
    """
    day = read_dissolution_day(data=data)
    rules = get_dissolution_rules(day=day)
    result = compute_dissolution(case=read_dissolution(data=data, rules=rules), rules=rules)
    return describe_dissolution(result=result, day=day)


def describe_dissolution(*, result: Dissolution, day: date) -> dict[str, Any]:
    """Describe a dissolution in values that JSON knows.

    Queries: 0
    """
    labels = label_claims(day=day)
    return {
        "on": day.isoformat(),
        "steps": [_step(step, labels) for step in result.steps],
        "handed_over": [
            {
                "id": each.asset.id,
                "name": each.asset.name,
                "kind": each.asset.kind,
                "value_vnd": each.asset.value_vnd,
                "goes": each.goes.value,
                "said": str(GOES_WORDS[each.goes]),
                "law": {"document": each.law.document, "article": each.law.article},
            }
            for each in result.handed_over
        ],
        "members": [
            {"id": one.id, "type": one.type.value, "paid_in_vnd": one.paid_in_vnd, "share_vnd": one.share_vnd}
            for one in result.members
        ],
        "to_state_vnd": result.to_state_vnd,
        "to_givers_vnd": result.to_givers_vnd,
        "paid_vnd": dict(result.paid_vnd),
        "residual_vnd": result.residual_vnd,
    }


def label_claims(*, day: date) -> dict[str, str]:
    """Name the claims in the order in which they are paid, in the active language.

    Queries: 0
    """
    name = "label_vi" if (get_language() or "vi") == "vi" else "label_en"
    return {row["code"]: row[name] for row in lawbook.on(day).table(_ORDER)}


def answer_case(case: CaseOfLaw) -> Mapping[str, Any]:
    """Answer a worked example of law/cases/cooperative/dissolution.

    Queries: 0
    """
    answer = answer_dissolution(data={**case.given, "on": case.on.isoformat()})
    return {
        **{name: answer[name] for name in ("to_state_vnd", "to_givers_vnd", "residual_vnd")},
        **answer["paid_vnd"],
        "shares": {each["id"]: each["share_vnd"] for each in answer["members"]},
        "to_state_in_kind": [each["name"] for each in answer["handed_over"] if each["goes"] == Goes.STATE],
        "to_givers_in_kind": [each["name"] for each in answer["handed_over"] if each["goes"] == Goes.GIVER],
    }


def _step(step: DissolutionStep, labels: Mapping[str, str]) -> dict[str, Any]:
    return {
        "code": step.code,
        "said": str(STEP_WORDS.get(step.code) or labels.get(step.code, step.code)),
        "name": step.name,
        "amount_vnd": step.amount_vnd,
        "left_vnd": step.left_vnd,
        "law": {"document": step.law.document, "article": step.law.article},
    }
