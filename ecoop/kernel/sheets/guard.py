"""Measure the zip inside an Excel file before anything opens it; what its directory claims is not believed."""

import io
import struct
import zipfile
import zlib

from ecoop.kernel.sheets.errors import REASONS, SheetIsUnsafe

# Bounds of good sense: 200,000 rows of twelve columns are about 250 MB of XML.
ENTRIES_MAX = 2_000
UNPACKED_BYTES_MAX = 400 * 1024 * 1024
# What a list of repeated words packs to; deflate itself ends at about 1,030.
RATIO_MAX = 250
# Small parts (themes, styles) may pack as well as they like.
_SMALL_BYTES = 4 * 1024 * 1024
_PIECE = 1024 * 1024
_LOCAL_HEADER = struct.Struct("<4s22xHH")


def check_zip(data: bytes, *, name: str) -> None:
    """Refuse a zip that would unpack to too much, without keeping what it unpacks.

    Raises: SheetIsUnsafe
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise _unsafe(name, "damaged") from None
    if len(entries) > ENTRIES_MAX:
        raise _unsafe(name, "many")
    whole = 0
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise _unsafe(name, "locked")
        whole += _measure(data, entry, name=name, bytes_left=UNPACKED_BYTES_MAX - whole)


def _measure(data: bytes, entry: zipfile.ZipInfo, *, name: str, bytes_left: int) -> int:
    """Tell how many bytes one entry really unpacks to, and stop as soon as it is too many."""
    packed = _packed_bytes(data, entry)
    if packed is None:
        raise _unsafe(name, "damaged")
    if entry.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise _unsafe(name, "damaged")
    most = min(bytes_left, max(_SMALL_BYTES, len(packed) * RATIO_MAX))
    size, inflating = 0, zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    try:
        while rest and not inflating.eof:
            size += len(inflating.decompress(rest, _PIECE))
            if size > most:
                raise _unsafe(name, "swells")
            rest = inflating.unconsumed_tail
    except zlib.error:
        raise _unsafe(name, "damaged") from None
    return size


def _packed_bytes(data: bytes, entry: zipfile.ZipInfo) -> memoryview | None:
    """Find an entry's packed bytes, by the same directory that the reader of the workbook follows."""
    at = entry.header_offset
    if at + _LOCAL_HEADER.size > len(data):
        return None
    mark, name_bytes, extra_bytes = _LOCAL_HEADER.unpack_from(data, at)
    starts = at + _LOCAL_HEADER.size + name_bytes + extra_bytes
    if mark != b"PK\x03\x04" or starts + entry.compress_size > len(data):
        return None
    return memoryview(data)[starts : starts + entry.compress_size]


def _unsafe(name: str, reason: str) -> SheetIsUnsafe:
    return SheetIsUnsafe(name=name, why=REASONS[reason])
