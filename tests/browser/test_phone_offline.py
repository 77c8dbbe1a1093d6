"""A month without a network in a real Chromium: ten thousand sales, kept, seen, and in the books to the đồng.

The log is the app's own, built alone into a page whose calendar the test turns; the app itself then finds those sales.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from ecoop.access.actions.found_organisation import found_organisation
from ecoop.access.actions.register_person import register_person
from ecoop.access.queries import Acting, find_acting
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.parties.actions.record_identity import IdentityDraft
from ecoop.parties.actions.record_organisation import OrganisationDraft
from ecoop.sync.actions.register_device import register_device
from ecoop.sync.models import Event
from ecoop.trade.models import Sale
from tests.torture.siege import ROOT

SHOP = "tiem-che-ba-tu"
DAYS, SALES_A_DAY = 30, 334
SALES = DAYS * SALES_A_DAY
TABS_SALES = 60
PAGE = ROOT / "var" / "phone" / "page" / "page.js"
HTML = '<!doctype html><meta charset="utf-8"><title>log</title><script type="module" src="/torture/page.js"></script>'
SENDS_MS, SHOWS_MS = 540_000, 60_000
BEGAN_ON = date(2025, 1, 1)


@pytest.fixture(scope="module")
def app(phone_app: None) -> None:
    """Build the log alone, beside the app."""
    words = ["npx", "vite", "build", "--config", "phone/torture/page.config.mts"]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)


@dataclass(frozen=True)
class Shop:
    """A household of its own behind a server: this test needs none of the demo's world."""

    url: str
    org_id: UUID
    person_id: UUID
    acting: Acting
    browser: Browser


@pytest.fixture(scope="module")
def shop(app: None, folder_db: str, browser: Browser, django_db_blocker: Any) -> Iterator[Shop]:
    """Found a household with open books and serve it."""
    now = datetime.now(UTC)
    with django_db_blocker.unblock():
        person = register_person(name="Bà Tư", phone="0912000080", now=now)
        made = found_organisation(
            draft=OrganisationDraft(slug=SHOP, name="Tiệm chè bà Tư", kind="household", started_on=BEGAN_ON),
            identity=IdentityDraft(tax_code="017000000080", representative_name=person.name),
            by=person.id,
            now=now,
        )
        with inside_organisation(org_id=made.id, person_id=person.id):
            open_books(org_id=made.id, chart="household", starts_on=BEGAN_ON, by=person.id, now=now)
            acting = find_acting(person_id=person.id, person_name=person.name, organisation=made)
        assert acting is not None, "who founds a household owns it"
        server = LiveServer("127.0.0.1:0")
        yield Shop(server.url, made.id, person.id, acting, browser)
        server.stop()


@pytest.fixture
def phone(shop: Shop) -> Iterator[BrowserContext]:
    """A phone of its own: registered for bà Tư's shop, its app lying on it, ready to lose the network."""
    context = shop.browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(60_000)
    context.route("**/torture/*", _hand_out)
    alone = _log_alone(context, shop)
    alone.evaluate("phone.keep", _registered(shop))
    alone.close()
    context.add_init_script("localStorage['ecoop-language'] ||= 'en'")
    page = context.new_page()
    page.goto(f"{shop.url}/app/")
    # The app's files come to lie on the phone; from here on it needs no network to start.
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.reload()
    expect(page.locator(".truth")).to_contain_text("All sent", timeout=SHOWS_MS)
    yield context
    context.close()


def _registered(shop: Shop) -> dict[str, Any]:
    with inside_organisation(org_id=shop.org_id, person_id=shop.person_id):
        device = register_device(acting=shop.acting, device_id=uuid4(), name="Điện thoại bà Tư", now=datetime.now(UTC))
    return {
        "slug": SHOP,
        "orgName": "Tiệm chè bà Tư",
        "deviceId": str(device.device_id),
        "deviceName": "Điện thoại bà Tư",
        "key": device.key,
        "lease": {"series": device.lease.series, "first": device.lease.first, "last": device.lease.last},
    }


def _hand_out(route: Route) -> None:
    if route.request.url.endswith(".js"):
        route.fulfill(body=PAGE.read_text(), content_type="text/javascript")
    else:
        route.fulfill(body=HTML, content_type="text/html")


def _log_alone(context: BrowserContext, shop: Shop) -> Page:
    page = context.new_page()
    page.goto(f"{shop.url}/torture/page.html")
    page.wait_for_function("window.phone")
    return page


def _kept(shop: Shop, ids: list[str]) -> tuple[int, int, int]:
    """Count events, sales and đồng of what a phone recorded, as its owner sees them."""
    org = shop.org_id
    with inside_organisation(org_id=org, person_id=shop.person_id):
        events = Event.objects.filter(org_id=org, id__in=ids).count()
        totals = list(Sale.objects.filter(org_id=org, id__in=ids).values_list("total_vnd", flat=True))
    return events, len(totals), sum(totals)


def _send_all(page: Page, context: BrowserContext) -> None:
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".truth")).to_contain_text("All sent", timeout=SENDS_MS)


def test_a_month_offline_with_ten_thousand_sales_arrives_to_the_dong(phone: BrowserContext, shop: Shop) -> None:
    page = phone.pages[0]
    alone = _log_alone(phone, shop)
    phone.set_offline(True)
    sold: dict[str, Any] = alone.evaluate(f"phone.sell({DAYS}, {SALES_A_DAY})")
    assert len(set(sold["ids"])) == SALES
    assert alone.evaluate("phone.waiting()") == SALES
    shown = alone.evaluate(f"phone.takings({DAYS})")
    assert shown["vnd"] >= sold["vnd"]
    alone.close()
    # The app is opened anew without a network, and finds all of them.
    page.reload()
    expect(page.locator("#title")).to_be_visible(timeout=SHOWS_MS)
    expect(page.locator(".truth")).to_contain_text(re.compile(r"10[.,]?020"), timeout=SHOWS_MS)
    # Two tabs come back to the network at once.
    second = phone.new_page()
    second.goto(f"{shop.url}/app/#/sell")
    _send_all(page, phone)
    assert _kept(shop, sold["ids"]) == (SALES, SALES, sold["vnd"])
    print(f"slowest sale {sold['slowestMs']:.0f} ms, a month read in {shown['tookMs']:.0f} ms")


def test_two_tabs_sell_at_once_and_no_number_is_given_twice(phone: BrowserContext, shop: Shop) -> None:
    phone.set_offline(True)
    tabs = [_log_alone(phone, shop), _log_alone(phone, shop)]
    for tab in tabs:
        tab.evaluate(f"window.selling = phone.sell(1, {TABS_SALES})")
    sold = [tab.evaluate("window.selling") for tab in tabs]
    ids = [each for one in sold for each in one["ids"]]
    numbers = [each for one in sold for each in one["numbers"]]
    assert len(set(ids)) == len(set(numbers)) == 2 * TABS_SALES
    expect(phone.pages[0].locator(".truth")).to_contain_text(str(2 * TABS_SALES), timeout=SHOWS_MS)
    _send_all(phone.pages[0], phone)
    assert _kept(shop, ids) == (2 * TABS_SALES, 2 * TABS_SALES, sum(one["vnd"] for one in sold))


def test_a_refresh_without_a_network_opens_the_app(phone: BrowserContext, shop: Shop) -> None:
    page = phone.pages[0]
    phone.set_offline(True)
    for screen in ("sell", "home", "debts"):
        page.goto(f"{shop.url}/app/#/{screen}")
        page.reload()
        expect(page.locator("#title")).to_be_visible(timeout=SHOWS_MS)
