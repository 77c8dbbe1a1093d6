"""What is torn apart in the middle: a sale taken back in two parts, a PIN put in another window, hostile files."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db.models import Sum
from playwright.sync_api import Locator, Page, expect

from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.walls import inside_organisation
from ecoop.trade.models import Sale
from tests.browser.market import OWNER, SHOP
from tests.browser.phone import a_till, all_sent, go, rests
from tests.browser.stage import Stage
from tests.browser.test_phone_pay import BREAK_AFTER_ONE, in_the_books, open_of, show_square

PIN = "482916"
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><DLHDon>&b;</DLHDon>'


@pytest.fixture
def page(market: Stage) -> Iterator[Page]:
    """A phone of its own that sells for bà Tư, in English."""
    with a_till(market, language="en") as look:
        yield look.page


def test_a_sale_paid_part_by_bank_is_taken_back_whole_although_the_app_was_closed_between(
    page: Page, market: Stage
) -> None:
    """25.000, of which 20.000 came by bank: the box expects 5.000 more, and 5.000 less once all of it came back."""
    before = _cash_of_others(market)
    _expects_in_the_box(page, before)
    go(page, "sell")
    show_square(page, "25")
    page.get_by_role("button", name="Another amount came").click()
    page.get_by_label("How much came by bank?").fill("20")
    page.get_by_role("button", name="That much came").click()
    page.get_by_role("button", name="Take 5.000 đ in cash").click()
    sold = in_the_books(page, market)
    _expects_in_the_box(page, before + 5_000)
    go(page, f"receipt/{sold.id}")
    page.evaluate(BREAK_AFTER_ONE)
    page.get_by_role("button", name="Take the sale back").click()
    page.locator("dialog .button-danger").click()
    expect(page.locator("dialog").get_by_role("alert")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Take the sale back").click()
    expect(page.locator("dialog")).to_contain_text("You give back 5.000 đ.")
    page.locator("dialog .button-danger").click()
    expect(page.get_by_text("Was taken back", exact=True)).to_be_visible()
    in_the_books(page, market)
    with inside_organisation(org_id=sold.org_id, person_id=market.people[OWNER]):
        backs = Sale.objects.filter(org_id=sold.org_id, returns_id=sold.id)
        assert dict(backs.values_list("means").annotate(Sum("total_vnd"))) == {"bank": -20_000, "cash": -5_000}
    assert open_of(sold, market) == 0
    _expects_in_the_box(page, before)


def test_a_pin_put_in_another_window_shuts_this_one_and_keeps_what_was_begun(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url.replace("#/sell", "#/purchase"))
    other.get_by_label("Bought from", exact=True).fill("Cô Sáu")
    # What was typed lies on the phone before it is locked.
    rests(other)
    go(page, "settings")
    page.get_by_role("button", name="Set a PIN").click()
    for label in ("New PIN", "The same PIN again"):
        page.get_by_label(label).fill(PIN)
        page.locator("form", has=page.get_by_label(label)).locator("button[type=submit]").click()
    expect(page.get_by_role("button", name="Lock now")).to_be_visible()
    # Nothing more could be written where the PIN was not typed: it is asked for, not at the end of a long bill.
    other.evaluate("dispatchEvent(new Event('online'))")
    # While the first window sends, this one waits for its turn.
    expect(other.get_by_label("Your PIN")).to_be_visible(timeout=30_000)
    other.get_by_label("Your PIN").fill(PIN)
    other.get_by_role("button", name="Open", exact=True).click()
    expect(other.get_by_label("Bought from", exact=True)).to_have_value("Cô Sáu")


@pytest.fixture(scope="module")
def till(market: Stage) -> Iterator[Page]:
    """A phone that sells for bà Tư, has sent all and lost the network: files are read without one."""
    with a_till(market, language="en") as look:
        all_sent(look.page)
        look.page.context.set_offline(True)
        yield look.page


@pytest.mark.parametrize("which", ["bomb", "page", "bytes", "symbol", "lines"])
def test_a_file_that_means_no_good_fills_in_nothing(till: Page, which: str) -> None:
    page = till
    page.reload()
    go(page, "purchase")
    page.get_by_text("There is an e-invoice").click()
    file = {"name": "bill.xml", "mimeType": "text/xml", "buffer": _hostile(which)}
    page.locator("input[type=file][accept^='.xml']").set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_text("There is no invoice in this file that a phone can take.")).to_be_visible()
    expect(page.get_by_role("button", name="What did you buy?")).to_be_visible()
    # Nor was it kept to be sent.
    rests(page)
    expect(page.locator(".truth")).to_contain_text("All sent")


def _hostile(which: str) -> bytes:
    if which in ("bomb", "page"):
        return BOMB if which == "bomb" else b"<html><body>Welcome to our wifi<br></body></html>"
    count = 101 if which == "lines" else 1
    lines = [SampleLine(f"Mì {at}", Decimal(1), Decimal(50_000), vat_rate="8%") for at in range(count)]
    sample = SampleInvoice(number=9, issued_on=date(2026, 11, 2), form="1", lines=lines, seller_tax_code="0100109106")
    xml = write_invoice(sample)
    if which == "bytes":
        return bytes(range(256)) + xml
    if which == "symbol":
        return re.sub(rb"<KHHDon>[^<]*", b"<KHHDon>" + b"A" * 5_000, xml)
    return xml


def _expects_in_the_box(page: Page, vnd: int) -> None:
    """Look at how much cash the day's end expects."""
    go(page, "day")
    page.reload()
    expect(_should_be(page)).to_have_text(f"{vnd:,} đ".replace(",", "."))


def _cash_of_others(market: Stage) -> int:
    """Add up what others sold here for cash today, less what came back."""
    org_id = market.organisations[SHOP].id
    with inside_organisation(org_id=org_id, person_id=market.people[OWNER]):
        sold = Sale.objects.filter(org_id=org_id, sold_on=vietnam_day(datetime.now(UTC)), means="cash")
        return sum(sold.values_list("total_vnd", flat=True))


def _should_be(page: Page) -> Locator:
    return page.locator("summary").filter(has_text="There should be").locator(".num")
