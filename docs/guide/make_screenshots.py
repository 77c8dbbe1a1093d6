"""Take the pictures of the guide and the README from the demo: `python -m docs.guide.make_screenshots`.

Each picture is taken as the person who would look at the page, on the machine they would use, and written to
`docs/guide/pictures/`. Pages that the demo does not have are named at the end.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecoop.config.settings")
# Playwright keeps an event loop in this thread, which makes Django cautious for no reason here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# As in the tests: static files as they lie there, without collecting them first.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()

from django.test import Client  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402
from pytest_django.live_server_helper import LiveServer  # noqa: E402

from docs.guide.phone_screens import take_phone  # noqa: E402
from ecoop.access.models import Person  # noqa: E402
from ecoop.access.queries import list_memberships  # noqa: E402
from ecoop.config.cast import CAST  # noqa: E402
from ecoop.kernel.walls import inside_organisation  # noqa: E402
from ecoop.web.context import THEME_COOKIE  # noqa: E402
from tests.browser.chromium import open_chromium  # noqa: E402

PICTURES = Path(__file__).parent / "pictures"
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Picture:
    """One picture: its file, who looks at which page, and on what."""

    name: str
    person: str | None
    kind: str | None
    url_name: str
    arguments: dict[str, Any] = field(default_factory=dict)
    language: str = "vi"
    theme: str = "light"
    size: dict[str, int] = field(default_factory=lambda: DESK)


# The shop whose owner sells on the phone in the pictures.
PHONE_SHOP = "ho-che-nam-lanh"
VISITOR, LAN, NAM, HAI, HOA = None, "lan", "nam", "hai", "hoa"
COOP, HOUSEHOLD, NONE = "cooperative", "household", None
LIST = (
    # Chú Năm, with his phone.
    Picture("household-home", NAM, HOUSEHOLD, "home", size=PHONE),
    Picture("household-sales", NAM, HOUSEHOLD, "trade:sales", size=PHONE),
    Picture("household-sale-new", NAM, HOUSEHOLD, "trade:sale-new", size=PHONE),
    Picture("household-tax", NAM, HOUSEHOLD, "taxes:year", {"year": 2026}, size=PHONE),
    Picture("household-share", NAM, HOUSEHOLD, "distribution:my-share"),
    Picture("household-tax-desk", NAM, HOUSEHOLD, "taxes:year", {"year": 2026}),
    Picture("household-book-s2a", NAM, HOUSEHOLD, "taxes:book", {"code": "s2a"}),
    Picture("household-calendar", NAM, HOUSEHOLD, "taxes:calendar"),
    Picture("household-books", NAM, HOUSEHOLD, "taxes:books"),
    Picture("household-returns", NAM, HOUSEHOLD, "taxes:returns"),
    Picture("household-costs", NAM, HOUSEHOLD, "trade:costs"),
    Picture("household-stock", NAM, HOUSEHOLD, "trade:stock"),
    Picture("household-lists", NAM, HOUSEHOLD, "intake:lists"),
    Picture("tax-check", VISITOR, NONE, "taxes:check", size=PHONE),
    Picture("kept", LAN, NONE, "taxes:kept"),
    Picture("kept-returns", LAN, NONE, "taxes:kept-returns", {"period": "2026-Q3"}),
    Picture("household-invoices", NAM, HOUSEHOLD, "invoicing:invoices"),
    Picture("household-day-ends", NAM, HOUSEHOLD, "sync:day-ends"),
    # Cô Lan, at her desk.
    Picture("cooperative-home", LAN, COOP, "home"),
    Picture("cooperative-journal", LAN, COOP, "ledger:journal"),
    Picture("cooperative-applications", LAN, COOP, "members:applications"),
    Picture("cooperative-charter", LAN, COOP, "members:charter"),
    Picture("cooperative-certificates", LAN, COOP, "members:certificates"),
    Picture("cooperative-trade", LAN, COOP, "members:trade"),
    Picture("cooperative-use-and-labour", LAN, COOP, "members:use-and-labour"),
    Picture("cooperative-vouchers", LAN, COOP, "vouchers:vouchers"),
    Picture("cooperative-voucher-choose", LAN, COOP, "vouchers:choose"),
    Picture("cooperative-store", LAN, COOP, "vouchers:stock"),
    Picture("cooperative-assets", LAN, COOP, "assets:assets"),
    Picture("cooperative-statement-b01", LAN, COOP, "taxes:statement", {"period": "2026", "form": "b01"}),
    Picture("cooperative-tax", LAN, COOP, "taxes:year", {"year": 2026}),
    Picture("cooperative-books", LAN, COOP, "taxes:books"),
    Picture("cooperative-warnings", LAN, COOP, "early-warnings"),
    Picture("cooperative-trial-balance", LAN, COOP, "ledger:trial-balance"),
    Picture("cooperative-periods", LAN, COOP, "ledger:periods"),
    Picture("cooperative-members", LAN, COOP, "members:register"),
    Picture("cooperative-capital", LAN, COOP, "members:capital"),
    Picture("cooperative-proposals", LAN, COOP, "payments:proposals"),
    Picture("cooperative-reconciliation", LAN, COOP, "payments:reconciliation"),
    Picture("cooperative-year-end", LAN, COOP, "distribution:year-end", {"year": 2026}),
    # Anh Hải controls, chị Hoa directs, and the law is open to everybody.
    Picture("cooperative-audit", HAI, COOP, "access:audit"),
    Picture("cooperative-people", HOA, COOP, "access:people"),
    Picture("law", VISITOR, NONE, "lawbook:index"),
    Picture("law-number", VISITOR, NONE, "lawbook:parameter", {"path": "tax/household/revenue_exempt_vnd_max"}),
    Picture("sign-in", VISITOR, NONE, "account_login"),
    # The same in other looks.
    Picture("arabic-year-end", LAN, COOP, "distribution:year-end", {"year": 2026}, language="ar"),
    Picture("arabic-tax", NAM, HOUSEHOLD, "taxes:year", {"year": 2026}, language="ar", size=PHONE),
    Picture("dark-trial-balance", LAN, COOP, "ledger:trial-balance", theme="dark"),
    Picture("english-tax", NAM, HOUSEHOLD, "taxes:year", {"year": 2026}, language="en"),
    Picture("english-year-end", LAN, COOP, "distribution:year-end", {"year": 2026}, language="en"),
    Picture("english-share", NAM, HOUSEHOLD, "distribution:my-share", language="en"),
    Picture("english-journal", LAN, COOP, "ledger:journal", language="en"),
)


def main() -> int:
    """Take every picture, and tell which pages are not there."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    server = LiveServer("127.0.0.1:0")
    try:
        with open_chromium() as browser:
            missing = [picture.name for picture in LIST if not take(picture, browser=browser, url=server.url)]
            missing += take_phone(
                browser=browser, url=server.url, slug=PHONE_SHOP, session=session_of(NAM), folder=PICTURES
            )
    finally:
        server.stop()
    for name in missing:
        sys.stderr.write(f"not taken: {name}\n")
    return 0


