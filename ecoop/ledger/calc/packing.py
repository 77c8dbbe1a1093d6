"""Arrays in PostgreSQL's binary form, packed a column at a time: batches of entries travel this way."""

import struct
from collections.abc import Sequence
from datetime import date
from uuid import UUID

INT2, INT4, INT8, TEXT, UUID_, DATE = 21, 23, 20, 25, 2950, 1082
_NULL = b"\xff\xff\xff\xff"
_UUID_SIZE = b"\x00\x00\x00\x10"
_DAY_ZERO = date(2000, 1, 1).toordinal()


def pack_integers(values: Sequence[int], *, oid: int) -> bytes:
    """Pack whole numbers as int2, int4 or int8."""
    size, letter = {INT2: (2, "h"), INT4: (4, "i"), INT8: (8, "q")}[oid]
    cells = [size] * (2 * len(values))
    cells[1::2] = values
    return _head(len(values), oid=oid) + struct.pack(">" + f"i{letter}" * len(values), *cells)


def pack_days(values: Sequence[date]) -> bytes:
    """Pack days, most of which are the same few."""
    numbers = {day: day.toordinal() - _DAY_ZERO for day in set(values)}
    return _head(len(values), oid=DATE) + pack_integers([numbers[day] for day in values], oid=INT4)[20:]


def pack_uuids(values: Sequence[UUID | None]) -> bytes | None:
    """Pack ids; None stands for an array without any."""
    if None not in values:
        return _head(len(values), oid=UUID_) + b"".join([_UUID_SIZE + value.bytes for value in values if value])
    if not any(values):
        return None
    cells = [_UUID_SIZE + value.bytes if value else _NULL for value in values]
    return _head(len(values), oid=UUID_, has_null=True) + b"".join(cells)


def pack_texts(values: Sequence[str | None]) -> bytes | None:
    """Pack texts, most of which may be the same few (account codes); None stands for an array without any."""
    cells = {value: _text_cell(value) for value in set(values)}
    has_null = None in cells
    if has_null and len(cells) == 1:
        return None
    return _head(len(values), oid=TEXT, has_null=has_null) + b"".join([cells[value] for value in values])


def _text_cell(value: str | None) -> bytes:
    if value is None:
        return _NULL
    encoded = value.encode()
    return len(encoded).to_bytes(4, "big") + encoded


def _head(length: int, *, oid: int, has_null: bool = False) -> bytes:
    return struct.pack(">iiIii", 1, has_null, oid, length, 1)
