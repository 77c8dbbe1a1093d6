"""Where the database is, and how its roles and its schema are set up."""

import hmac
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from ecoop.kernel.embedded import SUPERUSER, start_server

APPLICATION_ROLE = "ecoop_app"
OWNER_ROLE = "ecoop_owner"
BACKEND = "ecoop.kernel.backend"
SETUP_LOCK = 7_270_042
# What of a database address concerns the connection itself and not who connects.
PASSED_ON = ("sslmode", "sslrootcert", "connect_timeout")
# Tables of Django and its libraries hold no tenant's rows; the application writes them as those libraries need.
FRAMEWORK_PREFIXES = ("account_", "auth_", "django_session", "django_content_type", "mfa_", "usersessions_")


def describe_databases(*, url: str | None, data_dir: Path) -> dict[str, dict[str, Any]]:
    """Describe the two doors for Django: `default` for the application, `owner` for migrations.

    The application's password is derived from the owner's, so that every checkout that knows the one knows
    the other and nothing has to be stored.
    """
    if url is None:
        common: dict[str, Any] = {
            "ENGINE": BACKEND,
            "NAME": "ecoop",
            "HOST": "embedded",
            "EMBEDDED_DATA_DIR": str(data_dir),
        }
        owner, application = {"USER": OWNER_ROLE}, {"USER": APPLICATION_ROLE}
    else:
        named = conninfo_to_dict(url)
        common = {
            "ENGINE": BACKEND,
            "NAME": str(named.get("dbname", "ecoop")),
            "HOST": str(named.get("host", "")),
            "PORT": str(named.get("port", "")),
            "OPTIONS": {key: value for key, value in named.items() if key in PASSED_ON},
        }
        password = str(named.get("password", ""))
        owner = {"USER": str(named.get("user", "")), "PASSWORD": password}
        application = {"USER": APPLICATION_ROLE, "PASSWORD": application_password(owner_password=password)}
    reuse = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    return {"default": {**common, **application, **reuse}, "owner": {**common, **owner}}


def application_password(*, owner_password: str) -> str:
    """Derive the application role's password from the owner's."""
    return hmac.digest(owner_password.encode(), b"ecoop application role", "sha256").hex()


def prepare_roles_and_database(*, databases: dict[str, dict[str, Any]]) -> None:
    """Make the roles and the database if they are missing; the server is started if it is the embedded one.

    Queries: at most 7, outside Django's connections
    """
    owner, application = databases["owner"], databases["default"]
    with connect_as_superuser(database=owner, name="postgres") as connection:
        # Two processes that change one role at the same moment disturb each other; the lock goes with the connection.
        connection.execute("SELECT pg_advisory_lock(%s)", [SETUP_LOCK])
        _prepare_role(connection=connection, role=application["USER"], password=application.get("PASSWORD"))
        if owner["HOST"] == "embedded":
            _prepare_role(connection=connection, role=OWNER_ROLE, password=None)
            connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER_ROLE)))
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [owner["NAME"]]).fetchone()
        if not found:
            create_database(connection=connection, name=owner["NAME"], owner=owner["USER"])


def connect_as_superuser(*, database: dict[str, Any], name: str) -> psycopg.Connection[Any]:
    """Connect as the embedded server's superuser, or as the owner that DATABASE_URL names."""
    if database["HOST"] == "embedded":
        host = start_server(data_dir=Path(database["EMBEDDED_DATA_DIR"]))
        return psycopg.connect(host=host, user=SUPERUSER, dbname=name, autocommit=True)
    return psycopg.connect(
        host=database["HOST"] or None,
        port=database["PORT"] or None,
        user=database["USER"] or None,
        password=database.get("PASSWORD") or None,
        dbname=name,
        autocommit=True,
        **database.get("OPTIONS", {}),
    )


def create_database(*, connection: psycopg.Connection[Any], name: str, owner: str, template: str = "template0") -> None:
    """Create a database for the owner role, as a copy of a template."""
    words = "CREATE DATABASE {} OWNER {} TEMPLATE {} ENCODING 'UTF8'"
    connection.execute(sql.SQL(words).format(*map(sql.Identifier, (name, owner, template))))


def grant_framework_tables(*, cursor: Any) -> None:
    """Let the application use the tables of Django and its libraries."""
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APPLICATION_ROLE}")
    cursor.execute(f"GRANT SELECT ON django_migrations TO {APPLICATION_ROLE}")
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    for (table,) in cursor.fetchall():
        if table.startswith(FRAMEWORK_PREFIXES):
            cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO {APPLICATION_ROLE}')


def _prepare_role(*, connection: psycopg.Connection[Any], role: str, password: str | None) -> None:
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        words = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS").format(sql.Identifier(role))
        try:
            connection.execute(words)
        except psycopg.errors.UniqueViolation:
            return  # Another process made it between the look and the making.
    if password:
        words = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password))
        connection.execute(words)
