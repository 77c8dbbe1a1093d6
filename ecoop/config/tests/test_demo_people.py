"""One-click sign-in: only where the demo is served, only from this machine, only as the demo's people."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from ecoop.access.actions.register_person import register_person
from ecoop.config.cast import CAST

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
URL = "/demo/lan/session/"


@pytest.fixture
def lan(db: None) -> None:
    one = CAST[0]
    register_person(name=one.name, phone=one.phone, email=one.email, password=None, person_id=None, now=NOW)


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO_SIGN_IN", True)


def test_one_click_signs_in_as_somebody_of_the_demo(lan: None, offered: None) -> None:
    client = Client()
    assert URL in client.get("/").content.decode()
    assert client.post(URL, follow=True).context["user"].email == CAST[0].email


def test_a_real_installation_offers_nothing(lan: None) -> None:
    client = Client()
    assert "/demo/" not in client.get("/").content.decode()
    assert client.post(URL).status_code == 404


def test_nobody_signs_in_from_another_machine(lan: None, offered: None) -> None:
    client = Client(REMOTE_ADDR="203.0.113.7")
    assert "/demo/" not in client.get("/").content.decode()
    assert client.post(URL).status_code == 404


def test_only_the_cast_and_only_by_post(lan: None, offered: None) -> None:
    assert Client().post("/demo/somebody/session/").status_code == 404
    assert Client().get(URL).status_code == 405


def test_the_demo_is_not_served_to_a_network(offered: None) -> None:
    with pytest.raises(SystemExit):
        call_command("serve", host="0.0.0.0", port=0, workers=1)
