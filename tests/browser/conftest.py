"""A real browser before a real server on a database whose transactions commit."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.servers.basehttp import WSGIRequestHandler
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from demo.build import Builder
from ecoop.config.phone import build_phone
from tests.browser.chromium import open_chromium
from tests.browser.market import open_market
from tests.browser.stage import Stage

# Enough neighbours for lists that go on and runs of several steps; the demo's whole province takes a minute longer.
NEIGHBOURS = 90
SEED, PASSWORD, NOW = 1, "not-a-secret-12345", datetime(2027, 4, 1, 2, 0, tzinfo=UTC)
# Playwright keeps an event loop in this thread, which makes Django cautious for no reason here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# This server writes an answer in two pieces, and the kernel would hold the second back 40 ms, for each file of the app.
WSGIRequestHandler.disable_nagle_algorithm = True


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    with open_chromium() as chromium:
        yield chromium


@pytest.fixture(scope="package")
def folder_db(
    django_db_setup: None, fresh_database: Callable[[], AbstractContextManager[str]], django_db_blocker: Any
) -> Iterator[str]:
    """A database that lasts as long as the tests of this folder run, and no longer."""
    with django_db_blocker.unblock(), fresh_database() as name:
        yield name


@pytest.fixture(scope="session")
def phone_app() -> None:
    """Build the phone's app before a server looks at its files; one process builds, the others wait for it."""
    lock = Path(settings.ROOT) / "var" / "phone.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        build_phone()


@pytest.fixture(scope="package")
def market(folder_db: str, phone_app: None, browser: Browser, django_db_blocker: Any) -> Iterator[Stage]:
    """A shop that has just begun on a phone, behind a server."""
    with django_db_blocker.unblock(), open_market(browser) as opened:
        yield opened


@pytest.fixture(scope="package")
def stage(folder_db: str, phone_app: None, browser: Browser, django_db_blocker: Any) -> Iterator[Stage]:
    """The demo's small world behind a server."""
    with django_db_blocker.unblock():
        builder = Builder(seed=SEED, now=NOW, password=PASSWORD, root=Path(settings.ROOT), households=NEIGHBOURS)
        for step in builder.list_steps():
            step.do()
        assert builder.people
        server = LiveServer("127.0.0.1:0")
        people, organisations = builder.people.persons, builder.people.organisations
        yield Stage(url=server.url, people=people, organisations=organisations, browser=browser)
        server.stop()
