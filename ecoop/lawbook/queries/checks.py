"""Check a law folder: every fault that would let a wrong number into the books."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ecoop.lawbook.queries.cases import differences_of
from ecoop.lawbook.queries.law import case_of

LINES_MAX = 60
MARKS = ("V", "S", "R", "U", "D")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FITS: Mapping[str, Callable[[Any], bool]] = {
    "dong": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "whole": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "rate": lambda value: _reads_as(Decimal, value),
    "fraction": lambda value: _reads_as(Fraction, value),
    "flag": lambda value: isinstance(value, bool),
    "date": lambda value: isinstance(value, str) and bool(DAY.fullmatch(value)),
    "text": lambda value: isinstance(value, str),
    "list": lambda value: isinstance(value, list) and bool(value),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in law/: which file, what, and what to write instead."""

    file: str
    wrong: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}: {self.wrong} {self.instead}"


def list_faults(*, root: Path, tree: Mapping[str, Any], readers: Mapping[str, Iterable[str]]) -> list[Fault]:
    """List everything wrong in a law folder.

    Shape:  one Fault for each thing to mend; nothing when the folder is sound
    """
    found = [
        *(
            Fault(fault, _("The file cannot be used."), _("Write it as its neighbours are."))
            for fault in tree["faults"]
        ),
        *_faults_of_size(root),
        *_faults_of_sources(tree),
        *_faults_of_parameters(tree),
        *_faults_of_heads(tree),
        *_faults_of_readers(root, tree, readers),
    ]
    # A case that reads broken law would only repeat what is already said.
    return found or list(_faults_of_cases(tree))


def _faults_of_size(root: Path) -> Iterator[Fault]:
    for file in sorted(root.rglob("*.yaml")):
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > LINES_MAX:
            wrong = _("It has {lines} lines.").format(lines=lines)
            yield Fault(file.relative_to(root).as_posix(), wrong, _("Split it: one number, one file."))


def _faults_of_sources(tree: Mapping[str, Any]) -> Iterator[Fault]:
    for source, document in tree["sources"].items():
        file = f"sources/{source}.yaml"
        for name in ("number", "kind", "issuer_vi", "published_on", "in_force_from", "title_vi", "title_en", "mark"):
            if not document.get(name):
                yield _missing(file, name)


def _faults_of_parameters(tree: Mapping[str, Any]) -> Iterator[Fault]:
    for path, parameter in tree["parameters"].items():
        file = f"parameters/{path}.yaml"
        for name in ("label_vi", "label_en", "unit"):
            if not parameter.get(name):
                yield _missing(file, name)
        if parameter.get("unit") not in tree["units"]:
            wrong = _("The unit {unit} is unknown.").format(unit=parameter.get("unit"))
            yield Fault(file, wrong, _("Use one of units.yaml, or add it there."))
        elif parameter.get("switch"):
            yield from _faults_of_switch(file, parameter["switch"], tree)
        else:
            yield from _faults_of_values(file, parameter, tree)


def _faults_of_switch(file: str, switch: Mapping[str, Any], tree: Mapping[str, Any]) -> Iterator[Fault]:
    for name in ("choices", "default", "short", "warning_vi", "warning_en"):
        if not switch.get(name):
            yield _missing(file, name)
    if switch.get("default") not in (switch.get("choices") or {}):
        yield Fault(file, _("The default is no choice."), _("Name one of the choices, in quotes if it is yes or no."))
    yield from _faults_of_times(file, switch)
    yield from _faults_of_source(file, switch, tree)


def _faults_of_values(file: str, parameter: Mapping[str, Any], tree: Mapping[str, Any]) -> Iterator[Fault]:
    rows = parameter.get("values") or []
    if not rows:
        yield _missing(file, "values")
    kind = tree["units"][parameter["unit"]]["kind"]
    for row in rows:
        yield from _faults_of_times(file, row)
        yield from _faults_of_source(file, row, tree)
        if not FITS[kind](row.get("value")):
            wrong = _("The value {value} does not fit the unit {unit}.")
            facts = {"value": row.get("value"), "unit": parameter["unit"]}
            yield Fault(file, wrong.format(**facts), _("Mend the value or the unit."))
        if row.get("mark") not in MARKS:
            yield _missing(file, "mark")
    yield from _overlaps(file, rows)


