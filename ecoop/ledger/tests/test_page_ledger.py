"""The pages of the books, each asked the five questions, and each change done once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.seal_days import seal_days
from ecoop.ledger.queries import find_closure, get_entry_by_number, list_seals
from ecoop.ledger.tests.conftest import STARTS_ON, TestBooks
from tests.cast import Cast

YEAR = vietnam_day(timezone.now()).year
# The page, its rest of the address, a role that is too low, and the queries it may cost.
PAGES = [
    ("ledger:journal", [], "seller", 13),
    ("ledger:entry", ["2026-1"], "seller", 14),
    ("ledger:accounts", [], "seller", 13),
    ("ledger:account", ["111"], "seller", 15),
    ("ledger:trial-balance", [], "seller", 13),
    ("ledger:periods", [], "seller", 15),
    ("ledger:entry-new", [], "reader", 13),
    ("ledger:account-detail", ["111"], "reader", 13),
    ("ledger:earlier-years", [], "reader", 16),
    ("ledger:receipt", ["2026-1"], "seller", 15),
    ("ledger:export", ["csv"], "reader", 15),
    ("ledger:verification", [], "seller", 90),
]


@pytest.fixture
def traded(cast: Cast) -> Cast:
    """Năm's household with one sale recorded on 10 April 2026, which is sealed."""
    with cast.inside(cast.nam_household, cast.nam):
        books = TestBooks(cast, cast.nam_household, cast.nam)
        open_books(org_id=books.org_id, chart="household", starts_on=STARTS_ON, by=cast.nam.id, now=books.now)
        books.post(books.draft(("111", "5111", 110_000), ("6421", "156", 70_000)))
        later = books.now + timedelta(days=1)
        seal_days(org_id=books.org_id, until_day=date(2026, 4, 10), by=cast.nam.id, now=later)
    return cast


def at(name: str, cast: Cast, *rest: str) -> str:
    return reverse(name, args=[cast.nam_household.slug, *rest])


@pytest.mark.parametrize(("name", "rest", "too_low", "budget"), PAGES)
def test_five_questions_of_a_page(
    traded: Cast, django_assert_max_num_queries: Any, name: str, rest: list[str], too_low: str, budget: int
) -> None:
    url = at(name, traded, *rest)
    client = traded.client(traded.nam)
    with django_assert_max_num_queries(budget):
        answer = client.get(url)
    assert answer.status_code == 200
    assert client.delete(url).status_code == 405
    assert traded.client(traded.tu).get(url).status_code == 404
    assert traded.client(traded.someone(traded.nam_household, too_low)).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("name", "rest"),
    [("ledger:reversal", "2026-1"), ("ledger:closure", "2026-03"), ("ledger:reopening", "2026-03")],
)
def test_five_questions_of_a_change(traded: Cast, name: str, rest: str) -> None:
    url = at(name, traded, rest)
    client = traded.client(traded.nam)
    assert client.get(url).status_code == 405
    assert traded.client(traded.tu).post(url).status_code == 404
    assert traded.client(traded.someone(traded.nam_household, "reader")).post(url).status_code == 403
    client.logout()
    assert client.post(url).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("label", ["2026-9", "nonsense", "2026", "²-1", "2026-" + "9" * 9, "99999-1"])
def test_an_entry_that_is_not_there_is_not_found(traded: Cast, label: str) -> None:
    assert traded.client(traded.nam).get(at("ledger:entry", traded, label)).status_code == 404


def test_the_pages_show_what_was_posted(traded: Cast) -> None:
    client = traded.client(traded.nam)
    journal = client.get(at("ledger:journal", traded), {"from": "2026-03-05", "until": "2026-03-05"}).content.decode()
    assert "110.000" in journal
    assert "2026-1" in journal
    before = client.get(at("ledger:journal", traded), {"from": "2026-01-01", "until": "2026-03-04"}).content.decode()
    assert "110.000" not in before
    trial = client.get(at("ledger:trial-balance", traded), {"on": "2026-03-31"}).content.decode()
    # Both sides add up to 110,000 and 70,000.
    assert trial.count("180.000") == 4
    account = client.get(at("ledger:account", traded, "511"), {"from": "2026-01-01", "until": "2026-12-31"})
    assert "110.000" in account.content.decode()
    assert client.get(at("ledger:account", traded, "999")).status_code == 404
    for odd in ("9999-12-31", "0001-01-01", "2026-13-01", "x"):
        assert client.get(at("ledger:trial-balance", traded), {"on": odd}).status_code == 200
        assert client.get(at("ledger:journal", traded), {"from": odd, "cursor": odd}).status_code == 200


