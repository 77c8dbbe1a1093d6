"""Tests run on real PostgreSQL, as the application's own role, on a copy of a migrated template."""

import contextlib
import hashlib
import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from ecoop.kernel.database import (
    connect_as_superuser,
    create_database,
    grant_framework_tables,
    prepare_roles_and_database,
)
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.queries import Finding, list_findings
from ecoop.parties.actions.load_places import load_places

ROOT = Path(__file__).resolve().parent
TEMPLATE_LOCK = 7_270_041
# Whoever goes back to another state of the migrations on the same day finds its template again.
TEMPLATE_KEPT = timedelta(days=1)
pytest_plugins = ["tests.cast"]


def pytest_configure() -> None:
    """Draw examples that a second run draws again, and serve static files as they lie there.

    Neither a busy machine nor luck may decide whether a property holds: `make strangers` looks further, and for new
    examples. Hashed names of static files need a collection that tests do not make; they are looked for when they
    are asked for, as each of a thousand clients would list them all first.
    """
    settled = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
    hypothesis.settings.register_profile("repeatable", derandomize=True, database=None, **settled)
    hypothesis.settings.register_profile("thorough", max_examples=500, **settled)
    hypothesis.settings.load_profile("thorough" if "ECOOP_THOROUGH" in os.environ else "repeatable")
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.WHITENOISE_AUTOREFRESH = True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let no two tests have one name: of those a run on several processors plays one and forgets the others."""
    for item in items:
        # Tests made from the OpenAPI file carry their operation in their name, and not in what tells them apart.
        operation = getattr(item, "operation_label", None)
        if operation and operation not in item.nodeid:
            item._id = item.id.with_params(operation)
    [(name, times)] = Counter(item.nodeid for item in items).most_common(1) or [("", 0)]
    if times > 1:
        raise pytest.UsageError(f"{times} tests are called {name}. Instead: give each a name of its own")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Give this process a database of its own; the application role works in it, the owner made it."""
    with django_db_blocker.unblock():
        prepare_roles_and_database(databases=settings.DATABASES)
        template = _migrated_template()
        name = f"test_ecoop_{os.getpid()}"
        _copy(template=template, name=name)
        _point_at(name)
    yield
    with django_db_blocker.unblock():
        _drop(name)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Give one test a fresh database whose transactions really commit; it is dropped afterwards."""
    with django_db_blocker.unblock(), _fresh_database() as name:
        yield name


@pytest.fixture(scope="module")
def lasting_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Give the tests of one file a database whose transactions really commit; it is dropped afterwards."""
    with django_db_blocker.unblock(), _fresh_database() as name:
        yield name


@pytest.fixture(scope="session")
def fresh_database() -> Callable[[], contextlib.AbstractContextManager[str]]:
    """Hand out databases whose transactions really commit, for fixtures of a folder's own.

    A fixture that lasts for a folder must be defined in that folder; one defined here would last for the session.
    """
    return _fresh_database


@pytest.fixture(autouse=True)
def books_are_right(request: pytest.FixtureRequest) -> Iterator[None]:
    """Ask every check query of every domain after each test that wrote books; not one may find a row."""
    uses_database = "db" in request.fixturenames
    if uses_database:
        request.getfixturevalue("db")
    yield
    if uses_database and "wrongs_the_books" not in request.keywords and not connections["default"].needs_rollback:
        assert _findings() == []


def _findings() -> list[Finding]:
    with inside_organisation(org_id=None, person_id=None), connections["default"].cursor() as cursor:
        cursor.execute("SELECT id FROM parties_organisation")
        organisations = [org_id for (org_id,) in cursor.fetchall()]
    found: list[Finding] = []
    for org_id in organisations:
        with inside_organisation(org_id=org_id, person_id=None), connections["default"].cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM ledger_entry)")
            if cursor.fetchone()[0]:
                found += list_findings(org_id=org_id)
    return found


@contextlib.contextmanager
def _fresh_database() -> Iterator[str]:
    before = settings.DATABASES["default"]["NAME"]
    name = f"test_ecoop_{os.getpid()}_{secrets.token_hex(3)}"
    _copy(template=_template_name(), name=name)
    _point_at(name)
    yield name
    _point_at(before)
    _drop(name)


def _migrated_template() -> str:
    name = _template_name()
    with _superuser() as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])
        _sweep(connection=connection, keep=name)
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            draft = f"{name}_draft"
            _drop(draft)
            create_database(connection=connection, name=draft, owner=settings.DATABASES["owner"]["USER"])
            _migrate(draft)
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (draft, name))))
        _note_use(connection=connection, name=name)
    return name


def _migrate(name: str) -> None:
    _point_at(name)
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    with connections["owner"].cursor() as cursor:
        grant_framework_tables(cursor=cursor)
    load_places(day=date(2026, 6, 1))
    connections.close_all()


def _template_name() -> str:
    """Name the template by what makes it, so that a changed migration makes a new one."""
    digest = hashlib.sha256()
    for pattern in ("ecoop/*/migrations/*.py", "ecoop/*/sql/*.sql", "law/tables/places/*.csv"):
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return f"test_ecoop_template_{digest.hexdigest()[:12]}"


def _copy(*, template: str, name: str) -> None:
    with _superuser() as connection:
        connection.execute("SELECT pg_advisory_lock_shared(%s)", [TEMPLATE_LOCK])
        create_database(connection=connection, name=name, owner=settings.DATABASES["owner"]["USER"], template=template)


def _point_at(name: str) -> None:
    connections.close_all()
    for alias in ("default", "owner"):
        settings.DATABASES[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name


def _drop(name: str) -> None:
    connections.close_all()
    with _superuser() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _sweep(*, connection: psycopg.Connection[Any], keep: str) -> None:
    """Drop what killed test runs left behind, and templates with which no run began for a day; call it locked."""
    words = "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE 'test_ecoop_%'"
    for name, used_at in connection.execute(words).fetchall():
        if name == keep:
            continue
        if _is_left_over(name=name, used_at=used_at):
            # A database that somebody is connected to stays.
            with contextlib.suppress(psycopg.Error):
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        elif name.startswith("test_ecoop_template_") and used_at is None:
            _note_use(connection=connection, name=name)


def _is_left_over(*, name: str, used_at: str | None) -> bool:
    owner = name.split("_")[2]
    if owner != "template":
        return owner.isdigit() and not Path(f"/proc/{owner}").exists()
    # Drafts are made under the lock that the caller holds, so that nobody makes this one any more.
    is_old = used_at is not None and datetime.fromisoformat(used_at) < datetime.now(UTC) - TEMPLATE_KEPT
    return is_old or name.endswith("_draft")


def _note_use(*, connection: psycopg.Connection[Any], name: str) -> None:
    """Write beside a template when a run last began with it; PostgreSQL itself keeps no age of a database."""
    words, used_at = sql.SQL("COMMENT ON DATABASE {} IS {}"), datetime.now(UTC).isoformat()
    connection.execute(words.format(sql.Identifier(name), sql.Literal(used_at)))


def _superuser() -> psycopg.Connection[Any]:
    return connect_as_superuser(database=settings.DATABASES["owner"], name="postgres")
