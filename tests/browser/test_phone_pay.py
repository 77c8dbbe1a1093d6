"""Being paid on the phone: money that comes in parts, too much or too late, cash and change, and the books to the đồng.

The bank's notices are sent by the simulator of a provider, over HTTP, to the shop's own address.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import pytest
from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.payments.actions.connect import connect
from ecoop.payments.errors import Provider, Scheme
from ecoop.trade.models import MoneyMove, Sale
from ecoop.trade.queries.debts import list_debts, list_debts_of_documents
from tests.browser.examination import EVERYTHING, TOO_WIDE, complaints
from tests.browser.market import OWNER, SHOP
from tests.browser.phone import SMALLEST, a_till, all_sent, go, rests
from tests.browser.stage import Look, Stage

ACCOUNT = "1017595600"
# The bank's news are asked for every 3 seconds; here every 0.3.
QUICK_NEWS = """(() => {
  const later = window.setTimeout;
  window.setTimeout = (work, ms, ...given) => later(work, ms === 3000 ? 300 : ms, ...given);
})()"""
Send = Callable[[int, str], None]


@pytest.fixture(scope="module")
def till(market: Stage) -> Iterator[Look]:
    """A phone that sells for bà Tư, in English, so that the words in the code are the words on the screen."""
    with a_till(market, language="en") as look:
        look.page.add_init_script(QUICK_NEWS)
        look.page.reload()
        yield look


@pytest.fixture
def page(till: Look) -> Iterator[Page]:
    """The phone with an empty basket, and with a network again afterwards."""
    empty(till.page)
    yield till.page
    till.page.context.set_offline(False)


@pytest.fixture(scope="module")
def send(market: Stage) -> Send:
    """Send money into the shop's account, as SePay tells of it."""
    shop = market.organisations[SHOP]
    with inside_organisation(org_id=shop.id, person_id=market.people[OWNER]):
        made = connect(
            org_id=shop.id,
            connection_id=new_id(),
            provider=Provider.SEPAY,
            scheme=Scheme.KEY,
            name="SePay",
            secret="",
            bank_account_id=None,
            by=market.people[OWNER],
            now=datetime.now(UTC),
        )
    url = f"{market.url}/api/payments/webhooks/sepay/{made.address}"

    def notify(amount: int, text: str) -> None:
        told = {"scheme": str(Scheme.KEY), "secret": made.secret, "amount": amount, "text": text, "account": ACCOUNT}
        call_command("payments", "simulate", "sepay", url=url, **told)

    return notify


def test_all_that_was_asked_for_closes_the_sale(page: Page, market: Stage, send: Send) -> None:
    words = show_square(page, "60")
    send(60_000, f"MBVCB.1. {words} chuyen tien")
    expect(page.locator(".receipt")).to_be_visible()
    sold = in_the_books(page, market)
    assert (sold.means, sold.total_vnd) == ("bank", 60_000)


def test_two_parts_make_a_whole(page: Page, market: Stage, send: Send) -> None:
    words = show_square(page, "80")
    send(50_000, words)
    expect(came(page)).to_contain_text("50.000 đ")
    expect(came(page)).to_contain_text("30.000 đ")
    page.get_by_role("button", name="Wait for the rest").click()
    # The square asks for what is missing, under the same words.
    expect(page.get_by_role("img", name="QR for a transfer of 30.000 đ")).to_be_visible()
    assert page.locator(".qr-words").inner_text() == words
    send(10_000, words)
    expect(came(page)).to_contain_text("20.000 đ")
    expect(page.get_by_role("img", name="QR for a transfer of 20.000 đ")).to_be_visible()
    send(20_000, words)
    expect(page.locator(".receipt")).to_be_visible()
    sold = in_the_books(page, market)
    assert (sold.means, sold.total_vnd) == ("bank", 80_000)
    assert money_with(sold, market) == []


def test_the_rest_in_cash_is_one_sale_that_owes_nothing(page: Page, market: Stage, send: Send) -> None:
    words = show_square(page, "90")
    send(70_000, words)
    page.get_by_role("button", name="Take 20.000 đ in cash").click()
    receipt = page.locator(".receipt")
    expect(receipt).to_contain_text("QR transfer")
    expect(receipt).to_contain_text("70.000 đ")
    expect(receipt).to_contain_text("20.000 đ")
    expect(receipt).not_to_contain_text("Still to pay")
    sold = in_the_books(page, market)
    assert (sold.means, sold.total_vnd) == ("credit", 90_000)
    assert money_with(sold, market) == [("receipt", "bank", 70_000), ("receipt", "cash", 20_000)]
    assert open_of(sold, market) == 0
    go(page, "debts")
    rests(page)
    # Whoever owes for other sales stands there, and this one, which has no name, does not.
    owing = debtors(market)
    expect(page.locator("main .list-words strong")).to_have_count(len(owing))
    assert set(page.locator("main .list-words strong").all_inner_texts()) == owing


