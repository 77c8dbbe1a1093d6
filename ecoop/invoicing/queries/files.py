"""Find the files below paths that people name; links, pipes and devices of strangers are told and never opened."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecoop.invoicing.errors import FileIsNoFile, FileIsNotThere, FileIsUnreadable
from ecoop.kernel.refusals import Refusal

_ENDINGS = (".xml", ".zip")
_DEPTH_MAX = 40


@dataclass(frozen=True)
class FoundFile:
    """A file to read, by its path and by a name that can be printed; or why it is not read."""

    path: Path
    name: str
    refusal: Refusal | None = None


def list_files(*, paths: Sequence[Path]) -> Iterator[FoundFile]:
    """Yield what stands at each path, and below it where it is a folder, in the order of names.

    Queries: 0
    """
    for path in paths:
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError):
            yield _refused(path, FileIsNotThere)
            continue
        if stat.S_ISDIR(mode):
            yield from _below(path, depth=0)
        elif stat.S_ISREG(mode):
            yield FoundFile(path, printable(path))
        else:
            yield _refused(path, FileIsNoFile)


def printable(path: Path) -> str:
    """Write a path as text that can be printed: names of files may hold bytes that are no text.

    Queries: 0
    """
    return os.fsencode(path).decode("utf-8", "replace")


def _below(folder: Path, *, depth: int) -> Iterator[FoundFile]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        yield _refused(folder, FileIsUnreadable)
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if depth < _DEPTH_MAX:
                yield from _below(path, depth=depth + 1)
            else:
                yield _refused(path, FileIsNoFile)
        elif not entry.name.lower().endswith(_ENDINGS):
            continue
        elif entry.is_file(follow_symlinks=False):
            yield FoundFile(path, printable(path))
        else:
            # A link may lead to any file of this machine, and a pipe never ends.
            yield _refused(path, FileIsNoFile)


def _refused(path: Path, why: type[Refusal]) -> FoundFile:
    return FoundFile(path, printable(path), why(name=printable(path)))
