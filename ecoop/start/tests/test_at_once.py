"""Many at one moment: a number rings once, and shops of one name all begin."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connections

from ecoop.access.providers.sms import senders
from ecoop.kernel.ids import new_id
from ecoop.parties.queries import find_organisation
from ecoop.start.actions import begin_household as beginning
from ecoop.start.actions.begin_household import BeginningDraft, begin_household
from ecoop.start.actions.send_code import send_code
from ecoop.start.errors import TooManyCodes

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
META = {"REMOTE_ADDR": "203.0.113.7"}
HANDS = 3


@pytest.fixture(autouse=True)
def _fresh(settings: Any) -> None:
    senders.OUTBOX.clear()
    settings.SMS_SENDER = "ecoop.access.providers.sms.senders.send_to_memory"


def _at_once(act: Any, given: list[Any]) -> list[Any]:
    def one(each: Any) -> Any:
        try:
            return act(each)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(one, given))


def test_a_number_rings_once_however_many_ask_at_one_moment(committed_db: str) -> None:
    def ask(_hand: int) -> str:
        try:
            send_code(phone="0988 777 666", meta=META, now=NOW)
        except TooManyCodes:
            return "refused"
        return "sent"

    assert sorted(_at_once(ask, list(range(HANDS)))) == ["refused"] * (HANDS - 1) + ["sent"]
    assert len(senders.OUTBOX) == 1


def test_shops_of_one_name_that_begin_at_one_moment_all_begin(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "check_code", lambda **_given: new_id())
    monkeypatch.setattr(beginning, "use_code", lambda **_given: None)

    def begin(hand: int) -> str:
        person = {"phone": f"098877766{hand}", "code": "123456", "person_name": "Bà Tư", "ward_code": None}
        device = {"device_id": new_id(), "device_name": "Điện thoại"}
        draft = BeginningDraft(id=new_id(), shop_name="Tạp hóa", trade="khac", **person, **device)
        return begin_household(draft=draft, meta=META, now=NOW).acting.org_slug

    assert sorted(_at_once(begin, list(range(HANDS)))) == ["tap-hoa", "tap-hoa-2", "tap-hoa-3"]
    assert find_organisation(slug="tap-hoa-3") is not None
