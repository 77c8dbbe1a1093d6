"""Phones under fire: the app's own log in simulated phones, against the model server and against the real one.

`python -m tests.torture.phones --runs 10000 --real 300` plays the runs; `--seed N --runs 1` tells one run of the model
again, exactly. Against the real server the plan of a seed is the same each time, its network is a real one.
"""

import argparse
import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psycopg

from ecoop.kernel.embedded import start_server, stop_server
from tests.torture.siege import ROOT, Siege

SIMULATOR = ROOT / "var" / "phone" / "torture" / "torture.mjs"
_WAITS_FOR_SERVER_S = 120
# Every recorded event with its document's sum, and every event in the tray that nobody has settled.
_KEPT = """
    SELECT o.slug, v.id::text, v.kind, v.amount_vnd, 'recorded',
           (SELECT count(*) FROM ledger_entry e WHERE e.org_id = v.org_id AND e.document_id = v.id),
           (SELECT coalesce(sum(s.total_vnd), 0) FROM trade_sale s WHERE s.org_id = v.org_id AND s.id = v.id)
      FROM sync_event v JOIN parties_organisation o ON o.id = v.org_id
    UNION ALL
    SELECT o.slug, t.event_id::text, t.kind, 0, 'tray', 0, 0
      FROM sync_tray_event t JOIN parties_organisation o ON o.id = t.org_id
     WHERE NOT EXISTS (SELECT FROM sync_tray_settlement s WHERE s.org_id = t.org_id AND s.event_id = t.id)
"""
_NUMBERS_TWICE = """
    SELECT org_id, number FROM sync_event WHERE number <> '' GROUP BY org_id, number HAVING count(*) > 1
"""


@dataclass(frozen=True)
class Told:
    """What a simulation told: how many runs, how many events, and what went wrong."""

    runs: int
    events: int
    faults: tuple[str, ...]


def build_simulator() -> None:
    """Make the one file that Node runs, from the app's own code."""
    words = ["npx", "vite", "build", "--config", "phone/torture/vite.config.mts"]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)


