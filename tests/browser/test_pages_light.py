"""Every page in Vietnamese and light: nothing to complain of; and every page is looked at."""

import pytest
from django.test import Client

from tests.browser.examination import EVERYTHING, NOT_SHOWN_ON_GET, PHONE, examine, look_at
from tests.browser.pages import Address, any_path_of, list_addresses, visit_of
from tests.browser.stage import Stage
from tests.browser.visits import SHOP

ADDRESSES = list_addresses()


@pytest.mark.parametrize("address", [each for each in ADDRESSES if visit_of(each)], ids=lambda each: each.name)
def test_page(stage: Stage, address: Address) -> None:
    look_at(address, stage=stage, language="vi", theme="light", rules=EVERYTHING)


@pytest.mark.parametrize("path", ["", "invoices/", "returns/"])
def test_a_phone_shows_names_and_cards_without_complaint(stage: Stage, path: str) -> None:
    with stage.look(person=SHOP.owner) as look:
        look.page.set_viewport_size(PHONE)
        look.go(f"/o/{SHOP.slug}/{path}")
        examine(look, rules=EVERYTHING)


def test_every_page_has_an_example(db: None) -> None:
    client = Client()
    unknown = [each for each in ADDRESSES if visit_of(each) is None]
    missing = [each.name for each in unknown if client.get(any_path_of(each)).status_code != NOT_SHOWN_ON_GET]
    assert not missing, f"give these an example in VISITS of tests/browser/pages.py: {missing}"
