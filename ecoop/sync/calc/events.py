"""Events as they come: who they are, when they happened, what they say; and what became of each."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from ecoop.kernel.refusals import Refusal
from ecoop.sync.calc.fields import read_id
from ecoop.sync.calc.words import EventKind
from ecoop.sync.errors import EventNotUnderstood

KINDS = frozenset(kind.value for kind in EventKind)
_SEQ_MAX = 2**53
_DIGEST_BYTES = 16
# Phones nest four deep. What nests to the bounds of the reader could be kept once and never be looked at again.
_DEPTH_MAX = 40
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class EventDraft:
    """An event on its way in. `fault` says why it could not even be read; it is kept all the same."""

    id: UUID | None
    kind: str
    seq: int
    happened_at: datetime
    body: Any
    digest: bytes
    said: Any
    fault: Refusal | None = None
    # The day that the phone gave it, where its document was mended to another one.
    said_on: date | None = None


@dataclass(frozen=True)
class Loser:
    """A field of a description that two said differently: what was kept, and what was not."""

    field: str
    kept: Any
    lost: Any


@dataclass(slots=True)
class EventOutcome:
    """What became of an event: recorded, known (it was there before) or refused and kept in the tray."""

    id: UUID | None
    status: str
    label: str = ""
    refusal: Mapping[str, Any] | None = None
    losers: Sequence[Loser] = field(default=())


def read_events(*, said: Sequence[Any], now: datetime) -> list[EventDraft]:
    """Read the events of a batch; one that cannot be read is marked and disturbs no other.

    Shape: one draft per event, in order
    """
    return [_read_or_cut(each, now) for each in said]


def digest_of(*, kind: Any, body: Any) -> bytes:
    """Reckon the digest by which the words of an event are known again, in whatever order they were written."""
    words = json.dumps([kind, body], sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(words.encode(), digest_size=_DIGEST_BYTES).digest()


def write_payload(*, said: Any) -> str:
    """Write an event as it came, in characters that every table can hold; what lies too deep is left out."""
    return json.dumps(_cut(said, _DEPTH_MAX), sort_keys=True)


def read_moment(value: object) -> datetime | None:
    """Read a moment; None if it is none. Without a zone it is taken as UTC."""
    if type(value) is not str or len(value) > 40:
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _read_or_cut(said: Any, now: datetime) -> EventDraft:
    try:
        return _read(said, now)
    except RecursionError:
        # It could just be read but not be written any more; the others of its batch must not wait for it.
        draft = _read(_cut(said, _DEPTH_MAX), now)
        draft.fault = draft.fault or EventNotUnderstood(field="body")
        return draft


def _cut(value: Any, left: int) -> Any:
    if type(value) is dict:
        return {name: _cut(each, left - 1) for name, each in value.items()} if left else "…"
    if type(value) is list:
        return [_cut(each, left - 1) for each in value] if left else "…"
    return value


def _read(said: Any, now: datetime) -> EventDraft:
    if type(said) is not dict:
        fault = EventNotUnderstood(field="event")
        return EventDraft(None, "", 0, now, None, digest_of(kind=None, body=said), said, fault)
    kind, body = said.get("kind"), said.get("body")
    event_id, seq, happened_at = read_id(said.get("id")), said.get("seq"), read_moment(said.get("happened_at"))
    # What has no id is known by all its words.
    digest = digest_of(kind=kind, body=body) if event_id else digest_of(kind=None, body=said)
    draft = EventDraft(event_id, str(kind)[:40], 0, now, body, digest, said)
    is_readable = (
        (event_id is not None, "id"),
        (type(kind) is str and kind in KINDS, "kind"),
        (type(seq) is int and 0 <= seq <= _SEQ_MAX, "seq"),
        (happened_at is not None, "happened_at"),
        (type(body) is dict, "body"),
    )
    for is_right, name in is_readable:
        if not is_right:
            draft.kind = draft.kind.encode("ascii", "replace").decode().replace("\0", "?")
            draft.fault = EventNotUnderstood(field=name)
            return draft
    draft.seq, draft.happened_at = seq or 0, _bounded(happened_at or now, now)
    return draft


def _bounded(moment: datetime, now: datetime) -> datetime:
    # A clock may be wrong by years; nothing rests on it, but no column holds the year 9999 either.
    return min(max(moment, _EARLIEST), now + timedelta(days=1))
