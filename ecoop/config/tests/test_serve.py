"""Serving: free ports, a start and a clean end, the health page, and a log that keeps silent about persons."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from ecoop.config.errors import AddressIsNotOurs, PortIsTaken
from ecoop.config.ports import choose_port
from ecoop.config.request_log import log_surprise

HOST = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen(1)
        yield other.getsockname()[1]


def test_a_free_port_is_taken_as_it_is(taken: int) -> None:
    free = choose_port(host=HOST, port=0)
    assert choose_port(host=HOST, port=free) == free != taken


def test_a_taken_port_is_refused_with_a_free_one(taken: int) -> None:
    with pytest.raises(PortIsTaken) as refused:
        choose_port(host=HOST, port=taken)
    offered = refused.value.facts["free_port"]
    assert choose_port(host=HOST, port=offered) == offered
    assert str(offered) in refused.value.remedy_text


def test_a_foreign_address_is_refused() -> None:
    # 192.0.2.0/24 is reserved for examples (RFC 5737), so no machine has it.
    with pytest.raises(AddressIsNotOurs):
        choose_port(host="192.0.2.1", port=0)


def test_it_serves_logs_without_what_was_asked_and_stops_cleanly(django_db_setup: None) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "ecoop.config.settings"}
    command = [sys.executable, "-m", "django", "serve", "--port", "0", "--workers", "1", "--json"]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        url = _read_url(serving)
        assert _get(f"{url}/healthz?so_dien_thoai=0912000001") == {"state": "well"}
        serving.send_signal(signal.SIGINT)
        _, errors = serving.communicate(timeout=60)
    finally:
        serving.kill()
    assert serving.returncode == 0
    lines = [json.loads(line) for line in errors.splitlines() if line.startswith("{")]
    [line] = [each for each in lines if each["event"] == "web.request.answer-given"]
    assert (line["route"], line["status"]) == ("healthz", 200)
    assert "0912000001" not in errors


def _read_url(serving: "subprocess.Popen[str]") -> str:
    assert serving.stdout
    said = ""
    for line in serving.stdout:
        said += line
        if line == "}\n":
            return str(json.loads(said)["url"])
    raise AssertionError(said)


def _get(url: str) -> object:
    # The address is told a moment before the first worker listens.
    for _attempt in range(150):
        try:
            with urllib.request.urlopen(url) as response:
                return json.load(response)
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")


@pytest.mark.django_db
def test_health_tells_whether_the_database_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Client().get("/healthz").json() == {"state": "well"}
    assert Client().post("/healthz").status_code == 405

    def refuse() -> None:
        raise OSError("no server")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert Client().get("/healthz").status_code == 503


def test_without_a_database_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise OperationalError("no such database")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    with pytest.raises(SystemExit) as left:
        call_command("serve", port=0, as_json=True)
    assert left.value.code == 2
    assert json.loads(capsys.readouterr().out)["refused"]["code"] == "config.database-does-not-answer"


def test_a_surprise_has_one_id_however_often_it_is_met() -> None:
    request = RequestFactory().get("/api/me")
    request.resolver_match = None
    first = log_surprise(request=request, exception=ValueError("x"))
    assert log_surprise(request=request, exception=ValueError("x")) == first
