"""Two organisations with a row of each in every tenant table, whatever tables there are."""

import itertools
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, connections, transaction

TENANT_TABLES = """
    SELECT c.relname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    ORDER BY c.relname
"""
COLUMNS = """
    SELECT a.attname, t.typname, CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 END
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = '' AND a.attidentity = ''
    ORDER BY a.attnum
"""
# What a row must look like is each domain's own affair; whom it belongs to is what is asked here.
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'c') AND conrelid <> 0
    ORDER BY contype DESC
"""
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Worlds:
    """The tenant tables, and the two organisations that have one row in each."""

    tables: tuple[str, ...]
    ours: uuid.UUID
    theirs: uuid.UUID


def make_worlds() -> Worlds:
    """Put a row of two organisations into every tenant table of a throw-away database."""
    worlds = Worlds(tables=list_tenant_tables(), ours=uuid.uuid4(), theirs=uuid.uuid4())
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(CONSTRAINTS)
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for org_id in (worlds.ours, worlds.theirs):
        # Row security holds for the owner too, so that it must say for whom it writes.
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("SELECT set_config('ecoop.org_id', %s, true)", [str(org_id)])
            for table in worlds.tables:
                cursor.execute(*insert_of(cursor=cursor, table=table, org_id=org_id))
    return worlds


def list_tenant_tables() -> tuple[str, ...]:
    """List every table whose rows belong to an organisation, from the catalogue."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(TENANT_TABLES)
        return tuple(name for (name,) in cursor.fetchall())


def insert_of(*, cursor: Any, table: str, org_id: uuid.UUID, **given: Any) -> tuple[str, list[Any]]:
    """Write the statement that puts one row of an organisation into a table, some columns as given."""
    cursor.execute(COLUMNS, [table])
    columns = cursor.fetchall()
    given["org_id"] = org_id
    values = [given[name] if name in given else _value(kind, length) for name, kind, length in columns]
    names, places = ", ".join(f'"{name}"' for name, _, _ in columns), ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({places})", values


@contextmanager
def standing_in(*, org_id: uuid.UUID | None, person_id: uuid.UUID | None = None) -> Iterator[Any]:
    """Act as the application inside an organisation, and take everything back afterwards."""
    with transaction.atomic(), connection.cursor() as cursor:
        stand_in(cursor=cursor, org_id=org_id, person_id=person_id)
        yield cursor
        transaction.set_rollback(True)


def stand_in(*, cursor: Any, org_id: uuid.UUID | None, person_id: uuid.UUID | None = None) -> None:
    """Go on as somebody else, in the same transaction."""
    said = [str(each) if each else "" for each in (org_id, person_id)]
    cursor.execute("SELECT set_config('ecoop.org_id', %s, true), set_config('ecoop.person_id', %s, true)", said)


def _value(kind: str, length: int | None) -> Any:
    if kind.startswith("_"):
        return []
    made = MAKERS[kind](next(_numbers))
    return made[:length] if isinstance(made, str) and length else made


MAKERS: dict[str, Callable[[int], Any]] = {
    "uuid": lambda _number: uuid.uuid4(),
    "text": lambda number: f"{number:05}",
    "varchar": lambda number: f"{number:05}",
    "bool": lambda _number: True,
    "int2": lambda number: number,
    "int4": lambda number: number,
    "int8": lambda number: number,
    "numeric": lambda _number: Decimal(1),
    "date": lambda number: date.fromordinal(date(2099, 1, 1).toordinal() + number),
    "timestamptz": lambda number: datetime(2099, 1, 1, tzinfo=UTC).replace(microsecond=number),
    "jsonb": lambda _number: "{}",
    "bytea": lambda number: str(number).encode(),
}
