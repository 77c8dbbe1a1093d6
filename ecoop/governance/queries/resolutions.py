"""Resolutions as people read them: what each says in plain words, what a paper must say, what it moved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecoop.assets.queries import get_asset, list_assets
from ecoop.governance.calc.bodies import BODY_WORDS, BodyKind
from ecoop.governance.queries.bodies import ReplacedPost, list_replaced
from ecoop.governance.queries.moved import MovedLine, list_moved
from ecoop.kernel.dates import format_day
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.written import format_dong
from ecoop.members.queries import (
    CHOICE_WORDS,
    SIDE_WORDS,
    label_charter,
    list_charter_rules,
    list_members_on,
    write_charter_value,
)
from ecoop.resolutions.calc import Matter, Tally, write_share
from ecoop.resolutions.queries import (
    PaperFacts,
    ResolutionFacts,
    get_resolution,
    list_papers,
)

PARAMETER_WORDS: Mapping[str, Any] = {
    "year": gettext_lazy("Year"),
    "other_funds": gettext_lazy("Other funds"),
    "losses_carried_vnd": gettext_lazy("Losses of earlier years to cover"),
    "starts_on": gettext_lazy("Holds from"),
    "ends_on": gettext_lazy("Until"),
    "choices": gettext_lazy("Choices"),
    "governance": gettext_lazy("Governance"),
    "returns": gettext_lazy("Capital returned to"),
    "result": gettext_lazy("From the result"),
    "amount_vnd": gettext_lazy("Amount"),
    "asset_id": gettext_lazy("Asset"),
    "least_price_vnd": gettext_lazy("Least price"),
    "text": gettext_lazy("What is decided"),
    "is_undivided": gettext_lazy("From the undivided fund or an undivided asset"),
    "body": gettext_lazy("Body"),
    "posts": gettext_lazy("Elected"),
    "ends": gettext_lazy("Replaces everybody who holds the body now"),
    "member_limit_vnd": gettext_lazy("Largest loan to one member"),
    "source": gettext_lazy("Source of the fund"),
    "purpose": gettext_lazy("Purpose"),
    "reason": gettext_lazy("Reason"),
    "form": gettext_lazy("Form"),
}
# What carrying a matter out does, for whoever is about to press the button.
EFFECT_WORDS: Mapping[str, Any] = {
    "statements": gettext_lazy("The set of statements of the year becomes approved; its figures are kept."),
    "distribution": gettext_lazy("The funds are set aside and each member's share is posted to account 338."),
    "fund_rates": gettext_lazy("The rates of the funds hold from the day the resolution says."),
    "charter": gettext_lazy("The choices of the charter hold from the day the resolution says."),
    "governance_model": gettext_lazy("The model of governance changes on the day the resolution says."),
    "capital_return": gettext_lazy("Each named member gets the capital back: account 411 falls, money leaves."),
    "profit_to_capital": gettext_lazy("Profit moves from account 421 to account 411, of no single member."),
    "elections": gettext_lazy("Those who were elected take their posts; those they replace leave them."),
    "reorganisation": gettext_lazy("The guided course of the reorganisation begins, with its steps and their days."),
    "dissolution": gettext_lazy("The guided course of the dissolution begins, with its steps and their days."),
    "lending": gettext_lazy("The limits and the interest of internal lending hold from the day the resolution says."),
}
# What a resolution permits others to do, on pages of their own.
PERMIT_WORDS: Mapping[str, Any] = {
    "fund_use": gettext_lazy("It permits vouchers that pay out of this fund, up to this amount; each names it."),
    "investment": gettext_lazy("It permits purchases of assets up to this amount; each names it."),
}
FUND_WORDS: Mapping[str, Any] = {
    "equity": gettext_lazy("a fund of owners' equity"),
    "bonus": gettext_lazy("bonus fund"),
    "welfare": gettext_lazy("welfare fund"),
}
_KINDS = {"year": "year", "other_funds": "funds", "returns": "returns", "posts": "posts", "text": "long"}
_KINDS |= {"reason": "long", "purpose": "long", "is_undivided": "flag", "ends": "flag"}
_CHOICES_OF = {"fund_rates": "fund_rate.", "lending": "lending_"}


@dataclass(frozen=True)
class FieldOfMatter:
    """One thing that a paper says on its matter: its name, how it is typed, what may be chosen."""

    name: str
    label: str
    kind: str
    is_needed: bool
    choices: tuple[tuple[str, str], ...] = ()
    note: str = ""
    known: Mapping[str, UUID] = field(default_factory=dict)


@dataclass(frozen=True)
class SaidLine:
    """One line of what a resolution says, in plain words."""

    label: str
    value: str


@dataclass(frozen=True)
class ResolutionPage:
    """Everything on the page of one resolution."""

    facts: ResolutionFacts
    says: tuple[SaidLine, ...]
    tally: Tally | None
    moved: tuple[MovedLine, ...]
    papers: tuple[PaperFacts, ...]
    effect: str
    permits: str = ""
    # Of an annulled election, who had made room for those whom it elected.
    replaced: tuple[ReplacedPost, ...] = ()


def list_fields(*, org_id: UUID, matter: Matter, day: date) -> list[FieldOfMatter]:
    """List what a paper on a matter says, for the form that takes it in.

    Queries: 0; 1 for returns, 8 for an asset
    """
    fields = []
    for name in matter.parameters:
        if name == "choices":
            fields += _choices(matter, day)
        else:
            fields.append(_field(org_id, matter, name, day))
    return fields


def get_resolution_page(*, org_id: UUID, resolution_id: UUID) -> ResolutionPage:
    """Get one resolution with what it says, its arithmetic, and what it moved.

    Raises:  ResolutionMissing
    Queries: 6, and those of the names in it; 4 more of an election that fell
    """
    facts = get_resolution(org_id=org_id, resolution_id=resolution_id)
    fell = facts.annulment is not None and facts.matter == "elections"
    return ResolutionPage(
        facts=facts,
        says=list_said(facts=facts),
        tally=facts.find_tally(),
        moved=tuple(list_moved(facts=facts)),
        papers=tuple(list_papers(org_id=org_id, resolution_id=resolution_id)),
        effect=str(EFFECT_WORDS.get(facts.matter, "")),
        permits=str(PERMIT_WORDS.get(facts.matter, "")) if not facts.annulment else "",
        replaced=tuple(list_replaced(org_id=org_id, resolution_id=resolution_id)) if fell else (),
    )


def list_said(*, facts: ResolutionFacts) -> tuple[SaidLine, ...]:
    """Say what a resolution says, line by line.

    Queries: 0; 1 for returns, 8 for an asset
    """
    lines: list[SaidLine] = []
    for name, value in facts.parameters.items():
        if name == "choices":
            lines += _said_choices(value, facts.passed_on)
        elif name == "returns":
            lines += _said_returns(facts, value)
        elif name == "asset_id":
            lines.append(SaidLine(str(PARAMETER_WORDS[name]), _name_asset(facts, value)))
        else:
            lines.append(SaidLine(str(PARAMETER_WORDS.get(name, name)), _write(name, value)))
    return tuple(lines)


def _choices(matter: Matter, day: date) -> list[FieldOfMatter]:
    start = _CHOICES_OF.get(matter.code, "")
    rules = list_charter_rules(day=day)
    return [
        FieldOfMatter(
            name=f"choices/{name}",
            label=label_charter(name=name),
            kind=rule.kind if rule.kind in ("vnd", "rate") else "whole",
            is_needed=False,
            choices=tuple((word, str(CHOICE_WORDS.get(word, word))) for word in rule.choices),
            note=_("In per cent, for example 5 or 7,5") if rule.kind == "rate" else "",
        )
        for name, rule in rules.items()
        if name.startswith(start)
    ]


def _field(org_id: UUID, matter: Matter, name: str, day: date) -> FieldOfMatter:
    kind = _KINDS.get(name) or ("vnd" if name.endswith("_vnd") else "day" if name.endswith("_on") else "text")
    known, choices, note = {}, _words(name), ""
    if name == "returns":
        known = {line.number: line.id for line in list_members_on(org_id=org_id, day=day)}
        note = _("One member on each line: the number, a colon, the amount. 0012: 5.000.000")
    elif name == "other_funds":
        note = _("One fund on each line: its name, a colon, its rate in per cent. Development: 10")
    elif name == "posts":
        note = _("One person on each line: the role (chair or member), a colon, the name.")
    elif name == "asset_id":
        assets = list_assets(org_id=org_id, day=day)
        choices = tuple((str(line.id), f"{line.code} {line.name}") for line in assets if not line.is_gone)
    return FieldOfMatter(
        name=name,
        label=str(PARAMETER_WORDS[name]),
        kind=kind,
        is_needed=name not in matter.optional,
        choices=choices,
        note=note,
        known=known,
    )


def _words(name: str) -> tuple[tuple[str, str], ...]:
    if name == "governance":
        return tuple((word, str(CHOICE_WORDS[word])) for word in ("full", "simplified"))
    if name == "form":
        return tuple((word, str(CHOICE_WORDS[word])) for word in ("htx", "lhhtx"))
    if name == "result":
        return tuple((side, str(SIDE_WORDS[side])) for side in ("internal", "external"))
    if name == "source":
        return tuple((fund, str(word)) for fund, word in FUND_WORDS.items())
    if name == "body":
        return tuple((body.value, str(BODY_WORDS[body])) for body in BodyKind)
    return ()


def _write(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name.endswith("_vnd"):
        return format_dong(value)
    if name.endswith("_on"):
        return format_day(date.fromisoformat(value))
    if name == "other_funds":
        rows = (f"{row['name']} {write_share(share=Decimal(row['rate']))}" for row in value)
        return "; ".join(rows) or _("none")
    if name == "posts":
        return "; ".join(": ".join(str(each) for each in row.values()) for row in value)
    for word, label in _words(name):
        if word == value:
            return label
    return str(value)


def _said_choices(choices: Mapping[str, str], day: date) -> list[SaidLine]:
    rules = list_charter_rules(day=day)
    return [
        SaidLine(
            label_charter(name=name), write_charter_value(rule=rules[name], value=value) if name in rules else value
        )
        for name, value in choices.items()
    ]


def _said_returns(facts: ResolutionFacts, rows: list[Mapping[str, Any]]) -> list[SaidLine]:
    ids = [UUID(row["member_id"]) for row in rows]
    names = {str(line.id): line for line in list_members_on(org_id=facts.org_id, day=date.max, ids=ids)}
    return [
        SaidLine(
            f"{names[row['member_id']].number} {names[row['member_id']].name}" if row["member_id"] in names else "—",
            format_dong(row["amount_vnd"]),
        )
        for row in rows
    ]


def _name_asset(facts: ResolutionFacts, asset_id: str) -> str:
    try:
        asset = get_asset(org_id=facts.org_id, asset_id=UUID(asset_id), day=date.max)
    except Refusal:
        return asset_id
    return f"{asset.code} {asset.name}"
