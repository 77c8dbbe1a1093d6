"""A person who never kept books sells a day without a network; in the evening the accountant has it all to the đồng.

The pencil. Sold in 25 sales, by means (đồng):

cash    3 × 5.000 + 2 × 4.500 + 3 × 8.000 + 2 × 3.000 + 10.000 + 12.000 + 3.500 + 24.000            =   103.500
        50.000 (200.000 given, 150.000 back) + 18.000 × 1,5 = 27.000 + 24.000 × 0,3 = 7.200         =    84.200
        45.000 − 10 % = 40.500; 38.000 − 3.000 = 35.000; 5.000 + 4.500 + 8.000 = 17.500             =    93.000
bank    1.200.000 + 10.000 + 75.000                                                                 = 1.285.000
credit  14.000 chị Hoa; 80.000 cô Hạnh, of which 30.000 at once                                     =    94.000
                                                                                                all = 1.659.700
taken back: the 40.500, in cash                                                       left of sales = 1.619.200
cash in the evening: 500.000 + 103.500 + 84.200 + 93.000 + 30.000 − 40.500 − 200.000 (goods) − 52.000 (electricity)
                                                                                                    =   518.200
owed: 14.000 + 50.000 = 64.000
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect

from ecoop.access.models import Person
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.kernel.written import format_dong
from ecoop.ledger.queries import list_findings
from ecoop.parties.queries import OrganisationFacts, find_organisation
from ecoop.payments.actions.connect import connect
from ecoop.payments.errors import Provider, Scheme
from ecoop.payments.models import Match
from ecoop.sync.models import DayEnd, Paper
from ecoop.trade.models import Expense, Purchase, Sale
from ecoop.trade.queries import list_debts, sum_takings
from tests.browser.market import last_code
from tests.browser.phone import PHONE, a_phone, go, is_left
from tests.browser.stage import Look, Stage
from tests.browser.till import Till
from tests.browser.told import (
    BEGUN,
    GIVEN,
    TAKEN_BACK,
    TAX_OF_A_DAY,
    TAX_OF_THE_YEAR,
    begin_telling,
    tell,
    tell_the_box,
    tell_the_day,
)
from tests.browser.village import ACCOUNTANT, ACCOUNTANT_NAME, COOPERATIVE, COOPERATIVE_NAME, DIRECTOR, found_village
from tests.stories.telling import Telling

PHONE_NUMBER, SHOP_SLUG, SHOP_NAME = "0977 100 003", "tap-hoa-chi-mai", "Tạp hóa Chị Mai"
ACCOUNT, TAX_CODE = "1017595611", "019170000011"
LEFT_VND, CASH_VND, OWED_VND = 1_619_200, 518_200, 64_000
NOTEBOOK_VND = 1_200_000_000
FIVE_MINUTES, ONE_DAY, FIRST_QUARTER = 300, timedelta(days=1), 3


@dataclass
class Day:
    """What one chapter leaves for the next."""

    market: Stage
    look: Look
    till: Till
    references: dict[int, str]
    telling: Telling

    @property
    def shop(self) -> OrganisationFacts:
        found = find_organisation(slug=SHOP_SLUG)
        assert found is not None
        return found

    def asks(self, question: Callable[[], Any]) -> Any:
        """Ask the shop's books as its owner."""
        owner = Person.objects.get(phone="+84977100003")
        with inside_organisation(org_id=self.shop.id, person_id=owner.id):
            return question()


@pytest.fixture(scope="module")
def day(market: Stage) -> Iterator[Day]:
    """A village with a cooperative, and a phone that nobody ever used."""
    found_village(market)
    with a_phone(market, language="en", person=None, viewport=PHONE) as look:
        yield Day(market, look, Till(look.page), {}, begin_telling())


def test_from_the_cooperatives_square_to_the_first_sale(day: Day) -> None:
    """The square opens a page; from there the phone begins a shop, and comes back to what the square was about."""
    began, till, page = datetime.now(UTC), day.till, day.look.page
    day.look.go(f"/join/{COOPERATIVE}/")
    page.locator("a[href^='/app/']").click()
    expect(page.get_by_text(re.compile("First open your shop"))).to_be_visible()
    till.tap("Begin with my phone number")
    till.write("Your phone number", PHONE_NUMBER)
    till.tap("Send me the code")
    page.get_by_label("The code from the message").wait_for()
    till.write("The code from the message", last_code())
    till.tap("Go on")
    till.write("Your name", "Lê Thị Mai")
    till.write("Name of the shop", SHOP_NAME)
    page.locator(".trade").filter(has_text="Grocery").click()
    till.tap("Open my shop")
    expect(page.get_by_role("heading", name="Join a cooperative")).to_be_visible()
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    till.next_customer()
    expect(till.tile("Nước suối")).to_be_visible()
    till.count_taps()
    till.tile("Nước suối").click()
    page.locator(".pay-go").click()
    till.tap("Cash received")
    till.receipt()
    taps = till.taps()
    assert taps <= 3
    tell(day.telling, BEGUN, taps=taps)
    assert (datetime.now(UTC) - began).total_seconds() < FIVE_MINUTES
    till.online()


