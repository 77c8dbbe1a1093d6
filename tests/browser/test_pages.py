"""Every page, in light and dark, in Vietnamese and Arabic, wide and narrow: nothing to complain of."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.pages import Address, Visit, list_addresses, path_of, visit_of
from tests.browser.stage import Look, Stage

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NARROW = {"width": 320, "height": 640}
ADDRESSES = list_addresses()
NOT_SHOWN_ON_GET = 405

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


@pytest.mark.parametrize("address", [each for each in ADDRESSES if visit_of(each)], ids=lambda each: each.name)
def test_page(stage: Stage, address: Address) -> None:
    visit = visit_of(address)
    assert visit
    for language in ("vi", "ar"):
        with stage.look(person=visit.person, language=language) as look:
            if not opens(look, address=address, visit=visit, stage=stage):
                return
            examine(look)


def test_every_page_has_an_example() -> None:
    missing = [each.name for each in ADDRESSES if visit_of(each) is None]
    assert not missing, f"give these an example in VISITS of tests/browser/pages.py: {missing}"


def opens(look: Look, *, address: Address, visit: Visit, stage: Stage) -> bool:
    """Open a page; False when this address shows none (it takes posts, or gives a file)."""
    path = path_of(address, visit=visit, stage=stage)
    kind, status = kind_of(look, path=path)
    if status == NOT_SHOWN_ON_GET or "html" not in kind:
        return False
    answer = look.go(path)
    assert answer.status == 200, f"{visit.person} got {answer.status} at {path}"
    return True


def kind_of(look: Look, *, path: str) -> tuple[str, int]:
    """Ask what is at an address without showing it, for a file would be taken as a download."""
    answer = look.page.request.get(look.at(path))
    return answer.headers.get("content-type", ""), answer.status


def examine(look: Look) -> None:
    """Hold a page to everything that every page must be."""
    found = complaints(look, rules=RULES)
    look.page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    found += [f"dark: {each}" for each in complaints(look, rules=ONLY_COLOURS)]
    look.page.set_viewport_size(NARROW)
    wide = look.page.evaluate(TOO_WIDE)
    assert not wide, f"scrolls sideways at 320 pixels because of {wide}"
    assert not found, "\n".join(found)
    assert not look.wrong, look.wrong


def complaints(look: Look, *, rules: dict[str, Any]) -> list[str]:
    """Ask axe-core what is wrong with the page as it stands."""
    look.page.evaluate("() => window.axe || 0") or look.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = look.page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
    return [f"{each['id']}: {node['html'][:160]} {node['failureSummary']}" for each in found for node in each["nodes"]]


# The names of the elements that stick out, or nothing when the page is no wider than the window.
TOO_WIDE = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const out = [...document.body.querySelectorAll("*")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.right > page.clientWidth + 1 || box.left < -1;
  });
  return out.slice(0, 5).map((each) => each.outerHTML.slice(0, 120));
}"""
