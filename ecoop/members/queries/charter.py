"""The charter as rows: what is in force on a day, what was before, and what the law allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.kernel.written import format_day, format_dong
from ecoop.lawbook import queries as lawbook
from ecoop.members.calc import (
    CharterName,
    CharterRule,
    count_delegates_min,
    read_charter_rules,
    read_delegate_steps,
)
from ecoop.members.models import CharterParameter
from ecoop.members.queries.holdings import sum_holdings
from ecoop.members.queries.register import CharterLine, get_charter_on
from ecoop.resolutions.queries import ResolutionFacts, list_open_resolutions

# The matters of resolutions that make choices of the charter.
CHARTER, FUND_RATES, GOVERNANCE_MODEL, LENDING = "charter", "fund_rates", "governance_model", "lending"
CHOICE_WORDS: Mapping[str, Any] = {
    "htx": gettext_lazy("cooperative"),
    "lhhtx": gettext_lazy("union of cooperatives"),
    "full": gettext_lazy("full governance"),
    "simplified": gettext_lazy("simplified governance"),
    "pre_tax": gettext_lazy("income before tax"),
    "after_tax": gettext_lazy("income after tax"),
    "revenue": gettext_lazy("by revenue"),
    "cost": gettext_lazy("by cost"),
    "external": gettext_lazy("with others"),
    "allocated": gettext_lazy("parted between both sides"),
    "equal": gettext_lazy("one vote each"),
    "by_members": gettext_lazy("by the number of members"),
    "yes": gettext_lazy("yes"),
    "no": gettext_lazy("no"),
}


@dataclass(frozen=True)
class CharterItem:
    """One choice of the charter: what it is, what is in force, what was before, and the limits of the law."""

    rule: CharterRule
    group: str
    label: str
    line: CharterLine | None
    shown: str
    history: tuple[tuple[CharterLine, str], ...]
    limits: tuple[tuple[str, Citation], ...]


def matters_of_choice(*, name: str) -> tuple[str, ...]:
    """List the matters of resolutions that may make a choice of the charter, the usual one first.

    Law:     L17 Arts 61 and 64: rates of funds by simple majority, the charter and the model of governance by special
    Queries: 0
    """
    if name.startswith("fund_rate."):
        return (FUND_RATES, CHARTER)
    if name.startswith("lending_"):
        return (LENDING, CHARTER)
    return (GOVERNANCE_MODEL, CHARTER) if name == CharterName.GOVERNANCE else (CHARTER,)


def list_charter_resolutions(*, org_id: UUID, name: str) -> list[tuple[str, str]]:
    """List the resolutions that make a choice of the charter and are not carried out yet, for a form.

    Queries: 3 for each matter
    """
    waiting = [
        facts
        for matter in matters_of_choice(name=name)
        for facts in list_open_resolutions(org_id=org_id, matter=matter)
        if name in said_choices(facts=facts)
    ]
    return [(str(facts.id), f"{facts.number}, {format_day(facts.passed_on)}: {facts.title}") for facts in waiting]


def said_choices(*, facts: ResolutionFacts) -> dict[str, str]:
    """Give the choices of the charter that a resolution makes, by name.

    Queries: 0
    """
    if facts.matter == GOVERNANCE_MODEL:
        return {CharterName.GOVERNANCE.value: str(facts.parameters["governance"])}
    return dict(facts.parameters.get("choices", {}))


def list_charter_rules(*, day: date) -> dict[str, CharterRule]:
    """List how every choice of a charter is written, by name.

    Law:    the table cooperative/charter-parameters
    Queries: 0
    """
    return read_charter_rules(rows=lawbook.on(day).table("cooperative/charter-parameters"))


def label_charter(*, name: str) -> str:
    """Name a choice of the charter in the active language; an unknown one by itself.

    Queries: 0
    """
    rule = list_charter_rules(day=date(2999, 1, 1)).get(name)
    if rule is None:
        return name
    return rule.label_vi if (get_language() or "vi") == "vi" else rule.label_en


def write_charter_value(*, rule: CharterRule, value: str) -> str:
    """Write a value of the charter as people read it.

    Queries: 0
    """
    if rule.kind == "choice":
        return str(CHOICE_WORDS.get(value, value))
    if rule.kind == "vnd":
        return format_dong(Dong(int(value)))
    if rule.kind == "rate":
        return f"{(Decimal(value) * 100).normalize():f} %".replace(".", ",")
    units = {"months": _("months"), "days": _("days"), "years": _("years")}
    return f"{value} {units[rule.kind]}" if rule.kind in units else value


def list_charter_items(*, org_id: UUID, day: date) -> list[CharterItem]:
    """List every choice a charter can make, those made with their history, in the order of the law's items.

    Law:    L17 Art. 40; the tables charter-parameters and charter-items
    Queries: 2
    """
    law, now = lawbook.on(day), get_charter_on(org_id=org_id, day=day)
    is_vi = (get_language() or "vi") == "vi"
    groups = {row["code"]: row["label_vi" if is_vi else "label_en"] for row in law.table("cooperative/charter-items")}
    history: dict[str, list[CharterLine]] = {}
    for row in CharterParameter.objects.filter(org_id=org_id).order_by("starts_on"):
        history.setdefault(row.name, []).append(CharterLine(row.name, row.value, row.starts_on, row.rests_on))
    form = now[CharterName.FORM].value if CharterName.FORM in now else "htx"
    items = []
    for rule in list_charter_rules(day=day).values():
        line = now.get(rule.name)
        limits = [(sign, path) for sign, path in zip("≥≤", rule.limits(form=form), strict=True) if path]
        items.append(
            CharterItem(
                rule=rule,
                group=groups.get(rule.item, ""),
                label=rule.label_vi if is_vi else rule.label_en,
                line=line,
                shown=write_charter_value(rule=rule, value=line.value) if line else "",
                history=tuple(
                    (each, write_charter_value(rule=rule, value=each.value)) for each in history.get(rule.name, ())
                ),
                limits=tuple(
                    (f"{sign} {write_charter_value(rule=rule, value=str(law.value(path)))}", law.cite(path))
                    for sign, path in limits
                ),
            )
        )
    return items


def count_delegates_needed(*, org_id: UUID, day: date) -> tuple[int, Citation]:
    """Count how many delegates a meeting of delegates needs at least for the members of a day.

    Law:    L17 Art. 58, clause 2; the table cooperative/delegates
    Queries: 1
    """
    law = lawbook.on(day)
    steps = read_delegate_steps(rows=law.table("cooperative/delegates"))
    reading = "cooperative/meeting/delegates/exactly_at_minimum"
    members = sum_holdings(org_id=org_id, day=day).officials
    return count_delegates_min(members=members, steps=steps, reading=law.switch(reading)), law.cite(reading)
