"""Read a pile of files as a stream: in order, on all cores, in flat memory."""

import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from ecoop.invoicing.calc import (
    BYTES_MAX,
    InvoiceKey,
    InvoiceRead,
    InvoiceRefused,
    ReadingRules,
    SeenInvoices,
    is_archive,
    read_invoices,
    unpack_safely,
    what_it_says,
)
from ecoop.invoicing.errors import FileIsUnreadable
from ecoop.invoicing.queries.files import FoundFile, list_files
from ecoop.kernel.refusals import Refusal

_BATCH, _WAITING_MAX = 24, 8
# Below this it takes longer to start another process than to read.
_FEW = 64


@dataclass(frozen=True)
class ReadEntry:
    """One invoice or refusal as JSON, with what telling duplicates apart needs."""

    file: str
    status: str
    text: str
    key: InvoiceKey | None = None
    what: str = ""


@dataclass(frozen=True)
class _Unit:
    """One file to read: by its path, by bytes that came out of an archive, or refused before."""

    name: str
    path: Path | None = None
    data: bytes = b""
    refusal: Refusal | None = None


def stream_entries(*, paths: Sequence[Path], rules: ReadingRules) -> Iterator[ReadEntry]:
    """Read everything below the paths, one entry per invoice or refusal, in the order of their names.

    Queries: 0
    """
    seen = SeenInvoices()
    for entry in _in_order(_units(list_files(paths=paths)), rules=rules):
        if entry.key is not None:
            noticed = seen.notice(key=entry.key, file=entry.file, what=entry.what)
            if noticed:
                given = json.loads(entry.text)
                given["problems"] += [problem.as_dict() for problem in noticed]
                yield ReadEntry(entry.file, entry.status, _written(given))
                continue
        yield entry


def _units(files: Iterable[FoundFile]) -> Iterator[_Unit]:
    """Yield what there is to read; archives are unpacked here, so that no process holds a whole one."""
    for found in files:
        if found.refusal is not None:
            yield _Unit(found.name, refusal=found.refusal)
            continue
        try:
            with found.path.open("rb") as file:
                if not is_archive(file.read(4), name=found.name):
                    yield _Unit(found.name, path=found.path)
                    continue
                file.seek(0)
                yield from (
                    _Unit(entry.name, data=entry.data, refusal=entry.refusal)
                    for entry in unpack_safely(file, name=found.name)
                )
        except Refusal as refusal:
            yield _Unit(found.name, refusal=refusal)
        except OSError:
            yield _Unit(found.name, refusal=FileIsUnreadable(name=found.name))


def _in_order(units: Iterator[_Unit], *, rules: ReadingRules) -> Iterator[ReadEntry]:
    first = list(islice(units, _FEW))
    workers = min(os.cpu_count() or 1, 8)
    if len(first) < _FEW or workers == 1:
        for unit in chain(first, units):
            yield from _read_unit(unit, rules)
        return
    waiting: deque[Future[list[ReadEntry]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        units = chain(first, units)
        while batch := list(islice(units, _BATCH)):
            waiting.append(pool.submit(_read_batch, batch, rules))
            if len(waiting) > _WAITING_MAX:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _read_batch(batch: Sequence[_Unit], rules: ReadingRules) -> list[ReadEntry]:
    return [entry for unit in batch for entry in _read_unit(unit, rules)]


def _read_unit(unit: _Unit, rules: ReadingRules) -> list[ReadEntry]:
    if unit.refusal is not None:
        return [_entry(InvoiceRefused(file=unit.name, refusal=unit.refusal))]
    data = unit.data
    if unit.path is not None:
        try:
            with unit.path.open("rb") as file:
                # One byte more than would be taken is enough to refuse it.
                data = file.read(BYTES_MAX + 1)
        except OSError:
            return [_entry(InvoiceRefused(file=unit.name, refusal=FileIsUnreadable(name=unit.name)))]
    return [_entry(result) for result in read_invoices(data, name=unit.name, rules=rules)]


def _entry(result: InvoiceRead | InvoiceRefused) -> ReadEntry:
    text = _written(result.as_dict())
    if isinstance(result, InvoiceRefused):
        return ReadEntry(result.file, "refused", text)
    return ReadEntry(result.file, "read", text, result.key, what_it_says(result))


def _written(given: object) -> str:
    return json.dumps(given, ensure_ascii=False)
