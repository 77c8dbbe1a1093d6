"""The pages that explain and pay shares, each asked the five questions; the files a bank reads."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from ecoop.distribution.calc.paying import PaidBy
from ecoop.distribution.calc.transfers import VERSIONS, read_totals
from ecoop.distribution.models import SharePayment, StatementReading
from ecoop.distribution.tests.stage import close, decide, live_a_year, share
from ecoop.distribution.tests.test_page_distribution import words
from ecoop.distribution.tests.test_payments import PAYS_ON, give_account, prepare
from ecoop.kernel.ids import new_id
from ecoop.members.tests.stage import Stage
from tests.cast import Cast


@pytest.fixture
def shared(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        stage = live_a_year(cast)
        close(cast)
        decide(cast)
        share(cast)
    return stage


def ask_five(cast: Cast, url: str, client: Any) -> None:
    """Ask of a page that reads for the cooperative what is no question of its content."""
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


def of_year(cast: Cast, name: str, *more: Any) -> str:
    return reverse(f"distribution:{name}", args=[cast.coop.slug, 2026, *more])


def make_list(cast: Cast, means: PaidBy = PaidBy.CASH, **more: Any) -> Any:
    with cast.inside(cast.coop, cast.lan):
        return prepare(cast, means, **more)


def test_five_questions_of_the_shares(cast: Cast, shared: Stage, django_assert_max_num_queries: Any) -> None:
    client, url = cast.client(cast.hai), of_year(cast, "shares")
    with django_assert_max_num_queries(30):
        page = words(client.get(url).content)
    assert "41.418.000 đ" in page
    assert cast.hoa.name in page
    assert cast.hoa.name not in words(client.get(url, {"q": "nam"}).content)
    ask_five(cast, url, client)


def test_five_questions_of_a_statement(cast: Cast, shared: Stage, django_assert_max_num_queries: Any) -> None:
    """Năm: 9,525,600 by use inside; 60,000,000 used of 80,000,000; 5 % of 41,418,000 would be held back."""
    client, url = cast.client(cast.hai), of_year(cast, "statement", shared.nam)
    with django_assert_max_num_queries(45):
        page = words(client.get(url).content)
    for amount in ("9.525.600 đ", "60.000.000 đ", "80.000.000 đ", "2.070.900 đ"):
        assert amount in page
    paper = client.get(of_year(cast, "statement-paper", shared.nam))
    assert paper.content.startswith(b"%PDF")
    assert client.get(of_year(cast, "statement", new_id())).status_code == 404
    ask_five(cast, url, client)


def test_statements_of_all_members_are_one_file(cast: Cast, shared: Stage) -> None:
    client = cast.client(cast.hai)
    assert client.get(of_year(cast, "statements", 1)).content.startswith(b"%PDF")
    assert client.get(of_year(cast, "statements", 2)).status_code == 404


def test_five_questions_of_the_payments(cast: Cast, shared: Stage, django_assert_max_num_queries: Any) -> None:
    client, url = cast.client(cast.hai), of_year(cast, "payments")
    make_list(cast)
    with django_assert_max_num_queries(35):
        page = words(client.get(url).content)
    assert "86.364.000 đ" in page
    ask_five(cast, url, client)


def test_lan_pays_a_list_in_cash(cast: Cast, shared: Stage) -> None:
    lan, url = cast.client(cast.lan), of_year(cast, "payment-list-new")
    form = {"id": str(new_id()), "means": "cash", "pays_on": "2027-04-05", "percent": "100"}
    assert lan.get(url).status_code == 200
    assert lan.post(url, {**form, "numbers": "999"}).status_code == 422
    assert lan.post(url, {**form, "means": "bank"}).status_code == 422
    made = lan.post(url, form)
    assert made.status_code == 302
    page = made.headers["Location"]
    assert "2.070.900 đ" in words(lan.get(page).content)
    assert lan.post(f"{page}paid/", {"paid_on": "2027-04-05"}).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        line = SharePayment.objects.get(member_id=shared.nam)
    back = reverse("distribution:payment-undoing", args=[cast.coop.slug, line.id])
    assert lan.get(back).status_code == 200
    assert lan.post(back, {"on": "2027-04-06", "reason": ""}).status_code == 422
    assert lan.post(back, {"on": "2027-04-06", "reason": "Nhầm người"}).status_code == 302
    assert lan.post(back, {"on": "2027-04-06", "reason": "Lần nữa"}).status_code == 422
    assert lan.get(f"{page}paper/").content.startswith(b"%PDF")
    assert lan.get(f"{page}receipts/").content.startswith(b"%PDF")


def test_five_questions_of_a_list(cast: Cast, shared: Stage, django_assert_max_num_queries: Any) -> None:
    url = reverse("distribution:payment-list", args=[cast.coop.slug, make_list(cast)])
    client = cast.client(cast.hai)
    with django_assert_max_num_queries(35):
        assert client.get(url).status_code == 200
    assert client.get(reverse("distribution:payment-list", args=[cast.coop.slug, new_id()])).status_code == 404
    ask_five(cast, url, client)


@pytest.mark.parametrize("name", ["payment-list-new", "payment-confirmation", "payment-undoing", "member-account"])
def test_who_only_reads_pays_nobody(cast: Cast, shared: Stage, name: str) -> None:
    list_id = make_list(cast)
    with cast.inside(cast.coop, cast.lan):
        line = SharePayment.objects.filter(list_id=list_id)[0]
    more = {"payment-list-new": [2026], "payment-confirmation": [list_id], "payment-undoing": [line.id]}
    url = reverse(f"distribution:{name}", args=[cast.coop.slug, *more.get(name, [2026, shared.nam])])
    assert cast.client(cast.hai).post(url).status_code == 403
    assert cast.client(cast.tu).post(url).status_code == 404


def test_lan_records_where_nam_is_paid(cast: Cast, shared: Stage) -> None:
    lan, url = cast.client(cast.lan), of_year(cast, "member-account", shared.nam)
    form = {"id": str(new_id()), "number": "1903 1234 5678 90", "bank_name": "Techcombank", "starts_on": "2027-01-01"}
    assert lan.get(url).status_code == 200
    assert lan.post(url, {**form, "bank_name": ""}).status_code == 422
    assert lan.post(url, form).status_code == 302
    assert "19031234567890" in words(lan.get(of_year(cast, "statement", shared.nam)).content)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_bank_reads_the_list(cast: Cast, shared: Stage, version: str) -> None:
    """Năm gets 39,347,100 in hand; header and payment say one transfer and that sum."""
    with cast.inside(cast.coop, cast.lan):
        give_account(cast, shared.nam)
    list_id = make_list(cast, PaidBy.BANK)
    lan = cast.client(cast.lan)
    url = reverse("distribution:payment-iso", args=[cast.coop.slug, list_id])
    content = lan.get(url, {"version": version}).content
    amount = Decimal(39_347_100)
    assert read_totals(content=content) == [("GrpHdr", 1, amount, [amount]), ("PmtInf", 1, amount, [amount])]
    assert version.encode() in content
    assert b"TRAN VAN NAM" in content
    assert PAYS_ON.isoformat().encode() in content
    excel = lan.get(reverse("distribution:payment-excel", args=[cast.coop.slug, list_id]))
    assert b"".join(excel.streaming_content).startswith(b"PK")


def test_nam_reads_the_statement_of_his_household(cast: Cast, shared: Stage) -> None:
    """pays_us and own_row let Năm's household see its payment; read_of_ours lets the cooperative see the reading."""
    make_list(cast)
    args = [cast.nam_household.slug, cast.coop.id, 2026]
    url = reverse("distribution:own-statement", args=args)
    client = cast.client(cast.nam)
    page = words(client.get(url).content)
    for amount in ("41.418.000 đ", "9.525.600 đ", "2.070.900 đ"):
        assert amount in page
    assert cast.hoa.name not in page
    assert client.get(reverse("distribution:own-statement-paper", args=args)).content.startswith(b"%PDF")
    reading = reverse("distribution:statement-reading", args=args)
    assert [client.post(reading).status_code for _twice in range(2)] == [302, 302]
    with cast.inside(cast.coop, cast.lan):
        assert StatementReading.objects.count() == 1
    with cast.inside(cast.other_coop, cast.tu):
        assert StatementReading.objects.count() == 0
    assert client.get(reading).status_code == 405
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert (
        client.get(reverse("distribution:own-statement", args=[args[0], cast.other_coop.id, 2026])).status_code == 404
    )
    assert cast.client(cast.someone(cast.nam_household, "seller")).get(url).status_code == 403


def test_a_household_sees_its_own_payments_only(cast: Cast, shared: Stage) -> None:
    make_list(cast)
    with cast.inside(cast.nam_household, cast.nam):
        assert [row.member_id for row in SharePayment.objects.all()] == [shared.nam]
    with cast.inside(cast.tu_household, cast.tu):
        assert SharePayment.objects.count() == 0
