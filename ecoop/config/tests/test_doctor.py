"""The doctor names what is broken and how to mend it, and never falls over what it finds."""

import json
from collections import namedtuple
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.translation import override

from ecoop.config import doctor
from ecoop.config.doctor import examine

NOW = datetime.now(UTC)
pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Read the doctor's words as they stand in the code."""
    with override("en"):
        yield


def finding(what: str, *, now: datetime | None = None) -> doctor.Finding:
    return next(each for each in examine(now=now or datetime.now(UTC)) if each.what == what)


def test_every_broken_thing_has_a_remedy() -> None:
    found = examine(now=NOW)
    assert {"Python", "Law", "Tables", "Disk", "Clock"} <= {each.what for each in found}
    assert all(each.remedy for each in found if each.state != "good")
    assert all(each.state in ("good", "worth knowing", "broken") for each in found)


def test_the_application_owns_nothing_here() -> None:
    assert finding("Database, for the application").state == "good"
    assert "ecoop_app" in finding("Database, for the application").found
    assert finding("Database, for set-up").state == "good"


def test_the_schema_is_complete() -> None:
    assert finding("Tables").state == "good"


def test_the_law_loads() -> None:
    assert finding("Law").state == "good"


def test_a_clock_that_is_wrong_is_named() -> None:
    assert finding("Clock", now=datetime.now(UTC) - timedelta(minutes=5)).state == "broken"


def test_a_full_disk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda place: usage(10, 10, 0))
    assert finding("Disk").state == "broken"


def test_what_crashes_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(name: str) -> Any:
        raise RuntimeError("law/parameters is gone")

    monkeypatch.setattr(doctor, "import_module", crash)
    broken = finding("Law")
    assert (broken.state, broken.found) == ("broken", "RuntimeError: law/parameters is gone")


def test_the_exit_status_says_whether_something_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = "ecoop.config.management.commands.doctor.examine"
    monkeypatch.setattr(module, lambda now: [doctor.Finding("Disk", "broken", "full", "make room")])
    with pytest.raises(SystemExit) as left:
        call_command("doctor", as_json=True)
    assert left.value.code == 1
    assert json.loads(capsys.readouterr().out)["is_well"] is False
    monkeypatch.setattr(module, lambda now: [doctor.Finding("Disk", "good", "room")])
    call_command("doctor", as_json=False)
    assert "make room" not in capsys.readouterr().out
