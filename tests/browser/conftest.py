"""A real browser before a real server on a database whose transactions commit."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import open_chromium
from tests.browser.plot import play
from tests.browser.stage import Stage
from tests.cast import bring_the_cast

# Playwright keeps an event loop in this thread, which makes Django cautious for no reason here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    with open_chromium() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def stage(lasting_db: str, browser: Browser, django_db_blocker: Any) -> Iterator[Stage]:
    """The cast with something in its books, behind a server."""
    with django_db_blocker.unblock():
        cast = bring_the_cast()
        server = LiveServer("127.0.0.1:0")
        yield Stage(cast=cast, url=server.url, facts=play(cast), browser=browser)
        server.stop()
