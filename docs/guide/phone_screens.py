"""Take the pictures of the phone's app: chú Năm's shop becomes a till, and each screen is looked at in Vietnamese."""

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page

PHONE = {"width": 390, "height": 844}
# What a picture is called, and the screen it shows.
SCREENS: Mapping[str, str] = {
    "phone-sell": "#/sell",
    "phone-home": "#/home",
    "phone-record": "#/record",
    "phone-purchase": "#/purchase",
    "phone-expense": "#/expense",
    "phone-debts": "#/debts",
    "phone-day": "#/day",
    "phone-goods": "#/goods",
    "phone-tax": "#/tax",
    "phone-books": "#/books",
    "phone-returns": "#/returns",
    "phone-cooperative": "#/coop",
    "phone-meetings": "#/meetings",
    "phone-notices": "#/notices",
    "phone-sending": "#/sync",
    "phone-qr-money": "#/qr",
    "phone-identity": "#/identity",
}
QUIET_MS = 400
SETTLED = "() => document.querySelector('main, [role=main]') && !document.querySelector('[aria-busy=true]')"


def take_phone(*, browser: Browser, url: str, slug: str, session: str, folder: Path) -> list[str]:
    """Take every picture of the phone, and tell which could not be taken."""
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce", color_scheme="light", has_touch=True)
    context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    page = context.new_page()
    page.goto(f"{url}/app/")
    _shoot(page, folder / "phone-start.png")
    # From the desk, as its owner comes.
    page.goto(f"{url}/o/{slug}/")
    page.goto(f"{url}/app/#/start/{slug}")
    page.locator("main button").first.click()
    page.wait_for_url("**/#/ready")
    # The goods come with the first answer of the server.
    page.goto(f"{url}/app/#/sell")
    page.locator(".tile:not(.tile-other)").first.wait_for()
    missing = []
    for name, screen in SCREENS.items():
        page.goto(f"{url}/app/{screen}")
        if not _shoot(page, folder / f"{name}.png"):
            missing.append(name)
    _sell_something(page, url=url, folder=folder)
    context.close()
    return missing


def _sell_something(page: Page, *, url: str, folder: Path) -> None:
    """Tap the first goods, look at the basket and at the payment; nothing is recorded."""
    page.goto(f"{url}/app/#/sell")
    page.locator(".tile:not(.tile-other)").first.click()
    _shoot(page, folder / "phone-basket.png")
    page.locator(".pay-go").click()
    page.wait_for_url("**/#/pay/**")
    _shoot(page, folder / "phone-pay.png")


def _shoot(page: Page, path: Path) -> bool:
    page.wait_for_function(SETTLED)
    page.wait_for_timeout(QUIET_MS)
    page.screenshot(path=str(path), animations="disabled", caret="hide")
    return True