def test_a_detail_account_is_added_from_its_page(traded: Cast) -> None:
    client = traded.client(traded.nam)
    detail = at("ledger:account-detail", traded, "112")
    assert client.get(at("ledger:account-detail", traded, "999")).status_code == 404
    assert client.post(detail, {"code": "112.01", "name_vi": ""}).status_code == 422
    assert client.post(detail, {"code": "113.01", "name_vi": "Agribank"}).status_code == 422
    assert client.post(detail, {"code": "112.01", "name_vi": "Agribank"}).status_code == 302
    assert "112.01" in client.get(at("ledger:accounts", traded)).content.decode()
    used = {"code": "111.01", "name_vi": "Quỹ 1"}
    assert client.post(at("ledger:account-detail", traded, "111"), used).status_code == 422


def test_an_error_of_an_earlier_year_is_corrected_from_its_page(traded: Cast) -> None:
    """2026-05-05  Nợ 6421 Có 111  4.500: a cost of 2025 that was forgotten."""
    client = traded.client(traded.nam)
    lines = {"line-TOTAL_FORMS": "6", "line-INITIAL_FORMS": "0", "line-0-debit": "6421", "line-0-credit": "111"}
    head = {"id": str(new_id()), "entry_on": f"{YEAR}-01-05", "year": str(YEAR - 1), "reason": "Bỏ sót chi phí"}
    filled = {**head, **lines, "line-0-amount_vnd": "4.500", "profit": "-4.500"}
    url = at("ledger:earlier-years", traded)
    for wrong in ({"profit": "x"}, {"year": str(YEAR)}, {"wrong_label": f"{YEAR - 1}-9"}, {"line-0-amount_vnd": ""}):
        assert client.post(url, {**filled, **wrong}).status_code == 422, wrong
    assert client.post(url, filled).status_code == 302
    assert "Bỏ sót chi phí" in client.get(url).content.decode()


def test_the_books_are_exported_and_verified_from_their_pages(traded: Cast) -> None:
    client = traded.client(traded.nam)
    for form in ("csv", "beancount", "hledger", "xlsx"):
        answer = client.get(at("ledger:export", traded, form))
        assert answer.headers["Content-Disposition"] == f'attachment; filename="ho-nam.{form}"'
        assert len(b"".join(answer.streaming_content)) > 100
    assert client.get(at("ledger:export", traded, "pdf")).status_code == 404
    verified = client.get(at("ledger:verification", traded)).context["verified"]
    assert (verified.entries, verified.postings, verified.seals, verified.findings) == (1, 2, 1, ())


def test_an_entry_is_taken_back_from_its_page(traded: Cast) -> None:
    client = traded.client(traded.nam)
    url = at("ledger:reversal", traded, "2026-1")
    assert client.post(url, {"entry_on": "2026-04-11", "reason": ""}).status_code == 422
    answer = client.post(url, {"entry_on": "2026-04-11", "reason": "Ghi nhầm"})
    assert answer.headers["Location"] == at("ledger:entry", traded, "2026-2")
    assert client.post(url, {"entry_on": "2026-04-11", "reason": "Ghi nhầm"}).status_code == 409
    assert client.get(at("ledger:entry", traded, "2026-1")).content.decode().count("2026-2") >= 1


def test_a_month_is_closed_and_reopened_with_a_reason(traded: Cast) -> None:
    client, org_id = traded.client(traded.nam), traded.nam_household.id
    assert client.post(at("ledger:closure", traded, "2026-03")).status_code == 302
    with traded.inside(traded.nam_household, traded.nam):
        assert find_closure(org_id=org_id, month=date(2026, 3, 1)) is not None
    assert client.post(at("ledger:reopening", traded, "2026-03"), {"reason": ""}).status_code == 409
    assert client.post(at("ledger:reopening", traded, "2026-03"), {"reason": "Thiếu chứng từ"}).status_code == 302
    with traded.inside(traded.nam_household, traded.nam):
        assert find_closure(org_id=org_id, month=date(2026, 3, 1)) is None
    assert "Thiếu chứng từ" in client.get(at("ledger:periods", traded)).content.decode()
    assert client.post(at("ledger:closure", traded, "2026-3x")).status_code == 404


