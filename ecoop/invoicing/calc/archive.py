"""Unpack a zip from a stranger: counted, measured while it unpacks, never trusting what its directory claims."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from ecoop.invoicing.calc.safe_xml import BYTES_MAX
from ecoop.invoicing.errors import ARCHIVE_REASONS, ArchiveIsUnsafe, FileIsTooLarge
from ecoop.kernel.refusals import Refusal

# Bounds of good sense: a month of a busy shop is some thousands of invoices of a few kilobytes.
ARCHIVE_BYTES_MAX = 128 * 1024 * 1024
ENTRIES_MAX = 20_000
UNPACKED_BYTES_MAX = 512 * 1024 * 1024
# Other methods let a stranger choose how much memory unpacking takes; nobody who issues invoices uses them.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class ArchiveEntry:
    """One XML file of an archive: its bytes, or why it was not unpacked."""

    name: str
    data: bytes
    refusal: Refusal | None = None


def unpack_safely(data: bytes, *, name: str) -> Iterator[ArchiveEntry]:
    """Yield the XML files of a zip one by one; other files (the authority adds pages and pictures) are passed over.

    Raises: ArchiveIsUnsafe
    """
    if len(data) > ARCHIVE_BYTES_MAX:
        raise _unsafe(name, "large")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise _unsafe(name, "damaged") from None
    with archive:
        entries = archive.infolist()
        if len(entries) > ENTRIES_MAX:
            raise _unsafe(name, "many")
        unpacked = 0
        for entry in entries:
            if entry.is_dir() or not entry.filename.lower().endswith((".xml", ".zip")):
                continue
            if entry.filename.lower().endswith(".zip"):
                yield ArchiveEntry(f"{name}/{entry.filename}", b"", _unsafe(entry.filename, "nested"))
                continue
            found = _unpack_one(archive, entry, name=f"{name}/{entry.filename}")
            # What was too large to keep was unpacked all the same.
            unpacked += len(found.data) if found.refusal is None else BYTES_MAX
            if unpacked > UNPACKED_BYTES_MAX:
                raise _unsafe(name, "swells")
            yield found


def _unpack_one(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, name: str) -> ArchiveEntry:
    if entry.flag_bits & 0x1:
        return ArchiveEntry(name, b"", _unsafe(name, "locked"))
    if entry.compress_type not in _METHODS:
        return ArchiveEntry(name, b"", _unsafe(name, "damaged"))
    try:
        with archive.open(entry) as stream:
            # One byte more than allowed is enough to know; what the directory says about the size is not believed.
            data = stream.read(BYTES_MAX + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError, RuntimeError):
        return ArchiveEntry(name, b"", _unsafe(name, "damaged"))
    if len(data) > BYTES_MAX:
        return ArchiveEntry(name, b"", FileIsTooLarge(name=name, bytes=entry.file_size, bytes_max=BYTES_MAX))
    return ArchiveEntry(name, data)


def _unsafe(name: str, reason: str) -> ArchiveIsUnsafe:
    return ArchiveIsUnsafe(name=name, why=ARCHIVE_REASONS[reason])
