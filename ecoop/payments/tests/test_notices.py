"""Notices: each provider's own proof, what is refused, and a simulator that sends them over real HTTP."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.payments.actions.connect import Connected, connect
from ecoop.payments.actions.end_connection import end_connection
from ecoop.payments.actions.take_notice import take_notice, try_connection
from ecoop.payments.calc.addresses import find_organisation_of, make_address
from ecoop.payments.calc.notices import TRIAL_REFERENCE, Transfer, load
from ecoop.payments.errors import (
    ConnectionHasEnded,
    ConnectionNotFound,
    NoticeIsNotProven,
    NoticeIsTooOld,
    NoticeUnreadable,
    Provider,
    Scheme,
    SchemeDoesNotFit,
    SecretIsMissing,
    SecretIsTooShort,
)
from ecoop.payments.models import BankLine, Connection, Match, Notice
from ecoop.payments.providers import PROVIDERS, casso, payos, sepay
from ecoop.payments.providers.casso.notices import sign as sign_casso
from ecoop.payments.providers.payos.notices import sign as sign_payos
from ecoop.payments.tests.books import NOW, Shop
from tests.cast import Cast

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "data" / "bank-statements"
SECRET = "mot-khoa-bi-mat-dai"
WAYS = [(facts.code, scheme) for facts in PROVIDERS.values() for scheme in facts.schemes]
# The example that Casso's own documentation signs with a key it prints.
CASSO_KEY = "mgExMrjj4i7a1p8Cs6LmFbpCd8lbw4sSX4LZXPag7TKazeIogtR90tvWYTkwQbvs"
CASSO_SIGNED = "1727948258788"
CASSO_PROOF = (
    "ed0a4bd2e826d5cb69988cdb141e6c1a080e21f3b57eb72cd78192220042b9e7"
    "dde0868fc667faea8e224900fa7904e7c88dfa098032fb2d6b6996856e8b7ff3"
)
CASSO_DATA = {
    "id": 0,
    "reference": TRIAL_REFERENCE,
    "description": "giao dich thu nghiem",
    "amount": 599000,
    "runningBalance": 25000000,
    "transactionDateTime": "2024-10-03 15:06:37",
    "accountNumber": "88888888",
    "bankName": "VPBank",
    "bankAbbreviation": "VPB",
    "virtualAccountNumber": "",
    "virtualAccountName": "",
    "counterAccountName": "NGUYEN VAN A",
    "counterAccountNumber": "8888888888",
    "counterAccountBankId": "970415",
    "counterAccountBankName": "VietinBank",
}


@pytest.fixture
def door(cast: Cast) -> Any:
    """Give chú Năm's shop and a way to connect it, from outside its walls."""

    def connected(provider: Provider, scheme: Scheme) -> Connected:
        with cast.inside(cast.nam_household, cast.nam):
            return connect(
                org_id=cast.nam_household.id,
                connection_id=new_id(),
                provider=provider,
                scheme=scheme,
                name="",
                secret=SECRET,
                bank_account_id=None,
                by=cast.nam.id,
                now=NOW,
            )

    return connected


def transfer(amount: int = 45_000, *, number: int = 7, text: str = "EC7K2M9 chuyen tien") -> Transfer:
    return Transfer(number, amount, text, "0123499999", f"FT{number}", NOW, "NGUYEN VAN A", "777")


def send(made: Connected, provider: Provider, scheme: Scheme, told: Transfer, **changes: Any) -> Any:
    headers, body = PROVIDERS[provider].write(scheme=scheme, secret=SECRET, transfer=told, now=NOW)
    given = {"headers": {name.lower(): value for name, value in headers.items()}, "body": body, "now": NOW, **changes}
    return take_notice(provider=str(provider), address=made.address, **given)


def lines(cast: Cast) -> list[tuple[int, str, str]]:
    with cast.inside(cast.nam_household, cast.nam):
        return list(BankLine.objects.order_by("number").values_list("amount_vnd", "text", "reference"))


@pytest.mark.parametrize(("provider", "scheme"), WAYS)
def test_a_proven_notice_is_one_line_however_often_it_comes(
    cast: Cast, door: Any, provider: Provider, scheme: Scheme
) -> None:
    made = door(provider, scheme)
    for _each in range(3):
        assert send(made, provider, scheme, transfer()) == {"success": True}
    assert lines(cast) == [(45_000, "EC7K2M9 chuyen tien", "FT7")]
    send(made, provider, scheme, transfer(number=8, text="khac"))
    assert len(lines(cast)) == 2


