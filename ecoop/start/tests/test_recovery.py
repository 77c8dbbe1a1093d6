"""A forgotten PIN: the phone signs its holder in by number and code, and gets the key that it left."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecoop.access.actions.found_organisation import found_organisation
from ecoop.access.providers.sms import senders
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.actions.record_identity import IdentityDraft
from ecoop.parties.actions.record_organisation import OrganisationDraft
from ecoop.start.models import Code
from ecoop.sync.models import Recovery
from tests.cast import BEGAN_AT, Cast

# 32 bytes, 0 to 31, in base64url.
KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
PHONE_ID = "01993b7e-0000-7000-8000-0000000000f1"


@pytest.fixture(autouse=True)
def _fresh(settings: Any) -> None:
    senders.OUTBOX.clear()
    settings.SMS_SENDER = "ecoop.access.providers.sms.senders.send_to_memory"


def _post(path: str, body: dict[str, Any]) -> Any:
    return Client(enforce_csrf_checks=True).post(f"/api/start{path}", data=body, content_type="application/json")


def _code(phone: str) -> str:
    # One code a minute goes to a number; a test does not wait.
    Code.objects.all().delete()
    assert _post("/codes", {"phone": phone}).status_code == 200
    found = re.search(r"\b(\d{6})\b", senders.OUTBOX[-1][1])
    assert found is not None
    return found.group(1)


def _sign_in(phone: str, device_id: str = PHONE_ID) -> dict[str, Any]:
    body = {"phone": phone, "code": _code(phone), "device": {"id": device_id, "name": "Điện thoại"}}
    organisations: list[dict[str, Any]] = _post("/sign-in", body).json()["organisations"]
    return {each["slug"]: each for each in organisations}


def _leave_key(slug: str, key: str) -> Any:
    return Client().put(
        f"/api/o/{slug}/sync/devices/{PHONE_ID}/recovery",
        data={"key": KEY},
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )


def _recover(phone: str, code: str, device_id: str = PHONE_ID) -> Any:
    return _post("/recovery", {"phone": phone, "code": code, "device_id": device_id})


@pytest.fixture
def own(cast: Cast) -> dict[str, Any]:
    """Sign chú Năm in on a phone that leaves its key with his household."""
    given: dict[str, Any] = _sign_in(cast.nam.phone)[cast.nam_household.slug]
    assert _leave_key(cast.nam_household.slug, given["key"]).status_code == 200
    return given


def test_a_forgotten_pin_costs_a_code_and_nothing_else(cast: Cast, own: dict[str, Any]) -> None:
    code = _code(cast.nam.phone)
    answer = _recover(cast.nam.phone, code)
    assert (answer.status_code, answer.json()) == (200, {"key": KEY})
    assert answer["Cache-Control"] == "no-store"
    # The answer was lost: the same code brings it again, and it is still one recovery.
    assert _recover(cast.nam.phone, code).json() == {"key": KEY}
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        assert Recovery.objects.count() == 1
    # The phone's own key to the server lives on, and hears.
    bearer = {"Authorization": f"Bearer {own['key']}"}
    assert Client().get("/api/o/ho-nam/sync/changes", headers=bearer).status_code == 200
    assert Client().get(f"/api/sync/orders/{own['ear']}").json() == {"order": "go_on"}
    # With the same code the same phone may sign in as well; another phone may not.
    device = {"id": PHONE_ID, "name": "Điện thoại"}
    assert _post("/sign-in", {"phone": cast.nam.phone, "code": code, "device": device}).status_code == 200
    assert _recover(cast.nam.phone, code, str(uuid4())).json()["code"] == "start.code-is-wrong"


def test_a_wrong_code_gets_nothing(cast: Cast, own: dict[str, Any]) -> None:
    code = _code(cast.nam.phone)
    answer = _recover(cast.nam.phone, f"{(int(code) + 1) % 1_000_000:06}")
    assert (answer.status_code, answer.json()["code"]) == (409, "start.code-is-wrong")


def test_another_number_gets_no_key_of_this_phone(cast: Cast, own: dict[str, Any]) -> None:
    answer = _recover(cast.tu.phone, _code(cast.tu.phone))
    assert (answer.status_code, answer.json()["code"]) == (409, "sync.no-recovery-key")
    # Not even from an organisation of hers in which a phone of that id never left a key.
    _sign_in(cast.tu.phone)
    assert _recover(cast.tu.phone, _code(cast.tu.phone)).json()["code"] == "sync.no-recovery-key"
    assert _recover("0988777666", _code("0988777666")).json()["code"] == "start.nobody-signs-in-here"


def test_a_phone_out_of_use_gets_no_key(cast: Cast, own: dict[str, Any]) -> None:
    at = f"/api/o/ho-nam/sync/devices/{PHONE_ID}/revocation"
    assert cast.client(cast.nam).post(at, data={"reason": ""}, content_type="application/json").status_code == 204
    answer = _recover(cast.nam.phone, _code(cast.nam.phone))
    assert (answer.status_code, answer.json()["code"]) == (409, "sync.device-is-revoked")


def test_the_fourth_recovery_of_a_day_waits(cast: Cast, own: dict[str, Any]) -> None:
    answers = [_recover(cast.nam.phone, _code(cast.nam.phone)) for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert answers[3].json()["code"] == "sync.too-many-recoveries"
    assert 86_000 < int(answers[3]["Retry-After"]) <= 86_400


def test_only_a_post_recovers(db: None) -> None:
    assert Client().get("/api/start/recovery").status_code == 405
    assert _post("/recovery", {"phone": "0912345678", "code": "1", "device_id": PHONE_ID}).status_code == 422


def test_many_households_cost_no_more_questions_than_one(cast: Cast, own: dict[str, Any]) -> None:
    def count() -> int:
        code = _code(cast.nam.phone)
        with CaptureQueriesContext(connection) as asked:
            assert _recover(cast.nam.phone, code).status_code == 200
        return len(asked)

    few = count()
    for at in range(9):
        draft = OrganisationDraft(
            slug=f"ho-thu-{at}", name=f"Hộ thứ {at}", kind="household", started_on=BEGAN_AT.date()
        )
        found_organisation(draft=draft, identity=IdentityDraft(), by=cast.nam.id, now=BEGAN_AT)
    # A fourth renewal within a day would wait; the second is enough.
    assert count() == few
    assert few <= 40
