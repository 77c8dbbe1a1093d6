"""The envelope of a batch: bytes that came over the network, read within bounds."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ecoop.sync.calc.events import read_moment
from ecoop.sync.calc.fields import read_id
from ecoop.sync.errors import BatchTooLarge, BatchUnreadable

EVENTS_MAX = 5000
UNPACKED_MAX = 20 * 1024 * 1024
_GZIP = 31


@dataclass(frozen=True)
class Envelope:
    """A batch as it came: which phone says it sent it, when by its clock, and the events."""

    device_id: UUID
    sent_at: datetime
    events: Sequence[Any]


def read_envelope(*, packed: bytes, encoding: str) -> Envelope:
    """Read a batch; what its events say is another question.

    Raises: BatchUnreadable, BatchTooLarge
    """
    said = _parse(_unpack(packed, encoding))
    if type(said) is not dict:
        raise BatchUnreadable(why="object")
    device_id, sent_at, events = read_id(said.get("device_id")), read_moment(said.get("sent_at")), said.get("events")
    if device_id is None:
        raise BatchUnreadable(why="device_id")
    if sent_at is None:
        raise BatchUnreadable(why="sent_at")
    if type(events) is not list:
        raise BatchUnreadable(why="events")
    if len(events) > EVENTS_MAX:
        raise BatchTooLarge()
    return Envelope(device_id, sent_at, events)


def _unpack(packed: bytes, encoding: str) -> bytes:
    if encoding != "gzip":
        if len(packed) > UNPACKED_MAX:
            raise BatchTooLarge()
        return packed
    unpacker = zlib.decompressobj(wbits=_GZIP)
    try:
        unpacked = unpacker.decompress(packed, UNPACKED_MAX + 1)
    except zlib.error as fault:
        raise BatchUnreadable(why="gzip") from fault
    if len(unpacked) > UNPACKED_MAX:
        raise BatchTooLarge()
    if not unpacker.eof:
        raise BatchUnreadable(why="gzip")
    return unpacked


def _parse(text: bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        # A number of thousands of digits in one event must not keep the others waiting: it is taken as text.
        return json.loads(text, parse_int=_whole)
    except (ValueError, RecursionError) as fault:
        raise BatchUnreadable(why="JSON") from fault


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) < 20 else digits[:100]
