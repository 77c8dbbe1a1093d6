"""Attacks on phones: money told twice, an answer that was lost, a key that was found, an event that nests too deep."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from django.db import connections
from django.test import Client

from ecoop.access.queries import find_token_acting
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.models import Posting
from ecoop.payments.actions.connect import connect
from ecoop.payments.actions.take_notice import take_notice
from ecoop.payments.calc.notices import Transfer
from ecoop.payments.errors import Provider, Scheme
from ecoop.payments.models import Match
from ecoop.payments.providers import sepay
from ecoop.sync import models
from ecoop.sync.actions import register_device
from ecoop.sync.actions.exchange import Exchange, exchange
from ecoop.sync.actions.retry_event import retry_event
from ecoop.sync.actions.revoke_device import revoke_device
from ecoop.sync.calc.events import read_events
from ecoop.sync.queries.tray import list_tray
from ecoop.sync.tests.conftest import NOW, Phone, a_phone
from ecoop.trade.queries.debts import OWED_TO_US, list_debts
from tests.cast import Cast, bring_the_cast

SYNC = "/api/o/ho-nam/sync"
SECRET = "mot-khoa-bi-mat-dai"


@pytest.fixture
def outside(cast: Cast) -> Phone:
    """Register chú Năm's phone, and leave the walls as a phone does."""
    household = cast.nam_household
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        open_books(org_id=household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        return a_phone(cast)


def postings(phone: Phone) -> list[tuple[str, str, int]]:
    found = Posting.objects.filter(org_id=phone.acting.org_id).order_by("entry_id", "line")
    return list(found.values_list("debit", "credit", "amount_vnd"))


def hear(phone: Phone, amount: int, text: str) -> None:
    """Let SePay tell of a transfer into chú Năm's account."""
    act: dict[str, Any] = {"org_id": phone.acting.org_id, "by": phone.acting.person_id, "now": NOW}
    way: dict[str, Any] = {"provider": Provider.SEPAY, "scheme": Scheme.KEY, "secret": SECRET}
    made = connect(connection_id=new_id(), name="", bank_account_id=None, **way, **act)
    transfer = Transfer(1, amount, text, "0123499999", "FT1", NOW)
    headers, body = sepay.write(scheme=Scheme.KEY, secret=SECRET, transfer=transfer, now=NOW)
    told = {name.lower(): value for name, value in headers.items()}
    take_notice(provider="sepay", address=made.address, headers=told, body=body, now=NOW)


def test_a_part_paid_at_once_through_the_bank_is_no_second_receipt_when_the_bank_tells_of_it(phone: Phone) -> None:
    """
    2026-03-06 posted   Nợ 131  Có 5111   100.000   on credit
                        Nợ 112  Có 131     30.000   paid at once, through the bank
    The bank's own line of 30.000 books nothing more; 70.000 stay open.
    """
    given = {"means": "credit", "paid_vnd": 30_000, "paid_means": "bank", "reference": "EC7K2M9", "party_name": "Cô Ba"}
    sale = phone.sale(100_000, **given)
    assert phone.tell(sale) == [("recorded", "")]
    before = postings(phone)
    hear(phone, 30_000, "EC7K2M9 chuyen tien")
    assert postings(phone) == before
    match = Match.objects.get()
    assert (match.document_id, match.money_move_id) == (uuid5(UUID(sale["id"]), "paid"), None)
    (debt,) = list_debts(org_id=phone.acting.org_id, side=OWED_TO_US, on=date(2026, 3, 31)).debts
    assert debt.open_vnd == 70_000


def test_after_a_part_in_cash_the_square_asks_for_the_rest(phone: Phone) -> None:
    """Of 100.000 on credit 30.000 are paid in cash: 70.000 come with the reference and settle the debt."""
    given = {"means": "credit", "paid_vnd": 30_000, "paid_means": "cash", "reference": "EC7K2M9"}
    assert phone.tell(phone.sale(100_000, **given)) == [("recorded", "")]
    hear(phone, 70_000, "EC7K2M9")
    assert Match.objects.get().money_move_id is not None
    assert list_debts(org_id=phone.acting.org_id, side=OWED_TO_US, on=date(2026, 3, 31)).debts == []


def test_numbers_whose_answer_was_lost_are_told_again(phone: Phone) -> None:
    def send(*events: dict[str, Any]) -> Exchange:
        drafts = read_events(said=list(events), now=NOW)
        return exchange(acting=phone.acting, device_id=phone.device_id, sent_at=NOW, events=drafts, now=NOW)

    late = phone.sale(number="A-0701")
    first = send(late).lease
    assert first is not None
    assert (first.first, first.last) == (1_001, 2_000)
    # The answer never came; the phone sends the same again, and hears of the same numbers.
    assert send(late).lease == first
    assert send(phone.sale(number="A-0702")).lease is None
    assert models.Lease.objects.count() == 2


def test_the_key_of_a_phone_registers_no_other_phone(outside: Phone) -> None:
    """Whoever found a phone could make a key that lives on when the phone is taken out of use."""
    headers = {"Authorization": f"Bearer {outside.key}"}

    def register(device_id: UUID) -> Any:
        said = {"id": str(device_id), "name": "Máy khác"}
        return Client().post(f"{SYNC}/devices", data=said, content_type="application/json", headers=headers)

    assert register(uuid4()).status_code == 403
    assert register(outside.device_id).status_code == 200


def test_an_event_that_nests_to_the_bounds_of_the_reader_keeps_no_other_waiting(outside: Phone, cast: Cast) -> None:
    def send(depth: int) -> Any:
        deep = outside.event("trade.sale", {"x": 1})
        said = json.dumps(
            {
                "device_id": str(outside.device_id),
                "sent_at": NOW.isoformat(),
                "events": [outside.sale(), deep],
            }
        ).replace('{"x": 1}', '{"x": ' + "[" * depth + "]" * depth + "}")
        headers = {"Authorization": f"Bearer {outside.key}"}
        return Client().post(SYNC, data=said, content_type="application/json", headers=headers)

    # The deepest that the reader of JSON takes, by halves.
    shallow, deep = 10, 2_000
    while deep - shallow > 1:
        middle = (shallow + deep) // 2
        shallow, deep = (middle, deep) if send(middle).status_code != 422 else (shallow, middle)
    for depth in range(shallow - 16, shallow + 1):
        answer = send(depth)
        assert answer.status_code == 200, (depth, shallow)
        assert [each["status"] for each in answer.json()["outcomes"]] == ["recorded", "refused"]
    assert cast.client(cast.nam).get("/o/ho-nam/tray/").status_code == 200
    with inside_organisation(org_id=outside.acting.org_id, person_id=outside.acting.person_id):
        row = list_tray(org_id=outside.acting.org_id, is_settled=False, language="vi", cursor="").rows[0]
        assert retry_event(acting=outside.acting, tray_id=row.id, now=NOW).status == "refused"


def test_a_phone_taken_out_of_use_while_it_renews_its_key_keeps_none(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = bring_the_cast()
    with cast.inside(cast.nam_household, cast.nam):
        phone = a_phone(cast)
    is_renewing = Event()
    issue_token = register_device.issue_token

    def slowly(**given: Any) -> Any:
        is_renewing.set()
        time.sleep(0.5)
        return issue_token(**given)

    monkeypatch.setattr(register_device, "issue_token", slowly)

    def renew() -> str:
        try:
            with cast.inside(cast.nam_household, cast.nam):
                return register_device.register_device(
                    acting=phone.acting, device_id=phone.device_id, name="Máy", now=NOW
                ).key
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        renewed = other.submit(renew)
        assert is_renewing.wait(10)
        with cast.inside(cast.nam_household, cast.nam):
            revoke_device(
                org_id=phone.acting.org_id, device_id=phone.device_id, reason="Mất", by=phone.acting.person_id, now=NOW
            )
    with cast.inside(cast.nam_household, cast.nam):
        assert find_token_acting(key=renewed.result(), organisation=cast.nam_household, now=NOW) is None
