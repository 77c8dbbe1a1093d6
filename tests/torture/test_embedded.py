"""The embedded server comes up again after whatever a machine does to it, and servers do not collide."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ecoop.kernel.embedded import SETTINGS, SUPERUSER, find_server, start_server, stop_server

START = (
    "import sys, pathlib; from ecoop.kernel.embedded import start_server as s; s(data_dir=pathlib.Path(sys.argv[1]))"
)


@pytest.fixture(scope="module")
def pattern() -> Iterator[Path]:
    """Make one server's folder, stopped; making each anew would cost every test seconds."""
    # Short names, because sockets have short addresses; open, for as root the server runs as a user of its own.
    folder = Path(tempfile.mkdtemp(prefix="ecoop-pg-"))
    folder.chmod(0o755)
    start_server(data_dir=folder / "pg")
    stop_server(data_dir=folder / "pg")
    yield folder / "pg"
    shutil.rmtree(folder)


@pytest.fixture
def folder(pattern: Path) -> Iterator[Path]:
    """Give a folder in which a test may copy the pattern and do its worst."""
    folder = Path(tempfile.mkdtemp(prefix="ecoop-pg-"))
    folder.chmod(0o755)
    copy(pattern, folder / "pg")
    yield folder
    for file in folder.rglob("PG_VERSION"):
        if (file.parent / "postgresql.conf").exists():
            stop_server(data_dir=file.parent)
    shutil.rmtree(folder)


def copy(pattern: Path, data_dir: Path) -> None:
    """Copy a stopped server's folder with its owner and rights."""
    subprocess.run(["cp", "-a", str(pattern), str(data_dir)], check=True)


def ask(socket_dir: str, query: str) -> list[Any]:
    with psycopg.connect(host=socket_dir, user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchall() if cursor.description else []


def write_and_kill(data_dir: Path) -> None:
    socket_dir = start_server(data_dir=data_dir)
    ask(socket_dir, "CREATE TABLE kept AS SELECT 42 AS answer")
    kill(data_dir)


def kill(data_dir: Path) -> None:
    """End the server without warning, and wait until it is gone."""
    server = find_server(data_dir=data_dir)
    assert server
    server.kill()
    while find_server(data_dir=data_dir):
        time.sleep(0.01)


def test_a_killed_server_starts_again_with_what_was_committed(folder: Path) -> None:
    write_and_kill(folder / "pg")
    assert ask(start_server(data_dir=folder / "pg"), "SELECT answer FROM kept") == [(42,)]


def test_a_pid_that_now_belongs_to_a_stranger_does_not_hold_the_server_back(folder: Path) -> None:
    write_and_kill(folder / "pg")
    file = folder / "pg" / "postmaster.pid"
    start_server(data_dir=folder / "pg")
    kill(folder / "pg")
    lines = [str(os.getpid()), *file.read_text().splitlines()[1:]]
    file.write_text("\n".join(lines) + "\n")
    assert ask(start_server(data_dir=folder / "pg"), "SELECT answer FROM kept") == [(42,)]


def test_many_processes_and_threads_may_start_it_at_once(folder: Path) -> None:
    write_and_kill(folder / "pg")
    starts = [subprocess.Popen([sys.executable, "-c", START, str(folder / "pg")]) for _ in range(3)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda _: ask(start_server(data_dir=folder / "pg"), "SELECT answer FROM kept"), range(8))
        )
    assert answers == [[(42,)]] * 8
    assert [process.wait(60) for process in starts] == [0, 0, 0]


def test_a_path_without_the_folders_of_the_system_does_not_hide_what_makes_the_servers_user(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_there = any(Path(place, "useradd").exists() for place in ("/usr/sbin", "/sbin", "/usr/bin"))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    start_server(data_dir=folder / "pg")
    assert bool(shutil.which("useradd")) == is_there


def test_settings_are_made_up_for_when_the_first_start_was_killed_half_way(folder: Path) -> None:
    start_server(data_dir=folder / "pg")
    kill(folder / "pg")
    (folder / "pg" / "postgresql.auto.conf").write_text("")
    assert ask(start_server(data_dir=folder / "pg"), "SHOW max_connections") == [("200",)]


def test_a_server_that_an_older_version_settled_gets_a_new_setting_at_its_next_start(folder: Path) -> None:
    new = "recovery_init_sync_method"
    file = folder / "pg" / "postgresql.auto.conf"
    lines = file.read_text().splitlines(keepends=True)
    older = [line for line in lines if not line.startswith(new)]
    assert len(older) == len(lines) - 1
    file.write_text("".join(older))
    assert ask(start_server(data_dir=folder / "pg"), f"SHOW {new}") == [(SETTINGS[new],)]
    stop_server(data_dir=folder / "pg")
    # A setting stands there once, however often servers start.
    start_server(data_dir=folder / "pg")
    assert sorted(file.read_text().splitlines(keepends=True)) == sorted(lines)


def test_two_folders_side_by_side_do_not_collide(folder: Path, pattern: Path) -> None:
    copy(pattern, folder / "other")
    one, other = start_server(data_dir=folder / "pg"), start_server(data_dir=folder / "other")
    ask(one, "CREATE TABLE mine AS SELECT 1 AS answer")
    assert ask(other, "SELECT to_regclass('mine')") == [(None,)]
    stop_server(data_dir=folder / "pg")
    assert find_server(data_dir=folder / "pg") is None
    assert ask(other, "SELECT 1") == [(1,)]


def test_a_folder_with_a_long_name_finds_a_shorter_place_for_its_socket(folder: Path, pattern: Path) -> None:
    # An address of a socket has at most 107 bytes.
    long = folder / ("d" * 60) / ("e" * 60)
    long.parent.mkdir()
    copy(pattern, long)
    assert ask(start_server(data_dir=long), "SELECT 1") == [(1,)]
