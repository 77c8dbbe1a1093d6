"""Read law/ from its files, once; afterwards from a cache beside the database."""

import contextlib
import csv
import functools
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from ecoop.lawbook.calc import Tree

# A change of what the cache holds must not be read by older or newer code.
CACHE_FORMAT = 4


class _LawLoader(yaml.CSafeLoader):
    """Reads a decimal number and a day as the text that stands in the file, so that nothing is lost."""


def _as_written(loader: _LawLoader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node)).replace("_", "")


# Only true and false are yes and no. YAML of old also reads “on”, “yes” and “no” so, which are words in the law.
_LawLoader.yaml_implicit_resolvers = {
    first: [(tag, shape) for tag, shape in found if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_LawLoader.add_constructor("tag:yaml.org,2002:float", _as_written)
_LawLoader.add_constructor("tag:yaml.org,2002:timestamp", _as_written)


class Tables(Mapping[str, Any]):
    """The tables of law/: labels and sources at hand, the rows of a CSV read when first asked for.

    The list of wards is longer than all the rest of the law, and few commands need it.
    """

    def __init__(self, *, root: Path, heads: Mapping[str, Any]) -> None:
        self._root = root
        self._heads = heads
        self._read: dict[str, Any] = {}

    def __getitem__(self, path: str) -> Any:
        if path not in self._read:
            head = self._heads[path]
            self._read[path] = head if "rows" in head else {**head, "rows": _read_rows(self._root / f"{path}.csv")}
        return self._read[path]

    def head(self, path: str) -> Mapping[str, Any]:
        """Give the label, times and source of a table without reading its rows."""
        head: Mapping[str, Any] = self._heads[path]
        return head

    def __iter__(self) -> Iterator[str]:
        return iter(self._heads)

    def __len__(self) -> int:
        return len(self._heads)


@functools.lru_cache(maxsize=1)
def get_tree() -> Tree:
    """Give the law of this checkout; the first call of a process reads the cache or the files."""
    root = Path(settings.LAW)
    stamp = _stamp(root)
    cache = Path(settings.VAR) / "law.json"
    shelves = _read_cache(cache, stamp)
    if shelves is None:
        shelves = _read_shelves(root)
        _write_cache(cache, stamp, shelves)
    return {**shelves, "tables": Tables(root=root / "tables", heads=shelves["tables"])}


def read_tree(root: Path) -> Tree:
    """Read every file of a law folder; files that cannot be read are named under `faults`."""
    shelves = _read_shelves(root)
    return {**shelves, "tables": Tables(root=root / "tables", heads=shelves["tables"])}


def _read_shelves(root: Path) -> dict[str, Any]:
    faults: list[str] = []
    tree: dict[str, Any] = {"units": _read_yaml(root / "units.yaml", faults) or {}, "faults": faults}
    for shelf in ("sources", "parameters", "forms", "cases", "tables"):
        files = _files(root / shelf, ".yaml")
        tree[shelf] = {path: content for path, file in files if (content := _read_yaml(file, faults)) is not None}
    unknown = root / "unknown.yaml"
    tree["unknown"] = (_read_yaml(unknown, faults) or {}).get("unknown", []) if unknown.exists() else []
    for path, file in _files(root / "tables", ".csv"):
        if path not in tree["tables"]:
            faults.append(f"{file}: no {path}.yaml stands beside it; write its label, period and source there")
            tree["tables"][path] = {}
    return tree


def _read_rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    # An empty cell in a column of times means that the row has no such limit.
    times = ("from", "to", "known_from")
    return [{name: text for name, text in row.items() if text or name not in times} for row in rows]


def _read_yaml(file: Path, faults: list[str]) -> Any:
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_LawLoader)  # noqa: S506 (a safe loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        faults.append(f"{file}: cannot be read as YAML ({' '.join(str(problem).split())})")
        return None
    if not isinstance(content, dict):
        faults.append(f"{file}: must hold names and values")
        return None
    return content


def _files(folder: Path, suffix: str) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob(f"*{suffix}")):
        yield file.relative_to(folder).with_suffix("").as_posix(), file


def _stamp(root: Path) -> str:
    """Sum up the tree as the number of its files and the newest change, without opening one."""
    newest, count, folders = 0, 0, [str(root)]
    while folders:
        folder = folders.pop()
        newest = max(newest, os.stat(folder).st_mtime_ns)
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                count += 1
                newest = max(newest, entry.stat(follow_symlinks=False).st_mtime_ns)
    return f"{CACHE_FORMAT}:{count}:{newest}"


def _read_cache(cache: Path, stamp: str) -> dict[str, Any] | None:
    try:
        content = json.loads(cache.read_bytes())
    except (OSError, ValueError):
        return None
    return content["tree"] if isinstance(content, dict) and content.get("stamp") == stamp else None


def _write_cache(cache: Path, stamp: str, tree: Mapping[str, Any]) -> None:
    # Without the cache everything works, only slower; so a folder that cannot be written is no trouble.
    with contextlib.suppress(OSError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        waiting = cache.with_suffix(f".{os.getpid()}")
        waiting.write_text(json.dumps({"stamp": stamp, "tree": tree}, ensure_ascii=False), encoding="utf-8")
        waiting.replace(cache)
