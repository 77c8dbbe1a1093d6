"""Vouchers for programs: a batch, the list, one of them; the five questions are asked of every route in tests/api."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from ecoop.kernel.ids import new_id
from ecoop.vouchers.tests.office import OfficeStage

FIVE_QUESTIONS = "tests/api/routes.py"
BASE = "/api/o/htx-tan-cuong"


@pytest.fixture
def lan(office: OfficeStage) -> Client:
    return office.cast.client(office.cast.lan)


def bill(identity: UUID, **given: Any) -> dict[str, Any]:
    said = {
        "id": str(identity),
        "voucher_on": "2026-03-05",
        "rule": "management-expense",
        "facts": {"means": "cash"},
        "amounts": {"amount_vnd": 150_000},
        "text": "Tiền nước",
    }
    return {**said, **given}


def post(client: Client, path: str, body: Any) -> Any:
    return client.post(f"{BASE}/{path}", json.dumps(body), content_type="application/json")


def test_a_batch_is_answered_one_by_one_and_read_back(office: OfficeStage, lan: Client) -> None:
    first = new_id()
    answer = post(lan, "vouchers", {"vouchers": [bill(first), bill(new_id(), rule="close-cit")]})
    assert answer.status_code == 200
    outcomes = answer.json()["outcomes"]
    assert [each["status"] for each in outcomes] == ["recorded", "refused"]
    assert outcomes[1]["refused"]["code"] == "vouchers.rule-has-its-own-page"
    listed = lan.get(f"{BASE}/vouchers").json()
    assert [each["number"] for each in listed["items"]] == ["26-00001"]
    one = lan.get(f"{BASE}/vouchers/{first}").json()
    assert one["postings"] == [{"debit": "642", "credit": "1111", "amount_vnd": 150_000}]
    assert lan.get(f"{BASE}/vouchers/{new_id()}").status_code in (404, 409)


def test_a_long_list_comes_page_by_page(office: OfficeStage, lan: Client) -> None:
    office.record(*(office.draft() for _ in range(120)))
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = lan.get(f"{BASE}/vouchers", {"cursor": cursor} if cursor else {}).json()
        seen += [each["id"] for each in page["items"]]
        cursor = page["next_cursor"]
    assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize(
    "given",
    [
        {"amounts": {"amount_vnd": "150000"}},
        {"amounts": {"amount_vnd": 1.5}},
        {"text": "a\x00b"},
        {"facts": {"means": "x" * 100}},
        {"facts": {f"f{n}": "x" for n in range(20)}},
        {"voucher_on": "05/03/2026"},
        {"attached_count": -1},
        {"further": [{}]},
    ],
)
def test_what_is_no_voucher_is_not_taken(office: OfficeStage, lan: Client, given: dict[str, Any]) -> None:
    assert post(lan, "vouchers", {"vouchers": [bill(new_id(), **given)]}).status_code == 422


def test_counterparties_are_recorded_and_listed(office: OfficeStage, lan: Client) -> None:
    given = {"id": str(new_id()), "name": "Xưởng in", "kind": "supplier", "code": "IN"}
    answer = post(lan, "counterparties", {"counterparties": [given, {**given, "id": str(new_id())}]})
    assert [each["status"] for each in answer.json()["outcomes"]] == ["recorded", "refused"]
    assert "Xưởng in" in [each["name"] for each in lan.get(f"{BASE}/counterparties").json()["items"]]


def test_rules_tell_what_they_ask(office: OfficeStage, lan: Client) -> None:
    rules = {each["rule"]: each for each in lan.get(f"{BASE}/voucher-rules").json()}
    assert rules["purchase"]["amounts"] == {"amount_vnd": True, "vat_vnd": False}
    assert "fixed_asset" not in rules["purchase"]["facts"]["what"]
