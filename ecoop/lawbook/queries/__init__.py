"""What other domains ask of the law: `lawbook.on(day, known_on=…)` and its lists."""

from ecoop.lawbook.calc import Figure, Law, first_working_day
from ecoop.lawbook.queries.law import (
    CaseOfLaw,
    get_source,
    list_cases,
    list_history,
    list_paths,
    list_switches,
    on,
    search_law,
)
from ecoop.lawbook.queries.tree import get_tree, read_tree

__all__ = [
    "CaseOfLaw",
    "Figure",
    "Law",
    "first_working_day",
    "get_source",
    "get_tree",
    "list_cases",
    "list_history",
    "list_paths",
    "list_switches",
    "on",
    "read_tree",
    "search_law",
]
