"""Sync as a phone speaks it: keys, packed bodies, what is too large, what changed, totals, photos."""

import gzip
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from ecoop.config.models import AnswerGiven
from ecoop.kernel.walls import inside_organisation
from ecoop.kernel.wire import write_cursor
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.reverse_documents import reverse_documents
from ecoop.members.tests.stage import set_the_stage
from ecoop.sync import models
from ecoop.sync.actions.register_device import register_device
from ecoop.sync.calc.envelopes import UNPACKED_MAX
from ecoop.sync.tests.conftest import NOW, Phone, a_phone, line
from tests.cast import Cast

SYNC = "/api/o/ho-nam/sync"


@pytest.fixture
def phone(cast: Cast) -> Phone:
    """Register chú Năm's phone, and leave the walls as a phone does."""
    household = cast.nam_household
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        open_books(org_id=household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        return a_phone(cast)


def inside(phone: Phone) -> Any:
    return inside_organisation(org_id=phone.acting.org_id, person_id=phone.acting.person_id)


def post(phone: Phone, content: Any, *, key: str = "", **headers: str) -> Any:
    body = content if isinstance(content, bytes) else json.dumps(content)
    headers = {"Authorization": f"Bearer {key or phone.key}", **headers}
    return Client().post(SYNC, data=body, content_type="application/json", headers=headers)


def batch(phone: Phone, *events: Any, device_id: UUID | None = None) -> dict[str, Any]:
    return {
        "device_id": str(device_id or phone.device_id),
        "sent_at": "2026-03-06T02:00:00+00:00",
        "events": list(events),
    }


def get(phone: Phone, path: str) -> dict[str, Any]:
    answer = Client().get(SYNC + path, headers={"Authorization": f"Bearer {phone.key}"})
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_a_batch_is_answered_one_by_one_in_order(phone: Phone) -> None:
    good, odd = phone.sale(), {"id": "lạ", "kind": "trade.sale"}
    answer = post(phone, batch(phone, good, odd, 7, good)).json()
    assert answer["order"] == "go_on"
    assert [(each["id"], each["status"]) for each in answer["outcomes"]] == [
        (good["id"], "recorded"),
        ("lạ", "refused"),
        (None, "refused"),
        (good["id"], "known"),
    ]
    assert answer["outcomes"][0]["label"] == "2026-1"
    assert set(answer["outcomes"][1]["refusal"]) == {"code", "said", "remedy", "law"}


def test_a_packed_batch_is_read_and_a_bomb_is_not(phone: Phone) -> None:
    packed = gzip.compress(json.dumps(batch(phone, phone.sale())).encode())
    headers = {"Content-Encoding": "gzip"}
    assert post(phone, packed, **headers).json()["outcomes"][0]["status"] == "recorded"
    assert post(phone, gzip.compress(b" " * (UNPACKED_MAX + 2)), **headers).status_code == 413
    for broken in (packed[:-9], b"not packed", b""):
        assert post(phone, broken, **headers).status_code == 422


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"device_id": 1}',
        b'{"device_id": "x", "sent_at": "2026-03-06T02:00:00Z", "events": []}',
        json.dumps({"device_id": str(UUID(int=7)), "sent_at": "now", "events": []}).encode(),
        json.dumps({"device_id": str(uuid4()), "sent_at": "2026-03-06T02:00:00Z", "events": {}}).encode(),
    ],
)
def test_what_is_no_batch_is_refused_as_a_whole(phone: Phone, content: bytes) -> None:
    answer = post(phone, content)
    assert (answer.status_code, answer.json()["code"]) == (422, "sync.batch-unreadable")


def test_too_many_events_at_once_are_refused(phone: Phone) -> None:
    assert post(phone, batch(phone, *[1] * 5001)).status_code == 413


def test_one_wild_number_or_nan_does_not_keep_the_others_waiting(phone: Phone) -> None:
    wild = json.dumps(batch(phone, phone.sale(amount=1), phone.sale(), phone.sale(2)))
    wild = wild.replace('"amount_vnd": 1,', f'"amount_vnd": {"9" * 5000},').replace(
        '"amount_vnd": 2,', '"amount_vnd": NaN,'
    )
    outcomes = post(phone, wild.encode()).json()["outcomes"]
    assert [each["status"] for each in outcomes] == ["refused", "recorded", "refused"]


def test_keys(phone: Phone, cast: Cast) -> None:
    empty = batch(phone)
    assert post(phone, empty).status_code == 200
    assert post(phone, empty, key="ecoop_nobody").status_code == 404
    assert post(phone, batch(phone, device_id=uuid4())).status_code == 401
    with inside(phone):
        other = a_phone(cast, "Điện thoại khác")
    assert post(phone, empty, key=other.key).status_code == 401
    with inside(phone):
        fresh = register_device(
            acting=phone.acting, device_id=phone.device_id, name="Điện thoại", now=NOW + timedelta(minutes=1)
        )
    dead = post(phone, empty)
    assert (dead.status_code, dead.json()["code"]) == (401, "sync.key-not-valid")
    assert post(phone, empty, key=fresh.key).status_code == 200


