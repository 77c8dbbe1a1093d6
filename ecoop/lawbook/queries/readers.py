"""Who reads what: the places in code and pages that name a path of the law."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from ecoop.lawbook.queries.tree import get_tree

# A quoted path with at least one slash; `{…}` in it stands for any one part, as in f"tax/pit_rate/{sector}".
QUOTED_PATH = re.compile(r"""["']([a-z][a-z0-9_\-]*(?:/[^"'\s/]+)+)["']""")
# A prefix that a file names once, as in _T = "tax/household", and later writes as f"{_T}/vat_cut_ratio".
PREFIX = re.compile(r"""^([A-Z_]+) = f?["']([^"'\n]+)["']$""", re.MULTILINE)
PLACEHOLDER = re.compile(r"\\\{.*?\\\}")


@functools.lru_cache(maxsize=1)
def list_readers() -> dict[str, list[str]]:
    """List for each path of the law the files of this checkout that read it."""
    return readers_of(tree=get_tree(), code=Path(settings.ROOT) / "ecoop")


def readers_of(*, tree: Mapping[str, Any], code: Path) -> dict[str, list[str]]:
    """List for each parameter, table and form the files that read it.

    Shape:  path to file names, sorted; a parameter named in a table is read where that table is read
    """
    known = {*tree["parameters"], *tree["tables"], *tree["forms"]}
    readers: dict[str, set[str]] = defaultdict(set)
    for file in _files_of_code(code):
        for path in _paths_named(file.read_text(encoding="utf-8"), known):
            readers[path].add(file.relative_to(code.parent).as_posix())
    for table in tree["tables"]:
        if table in readers:
            for path in _paths_in_rows(tree["tables"][table]["rows"], tree["parameters"]):
                readers[path].add(f"law/tables/{table}")
    return {path: sorted(files) for path, files in readers.items()}


def _files_of_code(code: Path) -> Iterator[Path]:
    for file in sorted(code.rglob("*")):
        # Tests and examples of the lawbook name paths without computing with them.
        is_ours = file.suffix in (".py", ".html") and not {"tests", "lawbook"} & set(file.relative_to(code).parts)
        if is_ours and file.is_file():
            yield file


def _paths_named(text: str, known: set[str]) -> Iterator[str]:
    for name, prefix in PREFIX.findall(text):
        text = text.replace(f"{{{name}}}", prefix)
    for named in set(QUOTED_PATH.findall(text)):
        if named in known:
            yield named
        elif "{" in named:
            pattern = re.compile(PLACEHOLDER.sub("[^/]+", re.escape(named)))
            yield from (path for path in known if pattern.fullmatch(path))


def _paths_in_rows(rows: Iterable[Any], parameters: Mapping[str, Any]) -> Iterator[str]:
    for row in rows:
        yield from (cell for cell in row.values() if isinstance(cell, str) and cell in parameters)
