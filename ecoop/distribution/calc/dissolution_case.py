"""Read a case of a dissolution from JSON: money, the fund by source, undivided assets, claims, members."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ecoop.distribution.calc.dissolution import CapitalHeld, DissolutionCase, DissolutionRules, FundPart, UndividedAsset
from ecoop.distribution.errors import CaseNotUnderstood
from ecoop.kernel.dong import Dong
from ecoop.members.calc import MemberType

_LARGEST = 10**15
_DIGITS = len(str(_LARGEST))


def read_dissolution_day(*, data: Any) -> date:
    """Read the day of the case, which decides what law holds.

    Raises: CaseNotUnderstood
    """
    if not isinstance(data, Mapping):
        raise CaseNotUnderstood(field="on", problem=_("the case is no object"))
    try:
        return date.fromisoformat(str(data.get("on", "")))
    except ValueError:
        raise CaseNotUnderstood(field="on", problem=_("it is no day")) from None


def read_dissolution(*, data: Mapping[str, Any], rules: DissolutionRules) -> DissolutionCase:
    """Read the whole case; what is not named is nothing.

    Raises: CaseNotUnderstood
    """
    claims = data.get("claims") or {}
    if not isinstance(claims, Mapping) or set(claims) - set(rules.order):
        raise CaseNotUnderstood(
            field="claims", problem=_("it must be one of {words}").format(words=", ".join(rules.order))
        )
    members = tuple(_member(row, f"members.{at}") for at, row in enumerate(_rows(data, "members")))
    if len({one.id for one in members}) != len(members):
        raise CaseNotUnderstood(field="members", problem=_("two members carry the same id"))
    return DissolutionCase(
        money_vnd=_amount(data, "money_vnd"),
        fund=tuple(_part(row, f"fund.{at}", rules) for at, row in enumerate(_rows(data, "fund"))),
        assets=tuple(_asset(row, f"assets.{at}", rules) for at, row in enumerate(_rows(data, "assets"))),
        claims={name: _amount(claims, name, "claims.") for name in rules.order},
        members=members,
        has_dispute=data.get("has_dispute", False) is True,
    )


def _part(row: Mapping[str, Any], where: str, rules: DissolutionRules) -> FundPart:
    source = _one_of(row, "source", where, rules.fund)
    back = row.get("goes_back", False) is True
    return FundPart(source, _amount(row, "amount_vnd", f"{where}."), str(row.get("name", "")), back)


def _asset(row: Mapping[str, Any], where: str, rules: DissolutionRules) -> UndividedAsset:
    return UndividedAsset(
        id=str(row.get("id", where)),
        name=str(row.get("name", "")),
        kind=_one_of(row, "kind", where, rules.assets),
        value_vnd=_amount(row, "value_vnd", f"{where}."),
        goes_back=row.get("goes_back", False) is True,
    )


def _member(row: Mapping[str, Any], where: str) -> CapitalHeld:
    if "id" not in row:
        raise CaseNotUnderstood(field=f"{where}.id", problem=_("it is missing"))
    kinds = {kind.value: kind.value for kind in MemberType}
    kind = MemberType(_one_of({"type": "official", **row}, "type", where, kinds))
    return CapitalHeld(str(row["id"]), kind, _amount(row, "paid_in_vnd", f"{where}."))


def _one_of(row: Mapping[str, Any], name: str, where: str, words: Mapping[str, Any]) -> str:
    found = str(row.get(name, ""))
    if found not in words:
        problem = _("it must be one of {words}").format(words=", ".join(words))
        raise CaseNotUnderstood(field=f"{where}.{name}", problem=problem)
    return found


def _rows(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = data.get(name, ())
    if not isinstance(found, list | tuple) or not all(isinstance(row, Mapping) for row in found):
        raise CaseNotUnderstood(field=name, problem=_("it is missing or no list of objects"))
    return list(found)


def _amount(data: Mapping[str, Any], name: str, where: str = "") -> Dong:
    """Read a whole amount that is not below zero; one with a fraction is never cut."""
    found = data.get(name, 0)
    text = str(found)
    is_whole = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    if isinstance(found, bool | float) or not is_whole or int(text) > _LARGEST:
        raise CaseNotUnderstood(field=where + name, problem=_("it must be a whole number"))
    return Dong(int(text))