def play_model(*, runs: int, seed: int, at_once: int = 1, seconds: float = 1e6) -> Told:
    """Play runs against the model server, in so many processes."""
    share = -(-runs // at_once)
    players = [
        _simulator("--runs", min(share, runs - first), "--seed", seed + first, "--seconds", seconds)
        for first in range(0, runs, share)
    ]
    return _added([_heard(player) for player in players])


def play_real(*, runs: int, seed: int) -> Told:
    """Play runs against `ecoop serve` on a database of its own, and judge its books."""
    folder = Path(tempfile.mkdtemp(prefix="ecoop-phones-"))
    folder.chmod(0o755)
    siege = Siege(folder=folder, seed=seed)
    try:
        if siege.start("phone_stage", runs).wait() != 0:
            raise RuntimeError((folder / "phone_stage.log").read_text()[-3_000:])
        with _server(siege) as stage:
            (folder / "stage.json").write_text(json.dumps(stage))
            words = ("--stage", folder / "stage.json", "--claims", folder / "claims")
            told = _heard(_simulator("--runs", runs, "--seed", seed, *words))
        return Told(told.runs, told.events, (*told.faults, *_judge(siege)))
    finally:
        stop_server(data_dir=siege.data_dir)
        shutil.rmtree(folder, ignore_errors=True)


def _judge(siege: Siege) -> list[str]:
    """Compare what phones were promised with what stands in the books; ask `ecoop verify` for the rest."""
    claims = [json.loads(line) for line in (siege.folder / "claims").read_text().splitlines()]
    socket_dir = start_server(data_dir=siege.data_dir)
    with psycopg.connect(host=socket_dir, user="postgres", dbname="ecoop") as connection:
        kept = {(row[0], row[1]): row[2:] for row in connection.execute(_KEPT)}
        count = connection.execute(f"SELECT count(*) FROM ({_KEPT}) AS every").fetchone()
        twice = connection.execute(_NUMBERS_TWICE).fetchall()
    faults = [f"two sales have the number {number}" for _org, number in twice]
    if count is None or count[0] != len(kept):
        faults.append(f"{count} events are kept under {len(kept)} ids")
    for claim in claims:
        faults += _compare(claim, kept.get((claim["slug"], claim["id"])))
    verified = subprocess.run(
        [sys.executable, "manage.py", "verify", "--json"],
        cwd=ROOT,
        env=siege.environment,
        capture_output=True,
        text=True,
    )
    if verified.returncode:
        faults.append(f"ecoop verify: {verified.stdout[-500:]} {verified.stderr[-500:]}")
    return faults


def _compare(claim: dict[str, Any], kept: tuple[Any, ...] | None) -> list[str]:
    if kept is None:
        return [f"{claim['id']} was recorded on a phone and is nowhere"]
    kind, amount_vnd, state, entries, total_vnd = kept
    if kind != claim["kind"]:
        return [f"{claim['id']} became a {kind}"]
    if claim["answer"] in ("recorded", "known") and state != "recorded":
        return [f"{claim['id']} counts as booked on the phone and lies in the tray"]
    if state == "recorded" and kind == "trade.sale" and {amount_vnd, total_vnd} != {claim["total_vnd"]}:
        return [f"{claim['id']} is {total_vnd} in the books and {claim['total_vnd']} on the phone"]
    if state == "recorded" and kind == "trade.sale" and entries != 1:
        return [f"{claim['id']} has {entries} entries"]
    return []


@contextlib.contextmanager
def _server(siege: Siege) -> Iterator[dict[str, Any]]:
    """Serve the database of the siege, and kill and restart the server whenever a phone's story says so."""
    running = _Running(siege)
    running.start()
    control = ThreadingHTTPServer(("127.0.0.1", 0), running.handler())
    threading.Thread(target=control.serve_forever, daemon=True).start()
    try:
        yield {
            "url": f"http://127.0.0.1:{running.port}",
            "control": f"http://127.0.0.1:{control.server_port}/",
            "shops": json.loads((siege.folder / "shops.json").read_text()),
        }
    finally:
        control.shutdown()
        running.kill()


class _Running:
    """`ecoop serve` as a process group of its own, so that a kill takes all of it."""

    def __init__(self, siege: Siege) -> None:
        self.siege = siege
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None
        self.turn = threading.Lock()

    def start(self) -> None:
        words = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        with (self.siege.folder / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                words, cwd=ROOT, env=self.siege.environment, stdout=log, stderr=log, start_new_session=True
            )
        give_up_at = time.monotonic() + _WAITS_FOR_SERVER_S
        while time.monotonic() < give_up_at:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as asked:
                asked.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if b" 200 " in asked.recv(1_000)[:20]:
                    return
            time.sleep(0.1)
        raise RuntimeError((self.siege.folder / "serve.log").read_text()[-3_000:])

    def kill(self) -> None:
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def restart(self) -> None:
        with self.turn:
            self.kill()
            self.start()

    def code_for(self, phone: str) -> str:
        """Find the last code that was sent to a number, in the words of the server's console."""
        said = (self.siege.folder / "serve.log").read_text(errors="replace").splitlines()
        codes = [re.findall(r"\b\d{6}\b", line) for line in said if phone.removeprefix("0") in line]
        return next((found[-1] for found in reversed(codes) if found), "")

    def handler(self) -> type[BaseHTTPRequestHandler]:
        running = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                running.restart()
                self.send_response(204)
                self.end_headers()

            def do_GET(self) -> None:
                code = running.code_for(self.path.rsplit("/", 1)[-1])
                self.send_response(200)
                self.end_headers()
                self.wfile.write(code.encode())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the parent's
                """Say nothing: phones restart servers all the time."""

        return Handler


def _simulator(*words: object) -> "subprocess.Popen[str]":
    # A run leaves much behind that dies young: a larger nursery spares the collector some work.
    command = ["node", "--max-semi-space-size=16", str(SIMULATOR), *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _heard(player: "subprocess.Popen[str]") -> Told:
    said, wrong = player.communicate()
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    faults = [f"seed {line['seed']}: {fault}" for line in lines if "seed" in line for fault in line["faults"]]
    ended = lines[-1] if lines and "runs" in lines[-1] else None
    if ended is None:
        return Told(0, 0, (*faults, f"the simulator broke off: {wrong[-2_000:]}"))
    return Told(ended["runs"], ended["events"], tuple(faults))


def _added(told: list[Told]) -> Told:
    faults = tuple(fault for each in told for fault in each.faults)
    return Told(sum(each.runs for each in told), sum(each.events for each in told), faults)


def main() -> None:
    """Play, tell what was found, and fail if anything was."""
    parser = argparse.ArgumentParser(description="Simulate phones and a server by seeds.")
    parser.add_argument("--runs", type=int, default=10_000, help="runs against the model server")
    parser.add_argument("--real", type=int, default=300, help="runs against the real server")
    parser.add_argument("--seed", type=int, default=None, help="tell the same runs again")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="processes at once")
    options = parser.parse_args()
    seed = secrets.randbelow(1_000_000_000) if options.seed is None else options.seed
    build_simulator()
    print(f"seed {seed}: {options.runs} runs of the model server, {options.real} of the real one", flush=True)
    faults: list[str] = []
    for name, play, count in (("model", play_model, options.runs), ("real", play_real, options.real)):
        if not count:
            continue
        began = time.monotonic()
        words = {"at_once": options.at_once} if name == "model" else {}
        told = play(runs=count, seed=seed, **words)
        faults += told.faults
        seconds = time.monotonic() - began
        print(f"{name} server: {told.runs} runs, {told.events} events recorded, in {seconds:.0f} s", flush=True)
    for fault in faults[:20]:
        print(f"✗ {fault}")
    if faults:
        print("tell a run of the model again: python -m tests.torture.phones --runs 1 --real 0 --seed <its seed>")
        sys.exit(1)
    print("✓ nothing lost, nothing doubled, books and phones agree")


if __name__ == "__main__":
    main()