def test_the_cooperative_is_asked_and_admits_at_its_desk(day: Day) -> None:
    till, page = day.till, day.look.page
    go(page, f"join/{COOPERATIVE}")
    till.write("Name", "Lê Thị Mai")
    till.write("Number of the identity card", TAX_CODE)
    till.write("Born on", "1985-03-05")
    till.write("Capital you bring", "5tr")
    page.get_by_label("I join of my own free will and keep to the charter.").check()
    till.tap("Ask to join")
    expect(page.get_by_role("region", name=COOPERATIVE_NAME)).to_contain_text("You asked to join on")
    with day.market.look(person=DIRECTOR, language="en") as desk:
        desk.go(f"/o/{COOPERATIVE}/members/applications/")
        desk.page.get_by_role("row").filter(has_text="Lê Thị Mai").get_by_role("link").first.click()
        desk.page.get_by_label("Decision", exact=True).select_option("admit")
        desk.page.get_by_label("Resolution or decision number").fill("NQ 07/HĐQT")
        desk.page.get_by_role("button", name="Record", exact=True).click()
        expect(desk.page.get_by_role("heading", name="Lê Thị Mai")).to_be_visible()
    go(page, "notices")
    page.get_by_role("button", name=re.compile("Your application for membership")).click()
    expect(page.get_by_role("dialog")).to_contain_text("let the cooperative keep your books")
    page.get_by_role("link", name="Go there").click()
    expect(page.get_by_role("region", name=COOPERATIVE_NAME)).to_contain_text("official member")


def test_the_books_are_given_to_the_cooperative_after_a_plain_word(day: Day) -> None:
    till, page = day.till, day.look.page
    with day.market.look(person=ACCOUNTANT, language="en") as desk:
        assert desk.go(f"/o/{SHOP_SLUG}/").status == 404
        desk.go("/kept/")
        expect(desk.page.get_by_text("Nobody gave you books to keep yet.")).to_be_visible()
    go(page, "coop")
    till.tap("Let the cooperative keep my books")
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text(ACCOUNTANT_NAME)
    expect(asked).to_contain_text("cannot take your money")
    till.tap("Yes, keep my books")
    expect(page.get_by_role("region", name="Who keeps my books?")).to_contain_text(ACCOUNTANT_NAME)
    tell(day.telling, GIVEN, accountant=ACCOUNTANT_NAME)


def test_the_bank_account_and_the_tax_code_are_written_down_once(day: Day) -> None:
    till, page = day.till, day.look.page
    till.ask("15")
    till.tap("QR transfer")
    page.get_by_role("link", name="Add my bank account").click()
    till.write("Which bank?", "Vietcombank")
    till.tap("Vietcombank")
    till.write("Account number", ACCOUNT)
    till.write("Name on the account", "LE THI MAI")
    till.tap("Keep", exact=True)
    expect(page.locator(".toast").last).to_contain_text("Kept")
    is_left(page, "account")
    go(page, "notices")
    page.get_by_role("button", name=re.compile("Your tax code")).click()
    page.get_by_role("link", name="Go there").click()
    till.write("Tax code", TAX_CODE)
    till.tap("Keep", exact=True)
    expect(page.locator(".toast").last).to_contain_text("Written down.")
    is_left(page, "identity")
    till.empty()