def test_the_rest_on_credit_is_owed_under_a_name(page: Page, market: Stage, send: Send) -> None:
    words = show_square(page, "75")
    send(50_000, words)
    page.get_by_role("button", name="Put 25.000 đ on credit").click()
    page.get_by_label("Who will pay later?").fill("Chị Lụa")
    page.get_by_role("button", name="Write down 25.000").click()
    expect(page.locator(".receipt")).to_contain_text("Still to pay")
    sold = in_the_books(page, market)
    assert (sold.means, sold.party_name, open_of(sold, market)) == ("credit", "Chị Lụa", 25_000)
    assert money_with(sold, market) == [("receipt", "bank", 50_000)]
    taken_back(page)


def test_too_much_is_said_and_what_goes_back_leaves_the_cash_box(page: Page, market: Stage, send: Send) -> None:
    words = show_square(page, "45")
    send(50_000, words)
    expect(came(page)).to_contain_text("More came than was asked for.")
    expect(came(page)).to_contain_text("5.000 đ")
    page.get_by_role("button", name="5.000 đ given back in cash").click()
    expect(page.locator(".receipt")).to_be_visible()
    sold = in_the_books(page, market)
    assert (sold.means, sold.total_vnd) == ("bank", 45_000)
    back = MoneyMove.objects.get
    with inside_organisation(org_id=sold.org_id, person_id=market.people[OWNER]):
        moved = back(org_id=sold.org_id, id=uuid5(sold.id, "after-sale"))
    assert (moved.rule, moved.total_vnd, moved.settles_id) == ("cash-to-bank", 5_000, None)


def test_what_came_while_another_screen_was_open_is_found(page: Page, send: Send) -> None:
    words = show_square(page, "40")
    page.go_back()
    expect(page.locator(".pay-go")).to_be_visible()
    send(15_000, words)
    page.locator(".pay-go").click()
    expect(came(page)).to_contain_text("15.000 đ")
    # Whoever takes cash now would take it twice: it is said there, too.
    page.get_by_role("button", name="Cash", exact=True).click()
    expect(page.get_by_text("15.000 đ came by bank for this sale already.")).to_be_visible()
    rests(page)
    page.reload()
    expect(page.get_by_text("15.000 đ came by bank for this sale already.")).to_be_visible()
    page.get_by_role("button", name="Look at it").click()
    expect(came(page)).to_contain_text("25.000 đ")


def test_all_of_it_while_another_screen_was_open_closes_the_sale(page: Page, market: Stage, send: Send) -> None:
    words = show_square(page, "35")
    go(page, "home")
    send(35_000, words)
    go(page, "sell")
    page.locator(".pay-go").click()
    expect(page.locator(".receipt")).to_be_visible()
    assert in_the_books(page, market).means == "bank"


def test_without_the_banks_news_a_person_says_what_came(page: Page, market: Stage) -> None:
    show_square(page, "55")
    page.get_by_role("button", name="Another amount came").click()
    page.get_by_label("How much came by bank?").fill("30")
    page.get_by_role("button", name="That much came").click()
    expect(came(page)).to_contain_text("25.000 đ")
    page.get_by_role("button", name="Take 25.000 đ in cash").click()
    sold = in_the_books(page, market)
    assert money_with(sold, market) == [("receipt", "bank", 30_000), ("receipt", "cash", 25_000)]


def test_an_app_closed_between_the_sale_and_its_cash_finds_it_again(page: Page, market: Stage) -> None:
    """The money that goes with a sale is kept before the sale; here the app dies before it is written down."""
    show_square(page, "25")
    page.get_by_role("button", name="Another amount came").click()
    page.get_by_label("How much came by bank?").fill("20")
    page.get_by_role("button", name="That much came").click()
    # From the second event on nothing can be written any more, as in an app that was closed.
    page.evaluate(BREAK_AFTER_ONE)
    page.get_by_role("button", name="Take 5.000 đ in cash").click()
    expect(page.locator(".receipt")).to_contain_text("Still to pay")
    page.reload()
    expect(page.locator(".receipt")).not_to_contain_text("Still to pay")
    sold = in_the_books(page, market)
    assert money_with(sold, market) == [("receipt", "bank", 20_000), ("receipt", "cash", 5_000)]


BREAK_AFTER_ONE = """() => {
  let written = 0;
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (...given) {
    if (this.name === "events" && (written += 1) > 1) throw new DOMException("closed", "AbortError");
    return add.apply(this, given);
  };
}"""


def test_cash_pressed_twice_is_one_sale(page: Page, market: Stage) -> None:
    put(page, "12")
    page.locator(".pay-go").click()
    page.get_by_role("button", name="Cash", exact=True).click()
    all_sent(page)
    before = count_sales(market)
    page.get_by_role("button", name="Cash received").evaluate(
        "button => { button.click(); button.click(); button.click() }"
    )
    in_the_books(page, market)
    assert count_sales(market) == before + 1


