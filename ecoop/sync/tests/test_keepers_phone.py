"""The phone of a cooperative's accountant, when the household takes back the books that it gave to keep."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from ecoop.access.actions.give_books import give_books
from ecoop.access.actions.take_books_back import take_books_back
from ecoop.audit.queries import EventFilter, list_events
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.queries import list_findings
from ecoop.sync.actions.register_device import RegisteredDevice, register_device
from ecoop.sync.models import DeviceRevocation, Event, Loss, Paper, TrayEvent
from ecoop.sync.tests.conftest import NOW, Phone
from ecoop.trade.models import Sale
from tests.cast import Cast

SYNC = "/api/o/ho-nam/sync"
PHOTO = b"\xff\xd8\xff" + bytes(8)


@pytest.fixture
def made(cast: Cast) -> RegisteredDevice:
    """Give cô Lan's cooperative the books of chú Năm, and register her phone for them."""
    household = cast.nam_household
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        open_books(org_id=household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
    give_books(org_id=household.id, grant_id=uuid4(), keeper_id=cast.coop.id, by=cast.nam.id, now=NOW)
    acting = cast.acting(cast.lan, household)
    with inside_organisation(org_id=household.id, person_id=cast.lan.id):
        return register_device(acting=acting, device_id=uuid4(), name="Máy cô Lan", now=timezone.now())


def phone_of(cast: Cast, made: RegisteredDevice) -> Phone:
    return Phone(cast.acting(cast.lan, cast.nam_household), made.device_id, made.key, now=timezone.now())


def send(phone: Phone, *events: dict[str, Any]) -> Any:
    body = {"device_id": str(phone.device_id), "sent_at": timezone.now().isoformat(), "events": list(events)}
    headers = {"Authorization": f"Bearer {phone.key}"}
    return Client().post(SYNC, data=body, content_type="application/json", headers=headers)


def take_back(cast: Cast) -> None:
    take_books_back(org_id=cast.nam_household.id, keeper_id=cast.coop.id, by=cast.nam.id, now=timezone.now())


def test_what_waits_comes_into_the_tray_and_the_phone_is_told_to_wipe(cast: Cast, made: RegisteredDevice) -> None:
    phone = phone_of(cast, made)
    before, after = phone.sale(50_000), phone.sale(70_000)
    assert send(phone, before).json()["order"] == "go_on"
    take_back(cast)
    headers = {"Authorization": f"Bearer {phone.key}"}
    # Asking for news it learns that its key is dead, so that it asks what to do: a batch of nothing is answered.
    assert Client().get(f"{SYNC}/changes", headers=headers).json()["code"] == "sync.key-not-valid"
    assert send(phone).json()["order"] == "wipe"
    answer = send(phone, before, after).json()
    assert answer["order"] == "wipe"
    assert answer["lease"] is None
    assert [each["status"] for each in answer["outcomes"]] == ["known", "refused"]
    assert answer["outcomes"][1]["refusal"]["code"] == "sync.device-is-revoked"
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        assert [each.total_vnd for each in Sale.objects.all()] == [50_000]
        assert Event.objects.count() == 1
        assert TrayEvent.objects.get().event_id == UUID(after["id"])
        ended = DeviceRevocation.objects.get()
        assert (ended.device_id, ended.recorded_by_id) == (phone.device_id, cast.nam.id)
        assert "HTX Chè Tân Cương" in ended.reason
        wanted = EventFilter(verb="sync.device.revoke")
        assert len(list_events(org_id=cast.nam_household.id, wanted=wanted, cursor=None).lines) == 1
        assert list_findings(org_id=cast.nam_household.id) == []


def test_photos_of_hers_are_kept(cast: Cast, made: RegisteredDevice) -> None:
    take_back(cast)
    headers, paper_id = {"Authorization": f"Bearer {made.key}"}, uuid4()
    for _twice in range(2):
        answer = Client().post(f"{SYNC}/papers/{paper_id}", data=PHOTO, content_type="image/jpeg", headers=headers)
        assert answer.json() == {"id": str(paper_id), "order": "wipe"}
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        assert Paper.objects.get().device_id == made.device_id


def test_locked_it_hears_through_its_ear_and_names_what_it_lost(cast: Cast, made: RegisteredDevice) -> None:
    orders = f"/api/sync/orders/{made.ear}"
    assert Client().get(orders).json() == {"order": "go_on"}
    take_back(cast)
    assert [Client().get(orders).json() for _twice in range(2)] == [{"order": "wipe"}] * 2
    lost = {"lost_events": 2, "lost_papers": 1, "first_day": "2026-03-04", "last_day": "2026-03-05"}
    assert Client().post(orders, data=lost, content_type="application/json").status_code == 204
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        assert Loss.objects.get().lost_events == 2


def test_nobody_elses_phone_is_ended(cast: Cast, made: RegisteredDevice) -> None:
    """Neither the owner's phone for the same books, nor hers for the cooperative, nor hers once they are given anew."""
    phones = []
    for person, organisation in ((cast.nam, cast.nam_household), (cast.lan, cast.coop)):
        acting = cast.acting(person, organisation)
        with inside_organisation(org_id=organisation.id, person_id=person.id):
            phones.append(register_device(acting=acting, device_id=uuid4(), name="Máy", now=timezone.now()))
    take_back(cast)
    for each in phones:
        assert Client().get(f"/api/sync/orders/{each.ear}").json() == {"order": "go_on"}
    give_books(org_id=cast.nam_household.id, grant_id=uuid4(), keeper_id=cast.coop.id, by=cast.nam.id, now=NOW)
    # It was not heard of meanwhile: nothing was lost, and it goes on.
    assert Client().get(f"/api/sync/orders/{made.ear}").json() == {"order": "go_on"}
    assert send(phone_of(cast, made)).json()["order"] == "go_on"


def test_the_desk_says_what_becomes_of_it(cast: Cast, made: RegisteredDevice) -> None:
    nam = cast.client(cast.nam)
    assert "HTX Chè Tân Cương" not in nam.get("/o/ho-nam/devices/").content.decode()
    take_back(cast)
    page = nam.get("/o/ho-nam/devices/").content.decode()
    assert "HTX Chè Tân Cương" in page
    assert f"/devices/{made.device_id}/revocation/" in page
    assert send(Phone(cast.acting(cast.nam, cast.nam_household), made.device_id, made.key)).json()["order"] == "wipe"
    page = nam.get("/o/ho-nam/devices/").content.decode()
    assert f"/devices/{made.device_id}/revocation/" not in page
    assert "HTX Chè Tân Cương" in page