def test_a_day_without_a_network(day: Day) -> None:
    """24 more sales of every kind, goods taken back, goods bought, money spent, the box counted."""
    till, page = day.till, day.look.page
    page.context.set_offline(True)
    page.reload()
    for names in (*[("Nước suối",)] * 2, *[("Mì gói",)] * 2, *[("Sữa hộp",)] * 3, *[("Dầu gội",)] * 2):
        till.sell(*names)
        till.cash()
    for name in ("Nước ngọt lon", "Bánh kẹo", "Trứng gà", "Đường"):
        till.sell(name)
        till.cash()
    till.ask("50")
    till.tap("Cash", exact=True)
    till.tap("200.000", exact=True)
    expect(page.locator(".change")).to_contain_text("150.000 đ")
    till.tap("Cash received")
    till.receipt()
    till.weigh("Gạo tẻ", "1,5")
    till.cash()
    till.weigh("Đường", "3 lạng")
    till.cash()
    for amount in ("1tr2", "10", "75"):
        till.ask(amount)
        day.references[len(day.references)] = till.qr()
    till.sell("Bia lon")
    till.credit("Chị Hoa")
    till.ask("80")
    till.credit("Cô Hạnh", paid="30")
    till.discount("Nước mắm", "đ", "3")
    till.cash()
    till.sell("Nước suối", "Mì gói", "Sữa hộp")
    till.cash()
    till.discount("Dầu ăn", "%", "10")
    till.cash()
    till.take_back()
    till.buy("Lạc rang", unit="gói", quantity="20", amount="200", seller="Đại lý Tâm")
    till.spend("Electricity, water, rent, phone", "52")
    till.count_the_box(before="500", sum_now=str(CASH_VND))
    go(page, "home")
    takings = page.get_by_role("region", name="Takings today")
    expect(takings).to_contain_text("1.619.200 đ")
    expect(takings).to_contain_text("1.285.000 đ")
    # What was known of the tax is shown with its time: nothing is made up without a network.
    go(page, "tax")
    expect(page.get_by_text(re.compile("No network now|needs the network"))).to_be_visible()


def test_the_network_comes_and_the_bank_tells_of_the_qr_money(day: Day) -> None:
    """All arrives once; the bank's notices find the sales that were believed offline, and the phone says so."""
    till, page = day.till, day.look.page
    till.online()
    shop = day.shop
    today = vietnam_day(datetime.now(UTC))
    sales = day.asks(lambda: list(Sale.objects.filter(org_id=shop.id, sold_on=today)))
    assert len([each for each in sales if each.returns_id is None]) == 25
    assert sum(each.total_vnd for each in sales) == LEFT_VND
    assert day.asks(lambda: sum_takings(org_id=shop.id, starts_on=today, ends_before=today + ONE_DAY)) == LEFT_VND
    send = _connect(day)
    for (_at, words), amount in zip(sorted(day.references.items()), (1_200_000, 10_000, 75_000), strict=True):
        send(amount, f"MBVCB.77. {words} chuyen tien")
    matched = day.asks(lambda: set(Match.objects.filter(org_id=shop.id).values_list("document_id", flat=True)))
    assert matched == {each.id for each in sales if each.means == "bank"}
    go(page, "home")
    # What the phone knew by itself and what the books tell it now is the same sum, nothing counted twice.
    expect(page.get_by_role("region", name="Takings today")).to_contain_text("1.619.200 đ")
    expect(page.get_by_role("region", name="Takings today")).to_contain_text("25 sales")
    page.get_by_role("link", name=re.compile("QR money today")).click()
    expect(page.locator(".badge-good")).to_have_count(3)
    expect(page.get_by_text("not seen yet")).to_have_count(0)
    means = {each: sum(sale.total_vnd for sale in sales if sale.means == each) for each in ("cash", "bank", "credit")}
    tell_the_day(day.telling, means=means, left_vnd=sum(means.values()), came_count=len(matched))


def test_the_household_has_it_in_its_books_to_the_dong(day: Day) -> None:
    shop, today = day.shop, vietnam_day(datetime.now(UTC))

    def books() -> tuple[Any, ...]:
        return (
            DayEnd.objects.get(org_id=shop.id, ended_on=today),
            Purchase.objects.get(org_id=shop.id).total_vnd,
            Expense.objects.get(org_id=shop.id).total_vnd,
            Paper.objects.filter(org_id=shop.id).count(),
            list_debts(org_id=shop.id, side="owed_to_us", on=today).open_vnd,
            list_findings(org_id=shop.id),
        )

    end, bought, spent, papers, owed, findings = day.asks(books)
    assert (end.expected_vnd, end.counted_vnd) == (CASH_VND, CASH_VND)
    assert (bought, spent, papers, owed, findings) == (200_000, 52_000, 1, OWED_VND, [])
    tell_the_box(day.telling, bought_vnd=bought, spent_vnd=spent, counted_vnd=end.counted_vnd, owed_vnd=owed)


def test_the_phone_says_what_tax_that_means(day: Day) -> None:
    """One day of a beginner is far below 1.000.000.000 a year: nothing to pay, and how far it is."""
    page = day.look.page
    go(page, "tax")
    expect(page.get_by_text("Nothing is to be paid at this takings.")).to_be_visible()
    # 1.000.000.000 − 1.619.200
    expect(page.get_by_text("998.380.800 đ to the threshold")).to_be_visible()
    go(page, "books")
    expect(page.get_by_text("S1a-HKD")).to_be_visible()
    tell(day.telling, TAX_OF_A_DAY, left=in_words(1_000_000_000 - LEFT_VND))