def take(picture: Picture, *, browser: Browser, url: str) -> bool:
    """Take one picture; False when the demo has no such page."""
    path = path_of(picture)
    if path is None:
        return False
    context = browser.new_context(viewport=picture.size, reduced_motion="reduce", color_scheme="light")
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies_of(picture)])
    page = context.new_page()
    answer = page.goto(url + path, wait_until="load")
    page.evaluate("document.fonts.ready")
    is_there = answer is not None and answer.status == 200
    if is_there:
        page.screenshot(path=str(PICTURES / f"{picture.name}.png"), animations="disabled", caret="hide")
    context.close()
    return is_there


def path_of(picture: Picture) -> str | None:
    """Write the address of a picture's page; None when the person, the organisation or the page is missing."""
    arguments = dict(picture.arguments)
    if picture.kind:
        slug = slug_of(picture)
        if slug is None:
            return None
        arguments["slug"] = slug
    try:
        return reverse(picture.url_name, kwargs=arguments)
    except NoReverseMatch:
        return None


def slug_of(picture: Picture) -> str | None:
    """Find the organisation of the wanted kind for which the person may act."""
    person = find_someone(picture)
    if person is None:
        return None
    with inside_organisation(org_id=None, person_id=person.id):
        held = [each.organisation for each in list_memberships(person_id=person.id)]
    return next((each.slug for each in held if each.kind == picture.kind), None)


def find_someone(picture: Picture) -> Person | None:
    """Find the person of the demo who looks; None for a visitor, or when the demo was not built."""
    emails = {one.key: one.email for one in CAST}
    return Person.objects.filter(email=emails[picture.person]).first() if picture.person else None


def cookies_of(picture: Picture) -> Iterator[tuple[str, str]]:
    """Give what the browser must carry: language, theme, and who is signed in."""
    yield "django_language", picture.language
    yield THEME_COOKIE, picture.theme
    person = find_someone(picture)
    if person:
        yield "sessionid", _sign_in(person)


def session_of(key: str) -> str:
    """Sign somebody of the cast in, and give the session."""
    emails = {one.key: one.email for one in CAST}
    return _sign_in(Person.objects.get(email=emails[key]))


def _sign_in(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    sys.exit(main())
