"""What a household knows and records on its phone: without a network too, for every reader, on the smallest screen."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.sync.models import DayEnd, Paper
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import SaleDraft, SaleLineDraft
from ecoop.trade.models import Expense, MoneyMove, ProductVersion, Purchase, StockMove
from tests.browser.examination import EVERYTHING, TOO_WIDE, complaints
from tests.browser.market import OWNER, SHOP
from tests.browser.phone import PHONE, SMALLEST, a_till, all_sent, go, is_left, rests
from tests.browser.stage import Look, Stage

SCREENS = (
    *(
        "home",
        "record",
        "purchase",
        "expense",
        "stock",
        "stock/gone",
        "stock/low",
        "goods",
        "goods/new",
        "debts",
        "day",
    ),
    *("tax", "returns", "books", "coop", "meetings", "notices"),
)
# The smallest picture there is, for a photo of a bill.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f030005fe02fea7d605"
    "1b0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def till(market: Stage) -> Iterator[Look]:
    """The phone of bà Tư's shop, in English, so that the words in the code are the words on the screen."""
    _sell_already(market)
    with a_till(market, language="en") as look:
        yield look


@pytest.fixture
def page(till: Look) -> Iterator[Page]:
    """The phone in the hand, with a network again afterwards."""
    till.page.set_viewport_size(PHONE)
    till.page.keyboard.press("Escape")
    go(till.page, "record")
    yield till.page
    till.page.context.set_offline(False)


def _sell_already(market: Stage) -> None:
    """Let the shop have sold enough for a tax return, and let chị Hoa owe for rice."""
    shop, owner, now = market.organisations[SHOP], market.people[OWNER], datetime.now(UTC)
    today = vietnam_day(now)
    sold = [
        SaleDraft(new_id(), today, (SaleLineDraft("goods", "Gạo", Dong(300_000)),), "credit", party_name="Chị Hoa"),
        SaleDraft(new_id(), date(today.year, 1, 5), (SaleLineDraft("goods", "Gạo", Dong(1_300_000_000)),), "bank"),
    ]
    with inside_organisation(org_id=shop.id, person_id=owner):
        record_sales(org_id=shop.id, sales=sold, by=owner, now=now)


def _type(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)


def _count(market: Stage, model: type[Any]) -> int:
    shop = market.organisations[SHOP]
    with inside_organisation(org_id=shop.id, person_id=market.people[OWNER]):
        return int(model._default_manager.filter(org_id=shop.id).count())


def _last(market: Stage, model: type[Any], **wanted: Any) -> Any:
    return market.first(model, org=SHOP, person=OWNER, **wanted)


def test_a_purchase_made_without_a_network_arrives_with_its_photo(page: Page, market: Stage) -> None:
    before = _count(market, Paper)
    page.context.set_offline(True)
    go(page, "purchase")
    page.locator("input[type=file][accept='image/*']").set_input_files(
        {"name": "bill.png", "mimeType": "image/png", "buffer": PIXEL}
    )
    expect(page.get_by_text("The bill is kept.")).to_be_visible()
    page.get_by_role("button", name="What did you buy?").click()
    _type(page, "Search", "Phân bón NPK")
    page.get_by_role("button", name="is not in my list").click()
    _type(page, "Unit", "bao")
    _type(page, "How much, how many?", "4")
    _type(page, "Paid for all of it", "1tr2")
    page.get_by_role("button", name="Add to the bill").click()
    _type(page, "Bought from", "Đại lý Tâm")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".toasts")).to_contain_text("1.200.000 đ")
    is_left(page, "purchase")
    expect(page.locator(".truth")).not_to_contain_text("All sent")
    all_sent(page)
    bought = _last(market, Purchase, party_name="Đại lý Tâm")
    assert (bought.total_vnd, bought.means) == (1_200_000, "cash")
    assert _count(market, Paper) == before + 1


def test_a_cost_made_without_a_network_arrives_in_its_group(page: Page, market: Stage) -> None:
    page.context.set_offline(True)
    go(page, "expense")
    page.get_by_role("button", name="Electricity, water, rent, phone").click()
    _type(page, "How much?", "350")
    page.get_by_role("button", name="Bank transfer").click()
    page.get_by_role("button", name="Keep 350.000").click()
    expect(page.locator(".toasts")).to_contain_text("Recorded: 350.000 đ")
    is_left(page, "expense")
    all_sent(page)
    spent = _last(market, Expense, total_vnd=350_000, means="bank")
    assert spent.group == "bought_services"


