"""Coming in: by phone or e-mail, with a password or a code; and what is noted about it."""

import html
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ecoop.access.actions.register_person import register_person
from ecoop.access.adapter import SignInAdapter
from ecoop.access.calc import normal_phone
from ecoop.access.errors import PersonCannotBeReached, PersonIsKnown, PhoneNotUnderstood
from ecoop.access.providers.sms import senders
from ecoop.access.queries import find_person, get_account
from tests.cast import BEGAN_AT, Cast

PASSWORD = "chè xanh buổi sáng"


@pytest.fixture(autouse=True)
def _fresh(settings: Any) -> None:
    # The limits on sign-in attempts are counted in the cache, which outlives a test.
    cache.clear()
    senders.OUTBOX.clear()
    settings.SMS_SENDER = "ecoop.access.providers.sms.senders.send_to_memory"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("0912 345 678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("+84 912.345.678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("024 3825 1234", "+842438251234"),
        ("091234", None),
        ("không có", None),
    ],
)
def test_a_phone_has_one_spelling(text: str, normal: str | None) -> None:
    assert normal_phone(text=text) == normal


def test_two_persons_cannot_share_a_phone(cast: Cast) -> None:
    with pytest.raises(PersonIsKnown):
        register_person(name="Người khác", phone="+84 912 000 001", now=BEGAN_AT)
    with pytest.raises(PersonIsKnown):
        register_person(name="Người khác", phone="0912999999", email=" LAN@example.vn", now=BEGAN_AT)
    with pytest.raises(PersonCannotBeReached):
        register_person(name="Người khác", now=BEGAN_AT)
    with pytest.raises(PhoneNotUnderstood):
        register_person(name="Người khác", phone="xyz", now=BEGAN_AT)


@pytest.mark.parametrize("login", ["0912 000 077", "+84912000077", "binh@example.vn", "Binh@Example.vn"])
def test_sign_in_with_a_password(db: None, login: str) -> None:
    binh = register_person(
        name="Vũ Văn Bình", phone="0912000077", email="binh@example.vn", password=PASSWORD, now=BEGAN_AT
    )
    client = Client()
    assert client.get(reverse("account_login")).status_code == 200
    answer = client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"] == "/"
    account = get_account(person_id=binh.id)
    assert [each.method for each in account.sign_ins] == ["password"]
    assert client.get(reverse("access:account")).status_code == 200


def test_a_wrong_password_stays_out(db: None) -> None:
    register_person(name="Vũ Văn Bình", phone="0912000077", password=PASSWORD, now=BEGAN_AT)
    answer = Client().post(reverse("account_login"), {"login": "0912000077", "password": "sai rồi"})
    assert answer.status_code == 200
    assert "_auth_user_id" not in answer.wsgi_request.session


def test_sign_in_with_a_code_by_phone(cast: Cast) -> None:
    client = Client()
    asked = client.post(reverse("account_request_login_code"), {"phone": "0912 000 001"})
    assert asked.status_code == 302
    ((phone, text),) = senders.OUTBOX
    assert phone == "+84912000001"
    code = re.search(r"\b([A-Z0-9]{3,}-?[A-Z0-9]+)\b", text.removeprefix("ecoop"))
    assert code is not None
    answer = client.post(reverse("account_confirm_login_code"), {"code": code[1]})
    assert answer.status_code == 302, answer.content.decode()
    assert str(client.session["_auth_user_id"]) == str(cast.lan.id)
    assert [each.method for each in get_account(person_id=cast.lan.id).sign_ins] == ["code"]


def test_sign_in_with_a_code_by_mail(cast: Cast, mailoutbox: list[Any]) -> None:
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "hai@example.vn"})
    (mail,) = mailoutbox
    (code,) = re.findall(r"^([A-Z0-9-]{6,})$", mail.body, re.MULTILINE)
    assert client.post(reverse("account_confirm_login_code"), {"code": code}).status_code == 302
    assert str(client.session["_auth_user_id"]) == str(cast.hai.id)


def test_a_stranger_learns_nothing_from_asking_for_a_code(cast: Cast) -> None:
    answer = Client().post(reverse("account_request_login_code"), {"phone": "0977 777 777"})
    assert answer.status_code == 302
    assert [phone for phone, _text in senders.OUTBOX] == ["+84977777777"]


def test_a_public_server_never_prints_a_code(cast: Cast, settings: Any) -> None:
    settings.SMS_SENDER = "ecoop.access.providers.sms.senders.send_nowhere"
    answer = Client().post(reverse("account_request_login_code"), {"phone": "0912 000 001"})
    assert answer.status_code == 409


def test_nobody_signs_up_alone(db: None) -> None:
    filled = {"email": "x@example.vn", "password1": PASSWORD, "password2": PASSWORD}
    answer = Client().post(reverse("account_signup"), filled)
    assert answer.status_code == 200
    assert find_person(phone_or_email="x@example.vn") is None


def test_passkeys_are_offered(cast: Cast) -> None:
    shown = Client().get(reverse("account_login")).content.decode()
    assert "passkey_login" in shown
    assert "onclick" not in shown
    client = cast.client(cast.lan)
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).status_code in (200, 302)


def test_sign_ins_belong_to_the_person_alone(cast: Cast) -> None:
    """The policies own_sign_ins (read) and sign_ins_are_recorded (write, by whoever comes in)."""
    test_sign_in_with_a_code_by_phone(cast)
    with cast.inside(cast.coop, cast.hai), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_sign_in")
        assert cursor.fetchone() == (0,)


def test_guessing_is_slowed_down(cast: Cast) -> None:
    client, filled = Client(), {"login": "lan@example.vn", "password": "đoán mò"}
    told = [client.post(reverse("account_login"), filled).content.decode() for _attempt in range(7)]
    with override("en"):
        known = str(SignInAdapter.error_messages["too_many_login_attempts"])
    shown = client.post(reverse("account_login"), filled, headers={"Accept-Language": "en"})
    assert known in html.unescape(shown.content.decode()), "six wrong passwords in five minutes are too many"
    assert known not in told[0]
