"""Values that are in PostgreSQL's binary form already, on Django's own connection."""

from typing import Any
from weakref import WeakSet

import psycopg
from django.db import connection
from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format

_prepared: WeakSet[psycopg.Connection[Any]] = WeakSet()


class Packed(bytes):
    """An array that is in PostgreSQL's binary form already."""


class _PackedDumper(Dumper):
    """Hand packed bytes on as they are; a cast or a signature tells the server their type."""

    format = Format.BINARY
    oid = 0

    def dump(self, obj: Any) -> Buffer | None:
        return bytes(obj)


def open_cursor() -> psycopg.Cursor[tuple[Any, ...]]:
    """Open a cursor that binds on the server, on Django's own connection and so in its transaction."""
    connection.ensure_connection()
    raw = connection.connection
    if raw not in _prepared:
        raw.adapters.register_dumper(Packed, _PackedDumper)
        _prepared.add(raw)
    return psycopg.Cursor(raw)