def test_notes_are_added_up_and_change_is_counted_out(page: Page) -> None:
    """137.500 paid with 100.000 + 50.000: 12.500 goes back, 500 of it in no note."""
    put(page, "137500")
    page.locator(".pay-go").click()
    page.get_by_role("button", name="Cash", exact=True).click()
    page.get_by_role("button", name="100.000").click()
    expect(page.get_by_text("Missing: 37.500 đ")).to_be_visible()
    expect(page.get_by_role("button", name="The rest on credit")).to_be_visible()
    page.get_by_role("button", name="50.000", exact=True).click()
    expect(page.locator(".change")).to_contain_text("12.500 đ")
    expect(page.locator(".change")).to_contain_text("1 × 10.000")
    expect(page.locator(".change")).to_contain_text("1 × 2.000")
    page.get_by_role("button", name="Again").click()
    expect(page.locator(".change")).to_have_count(0)


@pytest.mark.parametrize(
    ("typed", "meant"), [("1tr2", "1.200.000 đ"), ("50k", "50.000 đ"), ("1.250.000", "1.250.000 đ")]
)
def test_amounts_are_written_the_short_way(page: Page, typed: str, meant: str) -> None:
    put(page, typed)
    expect(page.locator(".pay-go strong")).to_have_text(meant)


@pytest.mark.parametrize(("language", "text", "theme"), [("vi", "huge", "light"), ("ar", "large", "sun")])
def test_paying_fits_the_smallest_phone(market: Stage, language: str, text: str, theme: str) -> None:
    """By what stands where: the words are in many languages."""
    with a_till(market, language=language, viewport=SMALLEST) as look:
        page = look.page
        chosen = {"text": text, "theme": theme, "speaks": False}
        page.evaluate("looks => localStorage['ecoop-looks'] = JSON.stringify(looks)", chosen)
        page.reload()
        page.locator(".tile-other").click()
        page.locator("dialog .input-money").fill("1tr25")
        page.locator("dialog .button-main").click()
        page.locator(".pay-go").click()
        page.locator(".choices .button").nth(1).click()
        expect(page.locator(".square")).to_be_visible()
        holds(look)
        page.locator(".square ~ .button-quiet").click()
        page.locator("dialog .input-money").fill("750")
        page.locator("dialog .button-main").click()
        expect(page.locator(".came")).to_be_visible()
        holds(look)
        page.locator(".came + .stack .button").nth(1).click()
        expect(page.locator(".receipt")).to_be_visible()
        holds(look)


def holds(look: Look) -> None:
    """Hold the screen to what every screen must be."""
    assert look.page.evaluate(TOO_WIDE) == []
    assert complaints(look, rules=EVERYTHING) == []
    assert not look.wrong, look.wrong


def show_square(page: Page, amount: str) -> str:
    """Ask for an amount by QR, and give the words of the transfer."""
    put(page, amount)
    page.locator(".pay-go").click()
    page.get_by_role("button", name="QR transfer").click()
    return page.locator(".qr-words").inner_text()


def came(page: Page) -> Locator:
    """The figures of what came and what is missing."""
    return page.locator(".came")


def put(page: Page, typed: str) -> None:
    """Put an amount into the basket."""
    page.locator(".tile-other").click()
    page.get_by_label("How much").fill(typed)
    page.get_by_role("button", name="Put in the basket").click()


def empty(page: Page) -> None:
    """Begin with nothing in the basket."""
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


def taken_back(page: Page) -> None:
    """Take back the sale whose receipt is shown."""
    page.get_by_role("button", name="Take the sale back").click()
    page.locator("dialog .button-danger").click()
    expect(page.get_by_text("Was taken back", exact=True)).to_be_visible()


def in_the_books(page: Page, market: Stage) -> Sale:
    """Find the sale of the receipt that is shown in the books, once all has come in."""
    expect(page.locator(".receipt")).to_be_visible()
    sale_id = UUID(page.url.rsplit("/", 1)[-1])
    all_sent(page)
    sold: Sale = market.first(Sale, org=SHOP, person=OWNER, id=sale_id)
    return sold


def money_with(sold: Sale, market: Stage) -> list[tuple[Any, ...]]:
    """List the money moves that settle a sale."""
    with inside_organisation(org_id=sold.org_id, person_id=market.people[OWNER]):
        moves = MoneyMove.objects.filter(org_id=sold.org_id, settles_id=sold.id)
        return sorted(moves.values_list("rule", "means", "total_vnd"))


def open_of(sold: Sale, market: Stage) -> int:
    """Say how much of a sale is owed."""
    with inside_organisation(org_id=sold.org_id, person_id=market.people[OWNER]):
        found = list_debts_of_documents(org_id=sold.org_id, document_ids=[sold.id]).get(sold.id)
    return found.open_vnd if found else 0


def debtors(market: Stage) -> set[str]:
    """Name who owes the shop something."""
    shop, today = market.organisations[SHOP], vietnam_day(datetime.now(UTC))
    with inside_organisation(org_id=shop.id, person_id=market.people[OWNER]):
        return {debt.party_name for debt in list_debts(org_id=shop.id, side="owed-to-us", on=today).debts}


def count_sales(market: Stage) -> int:
    """Count the shop's sales in the books."""
    with inside_organisation(org_id=market.organisations[SHOP].id, person_id=market.people[OWNER]):
        return Sale.objects.filter(org_id=market.organisations[SHOP].id).count()
