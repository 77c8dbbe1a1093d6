"""The pages of payments, each asked the five questions, and the ways a person goes through them."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id
from ecoop.ledger.queries import list_findings
from ecoop.payments.actions.connect import connect
from ecoop.payments.actions.keep_statement import keep_statement_file
from ecoop.payments.errors import Provider, Scheme
from ecoop.payments.models import BankLine, ConnectionEnd, Match, StatementFile
from ecoop.payments.tests import samples
from ecoop.payments.tests.books import NOW, Shop, came
from ecoop.trade.queries.debts import OWED_TO_US, list_debts
from tests.cast import Cast

# The page, a role that is too low, and the queries it may cost.
PAGES = [
    ("payments:lines", "officer", 18),
    ("payments:line", "officer", 60),
    ("payments:statements", "reader", 14),
    ("payments:statement", "reader", 14),
    ("payments:statement-original", "reader", 14),
    ("payments:connections", "seller", 14),
    ("payments:connection", "seller", 14),
]
POSTS = [
    ("payments:match", "reader"),
    ("payments:match-back", "reader"),
    ("payments:line-aside", "reader"),
    ("payments:connection-trial", "seller"),
    ("payments:connection-end", "seller"),
]


@pytest.fixture
def ids(cast: Cast) -> dict[str, list[Any]]:
    """Give chú Năm a debt, a matched and a waiting line, a statement that is looked at, and a connection."""
    with cast.inside(cast.nam_household, cast.nam):
        shop = Shop(cast)
        shop.ask(shop.sell(45_000), "EC7K2M9", 45_000)
        shop.sell(900_000, means="credit", to="Nguyễn Văn Bền")
        shop.hear(came(45_000, "EC7K2M9"), came(900_000, "NGUYEN VAN BEN tra tien"))
        matched, waiting = BankLine.objects.order_by("number")
        file_id, _read = keep_statement_file(file_id=new_id(), name="<b>vcb</b>.csv", data=samples.VCB, **shop.act)
        made = connect(
            connection_id=new_id(),
            provider=Provider.SEPAY,
            scheme=Scheme.HMAC,
            name="SePay",
            secret="",
            bank_account_id=shop.account_id,
            **shop.act,
        )
        match = Match.objects.get()
    return {
        "payments:line": [waiting.id],
        "payments:match": [waiting.id],
        "payments:line-aside": [waiting.id],
        "payments:match-back": [matched.id, match.id],
        "payments:statement": [file_id],
        "payments:statement-original": [file_id],
        "payments:connection": [made.id],
        "payments:connection-trial": [made.id],
        "payments:connection-end": [made.id],
    }


def url_of(cast: Cast, ids: dict[str, list[Any]], name: str, slug: str = "") -> str:
    return reverse(name, args=[slug or cast.nam_household.slug, *ids.get(name, [])])


@pytest.mark.parametrize(("name", "too_low", "budget"), PAGES)
def test_five_questions_of_a_page(
    cast: Cast,
    ids: dict[str, list[Any]],
    django_assert_max_num_queries: Any,
    name: str,
    too_low: str,
    budget: int,
) -> None:
    url, client = url_of(cast, ids, name), cast.client(cast.nam)
    with django_assert_max_num_queries(budget):
        page = client.get(url)
    assert page.status_code == 200
    assert client.delete(url).status_code == 405
    assert Client().get(url).status_code == 302
    assert cast.client(cast.tu).get(url).status_code == 404
    low = cast.someone(cast.nam_household, too_low)
    assert cast.client(low).get(url).status_code == 403


@pytest.mark.parametrize(("name", "too_low"), POSTS)
def test_five_questions_of_a_post(cast: Cast, ids: dict[str, list[Any]], name: str, too_low: str) -> None:
    url, client = url_of(cast, ids, name), cast.client(cast.nam)
    assert client.post(url).status_code == 302
    assert client.get(url).status_code == 405
    assert Client().post(url).status_code == 302
    assert cast.client(cast.tu).post(url).status_code == 404
    low = cast.someone(cast.nam_household, too_low)
    assert cast.client(low).post(url).status_code == 403


def test_a_line_shows_what_it_may_pay_and_a_person_decides(cast: Cast, ids: dict[str, list[Any]]) -> None:
    client, url = cast.client(cast.nam), url_of(cast, ids, "payments:line")
    page = client.get(url)
    assert "Nguyễn Văn Bền" in page.content.decode()
    ((candidate, _document, form),) = page.context["candidates"]
    assert [str(reason) for reason in candidate.reasons] == ["amount", "name", "day"]
    said = {name: str(form[name].value()) for name in ("id", "document_kind", "document_id", "amount_vnd")}
    for _twice in range(2):
        client.post(url_of(cast, ids, "payments:match"), said)
    day = vietnam_day(NOW)
    with cast.inside(cast.nam_household, cast.nam):
        match = Match.objects.get(line_id=ids["payments:line"][0])
        assert (match.made_by, match.reasons) == ("person", ["amount", "name", "day", "chosen"])
        assert list_debts(org_id=cast.nam_household.id, side=OWED_TO_US, on=day).debts == []
    back = reverse("payments:match-back", args=[cast.nam_household.slug, match.line_id, match.id])
    client.post(back, {"reason": "Nhầm người"})
    with cast.inside(cast.nam_household, cast.nam):
        (debt,) = list_debts(org_id=cast.nam_household.id, side=OWED_TO_US, on=day).debts
        assert debt.open_vnd == 900_000
        assert list_findings(org_id=cast.nam_household.id) == []
    assert len(client.get(url).context["candidates"]) == 1


@pytest.mark.parametrize("amount", ["", "0", "900001", "abc"])
def test_a_wrong_amount_matches_nothing(cast: Cast, ids: dict[str, list[Any]], amount: str) -> None:
    client, url = cast.client(cast.nam), url_of(cast, ids, "payments:line")
    ((candidate, _document, _form),) = client.get(url).context["candidates"]
    payable = candidate.payable
    said = {"id": str(new_id()), "document_kind": payable.document_kind, "document_id": str(payable.document_id)}
    client.post(url_of(cast, ids, "payments:match"), {**said, "amount_vnd": amount})
    with cast.inside(cast.nam_household, cast.nam):
        assert Match.objects.count() == 1


def test_a_line_that_is_none_of_the_business_is_set_aside(cast: Cast, ids: dict[str, list[Any]]) -> None:
    client = cast.client(cast.nam)
    lines = url_of(cast, ids, "payments:lines")
    assert client.get(lines).context["page"].open_count == 1
    client.post(url_of(cast, ids, "payments:line-aside"), {"reason": "Con gửi tiền"})
    assert client.get(lines).context["page"].open_count == 0
    assert "Con gửi tiền" in client.get(f"{lines}?show=all").content.decode()


def test_a_statement_is_looked_at_and_then_kept_once(cast: Cast, ids: dict[str, list[Any]]) -> None:
    client, url = cast.client(cast.nam), url_of(cast, ids, "payments:statement")
    page = client.get(url)
    assert b"<b>vcb</b>" not in page.content
    assert "EC7K2M9 chuyen tien" in page.content.decode()
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 409
    with cast.inside(cast.nam_household, cast.nam):
        # The statement tells of the 45,000 that a notice told of before; the fee is new.
        assert sorted(BankLine.objects.values_list("amount_vnd", flat=True)) == [-20_000, 45_000, 900_000]
    original = client.get(url_of(cast, ids, "payments:statement-original"))
    assert original.content == samples.VCB
    assert original["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_no_statement_says_so(cast: Cast, ids: dict[str, list[Any]]) -> None:
    client, url = cast.client(cast.nam), url_of(cast, ids, "payments:statements")
    given = {"id": str(new_id()), "file": SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n")}
    assert client.post(url, given).status_code == 422
    assert client.post(url, {"id": str(new_id())}).status_code == 422
    given = {"id": str(new_id()), "file": SimpleUploadedFile("sao-ke.sta", samples.SWIFT)}
    assert client.post(url, given).status_code == 302
    with cast.inside(cast.nam_household, cast.nam):
        assert StatementFile.objects.count() == 2


def test_a_secret_is_shown_once(cast: Cast, ids: dict[str, list[Any]]) -> None:
    client, url = cast.client(cast.nam), url_of(cast, ids, "payments:connections")
    page = client.post(url, {"id": str(new_id()), "kind": "sepay:api_key", "name": "Tiệm"})
    secret = page.context["secret"]
    assert len(secret) == 64
    assert secret in page.content.decode()
    connection: UUID = page.context["line"].id
    later = client.get(reverse("payments:connection", args=[cast.nam_household.slug, connection]))
    assert secret not in later.content.decode()
    assert "/api/payments/webhooks/sepay/" in later.content.decode()
    assert client.post(url, {"id": str(new_id()), "kind": "payos:checksum"}).status_code == 422
    assert client.post(url, {"id": str(new_id()), "kind": "payos:hmac"}).status_code == 422


def test_a_connection_is_tried_out_and_ended(cast: Cast, ids: dict[str, list[Any]]) -> None:
    client = cast.client(cast.nam)
    client.post(url_of(cast, ids, "payments:connection-trial"))
    assert client.get(url_of(cast, ids, "payments:connection")).context["line"].last_notice_at is not None
    client.post(url_of(cast, ids, "payments:connection-end"))
    with cast.inside(cast.nam_household, cast.nam):
        assert ConnectionEnd.objects.count() == 1


def test_the_phone_hears_of_money_and_of_what_it_pays(cast: Cast, ids: dict[str, list[Any]]) -> None:
    client = cast.client(cast.nam)
    arrivals = f"/api/o/{cast.nam_household.slug}/payments/arrivals"
    with cast.inside(cast.nam_household, cast.nam):
        first = BankLine.objects.order_by("number").values_list("number", flat=True)[0]
    told = client.get(f"{arrivals}?cursor={first - 1}").json()
    assert [(each["amount_vnd"], each["matched"] is not None) for each in told["arrivals"]] == [
        (900_000, False),
        (45_000, True),
    ]
    assert client.get(f"{arrivals}?cursor={told['cursor']}").json() == {"cursor": told["cursor"], "arrivals": []}
    ((_candidate, _document, form),) = client.get(url_of(cast, ids, "payments:line")).context["candidates"]
    said = {name: str(form[name].value()) for name in ("id", "document_kind", "document_id", "amount_vnd")}
    client.post(url_of(cast, ids, "payments:match"), said)
    (again,) = client.get(f"{arrivals}?cursor={told['cursor']}").json()["arrivals"]
    assert again["matched"]["document_kind"] == "trade.sale"
    assert client.get(f"{arrivals}?cursor=x").status_code == 422