def test_a_lost_phone_hands_its_events_in_and_is_told_to_wipe(phone: Phone, cast: Cast) -> None:
    sale = phone.sale()
    nam = cast.client(cast.nam)
    at = f"{SYNC}/devices/{phone.device_id}/revocation"
    assert nam.post(at, data={"reason": "Mất"}, content_type="application/json").status_code == 204
    answer = post(phone, batch(phone, sale)).json()
    assert answer["order"] == "wipe"
    assert answer["outcomes"][0]["refusal"]["code"] == "sync.device-is-revoked"
    # Every other door is shut to its key; where phones ask they learn why.
    key = {"Authorization": f"Bearer {phone.key}"}
    assert Client().get(f"{SYNC}/changes", headers=key).status_code == 401
    assert Client().get("/api/o/ho-nam/ledger/accounts", headers=key).status_code == 404
    with inside(phone):
        assert models.TrayEvent.objects.count() == 1


def test_the_next_numbers_come_before_the_old_ones_run_out(phone: Phone) -> None:
    assert post(phone, batch(phone, phone.sale(number="A-0699"))).json()["lease"] is None
    wanted = {"series": "A", "first": 1001, "last": 2000}
    assert post(phone, batch(phone, phone.sale(number="A-0701"))).json()["lease"] == wanted
    assert post(phone, batch(phone, phone.sale(number="A-0702"))).json()["lease"] is None


def test_changes_give_the_whole_and_then_what_changed(phone: Phone, django_assert_max_num_queries: Any) -> None:
    product_id = str(uuid4())
    fields = {"name": "Chè khô", "sector": "goods", "price_vnd": 50_000, "is_stocked": True, "barcode": "8930001"}
    today = datetime.now(UTC).date().isoformat()
    made = phone.event("trade.product", {"product_id": product_id, "fields": fields, "base": {}})
    owed = phone.sale(
        sold_on=today, means="credit", party_name="Cô Ba", lines=[line(50_000, product_id=product_id, quantity="2")]
    )
    bad = phone.sale(sold_on="2099-01-01")
    post(phone, batch(phone, made, owed, bad))
    with django_assert_max_num_queries(60):
        whole = get(phone, "/changes")
    assert [(each["id"], each["barcode"]) for each in whole["products"]] == [(product_id, "8930001")]
    assert [(each["id"], each["device_id"]) for each in whole["sales"]] == [(owed["id"], str(phone.device_id))]
    assert [(each["document_id"], each["open_vnd"]) for each in whole["debts"]] == [(owed["id"], 50_000)]
    assert whole["stock"] == [{"product_id": product_id, "quantity": "-2.000000"}]
    assert [(each["event_id"], each["state"]) for each in whole["tray"]] == [(bad["id"], "waiting")]
    again = get(phone, f"/changes?cursor={whole['cursor']}")
    # Within the overlap the same is told again; a phone that applies it twice has changed nothing.
    assert again["products"] == whole["products"]
    assert not again["has_more"]
    post(phone, batch(phone, phone.event("trade.product_retired", {"product_id": product_id})))
    assert get(phone, f"/changes?cursor={again['cursor']}")["retired"] == [product_id]
    refused = Client().get(f"{SYNC}/changes?cursor=x", headers={"Authorization": f"Bearer {phone.key}"})
    assert refused.status_code == 422