def test_the_cooperatives_accountant_has_it_all_and_writes_down_the_notebook(day: Day) -> None:
    """What the paper notebook says of the year before today, 1.200.000.000, comes in through her; then there is tax."""
    with day.market.look(person=ACCOUNTANT, language="en") as desk:
        desk.go("/kept/")
        row = desk.page.get_by_role("row").filter(has_text=SHOP_NAME)
        expect(row).to_contain_text("1.619.200")
        row.get_by_role("link", name=SHOP_NAME).first.click()
        desk.go(f"/o/{SHOP_SLUG}/books/s1a/")
        expect(desk.page.get_by_text("1.619.200").first).to_be_visible()
        assert not desk.wrong, desk.wrong
    notebook: dict[str, Any] = {
        "id": str(new_id()),
        "sold_on": f"{vietnam_day(datetime.now(UTC)).year}-01-01",
        "means": "cash",
    }
    notebook |= {"lines": [{"sector": "goods", "name": "Theo sổ tay", "amount_vnd": NOTEBOOK_VND}]}
    client = Client()
    client.force_login(Person.objects.get(id=day.market.people[ACCOUNTANT]))
    kept = client.post(f"/api/o/{SHOP_SLUG}/trade/sales", data={"sales": [notebook]}, content_type="application/json")
    assert kept.status_code == 200, kept.content
    assert kept.json()["outcomes"][0]["status"] == "recorded"


def test_the_tax_and_the_return_are_there_to_confirm(day: Day) -> None:
    """
    VAT 1 % of 1.200.000.000 = 12.000.000; PIT 0,5 % of what passes 1.000.000.000: 200.000.000 → 1.000.000.

    Of the day itself 16.192 + 8.096 = 24.288: with a quarter of its own no more than 50.000, which Decree 252/2026
    Article 32(2)(b) waives; in the first quarter it stands on the same return.
    """
    tax = "13.024.288" if vietnam_day(datetime.now(UTC)).month <= FIRST_QUARTER else "13.000.000"
    till, page = day.till, day.look.page
    go(page, "tax")
    card = page.get_by_role("region", name="Tax so far")
    expect(card).to_contain_text(f"{tax} đ")
    expect(card).to_contain_text("1.201.619.200 đ")
    go(page, "returns")
    page.locator(".list-row").filter(has_text="13.000.000").click()
    till.tap("These figures are right")
    till.tap("Make the return")
    expect(page.get_by_text("Now file it")).to_be_visible()
    with day.market.look(person=ACCOUNTANT, language="en") as desk:
        desk.go("/kept/")
        row = desk.page.get_by_role("row").filter(has_text=SHOP_NAME)
        expect(row).to_contain_text(tax)
    tell(day.telling, TAX_OF_THE_YEAR, notebook=in_words(NOTEBOOK_VND))


def test_the_books_come_back_with_one_press(day: Day) -> None:
    till, page = day.till, day.look.page
    go(page, "coop")
    till.tap("Take my books back")
    till.tap("Take them back")
    expect(page.get_by_text("You keep them yourself")).to_be_visible()
    with day.market.look(person=ACCOUNTANT, language="en") as desk:
        assert desk.go(f"/o/{SHOP_SLUG}/").status == 404
    tell(day.telling, TAKEN_BACK)
    day.telling.end()


def in_words(vnd: int) -> str:
    """Write an amount with a plain space, which keeps the page readable in any editor."""
    return format_dong(Dong(vnd)).replace("\u00a0", " ")


def _connect(day: Day) -> Callable[[int, str], None]:
    """Connect the bank, and give what sends its notices, as a provider's simulator does over HTTP."""
    shop = day.shop
    owner = Person.objects.get(phone="+84977100003")
    made = day.asks(
        lambda: connect(
            org_id=shop.id,
            connection_id=new_id(),
            provider=Provider.SEPAY,
            scheme=Scheme.KEY,
            name="SePay",
            secret="",
            bank_account_id=None,
            by=owner.id,
            now=datetime.now(UTC),
        )
    )
    url = f"{day.market.url}/api/payments/webhooks/sepay/{made.address}"

    def notify(amount: int, text: str) -> None:
        told = {"scheme": str(Scheme.KEY), "secret": made.secret, "amount": amount, "text": text, "account": ACCOUNT}
        call_command("payments", "simulate", "sepay", url=url, **told)

    return notify