@pytest.mark.parametrize(("provider", "scheme"), WAYS)
def test_a_notice_that_is_not_proven_leaves_nothing(cast: Cast, door: Any, provider: Provider, scheme: Scheme) -> None:
    made = door(provider, scheme)
    _headers, body = PROVIDERS[provider].write(scheme=scheme, secret="another secret", transfer=transfer(), now=NOW)
    wrong_headers = {name.lower(): value for name, value in _headers.items()}
    for changes in ({"headers": wrong_headers, "body": body}, {"headers": {}, "body": body}):
        with pytest.raises(NoticeIsNotProven):
            send(made, provider, scheme, transfer(), **changes)
    assert lines(cast) == []
    with cast.inside(cast.nam_household, cast.nam):
        assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("provider", "scheme"), [way for way in WAYS if way[1] in (Scheme.HMAC, Scheme.SIGNATURE, Scheme.CHECKSUM)]
)
def test_a_changed_byte_breaks_a_signature(door: Any, provider: Provider, scheme: Scheme) -> None:
    made = door(provider, scheme)
    _headers, body = PROVIDERS[provider].write(scheme=scheme, secret=SECRET, transfer=transfer(), now=NOW)
    with pytest.raises(NoticeIsNotProven):
        send(made, provider, scheme, transfer(), body=body.replace(b"45000", b"95000"))


@pytest.mark.parametrize(("provider", "scheme"), [(Provider.SEPAY, Scheme.HMAC), (Provider.CASSO, Scheme.SIGNATURE)])
def test_an_old_notice_is_not_taken(door: Any, provider: Provider, scheme: Scheme) -> None:
    made = door(provider, scheme)
    send(made, provider, scheme, transfer(), now=NOW + timedelta(hours=5))
    for late in (timedelta(hours=7), -timedelta(hours=7)):
        with pytest.raises(NoticeIsTooOld):
            send(made, provider, scheme, transfer(), now=NOW + late)


def test_addresses_open_only_their_own_connection(cast: Cast, door: Any) -> None:
    made = door(Provider.SEPAY, Scheme.KEY)
    assert find_organisation_of(address=made.address) == cast.nam_household.id
    for address in ("", "x", "é" * 60, made.address[:-1], "a" * 200, make_address(org_id=cast.nam_household.id)):
        with pytest.raises(ConnectionNotFound):
            take_notice(provider="sepay", address=address, headers={}, body=b"", now=NOW)
    with pytest.raises(ConnectionNotFound):
        take_notice(provider="casso", address=made.address, headers={}, body=b"", now=NOW)
    with cast.inside(cast.nam_household, cast.nam):
        row = Connection.objects.get()
        assert SECRET not in row.secret_sealed
        assert made.address not in row.address_sealed + row.address_sha256
        end_connection(org_id=row.org_id, connection_id=row.id, by=cast.nam.id, now=NOW)
    with pytest.raises(ConnectionHasEnded):
        send(made, Provider.SEPAY, Scheme.KEY, transfer())


def test_a_trial_is_taken_and_brings_no_money(cast: Cast, door: Any) -> None:
    for provider, scheme in WAYS:
        made = door(provider, scheme)
        told = Transfer(0, 1, "thu", "0", TRIAL_REFERENCE, NOW)
        with cast.inside(cast.nam_household, cast.nam):
            try_connection(org_id=cast.nam_household.id, connection_id=made.id, transfer=told, now=NOW)
            assert Notice.objects.filter(connection_id=made.id, is_test=True, lines_count=0).exists()
    assert lines(cast) == []


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"scheme": Scheme.HMAC}, SchemeDoesNotFit),
        ({"secret": ""}, SecretIsMissing),
        ({"secret": "short"}, SecretIsTooShort),
    ],
)
def test_a_connection_needs_a_fitting_secret(cast: Cast, change: dict[str, Any], refused: type[Refusal]) -> None:
    given = {"provider": Provider.PAYOS, "scheme": Scheme.CHECKSUM, "secret": SECRET, **change}
    common = {"connection_id": new_id(), "name": "", "bank_account_id": None, "by": cast.nam.id, "now": NOW}
    with cast.inside(cast.nam_household, cast.nam), pytest.raises(refused):
        connect(org_id=cast.nam_household.id, **given, **common)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"a":1,"a":2}',
        b'{"transferType":"in"}',
        b'{"id":1,"transferType":"in","transferAmount":1.5,"transactionDate":"2026-03-06 09:00:00"}',
        b'{"id":1,"transferType":"in","transferAmount":1e400,"transactionDate":"2026-03-06 09:00:00"}',
        b'{"id":1,"transferType":"in","transferAmount":NaN,"transactionDate":"2026-03-06 09:00:00"}',
        b'{"id":1,"transferType":"in","transferAmount":true,"transactionDate":"2026-03-06 09:00:00"}',
        b'{"id":1,"transferType":"in","transferAmount":5,"transactionDate":"hom qua"}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_hostile_notice_ends_as_a_refusal(body: bytes) -> None:
    with pytest.raises(NoticeUnreadable):
        sepay.read(body)
    for read in (casso.read, payos.read):
        with pytest.raises(NoticeUnreadable):
            read(body)


