"""Unpack a zip from a stranger: counted, measured while it unpacks, never trusting what its directory claims."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ecoop.invoicing.calc.safe_xml import BYTES_MAX
from ecoop.invoicing.errors import ARCHIVE_REASONS, ArchiveIsUnsafe, FileIsTooLarge
from ecoop.kernel.refusals import Refusal

# Bounds of good sense: a month of a busy shop is some thousands of invoices of a few kilobytes.
ARCHIVE_BYTES_MAX = 128 * 1024 * 1024
ENTRIES_MAX = 20_000
UNPACKED_BYTES_MAX = 512 * 1024 * 1024
# A zip inside a zip is what one gets who packs several downloads of the authority's page; deeper is a trap.
_NESTED_MAX, _NESTED_BYTES_MAX = 1, 16 * 1024 * 1024
# Other methods let a stranger choose how much memory unpacking takes; nobody who issues invoices uses them.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The end of an archive says how long its directory is, which is read whole before anybody can count its entries.
_END, _END_OF_LARGE, _END_BYTES, _COMMENT_MAX = b"PK\x05\x06", b"PK\x06\x07", 22, 65_535
_DIRECTORY_BYTES_MAX = 8 * 1024 * 1024
_NAME_MAX = 300


@dataclass(frozen=True)
class ArchiveEntry:
    """One XML file of an archive: its bytes, or why it was not unpacked."""

    name: str
    data: bytes
    refusal: Refusal | None = None


@dataclass
class _Budget:
    """What may still be unpacked, for an archive and those inside it together."""

    entries: int
    bytes_left: int


def is_archive(start: bytes, *, name: str) -> bool:
    """Tell whether a file is a zip: by how it begins, or by its name where it begins with nothing known."""
    return start.startswith(b"PK\x03\x04") or name.lower().endswith(".zip")


def unpack_safely(file: bytes | BinaryIO, *, name: str) -> Iterator[ArchiveEntry]:
    """Yield the XML files of a zip one by one; other files (the authority adds pages and pictures) are passed over.

    Raises: ArchiveIsUnsafe
    """
    budget = _Budget(ENTRIES_MAX, UNPACKED_BYTES_MAX)
    stream = io.BytesIO(file) if isinstance(file, bytes) else file
    count = 0
    for entry in _entries(stream, name=name, depth=0, budget=budget):
        count += 1
        yield entry
    if not count:
        raise _unsafe(name, "bare")


def _entries(stream: BinaryIO, *, name: str, depth: int, budget: _Budget) -> Iterator[ArchiveEntry]:
    _check_size(stream, name=name)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        raise _unsafe(name, "damaged") from None
    with archive:
        found = archive.infolist()
        budget.entries -= len(found)
        if budget.entries < 0:
            raise _unsafe(name, "many")
        for entry in found:
            if entry.is_dir() or not entry.filename.lower().endswith((".xml", ".zip")):
                continue
            yield from _one_entry(archive, entry, name=name, depth=depth, budget=budget)


def _one_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, name: str, depth: int, budget: _Budget
) -> Iterator[ArchiveEntry]:
    is_nested = entry.filename.lower().endswith(".zip")
    limit = _NESTED_BYTES_MAX if is_nested else BYTES_MAX
    label = f"{name}/{entry.filename[-_NAME_MAX:]}"
    if is_nested and depth >= _NESTED_MAX:
        yield ArchiveEntry(label, b"", _unsafe(label, "nested"))
        return
    found = _unpack_one(archive, entry, name=label, limit=limit)
    # What was too large to keep was unpacked all the same.
    budget.bytes_left -= len(found.data) if found.refusal is None else limit
    if budget.bytes_left < 0:
        raise _unsafe(name, "swells")
    if not is_nested or found.refusal is not None:
        yield found
        return
    try:
        yield from _entries(io.BytesIO(found.data), name=label, depth=depth + 1, budget=budget)
    except ArchiveIsUnsafe as refusal:
        if budget.entries < 0 or budget.bytes_left < 0:
            raise
        yield ArchiveEntry(label, b"", refusal)


def _unpack_one(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, name: str, limit: int) -> ArchiveEntry:
    if entry.flag_bits & 0x1:
        return ArchiveEntry(name, b"", _unsafe(name, "locked"))
    if entry.compress_type not in _METHODS:
        return ArchiveEntry(name, b"", _unsafe(name, "damaged"))
    try:
        with archive.open(entry) as stream:
            # One byte more than allowed is enough to know; what the directory says about the size is not believed.
            data = stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError, RuntimeError, ValueError):
        return ArchiveEntry(name, b"", _unsafe(name, "damaged"))
    if len(data) > limit:
        return ArchiveEntry(name, b"", FileIsTooLarge(name=name, bytes=entry.file_size, bytes_max=limit))
    return ArchiveEntry(name, data)


def _check_size(stream: BinaryIO, *, name: str) -> None:
    """Refuse an archive that is too large, or whose directory is, before anything of it is read."""
    size = stream.seek(0, io.SEEK_END)
    if size > ARCHIVE_BYTES_MAX:
        raise _unsafe(name, "large")
    stream.seek(max(0, size - _END_BYTES - _COMMENT_MAX))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise _unsafe(name, "damaged")
    (directory_bytes,) = struct.unpack("<I", tail[at + 12 : at + 16])
    # The large format is for more files and bytes than are taken here anyway.
    if directory_bytes > _DIRECTORY_BYTES_MAX or _END_OF_LARGE in tail[max(0, at - 20) : at]:
        raise _unsafe(name, "many")
    stream.seek(0)


def _unsafe(name: str, reason: str) -> ArchiveIsUnsafe:
    return ArchiveIsUnsafe(name=name, why=ARCHIVE_REASONS[reason])
