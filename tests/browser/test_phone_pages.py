"""Every screen of selling, for every pair of eyes: axe, contrast 7:1, large targets, 320 pixels, large type, Arabic."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.examination import EVERYTHING, PICTURES, TOO_WIDE, complaints
from tests.browser.phone import APP, SMALLEST, a_phone, a_till, go
from tests.browser.stage import Look, Stage

BUILT = Path(settings.ROOT) / "var" / "phone" / "root" / "app"
FIRST_LOAD_BYTES_MAX = 120 * 1024
TARGET_PX = 47.5
ENHANCED = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}, "resultTypes": ["violations"]}
LOOKS: dict[str, dict[str, Any]] = {
    "vi": {"language": "vi"},
    "ar": {"language": "ar"},
    "dark": {"language": "vi", "color_scheme": "dark"},
    "sun": {"language": "vi", "theme": "sun"},
    "huge": {"language": "vi", "text": "huge", "viewport": SMALLEST},
}
# Buttons, links and fields that a thumb cannot hit for certain.
TOO_SMALL = """least => [...document.querySelectorAll("a, button, input:not([type=file]), select")].filter((each) => {
  const box = each.getBoundingClientRect();
  return each.checkVisibility() && !each.closest(".seen-by-ear") && (box.width < least || box.height < least);
}).slice(0, 5).map((each) => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", LOOKS)
def test_every_screen_of_selling_is_for_everybody(market: Stage, name: str) -> None:
    wanted = dict(LOOKS[name])
    looks = {key: wanted.pop(key) for key in ("theme", "text") if key in wanted}
    wrong = []
    with a_till(market, **wanted) as look:
        look.page.evaluate("looks => localStorage.setItem('ecoop-looks', looks)", json.dumps(looks))
        look.page.reload()
        for screen in _walk(look.page):
            wrong += [f"{screen}: {said}" for said in _complaints(look, name=f"{name}-{screen}")]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["vi", "ar"])
def test_beginning_is_for_everybody(market: Stage, language: str) -> None:
    wrong = []
    with a_phone(market, language=language, person=None, viewport=SMALLEST) as look:
        look.go(APP)
        for screen in _walk_in(look.page):
            wrong += [f"{screen}: {said}" for said in _complaints(look, name=f"{language}-{screen}")]
    assert not wrong, "\n".join(wrong)


def test_the_first_load_is_small(phone_app: None) -> None:
    """What index.html names and what those files import at once, and the screen for selling with its words."""
    index = (BUILT / "index.html").read_text(encoding="utf-8")
    wanted = set(re.findall(r'(?:src|href)="/app/(assets/[^"]+\.js)"', index))
    assets = [path.relative_to(BUILT).as_posix() for path in BUILT.glob("assets/*.js")]
    wanted |= {name for name in assets if re.match(r"assets/(?:Sell|vi)-[\w-]{8}\.js$", name)}
    while more := {name for one in wanted for name in _imports_of(one)} - wanted:
        wanted |= more
    size = sum(len(gzip.compress((BUILT / name).read_bytes(), mtime=0)) for name in wanted)
    assert size <= FIRST_LOAD_BYTES_MAX, f"{size} bytes of compressed JavaScript before the first sale"


def _imports_of(name: str) -> Iterator[str]:
    text = (BUILT / name).read_text(encoding="utf-8")
    for found in re.findall(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""", text):
        yield f"assets/{found}"


def _complaints(look: Look, *, name: str) -> list[str]:
    page = look.page
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/phone-{name}.png")
    wrong = complaints(look, rules=EVERYTHING) + complaints(look, rules=ENHANCED)
    wrong += [f"too small for a thumb: {each}" for each in page.evaluate(TOO_SMALL, TARGET_PX)]
    return wrong + [f"too wide: {each}" for each in page.evaluate(TOO_WIDE) or []]


def _walk(page: Page) -> Iterator[str]:
    """Walk through selling, stopping wherever something else stands on the screen."""
    expect(page.locator(".tile:not(.tile-other)").first).to_be_visible()
    yield "sell"
    page.locator(".tile").first.click()
    yield "basket-foot"
    page.locator(".tile-other").click()
    yield from _in_sheet(page, "amount")
    page.locator(".basket-foot .button-plain").click()
    page.locator("dialog .button-quiet").click()
    yield from _in_sheet(page, "basket")
    page.locator(".pay-go").click()
    choices = page.locator("fieldset .button")
    expect(choices).to_have_count(3)
    page.locator(".notes .button").nth(1).click()
    yield "pay-cash"
    choices.nth(1).click()
    expect(page.locator(".qr")).to_be_visible()
    yield "pay-qr"
    choices.nth(2).click()
    yield "pay-credit"
    choices.nth(0).click()
    page.locator(".pay-foot .button-main").click()
    expect(page.locator(".receipt")).to_be_visible()
    yield "receipt"
    for screen in ("more", "sync", "settings"):
        go(page, screen)
        page.wait_for_timeout(300)
        yield screen


def _in_sheet(page: Page, name: str) -> Iterator[str]:
    yield name
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def _walk_in(page: Page) -> Iterator[str]:
    """Walk from the welcome to the choice of a trade."""
    main = page.locator(".button-main")
    expect(page.locator(".welcome")).to_be_visible()
    yield "welcome"
    main.click()
    page.locator("input[type=tel]").fill("0912 345 672")
    yield "number"
    main.click()
    page.locator("input[autocomplete=one-time-code]").wait_for()
    yield "code"
