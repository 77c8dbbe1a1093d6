"""A household's tax from figures: what the command, the API and the pages ask."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import Figure, in_words
from ecoop.taxes.calc import HouseholdTax, HouseholdYear, Rules, read_household_year, tax_household
from ecoop.taxes.errors import SwitchIsUnknown

# Switches that a household's tax knows; those of cooperatives have nothing to say here.
OF_HOUSEHOLDS = ("tax/household/", "tax/platform/")
_KEPT_MAX = 256
_SHOWN_MAX = 40
# The law of a year under some knowledge and switches, read once by each process; asked by 90,000 households.
_KEPT: dict[Any, tuple[Any, Rules]] = {}


@dataclass(frozen=True)
class SwitchFacts:
    """An open question of law: its short name, what may be chosen, and what it is about."""

    name: str
    path: str
    label: str
    default: str
    choices: Mapping[str, str]
    # Other words in which an input may answer, to the choice each stands for.
    also: Mapping[str, str]
    warning: str
    source: Figure


@dataclass(frozen=True)
class Comparison:
    """Both methods of a year side by side; a method that is closed brings its refusal instead."""

    by_revenue: HouseholdTax | None
    by_income: HouseholdTax | None
    better: str | None
    saves_vnd: Dong


def compute_household_tax(*, given: Mapping[str, Any]) -> HouseholdTax:
    """Compute a tax from an input as `ecoop tax household` takes it.

    Raises:  InputNotUnderstood and every refusal of `household_tax`
    Queries: 0
    """
    return tax_of(facts=read_household_year(given))


def answer_household(*, given: Any) -> dict[str, Any]:
    """Answer one input, or each of a list, as programs want it; a refusal stands in the place of its answer.

    Queries: 0
    """
    try:
        return compute_household_tax(given=given).as_dict()
    except Refusal as refusal:
        return {"refused": refusal.as_dict()}


def tax_of(*, facts: HouseholdYear) -> HouseholdTax:
    """Compute a tax under the law of the year's last day, as known on the day the facts name.

    Raises:  SwitchIsUnknown, and every refusal of `household_tax`
    Queries: 0
    """
    return tax_household(rules=rules_of(year=facts.year, known_on=facts.known_on, switches=facts.switches), facts=facts)


def rules_of(*, year: int, known_on: date | None, switches: Mapping[str, Any]) -> Rules:
    """Give the rules of a year, read from the law at most once for each knowledge and each set of switches.

    Raises:  SwitchIsUnknown
    Queries: 0
    """
    tree = lawbook.get_tree()
    key = (year, known_on, tuple(sorted((str(name), repr(choice)) for name, choice in switches.items())))
    kept = _KEPT.get(key)
    # The law may have been read anew from its files; what was kept of the old one is worth nothing then.
    if kept is not None and kept[0] is tree:
        return kept[1]
    law = lawbook.on(date(year, 12, 31), known_on=known_on).with_switches(
        choices_of_input(switches=switches, below=OF_HOUSEHOLDS)
    )
    if len(_KEPT) >= _KEPT_MAX:
        _KEPT.clear()
    rules = Rules(law=law, year=year)
    _KEPT[key] = (tree, rules)
    return rules


def compare_methods(*, facts: HouseholdYear) -> Comparison:
    """Compute a year by both methods, as far as each is open and its figures are given.

    Queries: 0
    """
    ways: dict[str, HouseholdTax | None] = {}
    for method in ("revenue", "income"):
        try:
            ways[method] = tax_of(facts=replace(facts, method=method))
        except Refusal:
            ways[method] = None
    by_revenue, by_income = ways["revenue"], ways["income"]
    if by_revenue is None or by_income is None:
        return Comparison(by_revenue, by_income, None, Dong(0))
    difference = by_revenue.total_vnd - by_income.total_vnd
    better = None if not difference else "income" if difference > 0 else "revenue"
    return Comparison(by_revenue, by_income, better, Dong(abs(difference)))


def list_household_switches() -> list[SwitchFacts]:
    """List the open questions of law that a household's tax depends on, in the active language.

    Queries: 0
    """
    return list_switches_below(below=OF_HOUSEHOLDS)


def list_switches_below(*, below: tuple[str, ...]) -> list[SwitchFacts]:
    """List the open questions of law in some folders, in the active language.

    Queries: 0
    """
    tree = lawbook.get_tree()["parameters"]
    found = []
    for name, path in _known(below).items():
        switch = tree[path]["switch"]
        also = {"true": switch.get("yes_is", "yes"), "false": switch.get("no_is", "no"), **switch.get("also", {})}
        also = {word: choice for word, choice in also.items() if choice in switch["choices"]}
        choices = {choice: _words(words) for choice, words in switch["choices"].items()}
        figure = lawbook.list_history(path)[-1]
        warning = lawbook.on(figure.starts_on).warning(path) or ""
        label = lawbook.label_of(path)
        found.append(SwitchFacts(name, path, label, switch["default"], choices, also, warning, figure))
    return found


def _words(words: Mapping[str, str]) -> str:
    return in_words({"x_vi": words["vi"], "x_en": words["en"]}, name="x")


def _known(below: tuple[str, ...]) -> dict[str, str]:
    return {name: path for name, path in lawbook.list_switches().items() if path.startswith(below)}


def choices_of_input(*, switches: Mapping[str, Any], below: tuple[str, ...]) -> dict[str, str]:
    """Turn the switches of an input into choices by path; what is not offered there is refused.

    Raises:  SwitchIsUnknown
    Queries: 0
    """
    known = _known(below)
    for name, choice in switches.items():
        if name in known and isinstance(choice, (str, bool)):
            _must_be_offered(name, known[name], choice)
        elif name not in known:
            near = difflib.get_close_matches(str(name), known, n=1, cutoff=0)
            raise _unknown(str(name), choice, near[0] if near else "", known)
        else:
            raise _unknown(name, choice, name, _offered(known[name]))
    return lawbook.choices_of(switches)


def _must_be_offered(name: str, path: str, choice: Any) -> None:
    offered = _offered(path)
    chosen = lawbook.choices_of({name: choice})[path]
    if chosen not in offered:
        near = difflib.get_close_matches(str(choice), offered, n=1, cutoff=0)
        raise _unknown(name, choice, near[0] if near else offered[0], offered)


def _offered(path: str) -> list[str]:
    return list(lawbook.get_tree()["parameters"][path]["switch"]["choices"])


def _unknown(name: str, choice: Any, nearest: str, known: Sequence[str] | Mapping[str, Any]) -> SwitchIsUnknown:
    shown = str(choice)[:_SHOWN_MAX]
    return SwitchIsUnknown(switch=name[:_SHOWN_MAX], choice=shown, nearest=nearest, known=", ".join(known))