def _overlaps(file: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    ordered = sorted(rows, key=lambda row: (row.get("known_from", ""), row.get("from", "")))
    for earlier, later in itertools.pairwise(ordered):
        is_same_day = earlier.get("known_from") == later.get("known_from")
        if is_same_day and later.get("from", "") <= (earlier.get("to") or "9999-12-31"):
            wrong = _("Two values published on {day} hold at the same time.").format(day=later.get("known_from"))
            yield Fault(file, wrong, _("End the earlier one the day before the later begins."))


def _faults_of_times(file: str, row: Mapping[str, Any]) -> Iterator[Fault]:
    for name in ("from", "known_from"):
        if not DAY.fullmatch(str(row.get(name, ""))):
            yield _missing(file, name)
    if row.get("to") and row["to"] < row.get("from", ""):
        yield Fault(file, _("A period ends before it begins."), _("Mend “to” or “from”."))


def _faults_of_source(file: str, row: Mapping[str, Any], tree: Mapping[str, Any]) -> Iterator[Fault]:
    source = row.get("source")
    if not isinstance(source, dict) or not source.get("document") or not source.get("article"):
        yield Fault(file, _("A value has no source."), _("Add source: {document: …, article: …}."))
    elif source["document"] not in tree["sources"]:
        wrong = _("The source {document} has no document.").format(document=source["document"])
        yield Fault(file, wrong, _("Add it to sources/ or mend its id."))
    elif _is_known_too_early(row, tree["sources"][source["document"]]):
        wrong = _("A value is known before {document} was published.").format(document=source["document"])
        yield Fault(file, wrong, _("Mend known_from, or cite what said it first."))


def _is_known_too_early(row: Mapping[str, Any], document: Mapping[str, Any]) -> bool:
    # What we decided ourselves may speak of any time; a table may be older than its last edition.
    is_of_the_law = document.get("kind") != "design" and ("value" in row or "choices" in row)
    return is_of_the_law and str(row.get("known_from", "")) < str(document.get("published_on", ""))


def _faults_of_heads(tree: Mapping[str, Any]) -> Iterator[Fault]:
    for shelf in ("tables", "forms"):
        for path in tree[shelf]:
            file, head = f"{shelf}/{path}.yaml", tree[shelf][path]
            for name in ("label_vi", "label_en"):
                if not head.get(name):
                    yield _missing(file, name)
            yield from _faults_of_times(file, head)
            yield from _faults_of_source(file, head, tree)
    for each in tree["unknown"]:
        yield from (_missing("unknown.yaml", name) for name in ("what_vi", "what_en", "where") if not each.get(name))


def _faults_of_readers(root: Path, tree: Mapping[str, Any], readers: Mapping[str, Iterable[str]]) -> Iterator[Fault]:
    most, waiting = read_waiting(root)
    for path in sorted(set(tree["parameters"]) - set(readers) - set(waiting)):
        yield Fault(f"parameters/{path}.yaml", _("Nobody reads this parameter."), _("Read it, or take the file away."))
    for path in waiting:
        if path not in tree["parameters"]:
            yield Fault("waiting.txt", _("{path} does not exist.").format(path=path), _("Take the line out."))
        elif path in readers:
            yield Fault("waiting.txt", _("{path} is read now.").format(path=path), _("Run “ecoop law shrink”."))
    if len(waiting) > most:
        wrong = _("{count} paths wait, {most} at most.").format(count=len(waiting), most=most)
        yield Fault("waiting.txt", wrong, _("The list may only shrink."))


def _faults_of_cases(tree: Mapping[str, Any]) -> Iterator[Fault]:
    for path, content in tree["cases"].items():
        file = f"cases/{path}.yaml"
        missing = [name for name in ("rule", "on", "given", "expect", "source", "mark") if not content.get(name)]
        if missing:
            yield from (_missing(file, name) for name in missing)
            continue
        case = case_of(path, case=content)
        wrong = differences_of(case)
        if wrong:
            said = _("The case fails: {wrong}.").format(wrong="; ".join(wrong))
            yield Fault(file, said, _("Mend the code or the law."))


def read_waiting(root: Path) -> tuple[int, list[str]]:
    """Read waiting.txt: how many paths may wait at most, and which do."""
    file = root / "waiting.txt"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    most = next((int(line.partition(":")[2]) for line in lines if line.startswith("# most:")), 0)
    return most, [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _missing(file: str, name: str) -> Fault:
    return Fault(file, _("“{name}” is missing or wrong.").format(name=name), _("Add it."))


def _reads_as(kind: Callable[[str], Any], value: Any) -> bool:
    try:
        kind(str(value))
    except (InvalidOperation, ValueError, ZeroDivisionError):
        return False
    return not isinstance(value, bool)
