"""What test runs leave on the server is swept away by a later one, and nothing that another may still need."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from ecoop.kernel.database import create_database

ROOT = Path(__file__).resolve().parents[2]
STATE = f"test_ecoop_template_of{os.getpid()}"
KEPT, OLD, OF_TODAY, UNMARKED, DRAFT, BUSY = (
    f"{STATE}{end}" for end in ("kept", "old", "today", "unmarked", "x_draft", "busy")
)
ALL = (KEPT, OLD, OF_TODAY, UNMARKED, DRAFT, BUSY)


@pytest.fixture
def roots(request: pytest.FixtureRequest) -> Any:
    """Give the module that makes and sweeps the databases of tests."""
    return request.config.pluginmanager.getplugin(str(ROOT / "conftest.py"))


@pytest.fixture
def server(django_db_setup: None, roots: Any) -> Iterator[psycopg.Connection[Any]]:
    """Connect to the server under the lock of templates, with six databases made."""
    owner = settings.DATABASES["owner"]["USER"]
    with roots._superuser() as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [roots.TEMPLATE_LOCK])
        for name in ALL:
            create_database(connection=connection, name=name, owner=owner)
        yield connection
    for name in ALL:
        roots._drop(name)


def last_used(connection: psycopg.Connection[Any], name: str, hours_ago: int) -> None:
    used_at = (datetime.now(UTC) - timedelta(hours=hours_ago)).isoformat()
    words = sql.SQL("COMMENT ON DATABASE {} IS {}")
    connection.execute(words.format(sql.Identifier(name), sql.Literal(used_at)))


def test_templates_of_other_states_go_a_day_after_a_run_last_began_with_them(roots: Any, server: Any) -> None:
    for name, hours_ago in ((KEPT, 25), (OLD, 25), (OF_TODAY, 23), (BUSY, 25)):
        last_used(server, name, hours_ago)
    with psycopg.connect(server.info.dsn, password=server.info.password or None, dbname=BUSY):
        roots._sweep(connection=server, keep=KEPT)
    words = "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE starts_with(datname, %s)"
    found = dict(server.execute(words, [STATE]).fetchall())
    assert set(found) == {KEPT, OF_TODAY, UNMARKED, BUSY}
    # What an older state of this file left is of unknown age: its day begins now.
    assert datetime.now(UTC) - datetime.fromisoformat(found[UNMARKED]) < timedelta(minutes=5)
