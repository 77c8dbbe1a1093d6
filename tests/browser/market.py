"""A market with one stall: a shop that has just begun on a phone, behind a real server."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.test import Client, override_settings
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ecoop.access.providers.sms import senders
from ecoop.access.queries import find_person
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import find_organisation
from ecoop.trade.actions.record_bank_accounts import record_bank_accounts
from ecoop.trade.calc import BankAccountDraft
from tests.browser.stage import Stage

SHOP, SHOP_NAME, OWNER, PHONE_NUMBER = "tap-hoa-ba-tu", "Tạp hóa Bà Tư", "tu", "0988 777 666"


@contextmanager
def open_market(browser: Browser) -> Iterator[Stage]:
    """Begin bà Tư's shop as a phone begins it, give it a bank account, and serve it."""
    senders.OUTBOX.clear()
    with override_settings(SMS_SENDER="ecoop.access.providers.sms.senders.send_to_memory"):
        _begin_shop()
        shop, owner = find_organisation(slug=SHOP), find_person(phone_or_email=PHONE_NUMBER)
        assert shop
        assert owner
        account = BankAccountDraft(
            id=new_id(), bank_name="Vietcombank", number="1017595600", bank_bin="970436", holder="TRAN THI TU"
        )
        with inside_organisation(org_id=shop.id, person_id=owner.id):
            record_bank_accounts(org_id=shop.id, accounts=[account], by=owner.id, now=datetime.now(UTC))
        server = LiveServer("127.0.0.1:0")
        yield Stage(url=server.url, people={OWNER: owner.id}, organisations={SHOP: shop}, browser=browser)
        server.stop()


def last_code() -> str:
    """Read the code in the last message that a phone got."""
    found = re.search(r"\b(\d{6})\b", senders.OUTBOX[-1][1])
    assert found is not None
    return found.group(1)


def _begin_shop() -> None:
    client = Client()
    asked = client.post("/api/start/codes", data={"phone": PHONE_NUMBER}, content_type="application/json")
    assert asked.status_code == 200, asked.content
    given = {
        "id": str(new_id()),
        "phone": PHONE_NUMBER,
        "code": last_code(),
        "person_name": "Trần Thị Tư",
        "shop_name": SHOP_NAME,
        "trade": "tap-hoa",
        "ward_code": None,
        "device": {"id": str(new_id()), "name": "Điện thoại của bà Tư"},
    }
    begun = client.post("/api/start", data=given, content_type="application/json")
    assert begun.status_code == 200, begun.content
    assert begun.json()["slug"] == SHOP
