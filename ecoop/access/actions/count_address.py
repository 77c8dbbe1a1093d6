"""Count what one address asks or guesses on open pages, for all processes together; whoever counts sets the limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.db import connection

from ecoop.access.queries.addresses import name_address
from ecoop.kernel.tenancy import read_sql

_COUNT, _FORGIVE = read_sql(__file__, "count_address.sql"), read_sql(__file__, "forgive_address.sql")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class AddressCounter:
    """A table with the columns {span}_at, {word}_by and {word}; `purpose` keys the names of its addresses."""

    table: str
    purpose: str
    span: Literal["minute", "hour"]
    word: Literal["asked", "guessed"] = "asked"

    def starts_at(self, *, now: datetime) -> datetime:
        """Give the beginning of the span in which a moment lies."""
        return now - (now - _EPOCH) % self.length

    @property
    def length(self) -> timedelta:
        """Give how long a span is."""
        return timedelta(hours=1) if self.span == "hour" else timedelta(minutes=1)


@dataclass(frozen=True)
class Counted:
    """How often an address did it in this span, and in how many seconds the next one begins."""

    total: int
    seconds_left: int


def count_address(*, counter: AddressCounter, meta: Mapping[str, str], now: datetime, more: int = 1) -> Counted:
    """Add to what one address did in this span; `meta` is what the server knows of the request.

    Queries: 1
    """
    starts_at = counter.starts_at(now=now)
    [[total]] = _run(_COUNT, counter, meta, now, forget_before=starts_at - counter.length, more=more)
    return Counted(int(total), -(-(starts_at + counter.length - now) // _SECOND))


def forgive_address(*, counter: AddressCounter, meta: Mapping[str, str], now: datetime) -> None:
    """Take back one from what an address did in this span.

    Queries: 1
    """
    _run(_FORGIVE, counter, meta, now)


def _run(
    words: str, counter: AddressCounter, meta: Mapping[str, str], now: datetime, **more: datetime | int
) -> list[Any]:
    given: dict[str, Any] = {"starts_at": counter.starts_at(now=now), **more}
    given["address"] = name_address(meta=meta, purpose=counter.purpose)
    with connection.cursor() as cursor:
        cursor.execute(words.format(table=counter.table, span=counter.span, word=counter.word), given)
        return cursor.fetchall() if cursor.description else []
