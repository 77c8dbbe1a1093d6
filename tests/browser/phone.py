"""A phone in a test: a small browser of its own, with its own memory, that belongs to the stall on the market."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.browser.market import OWNER, SHOP, SHOP_NAME
from tests.browser.stage import Look, Stage

PHONE: ViewportSize = {"width": 360, "height": 740}
SMALLEST: ViewportSize = {"width": 320, "height": 640}
APP = "/app/"
# For what is pressed and for what is expected: a machine that does other things too is slow, not wrong.
PATIENCE_MS = 20_000
# Sending on a slow machine may fail first, and is tried again later and later.
SENDING_MS = 60_000
# What a page has under way: sealing, writing to and reading from its disk, asking the server. One follows from another
# without a pause: a page that was at rest for a moment has done all that a tap or a letter asked for.
COUNT_WORK = """(() => {
  if (!isSecureContext) return;
  let underWay = 0, restsSince = 0;
  const begin = () => { underWay += 1; };
  const end = () => { underWay -= 1; restsSince = performance.now(); };
  const count = (owner, name) => {
    const plain = owner[name];
    owner[name] = function (...given) {
      begin();
      return plain.apply(this, given).finally(end);
    };
  };
  for (const name of ["encrypt", "decrypt"]) count(SubtleCrypto.prototype, name);
  for (const name of ["text", "json", "blob", "arrayBuffer"]) count(Response.prototype, name);
  count(window, "fetch");
  const open = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...given) {
    const made = open.apply(this, given);
    begin();
    for (const how of ["complete", "abort"]) made.addEventListener(how, end);
    return made;
  };
  window.isAtRest = () => underWay === 0 && performance.now() - restsSince > 50;
})()"""
# The app hears of a new address a moment later; by then the screen that stood there before is gone.
GO = """hash => {
  const before = location.href;
  location.hash = hash;
  const wanted = location.href;
  if (wanted === before) return;
  return new Promise(done => addEventListener("hashchange", function heard({ newURL }) {
    if (newURL !== wanted) return;
    removeEventListener("hashchange", heard);
    setTimeout(done);
  }));
}"""


@contextmanager
def a_phone(stage: Stage, *, language: str = "vi", person: str | None = OWNER, **looks: Any) -> Iterator[Look]:
    """Hold a phone whose browser is signed in at the desk as a person, and whose app begins in a language."""
    context = stage.browser.new_context(
        viewport=looks.pop("viewport", PHONE), reduced_motion="reduce", has_touch=True, locale="vi-VN", **looks
    )
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    context.add_init_script(f"localStorage['ecoop-language'] ||= '{language}'")
    context.add_init_script(COUNT_WORK)
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
        look.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        go(look.page, "sell")
        expect(look.page.locator(".tile:not(.tile-other)").first).to_be_visible()
        yield look


def open_from_desk(look: Look, *, slug: str = SHOP, name: str = SHOP_NAME) -> None:
    """Come from the desk's home, and say yes."""
    look.go(f"{APP}#/start/{quote(f'{slug}/{name}', safe='')}")
    look.page.locator(".button-main").click()
    look.page.wait_for_url(re.compile("#/ready"))


def go(page: Page, screen: str) -> None:
    """Go to a screen of the app, as a link would, and wait until it stands there."""
    # Before the first screen stands, nobody listens for another address.
    expect(page.locator("#title")).to_be_attached()
    page.evaluate(GO, f"#/{screen}")
    expect(page.locator("#title")).to_be_attached()


def is_left(page: Page, screen: str) -> None:
    """Wait until a screen that was done has gone where it goes by itself; who goes on before may be overtaken."""
    page.wait_for_url(lambda address: not address.endswith(f"#/{screen}"))
    expect(page.locator("#title")).to_be_attached()


def rests(page: Page) -> None:
    """Wait until the phone has done all that was asked of it, so that a reload or a cut network loses nothing."""
    page.wait_for_function("() => window.isAtRest()")


def all_sent(page: Page) -> None:
    """Let the network come back, and wait until the books have everything."""
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    # The bar counts a moment after the record: what it said before is no answer.
    rests(page)
    expect(page.locator(".truth")).to_contain_text("All sent", timeout=SENDING_MS)


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
