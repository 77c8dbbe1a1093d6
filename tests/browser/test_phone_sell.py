"""Selling on the phone as a person does it: three taps, no network, nothing lost, and the books have it to the đồng."""

import json
import re
import time
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect

from ecoop.kernel.walls import inside_organisation
from ecoop.trade.models import Sale
from tests.browser.market import OWNER, SHOP, last_code
from tests.browser.phone import a_phone, a_till, all_sent, go, rests
from tests.browser.stage import Look, Stage

PIN = "482916"


@pytest.fixture(scope="module")
def till(market: Stage) -> Iterator[Look]:
    """A phone that sells for bà Tư, in English, so that the words in the code are the words on the screen."""
    with a_till(market, language="en") as look:
        yield look


@pytest.fixture
def page(till: Look) -> Iterator[Page]:
    """The phone with an empty basket, and with a network again afterwards."""
    # Cash stands first as on a new phone, whichever way was used last.
    till.page.evaluate("localStorage.removeItem('ecoop-means')")
    _empty(till.page)
    yield till.page
    till.page.unroute_all(behavior="ignoreErrors")
    till.page.context.set_offline(False)


def test_a_known_item_is_sold_in_three_taps_without_a_network(page: Page, market: Stage) -> None:
    page.context.set_offline(True)
    page.reload()
    taps = _count_taps(page)
    page.locator(".tile:not(.tile-other)").first.click()
    page.locator(".pay-go").click()
    page.get_by_role("button", name="Cash received").click()
    expect(page.locator(".receipt")).to_be_visible()
    assert taps() == 3
    expect(page.locator(".truth")).to_contain_text("1 waits")
    sale_id = _shown(page)
    all_sent(page)
    sold = _sale(market, sale_id)
    assert (sold.means, sold.total_vnd) == ("cash", _total_of(page))


def test_the_basket_outlives_steps_back_reloads_and_empty_batteries(page: Page) -> None:
    page.locator(".tile:not(.tile-other)").nth(0).click()
    page.locator(".tile:not(.tile-other)").nth(1).click()
    total = page.locator(".pay-go strong").inner_text()
    page.locator(".pay-go").click()
    page.go_back()
    expect(page.locator(".pay-go strong")).to_have_text(total)
    rests(page)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator(".pay-go strong")).to_have_text(total)
    page.get_by_role("button", name=re.compile("things in the basket")).click()
    page.locator("dialog").get_by_role("button", name=re.compile("^One less")).first.click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="One step back").click()
    expect(page.locator(".pay-go strong")).to_have_text(total)


def test_shorthand_weight_and_discount_come_to_the_dong(page: Page, market: Stage) -> None:
    """50 is 50.000; 1,5 of it 75.000; 2,5 % less is 73.125."""
    page.locator(".tile-other").click()
    page.get_by_label("What is it?").fill("Chè lam")
    page.get_by_label("How much").fill("50")
    expect(page.get_by_text("= 50.000 đ")).to_be_visible()
    page.get_by_role("button", name="Put in the basket").click()
    page.locator(".last-quantity").click()
    page.get_by_role("button", name="1,5", exact=True).click()
    page.locator("dialog .pay-go").click()
    page.get_by_role("button", name=re.compile("in the basket")).click()
    page.get_by_role("button", name="Discount, note").click()
    page.get_by_role("button", name="%").click()
    page.get_by_label("Amount taken off").fill("2,5")
    page.locator("dialog .button-main").click()
    page.get_by_role("button", name="Cash", exact=True).click()
    page.get_by_role("button", name="Cash received").click()
    expect(page.locator(".receipt")).to_contain_text("73.125 đ")
    sale_id = _shown(page)
    all_sent(page)
    assert _sale(market, sale_id).total_vnd == 73_125


def test_change_is_counted_and_too_little_is_said(page: Page) -> None:
    _amount(page, "45")
    page.locator(".pay-go").click()
    page.get_by_role("button", name="20.000").click()
    expect(page.get_by_text("Missing: 25.000 đ")).to_be_visible()
    expect(page.get_by_role("button", name="Cash received")).to_be_disabled()
    page.get_by_role("button", name="200.000").click()
    # 220.000 - 45.000
    expect(page.locator(".change")).to_contain_text("175.000 đ")


def test_part_on_credit_under_a_name_is_a_debt_of_the_rest(page: Page, market: Stage) -> None:
    _amount(page, "80")
    page.locator(".pay-go").click()
    page.get_by_role("button", name="On credit").click()
    page.get_by_label("Who will pay later?").fill("Cô Hạnh")
    page.get_by_role("button", name="Pays a part now").click()
    page.get_by_label("Paid now").fill("30")
    page.get_by_role("button", name="Write down 50.000").click()
    expect(page.locator(".receipt")).to_contain_text("Still to pay")
    sale_id = _shown(page)
    all_sent(page)
    sold = _sale(market, sale_id)
    assert (sold.means, sold.total_vnd, sold.party_name) == ("credit", 80_000, "Cô Hạnh")