def test_money_that_goes_out_is_negative() -> None:
    for provider, scheme in WAYS:
        if provider is not Provider.PAYOS:
            _headers, body = PROVIDERS[provider].write(scheme=scheme, secret="", transfer=transfer(-9_000), now=NOW)
            assert [line.amount_vnd for line in PROVIDERS[provider].read(body).lines] == [-9_000]


def test_the_example_of_casso_is_proven() -> None:
    said = {"error": 0, "data": CASSO_DATA}
    assert sign_casso(said=said, signed=CASSO_SIGNED, secret=CASSO_KEY) == CASSO_PROOF
    headers = {"x-casso-signature": f"t={CASSO_SIGNED},v1={CASSO_PROOF}"}
    now = datetime.fromtimestamp(1727948258, UTC)
    casso.verify(scheme=Scheme.SIGNATURE, secret=CASSO_KEY, headers=headers, body=json.dumps(said).encode(), now=now)
    assert casso.read(json.dumps(said).encode()).is_test


def test_the_notices_of_others() -> None:
    if not SHARED.exists():
        pytest.skip("the shared notices are not beside this checkout")
    told = json.loads((SHARED / "webhook-sepay.json").read_text(encoding="utf-8"))
    headers = {name.lower(): value for name, value in told["headers"].items()}
    now = datetime.fromtimestamp(int(headers["x-sepay-timestamp"]), UTC)
    body = told["raw_body"].encode()
    sepay.verify(scheme=Scheme.HMAC, secret=told["_secret"], headers=headers, body=body, now=now)
    found = list(sepay.read(body).lines)
    for name, read in (("webhook-casso-v1.json", casso.read), ("webhook-casso-v2.json", casso.read)):
        given = json.loads((SHARED / name).read_text(encoding="utf-8"))
        found += read(json.dumps(given["body"]).encode()).lines
    assert [(line.amount_vnd, line.account) for line in found] == [(2_277_000, "0123499999")] * 3
    assert [line.reference for line in found] == ["MBVCB.3278907687", "FT26206000001", "FT26206000001"]
    given = json.loads((SHARED / "webhook-payos.json").read_text(encoding="utf-8"))
    body = json.dumps(given["body"]).encode()
    payos.verify(scheme=Scheme.CHECKSUM, secret=given["_checksum_key"], headers={}, body=body, now=NOW)
    assert payos.read(body).lines[0].amount_vnd == 20_000


def test_the_signature_cases_of_payos() -> None:
    if not SHARED.exists():
        pytest.skip("the shared cases are not beside this checkout")
    cases = json.loads((SHARED / "payos-signature-test-cases.json").read_text(encoding="utf-8"))
    bodies = [case for case in cases if case["type"] == "body"]
    assert len(bodies) == 9
    for case in bodies:
        assert sign_payos(data=load(json.dumps(case["payload"]).encode()), secret="test_checksum_key") == case["expect"]


@pytest.mark.parametrize(("status", "change"), [(404, "address"), (401, "secret"), (422, "body"), (410, "ended")])
def test_the_door_answers_providers_by_status(cast: Cast, door: Any, status: int, change: str) -> None:
    made = door(Provider.SEPAY, Scheme.KEY)
    if change == "ended":
        with cast.inside(cast.nam_household, cast.nam):
            end_connection(org_id=cast.nam_household.id, connection_id=made.id, by=cast.nam.id, now=NOW)
    address = "nobody" if change == "address" else made.address
    key = "wrong" if change == "secret" else SECRET
    body = b"{" if change == "body" else b"{}"
    answer = Client().post(
        f"/api/payments/webhooks/sepay/{address}",
        body,
        content_type="application/json",
        headers={"Authorization": f"Apikey {key}"},
    )
    assert answer.status_code == status
    assert made.address not in answer.content.decode() or change != "address"


