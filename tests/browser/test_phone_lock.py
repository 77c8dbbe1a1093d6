"""A phone behind its PIN: the PIN forgotten, the phone taken off the shop; and what it says about sending."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from ecoop.kernel.walls import inside_organisation
from ecoop.start.models import Code
from ecoop.sync.actions.revoke_device import revoke_device
from ecoop.sync.models import Event
from tests.browser.market import OWNER, PHONE_NUMBER, SHOP, last_code
from tests.browser.phone import a_till, all_sent, go, rests
from tests.browser.stage import Stage

PIN, NEW_PIN = "482916", "13579"
_READ = """name => new Promise((told) => {
    const opening = indexedDB.open("ecoop");
    opening.onsuccess = () => {
        const asked = opening.result.transaction("marks").objectStore("marks").get(name);
        asked.onsuccess = () => { opening.result.close(); told(asked.result ? asked.result.value : null); };
    };
})"""
_WRITE = """([name, value]) => new Promise((done) => {
    const opening = indexedDB.open("ecoop");
    opening.onsuccess = () => {
        const change = opening.result.transaction("marks", "readwrite");
        change.objectStore("marks").put({ name, value });
        change.oncomplete = () => { opening.result.close(); done(); };
    };
})"""


@pytest.fixture
def page(market: Stage) -> Iterator[Page]:
    """A phone of its own that sells for bà Tư, in English."""
    with a_till(market, language="en") as look:
        yield look.page


def test_a_forgotten_pin_is_replaced_and_what_waited_is_sent(page: Page, market: Stage) -> None:
    with page.expect_response("**/recovery") as kept:
        _set_pin(page)
    assert kept.value.json() == {}
    page.context.set_offline(True)
    sale_id = _sell(page)
    page.reload()
    _forget(page)
    page.get_by_label("Your phone number").fill(PHONE_NUMBER)
    page.get_by_role("button", name="Send me the code").click()
    expect(page.get_by_text("Without its PIN this phone opens only with a network.")).to_be_visible()
    page.context.set_offline(False)
    _ask_code(page)
    page.get_by_label("The code from the message").fill("000000" if last_code() != "000000" else "111111")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("This code is not right")
    page.get_by_label("The code from the message").fill(last_code())
    page.get_by_role("button", name="Go on").click()
    _type_twice(page, NEW_PIN)
    expect(page.locator(".truth")).to_contain_text("All sent")
    assert _events(market, sale_id) == 1
    # The old PIN opens nothing any more; the new one does.
    page.reload()
    _open_with(page, PIN)
    expect(page.get_by_role("alert")).to_contain_text("That was not the PIN.")
    _open_with(page, NEW_PIN)
    expect(page.locator(".truth")).to_be_visible()


def test_a_pin_that_was_never_online_says_so_and_opens_as_ever(page: Page) -> None:
    page.context.set_offline(True)
    _set_pin(page)
    page.reload()
    _forget(page)
    expect(page.get_by_text(re.compile("cannot be opened without its PIN yet"))).to_be_visible()
    expect(page.get_by_label("Your phone number")).to_have_count(0)
    page.get_by_role("button", name="Back to the PIN").click()
    _open_with(page, PIN)
    expect(page.locator(".truth")).to_be_visible()


def test_a_locked_phone_that_was_taken_off_the_shop_forgets_everything(page: Page, market: Stage) -> None:
    _set_pin(page)
    device = UUID(page.evaluate(_READ, "device")["deviceId"])
    page.context.set_offline(True)
    _sell(page)
    go(page, "settings")
    page.get_by_role("button", name="Lock now").click()
    expect(page.get_by_label("Your PIN")).to_be_visible()
    org_id, person_id = market.organisations[SHOP].id, market.people[OWNER]
    with inside_organisation(org_id=org_id, person_id=person_id):
        revoke_device(org_id=org_id, device_id=device, reason="stolen", by=person_id, now=datetime.now(UTC))
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_text("It has forgotten everything.")).to_be_visible()
    # The sentence stands a while; then the app begins as on a new phone.
    expect(page.get_by_role("button", name="Begin with my phone number")).to_be_visible(timeout=30_000)
    assert page.evaluate(_READ, "device") is None


def test_two_pins_that_differ_begin_again_and_a_pin_is_taken_away_by_itself(page: Page) -> None:
    go(page, "settings")
    page.get_by_role("button", name="Set a PIN").click()
    page.get_by_label("New PIN").fill(PIN)
    page.locator("dialog .button-main").click()
    page.get_by_label("The same PIN again").fill(NEW_PIN)
    page.locator("dialog .button-main").click()
    expect(page.get_by_text("The two PINs differ. Begin again.")).to_be_visible()
    _type_twice(page, PIN)
    page.get_by_role("button", name="Take the PIN away").click()
    for typed in (NEW_PIN, PIN):
        page.get_by_label("Your PIN").fill(typed)
        page.locator("dialog .button-main").click()
        if typed == NEW_PIN:
            expect(page.get_by_text("That was not the PIN.")).to_be_visible()
    expect(page.get_by_role("button", name="Set a PIN")).to_be_visible()
    page.reload()
    expect(page.locator(".truth")).to_be_visible()


def test_the_bar_is_not_green_while_the_books_differ(page: Page) -> None:
    # The first comparison of the day is done: it would find that they agree.
    all_sent(page)
    expect(page.locator(".truth")).to_have_class(re.compile("truth-good"))
    differs = {"day": "2027-03-31", "phone_vnd": 370_000, "server_vnd": 300_000, "phone_sales": 12, "server_sales": 10}
    page.evaluate(_WRITE, ["difference", differs])
    page.reload()
    expect(page.locator(".truth")).to_have_class(re.compile("truth-bad"))
    expect(page.locator(".truth")).to_contain_text("The books differ: being sent again")
    expect(page.locator(".truth")).to_contain_text("31/03: 2 sales, 70.000")
    go(page, "sync")
    expect(page.get_by_text("The books and this phone differ on 31/03/2027.")).to_be_visible()
    expect(page.get_by_text("This phone: 12 sales, 370.000")).to_contain_text("Books: 10 sales, 300.000")
    # The next comparison finds that they agree.
    page.evaluate(_WRITE, ["compared", ""])
    page.get_by_role("button", name="Send now").click()
    expect(page.locator(".truth")).to_have_class(re.compile("truth-good"))
    expect(page.get_by_text("The books and this phone differ")).to_have_count(0)


def test_the_screen_of_sending_counts_what_waits_and_sends_it(page: Page) -> None:
    page.context.set_offline(True)
    _sell(page)
    _sell(page)
    go(page, "sync")
    expect(_fact(page, "Waiting to be sent")).to_contain_text("2")
    expect(_fact(page, "The oldest waits since")).to_contain_text(re.compile(r"\d\d:\d\d"))
    expect(page.get_by_text(re.compile("Tested without a network for 30 days"))).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Send now").click()
    expect(_fact(page, "Waiting to be sent")).to_contain_text("0")
    expect(_fact(page, "The oldest waits since")).to_contain_text("–")


def test_a_hotels_page_in_place_of_answers_is_no_network_and_breaks_no_screen(page: Page) -> None:
    page.route(
        "**/api/**", lambda route: route.fulfill(content_type="text/html", body="<html>Welcome to our wifi</html>")
    )
    for screen in ("home", "tax", "books", "notices", "coop"):
        with page.expect_response("**/api/o/*/phone/**"):
            go(page, screen)
        rests(page)
        expect(page.locator("#title")).to_be_visible()
        expect(page.get_by_text("One moment…")).to_have_count(0)
        expect(page.get_by_text("That did not work.")).to_have_count(0)


def _fact(page: Page, label: str) -> Any:
    return page.locator("li").filter(has_text=label)


def _set_pin(page: Page) -> None:
    go(page, "settings")
    page.get_by_role("button", name="Set a PIN").click()
    _type_twice(page, PIN)
    expect(page.get_by_role("button", name="Lock now")).to_be_visible()


def _type_twice(page: Page, pin: str) -> None:
    for label in ("New PIN", "The same PIN again"):
        page.get_by_label(label).fill(pin)
        page.locator("form", has=page.get_by_label(label)).locator("button[type=submit]").click()


def _open_with(page: Page, pin: str) -> None:
    page.get_by_label("Your PIN").fill(pin)
    page.get_by_role("button", name="Open", exact=True).click()


def _forget(page: Page) -> None:
    page.get_by_role("button", name="I forgot my PIN").click()


def _ask_code(page: Page) -> None:
    # Codes to one number are a minute apart; the stall's own is not long ago.
    Code.objects.all().delete()
    page.get_by_role("button", name="Send me the code").click()
    page.get_by_label("The code from the message").wait_for()


def _sell(page: Page) -> UUID:
    go(page, "sell")
    page.locator(".tile:not(.tile-other)").first.click()
    page.locator(".pay-go").click()
    page.get_by_role("button", name="Cash", exact=True).click()
    page.get_by_role("button", name="Cash received").click()
    expect(page.locator(".receipt")).to_be_visible()
    return UUID(page.url.rsplit("/", 1)[-1])


def _events(market: Stage, event_id: UUID) -> int:
    org_id = market.organisations[SHOP].id
    with inside_organisation(org_id=org_id, person_id=market.people[OWNER]):
        return Event.objects.filter(org_id=org_id, id=event_id).count()