def test_money_that_comes_is_said_aloud_and_closes_the_sale(page: Page, market: Stage) -> None:
    """The bank's news are played here; that they are true is tested in payments."""
    asked: list[str] = []
    shown: list[str] = []

    # It only answers: what waits in here goes on waiting when the test is over, and fails another one.
    def news(route: Route) -> None:
        asked.append(route.request.url)
        told = {"amount_vnd": 60_000, "reference": "", "arrived_at": ""}
        came = [told | {"id": words, "text": f"IBFT {words} chuyen tien"} for words in shown]
        route.fulfill(content_type="application/json", body=json.dumps({"cursor": "", "arrivals": came}))

    page.route("**/payments/arrivals*", news)
    _amount(page, "60")
    page.locator(".pay-go").click()
    page.get_by_role("button", name="QR transfer").click()
    shown.append(page.locator(".qr-words").inner_text())
    expect(page.locator(".receipt")).to_be_visible(timeout=15_000)
    sale_id = _shown(page)
    all_sent(page)
    sold = _sale(market, sale_id)
    assert asked
    assert (sold.means, sold.total_vnd) == ("bank", 60_000)


def test_a_sale_is_taken_back_by_another_fact(page: Page, market: Stage) -> None:
    _amount(page, "15")
    _pay_cash(page)
    page.get_by_role("button", name="Take the sale back").click()
    page.locator("dialog .button-danger").click()
    expect(page.get_by_text("Was taken back", exact=True)).to_be_visible()
    sale_id = _shown(page)
    all_sent(page)
    assert _sale(market, sale_id).total_vnd == 15_000
    assert market.first(Sale, org=SHOP, person=OWNER, returns_id=sale_id) is not None


def test_signing_out_is_refused_while_a_sale_waits(page: Page) -> None:
    page.context.set_offline(True)
    _amount(page, "10")
    _pay_cash(page)
    expect(page.locator(".receipt")).to_be_visible()
    go(page, "settings")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("1 entry was not sent yet.")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out of this phone")).to_have_count(0)
    page.keyboard.press("Escape")
    all_sent(page)


def test_a_pin_shuts_the_shop_and_opens_it(market: Stage) -> None:
    with a_till(market, language="en") as look:
        page = look.page
        go(page, "settings")
        page.get_by_role("button", name="Set a PIN").click()
        for label in ("New PIN", "The same PIN again"):
            page.get_by_label(label).fill(PIN)
            page.locator("dialog .button-main").click()
        expect(page.get_by_role("button", name="Lock now")).to_be_visible()
        page.reload()
        page.get_by_label("Your PIN").fill("111111")
        page.get_by_role("button", name="Open").click()
        expect(page.get_by_role("alert")).to_contain_text("That was not the PIN.")
        page.get_by_label("Your PIN").fill(PIN)
        page.get_by_role("button", name="Open").click()
        go(page, "sell")
        expect(page.locator(".tile:not(.tile-other)").first).to_be_visible()


def test_the_desk_leads_to_the_phone(market: Stage) -> None:
    with a_phone(market, language="en") as look:
        look.go(f"/o/{SHOP}/")
        look.page.locator("a[href^='/app/']").click()
        look.page.get_by_role("button", name="Yes, sell here").click()
        expect(look.page.get_by_text("Your shop is open.")).to_be_visible()


def test_from_a_phone_number_to_the_first_sale(market: Stage) -> None:
    with a_phone(market, language="en", person=None) as look:
        page = look.page
        look.go("/app/")
        page.get_by_role("button", name="Begin with my phone number").click()
        page.get_by_label("Your phone number").fill("0912 345 671")
        page.get_by_role("button", name="Send me the code").click()
        page.get_by_label("The code from the message").wait_for()
        page.get_by_label("The code from the message").fill(last_code())
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("Your name").fill("Phạm Thị Tư")
        page.locator(".trade").first.click()
        page.get_by_role("button", name="Open my shop").click()
        page.get_by_role("link", name="Make the first sale").click()
        page.locator(".tile:not(.tile-other)").first.click()
        _pay_cash(page)
        expect(page.locator(".receipt")).to_be_visible()
        all_sent(page)


def _amount(page: Page, typed: str) -> None:
    page.locator(".tile-other").click()
    page.get_by_label("How much").fill(typed)
    page.get_by_role("button", name="Put in the basket").click()


def _pay_cash(page: Page) -> None:
    """Pay in cash, whichever way was used last and so stands first."""
    page.locator(".pay-go").click()
    page.get_by_role("button", name="Cash", exact=True).click()
    page.get_by_role("button", name="Cash received").click()


def _empty(page: Page) -> None:
    page.keyboard.press("Escape")
    go(page, "sell")
    # What was in the basket before a reload is back by then.
    rests(page)
    basket = page.get_by_role("button", name=re.compile("in the basket"))
    if basket.is_visible():
        basket.click()
        page.get_by_role("button", name="Discount, note").click()
        page.get_by_role("button", name="Empty the basket").click()
        expect(basket).to_have_count(0)
        rests(page)


def _count_taps(page: Page) -> Callable[[], int]:
    page.evaluate("window.taps = 0; addEventListener('click', () => window.taps += 1, true)")
    return lambda: page.evaluate("window.taps")


def _shown(page: Page) -> UUID:
    return UUID(page.url.rsplit("/", 1)[-1])


def _total_of(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator(".receipt-total").first.inner_text()))


def _sale(market: Stage, sale_id: UUID) -> Sale:
    """Find a sale in the books, once it has come in."""
    for _attempt in range(40):
        with inside_organisation(org_id=market.organisations[SHOP].id, person_id=market.people[OWNER]):
            if found := Sale.objects.filter(org_id=market.organisations[SHOP].id, id=sale_id).first():
                return found
        time.sleep(0.5)
    raise AssertionError("the sale never came in")
