"""Every screen of selling, for every pair of eyes: axe, contrast 7:1, large targets, 320 pixels, large type, Arabic."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.phone import FIRST_LOAD_KB_MAX, first_load_bytes
from tests.browser.examination import EVERYTHING, PICTURES, TOO_WIDE, complaints
from tests.browser.phone import APP, SMALLEST, a_phone, a_till, go, rests
from tests.browser.stage import Look, Stage

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


@pytest.mark.parametrize(("language", "number"), [("vi", "0912 345 672"), ("ar", "0912 345 673")])
def test_beginning_is_for_everybody(market: Stage, language: str, number: str) -> None:
    wrong = []
    with a_phone(market, language=language, person=None, viewport=SMALLEST) as look:
        look.go(APP)
        for screen in _walk_in(look.page, number=number):
            wrong += [f"{screen}: {said}" for said in _complaints(look, name=f"{language}-{screen}")]
    assert not wrong, "\n".join(wrong)


def test_the_first_load_is_small(phone_app: None) -> None:
    assert first_load_bytes() <= FIRST_LOAD_KB_MAX * 1024


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
    page.locator(".tile:not(.tile-other)").first.click()
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
    for screen in ("more", "sync", "settings", "account"):
        go(page, screen)
        # What the server knows of it is drawn, too.
        rests(page)
        yield screen


def _in_sheet(page: Page, name: str) -> Iterator[str]:
    yield name
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def _walk_in(page: Page, *, number: str) -> Iterator[str]:
    """Walk from the welcome to the choice of a trade."""
    main = page.locator(".button-main")
    expect(page.locator(".welcome")).to_be_visible()
    yield "welcome"
    main.click()
    page.locator("input[type=tel]").fill(number)
    yield "number"
    main.click()
    page.locator("input[autocomplete=one-time-code]").wait_for()
    yield "code"