def adjusting(**changes: str) -> dict[str, str]:
    empty = {f"line-{line}-{name}": "" for line in range(6) for name in ("debit", "credit", "amount_vnd")}
    head = {"id": str(new_id()), "document_on": "2026-03-31", "entry_on": "2026-03-31", "text": "Tiền điện"}
    first = {"line-0-debit": "6424", "line-0-credit": "331", "line-0-amount_vnd": "300.000"}
    management = {"line-TOTAL_FORMS": "6", "line-INITIAL_FORMS": "0"}
    return {**empty, **head, **first, **management, **changes}


def test_an_accountant_adjusts_and_a_form_sent_twice_is_one_entry(traded: Cast) -> None:
    client, given = traded.client(traded.nam), adjusting()
    for _time in range(2):
        answer = client.post(at("ledger:entry-new", traded), given)
        assert answer.headers["Location"] == at("ledger:entry", traded, "2026-2")
    with traded.inside(traded.nam_household, traded.nam):
        entry = get_entry_by_number(org_id=traded.nam_household.id, year=2026, number=2)
    assert (entry.kind, entry.postings[0].amount_vnd, len(entry.postings)) == ("adjusting", 300_000, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"line-0-amount_vnd": "nhiều"},
        {"line-0-credit": ""},
        {"line-0-debit": "331"},
        {"line-0-debit": "", "line-0-credit": "", "line-0-amount_vnd": ""},
        {"text": ""},
        {"entry_on": "2025-12-31"},
    ],
)
def test_an_adjustment_that_cannot_be_is_said_on_the_form(traded: Cast, changes: dict[str, str]) -> None:
    answer = traded.client(traded.nam).post(at("ledger:entry-new", traded), adjusting(**changes))
    assert answer.status_code == 422


def test_anybody_checks_a_receipt(traded: Cast, client: Any) -> None:
    receipt = traded.client(traded.nam).get(at("ledger:receipt", traded, "2026-1"))
    assert receipt.headers["Content-Disposition"] == 'attachment; filename="receipt-ho-nam-2026-1.json"'
    with traded.inside(traded.nam_household, traded.nam):
        root = list_seals(org_id=traded.nam_household.id)[0].root
    url = reverse("ledger:check-receipt")
    assert client.get(url).status_code == 200
    good = client.post(url, {"receipt": receipt.content.decode(), "root": root}).content.decode()
    assert "<pre>ecoop-entry-1" in good
    bad = client.post(url, {"receipt": receipt.content.decode(), "root": "0" * 64}).content.decode()
    assert "<pre>" not in bad
    assert client.post(url, {"receipt": "x", "root": root}).status_code == 200
    assert client.delete(url).status_code == 405


def test_the_clock_of_the_tests_is_before_now() -> None:
    # The pages read the real clock, and the books of these tests begin in 2026.
    assert timezone.now() > datetime(2026, 4, 12, tzinfo=timezone.get_current_timezone())


@pytest.mark.parametrize("amount", ["1.000.000.000.000.001", "9" * 25])
def test_an_amount_beyond_all_books_is_told_on_the_page(traded: Cast, amount: str) -> None:
    sent = {
        "id": str(new_id()), "document_on": "2026-04-01", "entry_on": "2026-04-01", "text": "Nhầm",
        "line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "0", "line-0-debit": "111", "line-0-credit": "5111",
        "line-0-amount_vnd": amount,
    }  # fmt: skip
    assert traded.client(traded.nam).post(at("ledger:entry-new", traded), sent).status_code == 422


@pytest.mark.parametrize("name", ["ledger:closure", "ledger:reopening"])
def test_the_last_month_that_can_be_written_is_no_period(traded: Cast, name: str) -> None:
    sent = {"reason": "Nhầm"}
    assert traded.client(traded.nam).post(at(name, traded, "9999-12"), sent).status_code == 404
