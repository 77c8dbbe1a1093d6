"""A phone in a test: a small browser of its own, with its own memory, that belongs to the stall on the market."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.market import OWNER, SHOP, SHOP_NAME
from tests.browser.stage import Look, Stage

PHONE = {"width": 360, "height": 740}
SMALLEST = {"width": 320, "height": 640}
APP = "/app/"
# For what is pressed and for what is expected: a machine that does other things too is slow, not wrong.
PATIENCE_MS = 20_000


@contextmanager
def a_phone(stage: Stage, *, language: str = "vi", person: str | None = OWNER, **looks: Any) -> Iterator[Look]:
    """Hold a phone whose browser is signed in at the desk as a person, and whose app begins in a language."""
    context = stage.browser.new_context(
        viewport=looks.pop("viewport", PHONE), reduced_motion="reduce", has_touch=True, locale="vi-VN", **looks
    )
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    context.add_init_script(f"localStorage['ecoop-language'] ||= '{language}'")
    if person:
        _sign_in(context, stage=stage, person=person)
    try:
        yield Look(context.new_page(), url=stage.url)
    finally:
        _put_away(context)


@contextmanager
def a_till(stage: Stage, **wanted: Any) -> Iterator[Look]:
    """Hold a phone that sells for the shop of bà Tư already, and needs no network to open."""
    with a_phone(stage, **wanted) as look:
        open_from_desk(look)
        look.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        go(look.page, "sell")
        expect(look.page.locator(".tile:not(.tile-other)").first).to_be_visible()
        yield look


def open_from_desk(look: Look, *, slug: str = SHOP, name: str = SHOP_NAME) -> None:
    """Come from the desk's home, and say yes."""
    look.go(f"{APP}#/start/{quote(f'{slug}/{name}', safe='')}")
    look.page.locator(".button-main").click()
    look.page.wait_for_url(re.compile("#/ready"))


def go(page: Page, screen: str) -> None:
    """Go to a screen of the app, as a link would."""
    page.evaluate("screen => { location.hash = `#/${screen}` }", screen)
    expect(page.locator("#title")).to_be_attached()


def _put_away(context: BrowserContext) -> None:
    """Close a phone, also after a failure; an answer it still waits for must not fail the test that comes next."""
    for page in context.pages:
        page.unroute_all(behavior="ignoreErrors")
    context.unroute_all(behavior="ignoreErrors")
    context.close()


def _sign_in(context: BrowserContext, *, stage: Stage, person: str) -> None:
    context.add_cookies(
        [
            {"name": "sessionid", "value": stage.session_of(person), "url": stage.url},
            # Desk pages give this one; the app shows it when it registers itself.
            {"name": "csrftoken", "value": "c" * 32, "url": stage.url},
        ]
    )
