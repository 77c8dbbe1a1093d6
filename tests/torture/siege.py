"""Four processes post while a seeded killer ends them and their database without warning."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from ecoop.kernel.embedded import find_server, start_server, stop_server
from tests.torture.plan import POSTERS, Kill, draw_kills
from tests.torture.verdict import Verdict, judge

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_FIND = 120
SECONDS_TO_FINISH = 120


@dataclass
class Siege:
    """The processes under fire and the folder in which they live."""

    folder: Path
    seed: int
    posters: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def data_dir(self) -> Path:
        """Where the database under fire lives."""
        return self.folder / "var" / "postgres"

    @property
    def environment(self) -> dict[str, str]:
        """Let a child live in the folder of the siege, whatever DATABASE_URL says."""
        own = {"ECOOP_VAR": str(self.folder / "var"), "DJANGO_SETTINGS_MODULE": "ecoop.config.settings"}
        return {**{key: value for key, value in os.environ.items() if key != "DATABASE_URL"}, **own}

    def start(self, module: str, *words: object) -> "subprocess.Popen[bytes]":
        """Start one of our modules in the environment of the siege."""
        command = [sys.executable, "-m", f"tests.torture.{module}", str(self.folder), *map(str, words)]
        with (self.folder / f"{module}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    def man(self) -> None:
        """Put every poster that is not there (again) into its place."""
        for poster in range(POSTERS):
            running = self.posters.get(poster)
            if running is None or running.poll() is not None:
                self.posters[poster] = self.start("poster", self.seed, poster)

    def posted(self, poster: int) -> int:
        """Tell how far a poster's journal has grown."""
        journal = self.folder / f"journal-{poster}"
        return journal.stat().st_size if journal.exists() else 0


def besiege(*, kills: int, seed: int) -> Verdict:
    """Kill so many times, let the posters finish, and judge the books."""
    folder = Path(tempfile.mkdtemp(prefix="ecoop-torture-"))
    # As root the server runs as a user of its own, who must find the way to its folder.
    folder.chmod(0o755)
    siege = Siege(folder=folder, seed=seed)
    try:
        if siege.start("stage").wait() != 0:
            raise RuntimeError((folder / "stage.log").read_text()[-3_000:])
        for kill in draw_kills(seed=seed, kills=kills):
            _wait_for_fire(siege=siege)
            time.sleep(kill.wait_s)
            _strike(siege=siege, kill=kill)
        _finish(siege=siege)
        socket_dir = start_server(data_dir=siege.data_dir)
        return judge(socket_dir=socket_dir, folder=folder, seed=seed, kills=kills, environment=siege.environment)
    finally:
        for process in siege.posters.values():
            process.kill()
        stop_server(data_dir=siege.data_dir)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for_fire(*, siege: Siege) -> None:
    """Wait until every poster has posted since the last kill, so that no kill falls on sleepers."""
    siege.man()
    before = [siege.posted(poster) for poster in range(POSTERS)]
    give_up_at = time.monotonic() + SECONDS_TO_FIND
    while any(siege.posted(poster) == before[poster] for poster in range(POSTERS)):
        if time.monotonic() > give_up_at:
            raise TimeoutError((siege.folder / "poster.log").read_text()[-3_000:] or "nobody posts any more")
        time.sleep(0.02)


def _strike(*, siege: Siege, kill: Kill) -> None:
    if kill.victim in ("application", "everything"):
        count = POSTERS if kill.victim == "everything" else 1
        for step in range(count):
            poster = siege.posters[(kill.pick + step) % POSTERS]
            poster.kill()
            poster.wait()
    if kill.victim in ("server", "everything"):
        _find_server(siege).kill()
    if kill.victim == "backend":
        backends = _find_backends(_find_server(siege))
        if backends:
            _kill(backends[kill.pick % len(backends)])


def _find_server(siege: Siege) -> psutil.Process:
    """Find the server; if the last kill took it, wait until a poster has started it again."""
    give_up_at = time.monotonic() + SECONDS_TO_FIND
    while time.monotonic() < give_up_at:
        if server := find_server(data_dir=siege.data_dir):
            return server
        siege.man()
        time.sleep(0.02)
    raise TimeoutError("nobody started the database again")


def _find_backends(server: psutil.Process) -> list[psutil.Process]:
    found = []
    for process in server.children():
        try:
            if "ecoop_app" in " ".join(process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue
    return sorted(found, key=lambda process: process.pid)


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return


def _finish(*, siege: Siege) -> None:
    """Let everybody come back and post in peace for a moment, then ask them to stop."""
    _wait_for_fire(siege=siege)
    (siege.folder / "stop").touch()
    for process in siege.posters.values():
        status = process.wait(timeout=SECONDS_TO_FINISH)
        if status != 0:
            raise RuntimeError((siege.folder / "poster.log").read_text()[-3_000:])
