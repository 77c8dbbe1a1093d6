"""Writing down purchases, costs, counts and the day's end: nothing begun is lost, nothing is written twice."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from ecoop.invoicing.actions.book_invoices import book_invoices
from ecoop.invoicing.models import Invoice, InvoiceBooking
from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import find_identity
from ecoop.sync.models import DayEnd
from ecoop.trade.models import Expense, Purchase, Sale, StockMove
from tests.browser.market import OWNER, SHOP
from tests.browser.phone import a_till, all_sent, go, is_left, rests
from tests.browser.stage import Look, Stage

BEGUN = "You began this before. It is still here."


@pytest.fixture(scope="module")
def till(market: Stage) -> Iterator[Look]:
    """The phone of bà Tư's shop, in English, so that the words in the code are the words on the screen."""
    with a_till(market, language="en") as look:
        yield look


@pytest.fixture(scope="module")
def two_goods(till: Look) -> tuple[str, str]:
    """Two goods that are counted."""
    names = ("Trứng gà", "Trứng vịt")
    for name in names:
        go(till.page, "record")
        go(till.page, "goods/new")
        _type(till.page, "Name", name)
        _type(till.page, "Price", "4")
        till.page.get_by_role("button", name="Keep").click()
        is_left(till.page, "goods/new")
    return names


@pytest.fixture
def page(till: Look) -> Iterator[Page]:
    """The phone without a network, as on the market; with one again afterwards."""
    till.page.keyboard.press("Escape")
    till.page.context.set_offline(True)
    go(till.page, "record")
    yield till.page
    till.page.context.set_offline(False)


def test_a_purchase_that_was_begun_outlives_leaving_and_reloading(page: Page, market: Stage) -> None:
    go(page, "purchase")
    _add(page, "Phân lân", "800")
    _type(page, "Bought from", "Cô Sáu")
    page.get_by_role("button", name="Pay later").click()
    rests(page)
    go(page, "sell")
    go(page, "purchase")
    expect(page.get_by_text(BEGUN)).to_be_visible()
    page.reload()
    expect(page.get_by_label("Bought from", exact=True)).to_have_value("Cô Sáu")
    expect(page.get_by_role("button", name="Pay later")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".toast").last).to_contain_text("800.000 đ")
    is_left(page, "purchase")
    # Written down: the next purchase begins empty.
    go(page, "purchase")
    rests(page)
    expect(page.get_by_label("Bought from", exact=True)).to_have_value("")
    expect(page.get_by_text(BEGUN)).to_have_count(0)
    place = page.locator("#title").bounding_box()
    expect(page.locator(".truth")).to_contain_text("1 waits")
    all_sent(page)
    # Nothing jumps when the bar has less to say.
    assert page.locator("#title").bounding_box() == place
    assert market.first(Purchase, org=SHOP, person=OWNER, party_name="Cô Sáu").means == "credit"


def test_what_was_begun_is_thrown_away_by_the_person_alone(page: Page) -> None:
    go(page, "purchase")
    _add(page, "Vải", "90")
    rests(page)
    page.reload()
    page.get_by_role("button", name="Throw it away", exact=True).click()
    page.get_by_role("button", name="Yes, throw it away").click()
    expect(page.get_by_role("button", name="What did you buy?")).to_be_visible()
    rests(page)
    page.reload()
    expect(page.get_by_role("button", name="What did you buy?")).to_be_visible()
    rests(page)
    expect(page.get_by_text(BEGUN)).to_have_count(0)


def test_a_cost_that_was_begun_outlives_an_empty_battery(page: Page) -> None:
    go(page, "expense")
    page.get_by_role("button", name="Electricity, water, rent, phone").click()
    _type(page, "How much?", "215")
    rests(page)
    begun_anew = page.context.new_page()
    begun_anew.goto(page.url)
    expect(begun_anew.get_by_label("How much?", exact=True)).to_have_value(re.compile("^215"))
    begun_anew.get_by_role("button", name="Keep 215.000").click()
    expect(begun_anew.locator(".toast").last).to_contain_text("215.000 đ")
    begun_anew.close()
    page.bring_to_front()


def test_a_count_goes_on_where_it_was_left(page: Page, two_goods: tuple[str, str]) -> None:
    first, second = two_goods
    go(page, "stock")
    page.get_by_role("button", name=first).first.click()
    _type(page, "How many are there?", "7")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("button", name=second).first.click()
    _type(page, "How many are there?", "12")
    rests(page)
    page.reload()
    # The number that was typed stands there again, and what was counted before is marked.
    expect(page.get_by_label("How many are there?", exact=True)).to_have_value("12")
    page.locator("dialog").get_by_role("button", name="Keep").click()
    expect(page.locator(".badge-good")).to_have_count(2)
    expect(page.locator("dialog")).to_have_count(0)
    page.reload()
    expect(page.locator(".badge-good")).to_have_count(2)


