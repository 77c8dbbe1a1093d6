"""What every page is held to, by axe-core and by rule."""

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Error

from tests.browser.pages import Address, path_of, visit_of
from tests.browser.stage import DESK, Look, Stage

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
NOT_SHOWN_ON_GET = 405
# What Chromium says of a file, and of an answer without a page.
SHOWS_NOTHING = ("Download is starting", "ERR_HTTP_RESPONSE_CODE_FAILURE")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
# What another theme, language and direction can spoil; the rest of a page is the same in every look.
COLOURS_AND_LANGUAGE = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "html-has-lang", "html-lang-valid", "valid-lang"]},
    "resultTypes": ["violations"],
}
# Name a folder here to keep a picture of everything that was looked at.
PICTURES = os.environ.get("ECOOP_PICTURES")


def look_at(address: Address, *, stage: Stage, language: str, theme: str, rules: dict[str, Any]) -> None:
    """Open one address as its visitor would, and hold the page to the rules."""
    visit = visit_of(address)
    assert visit
    path = path_of(address, visit=visit, stage=stage)
    look = stage.glance(person=visit.person, language=language, theme=theme)
    if opens(look, path=path):
        keep_picture(look, name=f"{address.name}-{language}".replace(":", "-"))
        examine(look, rules=rules)


def opens(look: Look, *, path: str) -> bool:
    """Open an address; False when there is no page: some addresses only take posts, others give a file."""
    try:
        answer = look.go(path)
    except Error as error:
        if any(sign in str(error) for sign in SHOWS_NOTHING):
            return False
        raise
    if answer.status == NOT_SHOWN_ON_GET or "html" not in answer.headers.get("content-type", ""):
        return False
    assert answer.status == 200, f"got {answer.status} at {path}"
    return True


def examine(look: Look, *, rules: dict[str, Any]) -> None:
    """Hold a page to everything that every page must be."""
    found = complaints(look, rules=rules)
    look.page.set_viewport_size(NARROW)
    wide = look.page.evaluate(TOO_WIDE)
    assert not wide, f"scrolls sideways at 320 pixels because of {wide}"
    assert not found, "\n".join(found)
    assert not look.wrong, look.wrong


def keep_picture(look: Look, *, name: str) -> None:
    """Keep what the page looks like, wide and narrow, if somebody wants to see it."""
    if not PICTURES:
        return
    look.page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
    look.page.set_viewport_size(PHONE)
    look.page.screenshot(path=f"{PICTURES}/{name}-phone.png")
    look.page.set_viewport_size(DESK)


def complaints(look: Look, *, rules: dict[str, Any]) -> list[str]:
    """Ask axe-core what is wrong with the page as it stands."""
    if not look.page.evaluate("'axe' in window"):
        look.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = look.page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
    # One example of each kind is enough to mend it.
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]} {each['nodes'][0]['failureSummary']}" for each in found]


# The names of the elements that stick out, or nothing when the page is no wider than the window.
TOO_WIDE = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const out = [...document.body.querySelectorAll("*")].filter((each) => {
    const box = each.getBoundingClientRect();
    return each.checkVisibility() && (box.right > page.clientWidth + 1 || box.left < -1);
  });
  return out.slice(0, 5).map((each) => each.outerHTML.slice(0, 120));
}"""
