"""The first five minutes: a code, a shop that sells, the same sent twice, coming in again, and what strangers learn."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from ecoop.access.providers.sms import senders
from ecoop.access.queries import find_person
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.queries.books import find_books
from ecoop.parties.queries import find_organisation
from ecoop.start.actions.check_code import check_code, use_code
from ecoop.start.actions.send_code import send_code
from ecoop.start.calc import ATTEMPTS_MAX, OF_A_PHONE_MAX, TRADE_WORDS, free_slug, seconds_to_wait, slug_root
from ecoop.start.errors import CodeIsWrong, TooManyCodes
from ecoop.start.models import Code
from ecoop.start.queries import list_trades
from ecoop.trade.errors import SECTORS
from ecoop.trade.queries import list_places, list_products
from tests.cast import Cast

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
PHONE, NUMBER = "0988 777 666", "+84988777666"
META = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture(autouse=True)
def _fresh(settings: Any) -> None:
    senders.OUTBOX.clear()
    settings.SMS_SENDER = "ecoop.access.providers.sms.senders.send_to_memory"


def _last_code() -> str:
    found = re.search(r"\b(\d{6})\b", senders.OUTBOX[-1][1])
    assert found is not None
    return found.group(1)


def _post(path: str, body: dict[str, Any], **headers: str) -> Any:
    return Client(enforce_csrf_checks=True).post(
        f"/api/start{path}", data=body, content_type="application/json", headers=headers
    )


def _beginning(**changes: Any) -> dict[str, Any]:
    given = {
        "id": str(new_id()),
        "phone": PHONE,
        "person_name": "Trần Thị Tư",
        "shop_name": "Tạp hóa Bà Tư",
        "trade": "tap-hoa",
        "ward_code": None,
        "device": {"id": str(new_id()), "name": "Điện thoại của bà Tư"},
    }
    return {**given, **changes}


def _code() -> str:
    answer = _post("/codes", {"phone": PHONE})
    assert answer.status_code == 200, answer.content
    return _last_code()


@pytest.mark.django_db
def test_a_shop_begins_and_may_sell_at_once() -> None:
    body = _beginning()
    answer = _post("", {**body, "code": _code()})
    assert answer.status_code == 200, answer.content
    begun = answer.json()
    assert (begun["slug"], begun["org_name"], begun["kind"]) == ("tap-hoa-ba-tu", "Tạp hóa Bà Tư", "household")
    assert begun["device_id"] == body["device"]["id"]
    assert begun["lease"]["first"] == 1
    household = find_organisation(slug="tap-hoa-ba-tu")
    person = find_person(phone_or_email=PHONE)
    assert household is not None
    assert household.id == UUID(body["id"])
    assert person is not None
    assert person.phone_verified_at is not None
    with inside_organisation(org_id=household.id, person_id=person.id):
        books = find_books(org_id=household.id)
        assert books is not None
        assert books.starts_on.month == 1, "what was sold earlier this year can still be written down"
        assert [place.is_head_office for place in list_places(org_id=household.id)] == [True]
        names = {product.name for product in list_products(org_id=household.id)}
    assert {"Nước suối 500 ml", "Gạo tẻ"} <= names
    bearer = {"Authorization": f"Bearer {begun['key']}"}
    home = Client().get("/api/o/tap-hoa-ba-tu/phone/home", headers=bearer)
    assert home.status_code == 200
    assert home.json()["takings"]["today_vnd"] == 0
    assert Client().get("/api/o/tap-hoa-ba-tu/phone/tax", headers=bearer).status_code == 200


@pytest.mark.django_db
def test_the_same_beginning_twice_is_one_shop_and_another_key() -> None:
    body = {**_beginning(), "code": _code()}
    first, second = _post("", body).json(), _post("", body).json()
    assert first["slug"] == second["slug"]
    assert first["key"] != second["key"]
    assert first["lease"] == second["lease"]
    old = {"Authorization": f"Bearer {first['key']}"}
    assert Client().get(f"/api/o/{first['slug']}/phone/home", headers=old).status_code in (401, 404)
    # The code is good for that beginning only.
    other = _post("", {**_beginning(shop_name="Quán hai"), "code": body["code"]})
    assert (other.status_code, other.json()["code"]) == (409, "start.code-is-wrong")


@pytest.mark.django_db
def test_a_wrong_code_begins_nothing() -> None:
    code = _code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    answer = _post("", {**_beginning(), "code": wrong})
    assert (answer.status_code, answer.json()["code"]) == (409, "start.code-is-wrong")
    assert find_person(phone_or_email=PHONE) is None


@pytest.mark.django_db
def test_an_unknown_trade_leaves_the_code_good() -> None:
    code = _code()
    answer = _post("", {**_beginning(trade="khong-co"), "code": code})
    assert (answer.status_code, answer.json()["code"]) == (422, "start.trade-unknown")
    assert _post("", {**_beginning(), "code": code}).status_code == 200


def test_an_id_of_somebody_elses_organisation_is_refused(cast: Cast) -> None:
    answer = _post("", {**_beginning(id=str(cast.nam_household.id)), "code": _code()})
    assert (answer.status_code, answer.json()["code"]) == (409, "start.id-is-taken")


def test_signing_in_gives_a_key_where_the_person_records(cast: Cast) -> None:
    phone = {"id": str(new_id()), "name": "Điện thoại mới"}
    _post("/codes", {"phone": cast.nam.phone})
    answer = _post("/sign-in", {"phone": cast.nam.phone, "code": _last_code(), "device": phone})
    assert answer.status_code == 200, answer.content
    found = {each["slug"]: each for each in answer.json()["organisations"]}
    own = found[cast.nam_household.slug]
    assert own["key"].startswith("ecoop_")
    assert own["lease"]["series"]
    bearer = {"Authorization": f"Bearer {own['key']}"}
    assert Client().get(f"/api/o/{cast.nam_household.slug}", headers=bearer).status_code == 200
    assert Client().get(f"/api/o/{cast.coop.slug}", headers=bearer).status_code == 404


def test_who_does_not_record_gets_no_key(cast: Cast) -> None:
    _post("/codes", {"phone": cast.hai.phone})
    device = {"id": str(new_id()), "name": "Điện thoại anh Hải"}
    answer = _post("/sign-in", {"phone": cast.hai.phone, "code": _last_code(), "device": device}).json()
    assert [(each["slug"], each["key"]) for each in answer["organisations"]] == [(cast.coop.slug, None)]


def test_strangers_do_not_learn_who_signs_in(cast: Cast) -> None:
    known, unknown = _post("/codes", {"phone": cast.nam.phone}), _post("/codes", {"phone": PHONE})
    assert known.json() == unknown.json()
    device = {"id": str(new_id()), "name": "x"}
    answers = [
        _post("/sign-in", {"phone": phone, "code": "000000", "device": device}).json()
        for phone in (cast.nam.phone, PHONE, "0911222333")
    ]
    assert {answer["code"] for answer in answers} == {"start.code-is-wrong"}
    # Only the right code tells that the number is new.
    right = _post("/sign-in", {"phone": PHONE, "code": _last_code(), "device": device})
    assert right.json()["code"] == "start.nobody-signs-in-here"
    assert _post("", {**_beginning(), "code": _last_code()}).status_code == 200


@pytest.mark.django_db
def test_who_began_on_a_phone_signs_in_at_a_desk_with_the_same_number() -> None:
    cache.clear()
    begun = _post("", {**_beginning(), "code": _code()}).json()
    desk = Client()
    assert desk.post(reverse("account_request_login_code"), {"phone": PHONE}).status_code == 302
    code = re.search(r"\b([A-Z0-9]{3,}-?[A-Z0-9]+)\b", senders.OUTBOX[-1][1].removeprefix("ecoop"))
    assert code is not None
    assert desk.post(reverse("account_confirm_login_code"), {"code": code[1]}).status_code == 302
    home = desk.get(f"/o/{begun['slug']}/")
    assert home.status_code == 200
    assert "Tạp hóa Bà Tư" in home.content.decode()


@pytest.mark.django_db
def test_a_public_server_without_a_gateway_sends_nothing(settings: Any) -> None:
    settings.SMS_SENDER = "ecoop.access.providers.sms.senders.send_nowhere"
    answer = _post("/codes", {"phone": PHONE})
    assert (answer.status_code, answer.json()["code"]) == (409, "access.codes-cannot-be-sent")
    assert not Code.objects.exists()


@pytest.mark.django_db
def test_a_code_is_kept_as_a_hash_and_forgotten_after_a_day() -> None:
    send_code(phone=PHONE, meta=META, now=NOW)
    row = Code.objects.get()
    kept = f"{row.phone_name} {row.digits_name} {row.asked_by}"
    assert NUMBER not in kept
    assert _last_code() not in kept
    assert META["REMOTE_ADDR"] not in kept
    send_code(phone="0911 222 333", meta=META, now=NOW + timedelta(days=1, minutes=1))
    assert Code.objects.count() == 1


@pytest.mark.django_db
def test_a_code_runs_out_after_ten_minutes_and_dies_with_the_next() -> None:
    begun = new_id()
    send_code(phone=PHONE, meta=META, now=NOW)
    first = _last_code()
    with pytest.raises(CodeIsWrong):
        check_code(phone=NUMBER, digits=first, used_for=begun, meta=META, now=NOW + timedelta(minutes=10))
    send_code(phone=PHONE, meta=META, now=NOW + timedelta(minutes=2))
    second = _last_code()
    later = NOW + timedelta(minutes=3)
    if first != second:
        with pytest.raises(CodeIsWrong):
            check_code(phone=NUMBER, digits=first, used_for=begun, meta=META, now=later)
    use_code(code_id=check_code(phone=NUMBER, digits=second, used_for=begun, meta=META, now=later), used_for=begun)
    with pytest.raises(CodeIsWrong):
        check_code(phone=NUMBER, digits=second, used_for=new_id(), meta=META, now=later)


@pytest.mark.django_db
def test_five_guesses_kill_a_code() -> None:
    send_code(phone=PHONE, meta=META, now=NOW)
    code = _last_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _guess in range(ATTEMPTS_MAX):
        with pytest.raises(CodeIsWrong):
            check_code(phone=NUMBER, digits=wrong, used_for=new_id(), meta=META, now=NOW)
    with pytest.raises(CodeIsWrong):
        check_code(phone=NUMBER, digits=code, used_for=new_id(), meta=META, now=NOW)


@pytest.mark.django_db
def test_a_number_gets_one_code_a_minute_and_five_an_hour() -> None:
    send_code(phone=PHONE, meta=META, now=NOW)
    with pytest.raises(TooManyCodes) as refused:
        send_code(phone=PHONE, meta=META, now=NOW + timedelta(seconds=30))
    assert refused.value.facts["seconds"] == 30
    for minute in range(1, OF_A_PHONE_MAX):
        send_code(phone=PHONE, meta=META, now=NOW + timedelta(minutes=minute))
    with pytest.raises(TooManyCodes):
        send_code(phone=PHONE, meta=META, now=NOW + timedelta(minutes=OF_A_PHONE_MAX))
    send_code(phone=PHONE, meta=META, now=NOW + timedelta(minutes=61))


def test_too_many_codes_says_when_to_come_back(db: None) -> None:
    _post("/codes", {"phone": PHONE})
    answer = _post("/codes", {"phone": PHONE})
    assert (answer.status_code, answer.json()["code"]) == (429, "start.too-many-codes")
    assert 0 < int(answer["Retry-After"]) <= 60


def test_the_wait_counts_numbers_and_addresses() -> None:
    # Five within the hour, the first fifty minutes ago: ten minutes to wait.
    sent = [NOW - timedelta(minutes=10 * back) for back in (1, 2, 3, 4, 5)]
    assert seconds_to_wait(of_phone=sent, of_address=[], now=NOW) == 600
    assert seconds_to_wait(of_phone=sent[:4], of_address=[], now=NOW) == 0
    assert seconds_to_wait(of_phone=[], of_address=sent, now=NOW) == 0


def test_one_address_may_not_guess_at_many_numbers(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecoop.start.actions.count_guesses.GUESSES_OF_AN_ADDRESS_MAX", 3)
    send_code(phone=PHONE, meta={"REMOTE_ADDR": "203.0.113.8"}, now=NOW)
    right = _last_code()

    def guess(digits: str, number: str = NUMBER, *, meta: dict[str, str] = META, minutes: int = 1) -> None:
        moment = NOW + timedelta(minutes=minutes)
        check_code(phone=number, digits=digits, used_for=UUID(int=7), meta=meta, now=moment)

    # A guess at a number to which nothing was sent counts as well; a right one does not.
    for number in ("+84911000001", "+84911000002"):
        with pytest.raises(CodeIsWrong):
            guess("000000", number)
    for _time in range(3):
        guess(right)
    with pytest.raises(CodeIsWrong):
        guess("000000", "+84911000003")
    with pytest.raises(TooManyCodes) as refused:
        guess(right, minutes=2)
    # It is 02:02: the hour has 58 minutes left.
    assert refused.value.facts["seconds"] == 58 * 60
    # Another address may; the code itself lost nothing by what was guessed at others.
    guess(right, meta={"REMOTE_ADDR": "203.0.113.9"}, minutes=2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM start_guesses_counted WHERE guessed_by LIKE '%%203.0.113.%%'")
        assert cursor.fetchone() == (0,)
    # The hour after begins anew, and forgets the hour before the last.
    send_code(phone=PHONE, meta=META, now=NOW + timedelta(minutes=125))
    guess(_last_code(), minutes=125)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM start_guesses_counted")
        assert cursor.fetchone() == (1,)


def test_too_many_guesses_say_when_to_come_back(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecoop.start.actions.count_guesses.GUESSES_OF_AN_ADDRESS_MAX", 0)
    device = {"id": str(new_id()), "name": "x"}
    for path, body in (
        ("", _beginning(code="000000")),
        ("/sign-in", {"phone": PHONE, "code": "000000", "device": device}),
        ("/recovery", {"phone": PHONE, "code": "000000", "device_id": device["id"]}),
    ):
        answer = _post(path, body)
        assert (answer.status_code, answer.json()["code"]) == (429, "start.too-many-codes"), path
        assert 0 < int(answer["Retry-After"]) <= 3600


def test_an_address_gets_sixty_codes_an_hour_over_all_numbers(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecoop.start.calc.OF_AN_ADDRESS_MAX", 2)
    for last in (1, 2):
        send_code(phone=f"091100000{last}", meta=META, now=NOW)
    with pytest.raises(TooManyCodes):
        send_code(phone="0911000003", meta=META, now=NOW)
    send_code(phone="0911000003", meta={"REMOTE_ADDR": "203.0.113.8"}, now=NOW)


def test_trades_are_complete_and_kept_by_phones() -> None:
    trades = list_trades()
    assert [trade.code for trade in trades] == list(TRADE_WORDS)
    for trade in trades[:-1]:
        assert 8 <= len(trade.goods) <= 12, trade.code
        assert len({good.code for good in trade.goods}) == len(trade.goods)
        assert {good.sector for good in trade.goods} <= set(SECTORS)
        assert all(good.price_vnd > 0 and good.unit and good.icon for good in trade.goods)
    first = Client().get("/api/start/trades", headers={"Accept-Language": "vi"})
    assert first.status_code == 200
    again = Client().get("/api/start/trades", headers={"Accept-Language": "vi", "If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_a_shop_gets_the_first_free_address() -> None:
    assert slug_root(name="Tạp hóa Bà Tư") == "tap-hoa-ba-tu"
    assert slug_root(name="☕") == "cua-hang"
    assert free_slug(root="a", taken={"a", "a-2"}) == "a-3"
    assert free_slug(root="a", taken=set()) == "a"