def test_the_cash_counted_so_far_outlives_a_reload(page: Page) -> None:
    go(page, "day")
    page.get_by_role("button", name="One note of 100.000 more").click(click_count=2)
    expect(page.get_by_text("Keep: 200.000 đ")).to_be_visible()
    rests(page)
    page.reload()
    expect(page.get_by_text("Keep: 200.000 đ")).to_be_visible()
    page.get_by_role("button", name="Throw it away", exact=True).click()
    page.get_by_role("button", name="Yes, throw it away").click()
    expect(page.get_by_role("button", name="Count first")).to_be_disabled()


def test_the_notes_stand_still_while_what_was_counted_before_comes_back(page: Page) -> None:
    more = page.get_by_role("button", name="One note of 5.000 more")
    go(page, "day")
    page.get_by_role("button", name="One note of 100.000 more").click()
    rests(page)
    go(page, "record")
    go(page, "day")
    expect(more).to_be_visible()
    place = more.bounding_box()
    rests(page)
    expect(page.get_by_text(BEGUN)).to_be_visible()
    assert more.bounding_box() == place
    page.get_by_role("button", name="Throw it away", exact=True).click()
    page.get_by_role("button", name="Yes, throw it away").click()
    expect(page.get_by_role("button", name="Count first")).to_be_disabled()


def test_every_button_that_records_does_it_once_however_often_it_is_pressed(
    page: Page, market: Stage, two_goods: tuple[str, str]
) -> None:
    before = _counts(page, market)
    go(page, "purchase")
    _add(page, "Dây buộc", "33")
    _press_twice(page.locator(".page-foot .button-main"))
    is_left(page, "purchase")
    go(page, "expense")
    page.get_by_role("button", name="Bags, fuel, small things").click()
    _type(page, "How much?", "44")
    _press_twice(page.locator(".page-foot .button-main"))
    is_left(page, "expense")
    first, second = two_goods
    go(page, "stock")
    page.get_by_role("button", name=first).first.click()
    _type(page, "How many are there?", "5")
    _press_twice(page.locator("dialog .button-main"))
    expect(page.locator("dialog")).to_have_count(0)
    go(page, "stock/gone")
    page.get_by_role("button", name=second).first.click()
    _type(page, "How many?", "1")
    _press_twice(page.locator("dialog .button-main"))
    expect(page.locator("dialog")).to_have_count(0)
    go(page, "day")
    page.get_by_role("button", name="One note of 50.000 more").click()
    _press_twice(page.locator(".page-foot .button-main"))
    is_left(page, "day")
    go(page, "sell")
    page.locator(".tile:not(.tile-other)").first.click()
    page.locator(".pay-go").click()
    page.get_by_role("button", name="Cash", exact=True).click()
    _press_twice(page.get_by_role("button", name="Cash received"))
    expect(page.locator(".receipt")).to_be_visible()
    after = _counts(page, market)
    assert {name: after[name] - before[name] for name in after} == {
        "Purchase": 1,
        "Expense": 1,
        "StockMove": 2,
        "DayEnd": 1,
        "Sale": 1,
    }


def test_the_rest_of_a_sale_goes_on_credit_once(page: Page, market: Stage) -> None:
    """70.000 sold, 20.000 paid at once: 50.000 stand as one debt under the name."""
    go(page, "sell")
    page.locator(".tile-other").click()
    _type(page, "How much", "70")
    page.get_by_role("button", name="Put in the basket").click()
    page.locator(".pay-go").click()
    page.get_by_role("button", name="On credit").click()
    page.get_by_label("Who will pay later?").fill("Chú Bảy")
    page.get_by_role("button", name="Pays a part now").click()
    page.get_by_label("Paid now").fill("20")
    _press_twice(page.get_by_role("button", name="Write down 50.000"))
    expect(page.locator(".receipt")).to_contain_text("Still to pay")
    go(page, "debts")
    expect(page.get_by_role("button", name="Chú Bảy")).to_have_count(1)
    expect(page.get_by_role("button", name="Chú Bảy")).to_contain_text("50.000 đ")
    all_sent(page)
    assert market.first(Sale, org=SHOP, person=OWNER, party_name="Chú Bảy").total_vnd == 70_000


