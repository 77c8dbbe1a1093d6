"""What other domains ask of the law: `lawbook.on(day, known_on=…)` and its lists."""

from ecoop.lawbook.calc import Figure, Law, first_working_day
from ecoop.lawbook.queries.changes import figure_in_words
from ecoop.lawbook.queries.law import (
    CaseOfLaw,
    choices_of,
    get_source,
    label_of,
    list_cases,
    list_history,
    list_paths,
    list_switches,
    on,
    search_law,
    tell_citation,
)
from ecoop.lawbook.queries.tree import get_tree, read_tree

__all__ = [
    "CaseOfLaw",
    "Figure",
    "Law",
    "choices_of",
    "figure_in_words",
    "first_working_day",
    "get_source",
    "get_tree",
    "label_of",
    "list_cases",
    "list_history",
    "list_paths",
    "list_switches",
    "on",
    "read_tree",
    "search_law",
    "tell_citation",
]
