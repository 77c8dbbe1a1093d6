"""The desk by keyboard, and without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from demo.world import COOP_SLUG
from tests.browser.stage import Look, Stage

FOCUSED = "document.activeElement.id || document.activeElement.className"


@pytest.fixture
def look(stage: Stage) -> Iterator[Look]:
    """Lan at the search page of her cooperative, the simplest page with the whole frame."""
    with stage.look() as look:
        look.go(inside())
        yield look


def inside() -> str:
    return f"/o/{COOP_SLUG}/search/"


def test_the_first_tab_offers_to_skip_to_the_content(look: Look) -> None:
    look.page.keyboard.press("Tab")
    look.page.wait_for_function(f"() => ({FOCUSED}) === 'skip'")
    look.page.keyboard.press("Enter")
    look.page.wait_for_function(f"() => ({FOCUSED}) === 'content'")


def test_slash_searches(look: Look) -> None:
    look.page.keyboard.press("/")
    look.page.wait_for_function(f"() => ({FOCUSED}) === 'search'")
    look.page.keyboard.type("so")
    look.page.keyboard.press("Enter")
    look.page.wait_for_url("**/search/?q=so")


def test_the_question_mark_shows_the_keys_and_escape_hides_them(look: Look) -> None:
    dialog = look.page.locator("#shortcuts")
    look.page.keyboard.press("?")
    expect(dialog).to_be_visible()
    look.page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()


def test_g_and_a_letter_goes_home(look: Look) -> None:
    look.page.keyboard.press("g")
    look.page.keyboard.press("h")
    look.page.wait_for_url(f"**/o/{COOP_SLUG}/")


def test_the_theme_changes_at_once_and_stays(look: Look) -> None:
    look.page.locator(".topbar .to-dark").click()
    expect(look.page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    look.go(inside())
    expect(look.page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    # The next test is the same person before the same browser.
    look.page.locator(".topbar .to-light").click()
    expect(look.page.locator("html")).to_have_attribute("data-bs-theme", "light")
    assert not look.wrong


def test_the_menu_of_organisations_is_filled_when_it_opens(look: Look, stage: Stage) -> None:
    look.page.locator(".topbar details.menu summary").first.click()
    name = look.page.locator(".menu-organisations a", has_text=stage.organisations[COOP_SLUG].name)
    name.wait_for()
    assert not look.wrong


def test_without_a_script_language_and_theme_and_menu_work(stage: Stage) -> None:
    with stage.look(language="en", script=False) as look:
        look.go(inside())
        look.page.locator(".topbar .to-dark").click()
        expect(look.page.locator("html")).to_have_attribute("data-bs-theme", "dark")
        look.page.locator(".topbar details.menu-end summary").first.click()
        look.page.get_by_role("button", name="العربية").click()
        expect(look.page.locator("html")).to_have_attribute("dir", "rtl")


def test_the_menu_opens_on_a_phone(stage: Stage) -> None:
    with stage.look() as look:
        look.page.set_viewport_size({"width": 390, "height": 844})
        look.go(inside())
        menu = look.page.locator("#menu")
        expect(menu).not_to_be_visible()
        look.page.locator(".menu-button").click()
        expect(menu).to_be_visible()
        look.page.keyboard.press("Escape")
        expect(menu).not_to_be_visible()