def test_a_notice_confirms_a_sale_that_awaits_it(cast: Cast, door: Any) -> None:
    with cast.inside(cast.nam_household, cast.nam):
        shop = Shop(cast)
        sale = shop.sell(45_000)
        shop.ask(sale, "EC7K2M9", 45_000)
    made = door(Provider.SEPAY, Scheme.KEY)
    send(made, Provider.SEPAY, Scheme.KEY, transfer())
    with cast.inside(cast.nam_household, cast.nam):
        assert Match.objects.get().document_id == sale


def test_an_old_notice_of_payos_that_comes_again_counts_once(cast: Cast, door: Any) -> None:
    """payOS signs no time, so that an old notice is as genuine as on its first day; its reference tells it."""
    made = door(Provider.PAYOS, Scheme.CHECKSUM)
    _headers, body = payos.write(scheme=Scheme.CHECKSUM, secret=SECRET, transfer=transfer(), now=NOW)
    later = NOW + timedelta(days=400)
    for changed in (body, body, body + b"\n", body.replace(b'"desc":"success",', b"", 1)):
        send(made, Provider.PAYOS, Scheme.CHECKSUM, transfer(), body=changed, now=later)
    # Through a new connection with the same key, and told by the statement meanwhile: one line all the same.
    again = door(Provider.PAYOS, Scheme.CHECKSUM)
    send(again, Provider.PAYOS, Scheme.CHECKSUM, transfer(), body=body, now=later)
    assert lines(cast) == [(45_000, "EC7K2M9 chuyen tien", "FT7")]


def test_a_payment_that_failed_does_not_succeed_by_what_is_not_signed(cast: Cast, door: Any) -> None:
    made = door(Provider.PAYOS, Scheme.CHECKSUM)
    _headers, body = payos.write(scheme=Scheme.CHECKSUM, secret=SECRET, transfer=transfer(), now=NOW)
    said = json.loads(body)
    said["data"]["code"] = "01"
    said["signature"] = sign_payos(data=said["data"], secret=SECRET)
    send(made, Provider.PAYOS, Scheme.CHECKSUM, transfer(), body=json.dumps(said).encode())
    assert lines(cast) == []


def test_the_simulator_sends_over_real_http(cast: Cast, door: Any) -> None:
    """A process of its own tells twice of one transfer; a wrong secret is turned away."""
    made = door(Provider.CASSO, Scheme.SIGNATURE)
    # The first of all requests loads every page; providers do not wait for that.
    Client().post("/api/payments/webhooks/casso/nobody")
    told = simulate(made, SECRET, "--times", "2", asks=2)
    assert [each["status"] for each in told["answers"]] == [200, 200]
    wrong = simulate(made, "another secret", asks=1)
    assert wrong["refused"]["code"] == "payments.notice-not-taken"
    assert [amount for amount, _text, _reference in lines(cast)] == [45_000]


def simulate(made: Connected, secret: str, *more: str, asks: int) -> dict[str, Any]:
    """Let the simulator knock; this thread, in whose transaction the books are, opens as often as it asks."""
    server = HTTPServer(("127.0.0.1", 0), Door)
    server.timeout = 30
    url = f"http://127.0.0.1:{server.server_port}/api/payments/webhooks/casso/{made.address}"
    words = [sys.executable, str(ROOT / "manage.py"), "payments", "simulate", "casso", "--url", url, *more]
    words += ["--amount", "45000", "--text", "EC7K2M9", "--json"]
    env = {**os.environ, "ECOOP_SIMULATED_SECRET": secret, "no_proxy": "*"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env) as sender:
        for _each in range(asks):
            server.handle_request()
        said, _nothing = sender.communicate(timeout=30)
    server.server_close()
    answer: dict[str, Any] = json.loads(said)
    return answer


class Door(BaseHTTPRequestHandler):
    """Hand what comes over HTTP to the whole application, and its answer back."""

    def do_POST(self) -> None:
        """Answer one notice."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
        found = Client().post(self.path, body, content_type=headers.pop("Content-Type"), headers=headers)
        self.send_response(found.status_code)
        self.send_header("Content-Length", str(len(found.content)))
        self.end_headers()
        self.wfile.write(found.content)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""