def test_the_days_end_tells_the_difference_and_arrives(page: Page, market: Stage) -> None:
    page.context.set_offline(True)
    go(page, "day")
    # 1 × 500.000 + 2 × 20.000 = 540.000
    page.get_by_role("button", name="One note of 500.000 more").click()
    page.get_by_role("button", name="One note of 20.000 more").click(click_count=2)
    expect(page.get_by_text("Keep: 540.000 đ")).to_be_visible()
    expect(page.get_by_text("The difference is told, not hidden.")).to_be_visible()
    page.get_by_role("button", name="Keep: 540.000").click()
    expect(page.locator(".toast").last).to_contain_text("The day is done")
    is_left(page, "day")
    all_sent(page)
    assert _last(market, DayEnd, counted_vnd=540_000).cash_before_vnd == 0


def test_who_goes_on_before_the_goods_are_kept_is_not_taken_back(page: Page) -> None:
    go(page, "goods")
    go(page, "goods/new")
    _type(page, "Name", "Chè kho")
    _type(page, "Price", "30")
    page.evaluate("() => { history.back = () => { window.steppedBack = true } }")
    page.get_by_role("button", name="Keep").evaluate("keep => { keep.click(); location.hash = '#/sell' }")
    # A step back is asked for before the words of it are drawn.
    expect(page.locator(".toast").last).to_contain_text("Chè kho")
    assert page.evaluate("delete history.back && !window.steppedBack")
    expect(page.locator(".tile-other")).to_be_visible()
    assert page.url.endswith("#/sell")


def test_new_goods_and_their_count_arrive(page: Page, market: Stage) -> None:
    page.context.set_offline(True)
    go(page, "goods/new")
    _type(page, "Name", "Chè lam")
    _type(page, "Price", "25")
    page.get_by_role("button", name="Keep").click()
    is_left(page, "goods/new")
    go(page, "goods")
    _type(page, "Search", "che lam")
    expect(page.get_by_role("link", name="Chè lam")).to_contain_text("25.000 đ")
    go(page, "stock")
    page.get_by_role("button", name="Chè lam").click()
    _type(page, "How many are there?", "12,5")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("button", name="Chè lam")).to_contain_text("12,5")
    all_sent(page)
    made = _last(market, ProductVersion, name="Chè lam")
    assert made.price_vnd == 25_000
    assert _last(market, StockMove, kind="counted", product_id=made.product_id).quantity == Decimal("12.5")


def test_part_of_a_debt_is_received(page: Page, market: Stage) -> None:
    go(page, "debts")
    page.get_by_role("button", name="Chị Hoa").click()
    _type(page, "How much is paid now?", "100")
    page.get_by_role("button", name="Money received").click()
    expect(page.locator(".toast").last).to_contain_text("100.000 đ")
    expect(page.get_by_role("button", name="Chị Hoa")).to_contain_text("200.000 đ")
    all_sent(page)
    assert _last(market, MoneyMove, rule="receipt", total_vnd=100_000, means="cash") is not None


def test_what_was_known_shows_without_a_network_with_its_time(page: Page) -> None:
    go(page, "tax")
    expect(page.get_by_text("Next dates")).to_be_visible()
    expect(page.get_by_text(re.compile(r"As of \d\d:\d\d$"))).to_be_visible()
    go(page, "record")
    page.context.set_offline(True)
    go(page, "tax")
    expect(page.get_by_text(re.compile("No network now. This was so at"))).to_be_visible()
    expect(page.get_by_text("Next dates")).to_be_visible()


def test_the_form_of_a_return_opens_line_by_line(page: Page) -> None:
    go(page, "returns")
    page.locator(".list-row").first.click()
    expect(page.get_by_role("region", name="The figures")).to_contain_text("01/")


@pytest.mark.parametrize("language", ["vi", "ar"])
def test_every_screen_is_for_everybody(till: Look, language: str) -> None:
    """axe finds nothing, and nothing scrolls sideways at 320 pixels, in Vietnamese and from right to left."""
    page = till.page
    page.set_viewport_size(SMALLEST)
    _speak(page, language)
    wrong = []
    for screen in SCREENS:
        go(page, screen)
        rests(page)
        wrong += [f"{screen}: {said}" for said in complaints(till, rules=EVERYTHING)]
        wrong += [f"{screen} is too wide: {each}" for each in page.evaluate(TOO_WIDE)]
    _speak(page, "en")
    assert not wrong, "\n".join(wrong)


def _speak(page: Page, language: str) -> None:
    page.evaluate("language => localStorage.setItem('ecoop-language', language)", language)
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", language)
