"""What a locked phone lost when it emptied itself: said once, of phones out of use alone, shown at the desk."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from ecoop.audit.queries import EventFilter, list_events
from ecoop.kernel.walls import inside_organisation
from ecoop.sync.calc.ears import make_ear
from ecoop.sync.models import Loss
from ecoop.sync.tests.conftest import NOW, Phone, a_phone
from ecoop.sync.tests.test_lost_and_locked import again, inside, revoke
from tests.cast import Cast

LOST: dict[str, Any] = {"lost_events": 2, "lost_papers": 1, "first_day": "2026-03-02", "last_day": "2026-03-04"}


@pytest.fixture
def phone(cast: Cast) -> Phone:
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        return a_phone(cast)


def tell(ear: str, **changed: Any) -> Any:
    return Client().post(f"/api/sync/orders/{ear}", data={**LOST, **changed}, content_type="application/json")


def kept(phone: Phone) -> list[tuple[int, int]]:
    with inside(phone):
        return list(Loss.objects.values_list("lost_events", "lost_papers"))


def test_what_a_phone_lost_is_kept_once_and_shown(phone: Phone, cast: Cast) -> None:
    first, second = again(phone).ear, again(phone).ear
    revoke(cast, phone)
    # Whoever holds an older word, or says it again with other numbers, changes nothing.
    for ear, events in ((second, 2), (second, 9), (first, 7)):
        answer = tell(ear, lost_events=events)
        assert (answer.status_code, answer.content) == (204, b"")
    assert kept(phone) == [(2, 1)]
    with inside(phone):
        lines = list_events(org_id=phone.acting.org_id, wanted=EventFilter(verb="sync.device.lose"), cursor=None).lines
    assert [(line.person_id, line.object_id, line.detail) for line in lines] == [(None, phone.device_id, {})]
    page = cast.client(cast.nam).get("/o/ho-nam/devices/", headers={"Accept-Language": "en"}).content.decode()
    for words in ("Lost when it was wiped: 2 entries", "02/03/2026", "04/03/2026", "1 photo"):
        assert words in page
    [told] = cast.client(cast.nam).get("/api/o/ho-nam/sync/devices").json()["devices"]
    assert {name: told["loss"][name] for name in LOST} == LOST


def test_of_a_phone_in_use_nothing_is_kept(phone: Phone) -> None:
    assert tell(again(phone).ear).status_code == 204
    assert kept(phone) == []


def test_an_unknown_word_is_answered_as_a_known_one(phone: Phone, cast: Cast) -> None:
    revoke(cast, phone)
    for ear in ("khong-co", "A" * 64, make_ear(org_id=phone.acting.org_id), make_ear(org_id=uuid4()), "ạ" * 64):
        answer = tell(ear)
        assert (answer.status_code, answer.content) == (204, b"")
    assert kept(phone) == []


def test_a_phone_that_lost_photos_alone_names_no_days(phone: Phone, cast: Cast) -> None:
    ear = again(phone).ear
    revoke(cast, phone)
    assert tell(ear, lost_events=0, lost_papers=0).status_code == 204
    assert kept(phone) == []
    assert tell(ear, lost_events=0, lost_papers=3, first_day="", last_day="").status_code == 204
    assert kept(phone) == [(0, 3)]
    assert cast.client(cast.nam).get("/o/ho-nam/devices/").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"lost_events": -1},
        {"lost_events": 1_000_001},
        {"lost_papers": True},
        {"lost_papers": "1"},
        {"first_day": ""},
        {"first_day": "2026-03-05"},
        {"last_day": "2026-02-30"},
    ],
)
def test_what_no_phone_says_is_refused(phone: Phone, cast: Cast, wrong: dict[str, Any]) -> None:
    ear = again(phone).ear
    revoke(cast, phone)
    # Of an unknown word the same: the shape is looked at before the word.
    assert [tell(each, **wrong).status_code for each in (ear, "khong-co")] == [422, 422]
    assert kept(phone) == []


def test_another_organisation_neither_gets_nor_shows_it(phone: Phone, cast: Cast) -> None:
    ear = again(phone).ear
    revoke(cast, phone)
    tell(ear)
    with inside_organisation(org_id=cast.tu_household.id, person_id=cast.tu.id):
        assert not Loss.objects.exists()
    assert cast.client(cast.tu).get("/api/o/ho-nam/sync/devices").status_code == 404


def test_one_address_asks_and_tells_from_one_count(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecoop.sync.actions.count_orders.LIMIT_A_MINUTE", 1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    ear = again(phone).ear
    assert [tell(ear).status_code for _ in range(2)] == [204, 429]