def test_products_come_in_pages(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecoop.sync.queries.changes.PRODUCTS_A_PAGE", 2)
    fields = {"name": "Chè", "sector": "goods"}
    made = [phone.event("trade.product", {"product_id": str(uuid4()), "fields": fields}) for _ in range(5)]
    post(phone, batch(phone, *made))
    seen, cursor = set(), ""
    for has_more in (True, True, False):
        page = get(phone, f"/changes?cursor={cursor}")
        seen |= {each["id"] for each in page["products"]}
        cursor = page["cursor"]
        assert page["has_more"] is has_more
    assert len(seen) == 5


def test_totals_are_those_of_the_phone(phone: Phone) -> None:
    post(phone, batch(phone, phone.sale(10_000), phone.sale(20_000), phone.sale(sold_on="2026-03-05")))
    totals = get(phone, f"/totals?device_id={phone.device_id}&day=2026-03-06")
    assert totals == {"events": 2, "sales": 2, "sales_vnd": 30_000, "last_seq": 3}


def test_a_photo_is_kept_once(phone: Phone) -> None:
    photo, at = b"\xff\xd8\xff" + bytes(100), f"{SYNC}/papers/{uuid4()}"
    headers = {"Authorization": f"Bearer {phone.key}"}

    def send(content: bytes) -> int:
        return int(Client().post(at, data=content, content_type="image/jpeg", headers=headers).status_code)

    assert [send(photo), send(photo), send(photo + b"x"), send(b"no photo")] == [200, 200, 409, 422]
    assert send(photo + bytes(5 * 1024 * 1024)) == 413
    answer = Client().get(at, headers=headers)
    assert (answer.content, answer["Content-Type"]) == (photo, "image/jpeg")


def test_a_thousand_sales_cost_as_many_queries_as_one(phone: Phone, django_assert_max_num_queries: Any) -> None:
    post(phone, batch(phone))
    with django_assert_max_num_queries(32):
        post(phone, batch(phone, *[phone.sale() for _ in range(300)]))


def test_the_key_of_a_phone_is_kept_nowhere_even_for_who_asks_twice(cast: Cast, phone: Phone) -> None:
    client, body = cast.client(cast.nam), {"id": str(UUID(int=11)), "name": "Máy ở chợ"}
    headers = {"Idempotency-Key": "dang-ky-1"}
    keys = [
        client.post(f"{SYNC}/devices", data=json.dumps(body), content_type="application/json", headers=headers).json()[
            "key"
        ]
        for _again in range(2)
    ]
    assert keys[0] != keys[1]
    with inside(phone):
        assert not AnswerGiven.objects.filter(org_id=phone.acting.org_id).exists()


def test_sales_come_in_pages_and_none_is_left_out(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecoop.sync.queries.changes.SALES_A_PAGE", 2)
    today = datetime.now(UTC).date()
    made = [phone.sale(sold_on=(today - timedelta(days=back)).isoformat()) for back in (0, 3, 3, 40, 1, 0, 2)]
    post(phone, batch(phone, *made))
    told, cursor = [], ""
    # Six of the last 35 days: three pages of two, and the oldest first.
    for has_more in (True, True, False):
        page = get(phone, f"/changes?cursor={cursor}")
        told += [(each["sold_on"], each["id"]) for each in page["sales"]]
        cursor = page["cursor"]
        assert page["has_more"] is has_more
    kept = [(each["body"]["sold_on"], each["id"]) for each in made if each is not made[3]]
    assert told == sorted(kept)


def test_a_cursor_of_the_time_before_pages_of_sales_is_read(phone: Phone) -> None:
    today = datetime.now(UTC)
    sale = phone.sale(sold_on=today.date().isoformat())
    post(phone, batch(phone, sale))
    good = ((today.isoformat(), "", ""), ("", today.isoformat(), str(uuid4())))
    for parts in good:
        page = get(phone, f"/changes?cursor={write_cursor(key=parts)}")
        assert [each["id"] for each in page["sales"]] == [sale["id"]]
    for odd in (["", "", "", "gestern"], ["", "", "", "2026-03-05 7"], ["", "", "", "", ""]):
        refused = Client().get(
            f"{SYNC}/changes?cursor={write_cursor(key=odd)}", headers={"Authorization": f"Bearer {phone.key}"}
        )
        assert (refused.status_code, refused.json()["code"]) == (422, "kernel.cursor-is-unreadable")


def test_a_phone_hears_what_its_cooperatives_tell(phone: Phone, cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        set_the_stage(cast)
    said = {"id": str(uuid4()), "title": "Mai thu mua chè", "text": "Từ 6 giờ.", "until_on": ""}
    assert cast.client(cast.lan).post(f"/o/{cast.coop.slug}/members/notices/", said).status_code == 302
    (notice,) = get(phone, "/changes")["notices"]
    assert (notice["id"], notice["kind"], notice["from"]) == (said["id"], "notice", "HTX Chè Tân Cương")
    assert (notice["title"], notice["text"]) == ("Mai thu mua chè", "Từ 6 giờ.")
    # The same thing, under the same id and in the same shape, as on the screen of notices.
    answer = Client().get("/api/o/ho-nam/phone/notices", headers={"Authorization": f"Bearer {phone.key}"}).json()
    assert notice in answer["notices"]
    # Whoever only sells for the household reads no words to its owner; another household hears nothing.
    seller = cast.client(cast.someone(cast.nam_household, "seller"))
    assert seller.get(f"{SYNC}/changes").json()["notices"] == []
    assert cast.client(cast.tu).get("/api/o/ho-tu/sync/changes").json()["notices"] == []


def test_stock_is_told_again_when_a_sale_is_taken_back(phone: Phone) -> None:
    product_id, today = str(uuid4()), datetime.now(UTC).date().isoformat()
    fields = {"name": "Chè khô", "sector": "goods", "is_stocked": True}
    made = phone.event("trade.product", {"product_id": product_id, "fields": fields, "base": {}})
    sold = phone.sale(sold_on=today, lines=[line(50_000, product_id=product_id, quantity="2")])
    post(phone, batch(phone, made, sold))
    # An hour on, nothing of before is news.
    later = write_cursor(key=[(datetime.now(UTC) + timedelta(hours=1)).isoformat(), "", ""])
    assert get(phone, f"/changes?cursor={later}")["stock"] == []
    with inside(phone):
        reverse_documents(
            org_id=phone.acting.org_id,
            document_kind="trade.sale",
            document_ids=[UUID(sold["id"])],
            entry_on=datetime.now(UTC).date(),
            reason="Nhầm",
            by=phone.acting.person_id,
            now=datetime.now(UTC) + timedelta(hours=1),
        )
    told = get(phone, f"/changes?cursor={later}")
    assert [(each["product_id"], float(each["quantity"])) for each in told["stock"]] == [(product_id, 0.0)]
    assert [(each["id"], each["taken_back"]) for each in told["sales"]] == [(sold["id"], True)]
