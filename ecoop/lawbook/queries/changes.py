"""What changed in the law between two days of knowledge."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.lawbook.calc import Figure, choose_row, figure_of, in_words, rows_of, typed
from ecoop.lawbook.queries.tree import get_tree

# What one element of a list is, where it is more than words.
UNIT_OF_ONE = {"ratio_list": "ratio", "month_day_list": "month_day"}


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that became known, and what held on its first day as known before."""

    after: Figure
    before: Figure | None


def list_changes(*, known_before: date, known_after: date) -> list[Change]:
    """List what became known after the first day and up to the second, in the order of publication."""
    tree = get_tree()
    found = [
        change
        for path, parameter in tree["parameters"].items()
        for change in _changes(tree, path, parameter, known_before, known_after)
    ]
    return sorted(found, key=lambda change: (change.after.known_from, change.after.path, change.after.starts_on))


def change_in_words(change: Change) -> str:
    """Tell one change as a sentence."""
    after = change.after
    facts = {
        "label": after.label,
        "value": figure_in_words(after),
        "day": format_day(after.starts_on),
        "known": format_day(after.known_from),
    }
    if change.before is None:
        return _("{label}: {value} from {day} (published {known}); nothing was known before.").format(**facts)
    facts["before"] = figure_in_words(change.before)
    return _("{label}: {value} instead of {before} from {day} (published {known}).").format(**facts)


def figure_in_words(figure: Figure) -> str:
    """Write a figure as people read it: 1.000.000.000 đ một năm, 5 %, yes, the words of a choice."""
    switch = get_tree()["parameters"][figure.path].get("switch")
    if switch:
        choice = switch["choices"][figure.value]
        return in_words({"x_vi": choice["vi"], "x_en": choice["en"]}, name="x")
    if figure.unit == "rule":
        rules = {row["code"]: row for row in get_tree()["tables"]["rules-in-words"]["rows"]}
        return in_words(rules.get(figure.value, {}), name="label") or str(figure.value)
    return _value_in_words(figure.value, figure.unit)


def _value_in_words(value: Any, unit: str) -> str:
    entry: Mapping[str, str] = get_tree()["units"][unit]
    name = entry["vi"] if in_words({"x_vi": "vi", "x_en": "en"}, name="x") == "vi" else entry["en"]
    if entry["kind"] == "dong":
        return f"{format_dong(Dong(value))} {name.partition(' ')[2]}".strip()
    if entry["kind"] == "rate":
        return _percent(Decimal(value))
    if entry["kind"] == "flag":
        return _("yes") if value else _("no")
    if entry["kind"] == "whole":
        return f"{value} {name}"
    if entry["kind"] == "list":
        return ", ".join(_value_in_words(each, UNIT_OF_ONE.get(unit, "text")) for each in value)
    if unit == "month_day":
        return "/".join(reversed(value.split("-")))
    return format_day(value) if isinstance(value, date) else str(value)


def _percent(rate: Decimal) -> str:
    text = f"{rate * 100:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    point = "." if (get_language() or "vi").startswith("en") else ","
    return text.replace(".", point) + "\u00a0%"


def _changes(
    tree: Mapping[str, Any], path: str, parameter: Mapping[str, Any], known_before: date, known_after: date
) -> Iterator[Change]:
    kind = tree["units"][parameter["unit"]]["kind"]
    rows = rows_of(parameter)
    for row in rows:
        if not known_before.isoformat() < row["known_from"] <= known_after.isoformat():
            continue
        old = choose_row(rows, day=date.fromisoformat(row["from"]), known_on=known_before)
        after, before = (
            figure_of(path=path, parameter=parameter, row=each, value=typed(value=each["value"], kind=kind))
            if each
            else None
            for each in (row, old)
        )
        if after and (before is None or before.value != after.value):
            yield Change(after=after, before=before)
