"""Cô Lan prepares the returns of a quarter for all her households: the page goes on by itself, or with a button."""

from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.stage import Look, Stage

GO = "#preparation form button"
IS_DONE = """() => {
  const bar = document.querySelector("#preparation progress");
  return bar !== null && bar.max > 0 && bar.value === bar.max;
}"""


def test_the_page_goes_on_by_itself(stage: Stage) -> None:
    with stage.look(person="lan") as look:
        look.go(reverse("taxes:kept-returns", args=["2026-Q2"]))
        look.page.click(GO)
        look.page.wait_for_function(IS_DONE, timeout=90_000)
        expect(look.page.locator("tbody tr").first).to_be_visible()
        assert not look.wrong, look.wrong


def test_without_a_script_a_button_goes_on(stage: Stage) -> None:
    with stage.look(person="lan", script=False) as look:
        look.go(reverse("taxes:kept-returns", args=["2026-Q1"]))
        total = int(look.page.locator("#preparation progress").get_attribute("max") or 0)
        presses = press_until_done(look, at_most=total)
        assert total > 0
        assert presses <= total // 20 + 2


def press_until_done(look: Look, *, at_most: int) -> int:
    """Press the button as long as the page says that households wait; answers how often."""
    for presses in range(at_most + 1):
        bar = look.page.locator("#preparation progress")
        if bar.get_attribute("value") == bar.get_attribute("max"):
            return presses
        # The page before it shows the same progress until the next one stands.
        with look.page.expect_navigation():
            look.page.click(GO)
    raise AssertionError("the run never ends")
