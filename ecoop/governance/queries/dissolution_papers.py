"""The plan of a dissolution as people read it: sources by name, members by name, and the paper for the meeting."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, override

from ecoop.distribution.queries.dissolution import answer_dissolution
from ecoop.kernel.dates import format_day
from ecoop.kernel.paper import typeset
from ecoop.lawbook import queries as lawbook
from ecoop.parties.queries import find_identity, get_organisation

_TEMPLATE = "governance/dissolution.typ"
_FUND = "cooperative/fund-on-dissolution"
# More members than this stand in the register of the day, which is part of the dossier.
_PRINTED = 2_000


def list_fund_sources(*, day: date) -> list[tuple[str, str]]:
    """List the sources of the undivided fund, as a dissolution asks for them.

    Law:     L17 Arts 84, 87, 101
    Queries: 0
    """
    name = "label_vi" if (get_language() or "vi") == "vi" else "label_en"
    return [(row["source"], row[name]) for row in lawbook.on(day).table(_FUND)]


def name_shares(*, answer: Mapping[str, Any], books: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give the members' shares with their names.

    Queries: 0
    """
    names = {one["id"]: one["name"] for one in books["members"]}
    return [{**one, "name": names.get(one["id"], "")} for one in answer["members"]]


def print_dissolution(*, org_id: UUID, case: Mapping[str, Any], made_at: datetime) -> bytes:
    """Print the plan of a dissolution for the meeting, in the law's language.

    Law:     L17 Arts 98, 101
    Raises:  CaseNotUnderstood, DebtsExceedMeans, DisputeIsPending, NobodyToShare
    Queries: 3
    """
    organisation, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    with override("vi"):
        answer = answer_dissolution(data=case)
        day = date.fromisoformat(str(answer["on"]))
        shares = name_shares(answer=answer, books=case)
        data = {
            "head": {"name": organisation.name, "code": identity.tax_code if identity else ""},
            "day": format_day(day),
            "steps": [_step(step) for step in answer["steps"]],
            "assets": [_asset(each) for each in answer["handed_over"]],
            "members": [_member(one) for one in shares[:_PRINTED]],
            "more": max(0, len(shares) - _PRINTED),
            "residual_vnd": answer["residual_vnd"],
        }
        return typeset(template=_TEMPLATE, data=data, made_at=made_at)


def _step(step: Mapping[str, Any]) -> list[Any]:
    said = f"{step['said']} {step['name']}".strip()
    return [said, step["amount_vnd"], step["left_vnd"], step["law"]["article"]]


def _asset(each: Mapping[str, Any]) -> list[Any]:
    return [each["name"], each["kind"], each["value_vnd"], each["said"]]


def _member(one: Mapping[str, Any]) -> list[Any]:
    return [one["id"], one["name"], one["paid_in_vnd"], one["share_vnd"]]
