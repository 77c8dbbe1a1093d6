"""A phone that is locked, lost, or whose PIN is forgotten: its order, its recovery key, the photos it hands in."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client

from ecoop.audit.queries import EventFilter, list_events
from ecoop.invoicing.models import ImportedFile
from ecoop.kernel.walls import inside_organisation
from ecoop.sync.actions import count_orders, keep_paper
from ecoop.sync.actions.recover_device import RECOVERIES_MAX, recover_device
from ecoop.sync.actions.register_device import register_device
from ecoop.sync.calc.ears import find_organisation_of, make_ear
from ecoop.sync.errors import DeviceIsRevoked, NoRecoveryKey, TooManyRecoveries
from ecoop.sync.models import DeviceKey, Paper, Recovery, RecoveryKey
from ecoop.sync.queries.orders import get_order
from ecoop.sync.tests.conftest import NOW, Phone, a_phone
from tests.cast import Cast

SYNC = "/api/o/ho-nam/sync"
# 32 bytes, 0 to 31 and 32 to 63, in base64url.
KEY, NEXT = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8"
PHOTO = b"\xff\xd8\xff" + bytes(8)


@pytest.fixture
def phone(cast: Cast) -> Phone:
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        return a_phone(cast)


def again(phone: Phone) -> Any:
    with inside(phone):
        return register_device(
            acting=phone.acting, device_id=phone.device_id, name="Điện thoại", now=NOW + timedelta(minutes=1)
        )


def inside(phone: Phone) -> Any:
    return inside_organisation(org_id=phone.acting.org_id, person_id=phone.acting.person_id)


def order_of(ear: str) -> str:
    answer = Client().get(f"/api/sync/orders/{ear}")
    assert answer.status_code == 200, answer.content
    assert answer["Cache-Control"] == "no-store"
    assert set(answer.json()) == {"order"}
    return str(answer.json()["order"])


def revoke(cast: Cast, phone: Phone) -> None:
    at = f"{SYNC}/devices/{phone.device_id}/revocation"
    assert cast.client(cast.nam).post(at, data={"reason": ""}, content_type="application/json").status_code == 204


def put_key(phone: Phone, key: str = KEY, *, device_id: UUID | None = None) -> Any:
    return Client().put(
        f"{SYNC}/devices/{device_id or phone.device_id}/recovery",
        data={"key": key},
        content_type="application/json",
        headers={"Authorization": f"Bearer {phone.key}"},
    )


def recover(phone: Phone, *, asked_with: UUID, now: datetime = NOW) -> str:
    with inside(phone):
        return recover_device(acting=phone.acting, device_id=phone.device_id, asked_with=asked_with, now=now)


def test_a_locked_phone_hears_that_it_is_to_wipe(phone: Phone, cast: Cast) -> None:
    first, second = again(phone).ear, again(phone).ear
    assert [order_of(ear) for ear in (first, second)] == ["go_on", "go_on"]
    revoke(cast, phone)
    # An ear of before hears as well: the answer with the next may have been lost.
    assert [order_of(ear) for ear in (first, second)] == ["wipe", "wipe"]


def test_an_unknown_word_hears_to_go_on_and_learns_nothing(phone: Phone, cast: Cast) -> None:
    revoke(cast, phone)
    for ear in ("khong-co", "A" * 64, make_ear(org_id=phone.acting.org_id), make_ear(org_id=uuid4()), "ạ" * 64):
        assert order_of(ear) == "go_on"
    assert Client().put(f"/api/sync/orders/{'A' * 64}").status_code == 405


def test_the_ear_of_one_organisation_says_nothing_in_another(phone: Phone, cast: Cast) -> None:
    ear = again(phone).ear
    with inside_organisation(org_id=cast.tu_household.id, person_id=cast.tu.id):
        acting = cast.acting(cast.tu, cast.tu_household)
        # Even a phone of the same id: each organisation has its own.
        other = register_device(acting=acting, device_id=phone.device_id, name="Điện thoại bà Tư", now=NOW)
    revoke(cast, phone)
    assert (order_of(ear), order_of(other.ear)) == ("wipe", "go_on")


def test_only_a_fingerprint_of_an_ear_is_kept(phone: Phone) -> None:
    ear = again(phone).ear
    assert len(ear) == 64
    assert find_organisation_of(ear=ear) == phone.acting.org_id
    with inside(phone):
        kept = [each.ear_sha256 for each in DeviceKey.objects.all()]
    assert len(kept) == 2
    assert ear not in kept


def test_hearing_costs_little(phone: Phone, django_assert_max_num_queries: Any) -> None:
    ear = again(phone).ear
    with django_assert_max_num_queries(6):
        assert get_order(ear=ear).value == "go_on"


def test_one_address_may_not_ask_for_ever(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(count_orders, "LIMIT_A_MINUTE", 2)
    now = datetime(2026, 3, 6, 2, 0, 20, tzinfo=UTC)
    meta = {"REMOTE_ADDR": "203.0.113.7"}
    assert [count_orders.count_orders(meta=meta, now=now) for _ in range(2)] == [1, 0]
    with pytest.raises(count_orders.TooManyOrdersAsked) as refused:
        count_orders.count_orders(meta=meta, now=now)
    assert refused.value.facts["seconds"] == 40
    assert count_orders.count_orders(meta={"REMOTE_ADDR": "203.0.113.8"}, now=now) == 1
    assert count_orders.count_orders(meta=meta, now=now + timedelta(seconds=40)) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sync_orders_asked WHERE asked_by LIKE '%%203.0.113.%%'")
        assert cursor.fetchone() == (0,)


def test_a_recovery_key_is_kept_sealed_and_handed_out(phone: Phone, cast: Cast) -> None:
    answer = put_key(phone)
    assert (answer.status_code, answer.json()) == (200, {})
    with inside(phone):
        assert KEY not in RecoveryKey.objects.get().sealed
    assert recover(phone, asked_with=uuid4()) == KEY
    # A new PIN brings a new key; the one before is forgotten.
    assert put_key(phone, NEXT).status_code == 200
    with inside(phone):
        assert RecoveryKey.objects.count() == 1
    assert recover(phone, asked_with=uuid4()) == NEXT
    with inside(phone):
        wanted = EventFilter(verb="sync.device.recover")
        lines = list_events(org_id=phone.acting.org_id, wanted=wanted, cursor=None).lines
    assert [(line.person_id, line.object_id, line.detail) for line in lines] == [
        (cast.nam.id, phone.device_id, {}),
    ] * 2
    page = cast.client(cast.nam).get("/o/ho-nam/devices/", headers={"Accept-Language": "en"}).content.decode()
    assert "PIN renewed on" in page


def test_a_key_is_handed_out_three_times_a_day(phone: Phone) -> None:
    put_key(phone)
    proof = uuid4()
    # The same proof again is the same recovery: its answer was lost.
    assert [recover(phone, asked_with=proof) for _ in range(4)] == [KEY] * 4
    for hour in range(1, RECOVERIES_MAX):
        recover(phone, asked_with=uuid4(), now=NOW + timedelta(hours=hour))
    with pytest.raises(TooManyRecoveries) as refused:
        recover(phone, asked_with=uuid4(), now=NOW + timedelta(hours=4))
    # The first was four hours ago: twenty remain.
    assert refused.value.facts["seconds"] == 20 * 3600
    assert recover(phone, asked_with=proof, now=NOW + timedelta(hours=4)) == KEY
    assert recover(phone, asked_with=uuid4(), now=NOW + timedelta(hours=24)) == KEY
    with inside(phone):
        assert Recovery.objects.count() == RECOVERIES_MAX + 1


def test_a_revoked_phone_neither_leaves_nor_gets_a_key(phone: Phone, cast: Cast) -> None:
    put_key(phone)
    revoke(cast, phone)
    assert put_key(phone, NEXT).status_code == 401
    with pytest.raises(DeviceIsRevoked):
        recover(phone, asked_with=uuid4())
    session = cast.client(cast.nam).put(
        f"{SYNC}/devices/{phone.device_id}/recovery", data={"key": NEXT}, content_type="application/json"
    )
    assert (session.status_code, session.json()["code"]) == (409, "sync.device-is-revoked")


def test_nobody_else_leaves_or_gets_the_key_of_a_phone(phone: Phone, cast: Cast) -> None:
    put_key(phone)
    with inside(phone):
        other = a_phone(cast, "Điện thoại khác")
    # A phone speaks for itself alone, and another person of the shop for their own phones.
    assert put_key(other, NEXT, device_id=phone.device_id).status_code == 403
    seller = cast.someone(cast.nam_household, "seller")
    at = f"{SYNC}/devices/{phone.device_id}/recovery"
    put: dict[str, Any] = {"data": {"key": NEXT}, "content_type": "application/json"}
    assert cast.client(seller).put(at, **put).json()["code"] == "sync.device-is-not-yours"
    assert cast.client(cast.tu).put(at, **put).status_code == 404
    assert cast.client(cast.tu).put(at.replace("ho-nam", "ho-tu"), **put).status_code == 404
    acting = cast.acting(seller, cast.nam_household)
    with inside_organisation(org_id=acting.org_id, person_id=seller.id), pytest.raises(NoRecoveryKey):
        recover_device(acting=acting, device_id=phone.device_id, asked_with=uuid4(), now=NOW)
    assert recover(phone, asked_with=uuid4()) == KEY


@pytest.mark.parametrize("key", ["", "A" * 42, "A" * 45, "*" * 43, "A" * 44])
def test_what_is_no_key_is_refused(phone: Phone, key: str) -> None:
    assert put_key(phone, key).status_code == 422


def test_a_key_sealed_under_another_secret_opens_nothing(phone: Phone, settings: Any) -> None:
    put_key(phone)
    settings.SECRET_KEY = "another installation"
    with pytest.raises(NoRecoveryKey):
        recover(phone, asked_with=uuid4())


def test_photos_of_a_revoked_phone_are_kept(phone: Phone, cast: Cast) -> None:
    def send(paper_id: UUID, key: str, content: bytes = PHOTO) -> Any:
        headers = {"Authorization": f"Bearer {key}"}
        return Client().post(f"{SYNC}/papers/{paper_id}", data=content, content_type="image/jpeg", headers=headers)

    before, after = uuid4(), uuid4()
    assert send(before, phone.key).json() == {"id": str(before), "order": "go_on"}
    revoke(cast, phone)
    for _twice in range(2):
        assert send(after, phone.key).json() == {"id": str(after), "order": "wipe"}
    # Its key opens no photo, and what is no photo is refused as ever; a key of before the last is dead.
    reading = Client().get(f"{SYNC}/papers/{before}", headers={"Authorization": f"Bearer {phone.key}"})
    assert reading.status_code == 401
    assert send(uuid4(), phone.key, b"no photo").status_code == 422
    # An e-invoice of a phone out of use is kept as it came, and imported by nobody but the desk.
    bill = uuid4()
    assert send(bill, phone.key, b"<HDon/>").json()["order"] == "wipe"
    assert send(uuid4(), "ecoop_nobody").status_code == 404
    with inside(phone):
        assert {(each.id, each.device_id) for each in Paper.objects.all()} == {
            (before, phone.device_id),
            (after, phone.device_id),
            (bill, phone.device_id),
        }
        assert not ImportedFile.objects.exists()


@pytest.mark.parametrize(("count_max", "mb_max"), [(2, 250), (500, 2)], ids=["count", "bytes"])
def test_a_revoked_phone_hands_in_photos_but_not_without_end(
    phone: Phone, cast: Cast, monkeypatch: pytest.MonkeyPatch, count_max: int, mb_max: int
) -> None:
    """Two photos of 0.9 MB are let in after it was taken out of use; the third is one too many, or would be 2.7 MB."""
    monkeypatch.setattr(keep_paper, "PAPERS_OUT_OF_USE_MAX", count_max)
    monkeypatch.setattr(keep_paper, "MB_OUT_OF_USE_MAX", mb_max)
    large = PHOTO + bytes(900_000)

    def send(paper_id: UUID) -> Any:
        headers = {"Authorization": f"Bearer {phone.key}"}
        return Client().post(f"{SYNC}/papers/{paper_id}", data=large, content_type="image/jpeg", headers=headers)

    # In use it may send what it likes, and that counts for nothing afterwards.
    assert [send(uuid4()).status_code for _ in range(4)] == [200] * 4
    revoke(cast, phone)
    first, second, third = uuid4(), uuid4(), uuid4()
    assert [send(each).status_code for each in (first, second, third)] == [200, 200, 409]
    refused = send(third).json()
    assert refused["code"] == "sync.too-many-photos-out-of-use"
    assert "Điện thoại của chú Năm" in refused["detail"]
    # What is kept is known as ever: the answer may have been lost.
    assert send(second).json() == {"id": str(second), "order": "wipe"}
    with inside(phone):
        assert Paper.objects.count() == 6


def test_a_photo_that_no_phone_brought_names_none(phone: Phone, cast: Cast) -> None:
    answer = cast.client(cast.nam).post(f"{SYNC}/papers/{uuid4()}", data=PHOTO, content_type="image/jpeg")
    assert answer.json()["order"] == "go_on"
    with inside(phone):
        assert Paper.objects.get().device_id is None


def test_a_dead_key_of_a_phone_in_use_brings_nothing(phone: Phone) -> None:
    again(phone)
    headers = {"Authorization": f"Bearer {phone.key}"}
    answer = Client().post(f"{SYNC}/papers/{uuid4()}", data=PHOTO, content_type="image/jpeg", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "sync.key-not-valid")
