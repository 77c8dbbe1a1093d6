"""The law of a day, and lists of what there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ecoop.kernel.refusals import Citation
from ecoop.kernel.wire import CitedLawOut
from ecoop.kernel.written import without_accents
from ecoop.lawbook.calc import Figure, Law, figure_of, in_words, nearest_path, rows_of, typed
from ecoop.lawbook.errors import LawPathUnknown, NoSuchSwitch, SourceUnknown
from ecoop.lawbook.queries.tree import get_tree


@dataclass(frozen=True, slots=True)
class CaseOfLaw:
    """A worked example: what is given, on which day, and what must come out."""

    path: str
    rule: str
    given: Mapping[str, Any]
    on: date
    known_on: date | None
    expect: Mapping[str, Any]
    source: str
    mark: str
    note: str


def on(day: date, *, known_on: date | None = None) -> Law:
    """Give the law that held on `day`, as it was known on `known_on` (None: as known now)."""
    return Law(tree=get_tree(), day=day, known_on=known_on)


def list_paths(prefix: str = "") -> list[str]:
    """List the parameters below a prefix."""
    return sorted(path for path in get_tree()["parameters"] if path.startswith(prefix))


def list_history(path: str) -> list[Figure]:
    """List every value a parameter has had, by the day from which it was known, oldest first.

    Raises: LawPathUnknown
    """
    tree = get_tree()
    parameter = tree["parameters"].get(path)
    if parameter is None:
        raise LawPathUnknown(path=path, nearest=nearest_path(path=path, paths=tree["parameters"]))
    kind = tree["units"][parameter["unit"]]["kind"]
    rows = sorted(rows_of(parameter), key=lambda row: (row["known_from"], row["from"]))
    return [
        figure_of(path=path, parameter=parameter, row=row, value=typed(value=row["value"], kind=kind)) for row in rows
    ]


def list_switches() -> dict[str, str]:
    """List the open questions of law: their short name, as inputs use it, to their path."""
    parameters = get_tree()["parameters"]
    return {item["switch"]["short"]: path for path, item in parameters.items() if item.get("switch")}


def choices_of(switches: Mapping[str, Any]) -> dict[str, str]:
    """Turn switches as inputs give them, by short name or path and perhaps as yes or no, into choices by path.

    Raises: NoSuchSwitch
    """
    paths = list_switches()
    chosen = {}
    for name, position in switches.items():
        path = paths.get(name, name)
        if path not in paths.values():
            raise NoSuchSwitch(switch=name, switches=", ".join(paths))
        chosen[path] = _position(get_tree()["parameters"][path]["switch"], position)
    return chosen


def _position(switch: Mapping[str, Any], position: Any) -> str:
    if not isinstance(position, bool):
        # A choice may have a short word that people type, such as “show”.
        return str(switch.get("also", {}).get(str(position), position))
    return str(switch.get("yes_is", "yes") if position else switch.get("no_is", "no"))


def get_source(source: str) -> Mapping[str, Any]:
    """Give what law/sources says about a document.

    Raises: SourceUnknown
    """
    sources = get_tree()["sources"]
    if source not in sources:
        raise SourceUnknown(source=source, nearest=nearest_path(path=source, paths=sources))
    return {"id": source, **sources[source]}


def list_cases(prefix: str = "") -> list[CaseOfLaw]:
    """List the worked examples whose rule begins with `prefix`."""
    cases = get_tree()["cases"].items()
    return [case_of(path, case=case) for path, case in sorted(cases) if case["rule"].startswith(prefix)]


def search_law(words: str) -> list[str]:
    """List the parameters whose path, labels, note or source hold every word, accents aside."""
    wanted = without_accents(words).split()
    tree = get_tree()
    texts = {path: without_accents(f"{path} {_all_words(tree, item)}") for path, item in tree["parameters"].items()}
    return sorted(path for path, text in texts.items() if all(word in text for word in wanted))


def label_of(path: str) -> str:
    """Give the label of a parameter in the active language."""
    return in_words(get_tree()["parameters"][path], name="label")


def _all_words(tree: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    rows: Sequence[Mapping[str, Any]] = rows_of(item)
    documents = {row["source"]["document"] for row in rows}
    named = [f"{tree['sources'].get(each, {}).get('number', '')} {each}" for each in sorted(documents)]
    notes = [str(row.get("note", "")) for row in rows]
    return " ".join([item["label_vi"], item["label_en"], *named, *notes])


def case_of(path: str, *, case: Mapping[str, Any]) -> CaseOfLaw:
    """Make a case out of its file."""
    known_on = case.get("known_on")
    return CaseOfLaw(
        path=path,
        rule=case["rule"],
        given=case["given"],
        on=date.fromisoformat(case["on"]),
        known_on=date.fromisoformat(known_on) if known_on else None,
        expect=case["expect"],
        source=case["source"],
        mark=case["mark"],
        note=case.get("note", ""),
    )


def tell_citation(*, cited: Citation | None) -> CitedLawOut | None:
    """Tell a program where a rule stands: document, article, and both as people write them.

    Queries: 0
    """
    if cited is None:
        return None
    source = get_tree()["sources"].get(cited.document, {})
    number = source.get("number") or source.get("title_vi") or cited.document
    return CitedLawOut(document=cited.document, article=cited.article, label=f"{cited.article}, {number}")
