"""What the pages of the law show, ready for the templates."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ecoop.lawbook.calc import Figure, Law, in_words, nearest_path
from ecoop.lawbook.errors import LawPathUnknown, NoLawOnDay, NotYetKnown
from ecoop.lawbook.queries.changes import figure_in_words
from ecoop.lawbook.queries.law import get_source, label_of, list_history, list_paths, on, search_law
from ecoop.lawbook.queries.readers import list_readers
from ecoop.lawbook.queries.tree import get_tree

ROWS_SHOWN = 500
FOUND_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the search page of the desk."""

    label: str
    url: str
    icon: str
    detail: str


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a parameter as a page shows it."""

    path: str
    label: str
    value: str
    figure: Figure | None
    number: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading of the tree, and how many numbers stand below it."""

    prefix: str
    label: str
    count: int
    below: Sequence["Topic"] = ()


@dataclass(frozen=True, slots=True)
class LawIndex:
    """The first page of the law: the topics, and the lines that were asked for."""

    topics: Sequence[Topic]
    lines: Sequence[Line]
    open_questions: Sequence[Line]
    tables: Sequence[tuple[str, str]]
    unknown: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ParameterPage:
    """One number with everything that is known about it."""

    path: str
    label: str
    unit: str
    now: Line
    history: Sequence[Line]
    warning: str | None
    choices: Sequence[tuple[str, str]]
    readers: Sequence[str]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One document, and the numbers that rest on it."""

    document: Mapping[str, Any]
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class TablePage:
    """One table of the law, cut where it would be endless."""

    path: str
    label: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    count: int
    number: str
    source: Mapping[str, str]


def get_law_index(*, words: str, topic: str, day: date, known_on: date | None) -> LawIndex:
    """Give the topics, and what a search or a topic finds on a day.

    Queries: 0
    """
    law = on(day, known_on=known_on)
    paths = search_law(words) if words else list_paths(f"{topic}/") if topic else []
    parameters = get_tree()["parameters"]
    unsettled = [path for path in list_paths() if parameters[path].get("switch")]
    return LawIndex(
        topics=_topics(),
        lines=[_line(law, path) for path in paths],
        open_questions=[] if words or topic else [_line(law, path) for path in unsettled],
        tables=[] if words or topic else list(_tables()),
        unknown=[(in_words(each, name="what"), each["where"]) for each in get_tree()["unknown"]],
    )


def find_in_law(*, request: HttpRequest, query: str) -> list[Found]:
    """Find numbers of the law for the search of the desk.

    Queries: 0
    """
    return [
        Found(label=label_of(path), url=reverse("lawbook:parameter", args=[path]), icon="gavel", detail=_("Law"))
        for path in search_law(query)[:FOUND_SHOWN]
    ]


def get_parameter_page(*, path: str, day: date, known_on: date | None) -> ParameterPage:
    """Give one number: on a day, in history, and where it is read.

    Raises:  LawPathUnknown
    Queries: 0
    """
    history = [_line_of(figure) for figure in reversed(list_history(path))]
    law = on(day, known_on=known_on)
    parameter = get_tree()["parameters"][path]
    choices = (parameter.get("switch") or {}).get("choices", {})
    unit = get_tree()["units"][parameter["unit"]]
    return ParameterPage(
        path=path,
        label=label_of(path),
        unit=in_words({"unit_vi": unit["vi"], "unit_en": unit["en"]}, name="unit"),
        now=_line(law, path),
        history=history,
        warning=law.warning(path),
        choices=[
            (name, in_words({"x_vi": each["vi"], "x_en": each["en"]}, name="x")) for name, each in choices.items()
        ],
        readers=list_readers().get(path, []),
    )


def get_source_page(*, source: str) -> SourcePage:
    """Give one document and every value that rests on it.

    Raises:  SourceUnknown
    Queries: 0
    """
    document = {name: _day_or_text(name, text) for name, text in get_source(source).items()}
    figures = [figure for path in list_paths() for figure in list_history(path) if figure.source.document == source]
    return SourcePage(
        document=document, title=in_words(document, name="title"), lines=[_line_of(each) for each in figures]
    )


def get_table_page(*, path: str) -> TablePage:
    """Give one table with its first rows.

    Raises:  LawPathUnknown
    Queries: 0
    """
    tables = get_tree()["tables"]
    if path not in tables:
        raise LawPathUnknown(path=path, nearest=nearest_path(path=path, paths=tables))
    table = tables[path]
    rows: Sequence[Mapping[str, Any]] = table["rows"]
    columns = list(dict.fromkeys(name for row in rows[:ROWS_SHOWN] for name in row))
    return TablePage(
        path=path,
        label=in_words(table, name="label"),
        columns=columns,
        rows=[[str(row.get(name, "")) for name in columns] for row in rows[:ROWS_SHOWN]],
        count=len(rows),
        number=get_source(table["source"]["document"])["number"],
        source=table["source"],
    )


def _day_or_text(name: str, text: Any) -> Any:
    return date.fromisoformat(text) if name.endswith(("_on", "_from", "_to")) else text


def _topics() -> list[Topic]:
    counts: Counter[str] = Counter()
    for path in list_paths():
        parts = path.split("/")
        counts.update("/".join(parts[:end]) for end in range(1, len(parts)))
    rows = [row for row in get_tree()["tables"]["topics"]["rows"] if counts[row["prefix"]]]
    topics = [Topic(row["prefix"], in_words(row, name="label"), counts[row["prefix"]]) for row in rows]
    heads = [topic for topic in topics if "/" not in topic.prefix]
    return [
        replace(head, below=[each for each in topics if each.prefix.startswith(f"{head.prefix}/")]) for head in heads
    ]


def _tables() -> Iterator[tuple[str, str]]:
    tables = get_tree()["tables"]
    # The rows of long lists stay unread: only their heads are asked for.
    for path in sorted(tables):
        yield path, in_words(tables.head(path), name="label")


def _line(law: Law, path: str) -> Line:
    try:
        return _line_of(law.figure(path))
    except NoLawOnDay as nothing:
        said = _("not yet published") if isinstance(nothing, NotYetKnown) else _("no value on this day")
        is_open = bool(get_tree()["parameters"][path].get("switch"))
        return Line(path=path, label=label_of(path), value=said, figure=None, number="", is_open=is_open)


def _line_of(figure: Figure) -> Line:
    return Line(
        path=figure.path,
        label=figure.label,
        value=figure_in_words(figure),
        figure=figure,
        number=get_source(figure.source.document)["number"],
        is_open=bool(get_tree()["parameters"][figure.path].get("switch")),
    )