def test_the_file_of_an_invoice_comes_in_with_its_lines_and_is_one_with_its_purchase(page: Page, market: Stage) -> None:
    """10 × 50.000 at 8 % and 2 × 100.000 at 10 % are 540.000 and 220.000: 760.000 in all."""
    yesterday = vietnam_day(datetime.now(UTC)) - timedelta(days=1)
    sample = SampleInvoice(
        number=815,
        issued_on=yesterday,
        form="1",
        lines=[
            SampleLine("Mì tôm thùng", Decimal(10), Decimal(50_000), vat_rate="8%"),
            SampleLine("Nước rửa chén", Decimal(2), Decimal(100_000), vat_rate="10%"),
        ],
        seller_tax_code="0100109106",
        buyer_tax_code=_own_tax_code(market),
    )
    xml = write_invoice(sample)
    go(page, "purchase")
    page.get_by_text("There is an e-invoice").click()
    page.locator("input[type=file][accept^='.xml']").set_input_files(
        {"name": "815.xml", "mimeType": "text/xml", "buffer": xml}
    )
    bought = page.get_by_role("list", name="What was bought")
    expect(bought.get_by_role("button", name="Mì tôm thùng")).to_contain_text("540.000 đ")
    expect(bought.get_by_role("button", name="Nước rửa chén")).to_contain_text("220.000 đ")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".toast").last).to_contain_text("760.000 đ")
    is_left(page, "purchase")
    all_sent(page)
    written = market.first(Purchase, org=SHOP, person=OWNER, total_vnd=760_000)
    assert (written.bought_on, written.party_tax_code, written.has_invoice) == (yesterday, "0100109106", True)
    # The file came after it, as it was; booked at the desk, it finds what the phone wrote.
    invoice = _wait_for_invoice(page, market)
    assert _originals(market) == [xml]
    shop = market.organisations[SHOP]
    with inside_organisation(org_id=shop.id, person_id=market.people[OWNER]):
        if invoice.buyer_tax_code:
            book_invoices(org_id=shop.id, invoice_ids=[invoice.id], by=market.people[OWNER], now=datetime.now(UTC))
            assert InvoiceBooking.objects.get(org_id=shop.id).document_id == written.id
        assert Purchase.objects.filter(org_id=shop.id, total_vnd=760_000).count() == 1


def test_the_code_of_an_invoice_fills_in_seller_number_day_and_sum(page: Page, market: Stage) -> None:
    fields = enumerate(("0103930279", "1", "C26TAA", "77", "20261101", "350000"), start=1)
    code = "".join(f"{tag:02d}{len(value):02d}{value}" for tag, value in fields)
    go(page, "purchase")
    page.get_by_text("There is an e-invoice").click()
    page.get_by_role("button", name="Read its QR code").click()
    page.get_by_label("Or paste what the code says").fill(f"00020199{len(code):02d}{code}")
    page.locator("dialog").get_by_role("button", name="Read", exact=True).click()
    expect(page.get_by_text("Invoice 1C26TAA 77, seller 0103930279.")).to_be_visible()
    expect(page.locator(".page-foot")).to_contain_text("350.000 đ")
    page.get_by_role("button", name="Keep").click()
    is_left(page, "purchase")
    all_sent(page)
    written = market.first(Purchase, org=SHOP, person=OWNER, total_vnd=350_000)
    assert (written.party_tax_code, written.text, str(written.bought_on)) == ("0103930279", "1C26TAA 77", "2026-11-01")


def _add(page: Page, name: str, paid: str) -> None:
    page.get_by_role("button", name=re.compile("What did you buy|Add more goods")).click()
    _type(page, "Search", name)
    page.get_by_role("button", name="is not in my list").click()
    _type(page, "Unit", "bao")
    _type(page, "Paid for all of it", paid)
    page.get_by_role("button", name="Add to the bill").click()


def _type(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)


def _press_twice(button: Locator) -> None:
    """As a thumb that trembles does: the second press comes before the screen could answer."""
    expect(button).to_be_enabled()
    button.evaluate("button => { button.click(); button.click() }")


def _counts(page: Page, market: Stage) -> dict[str, int]:
    all_sent(page)
    shop = market.organisations[SHOP]
    kinds: tuple[Any, ...] = (Purchase, Expense, StockMove, DayEnd, Sale)
    with inside_organisation(org_id=shop.id, person_id=market.people[OWNER]):
        counted = {kind.__name__: kind.objects.filter(org_id=shop.id).count() for kind in kinds}
    page.context.set_offline(True)
    return counted


def _own_tax_code(market: Stage) -> str:
    shop = market.organisations[SHOP]
    with inside_organisation(org_id=shop.id, person_id=market.people[OWNER]):
        identity = find_identity(org_id=shop.id)
    return identity.tax_code if identity else ""


def _wait_for_invoice(page: Page, market: Stage) -> Invoice:
    shop = market.organisations[SHOP]
    for _ in range(60):
        with inside_organisation(org_id=shop.id, person_id=market.people[OWNER]):
            invoice = Invoice.objects.filter(org_id=shop.id, number=815).first()
        if invoice is not None:
            return invoice
        page.wait_for_timeout(500)
    pytest.fail("the invoice did not come within half a minute")


def _originals(market: Stage) -> list[bytes]:
    shop = market.organisations[SHOP]
    with inside_organisation(org_id=shop.id, person_id=market.people[OWNER]):
        files = Invoice.objects.filter(org_id=shop.id).values_list("file__content", flat=True)
        return [bytes(each) for each in files]
