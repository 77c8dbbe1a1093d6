"""The pages of trade with members, each asked the five questions."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from ecoop.distribution.tests.stage import live_a_year
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.members.actions.record_dealings import DealingDraft, record_dealings
from ecoop.members.calc import DealingKind, Means
from ecoop.members.models import Agreement, Dealing, DealingReversal
from ecoop.members.tests.stage import Stage
from tests.cast import BEGAN_AT, Cast

LISTS = {
    "members:trade": ["60.000.000", "Hộ Trần Văn Năm"],
    "members:use-and-labour": ["67.000.000", "Hộ Trần Văn Năm", "TV001"],
    "members:purchase-list": ["7.000.000"],
    "members:agreements": ["TT-01", "Đỗ Thị Hoa"],
}


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """The year of the small cooperative, and fresh tea for 7,000,000 bought from Năm in June."""
    with cast.inside(cast.coop, cast.lan):
        stage = live_a_year(cast)
        tea = DealingDraft(
            new_id(), date(2026, 6, 1), None, DealingKind.PURCHASE, Means.CASH, "Chè búp tươi", Dong(7_000_000),
            member_id=stage.nam, quantity=Decimal(70), unit="kg", unit_price=Decimal(100_000),
        )  # fmt: skip
        record_dealings(org_id=cast.coop.id, dealings=[tea], by=cast.lan.id, now=BEGAN_AT)
        return stage


def urls_of(cast: Cast, stage: Stage) -> dict[str, str]:
    with cast.inside(cast.coop, cast.lan):
        dealing = Dealing.objects.filter(member_id=stage.nam, kind="purchase").get()
    slug = cast.coop.slug
    month = f"?month={dealing.dealt_on:%Y-%m}"
    return {
        "members:trade": reverse("members:trade", args=[slug]),
        "members:use-and-labour": reverse("members:use-and-labour", args=[slug]) + "?year=2026",
        "members:purchase-list": reverse("members:purchase-list", args=[slug]) + month,
        "members:agreements": reverse("members:agreements", args=[slug]),
        "members:dealing": reverse("members:dealing", args=[slug, dealing.id]),
        "members:services": reverse("members:services", args=[slug, stage.nam]) + "?year=2026",
        "members:agreement": reverse("members:agreement", args=[slug, stage.nam_agreement]),
    }


SHOWN = {
    **LISTS,
    "members:dealing": ["TT-01", "Điều 4, khoản 1", "Bảy triệu đồng"],
    "members:services": ["TV001"],
    "members:agreement": ["TT-01", "TV001"],
}


@pytest.mark.parametrize("name", SHOWN)
def test_five_questions_of_a_page(cast: Cast, stage: Stage, django_assert_max_num_queries: Any, name: str) -> None:
    url = urls_of(cast, stage)[name]
    client = cast.client(cast.hai)
    with django_assert_max_num_queries(30):
        answer = client.get(url)
    page = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 200
    assert not [text for text in SHOWN[name] if text not in page]
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["members:dealing-new", "members:agreement-new", "members:agreement-everybody"])
def test_five_questions_of_a_form(cast: Cast, stage: Stage, name: str) -> None:
    url = reverse(name, args=[cast.coop.slug])
    client = cast.client(cast.lan)
    assert client.get(url).status_code == 200
    assert client.delete(url).status_code == 405
    assert client.post(url, {"text": ""}).status_code == 422
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.hai).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")
    assert stage


def test_a_member_sees_their_own_trade_and_what_was_taken_back_of_it(cast: Cast, stage: Stage) -> None:
    url = reverse("members:own-trade", args=[cast.nam_household.slug]) + "?year=2026"
    client = cast.client(cast.nam)
    page = client.get(url).content.decode().replace("\u00a0", " ")
    # Bought for 60,000,000 and sold 7,000,000: a use of 67,000,000.
    assert "67.000.000" in page
    assert cast.client(cast.lan).get(url).status_code == 404
    assert client.post(url).status_code == 405
    take_back(cast, stage)
    page = client.get(url).content.decode().replace("\u00a0", " ")
    assert "67.000.000" not in page
    assert "60.000.000" in page
    with cast.inside(cast.nam_household, cast.nam):
        assert DealingReversal.objects.count() == 1


def take_back(cast: Cast, stage: Stage, who: Any = None) -> Any:
    with cast.inside(cast.coop, cast.lan):
        dealing = Dealing.objects.filter(member_id=stage.nam, kind="purchase").get()
    url = reverse("members:dealing-reversal", args=[cast.coop.slug, dealing.id])
    return cast.client(who or cast.lan).post(url, {"on": dealing.dealt_on.isoformat(), "reason": "Cân nhầm"})


def test_a_line_is_taken_back_once_by_whoever_keeps_the_books(cast: Cast, stage: Stage) -> None:
    assert take_back(cast, stage, cast.hai).status_code == 403
    assert take_back(cast, stage).status_code == 302
    assert take_back(cast, stage).status_code == 422
    page = cast.client(cast.hai).get(reverse("members:trade", args=[cast.coop.slug])).content.decode()
    assert "bg-red" in page or "red" in page


def test_a_form_shows_the_side_before_it_records(cast: Cast, stage: Stage) -> None:
    """Năm is official and has an agreement; the associate who only uses has not, and stays outside."""
    url = reverse("members:dealing-new", args=[cast.coop.slug])
    client, given = cast.client(cast.lan), line("TV001")
    page = client.post(url, {**given, "look": "1"}).content.decode()
    assert "Điều 4, khoản 1" in page
    assert "1111" in page
    assert client.post(url, given).status_code == 302
    assert client.post(url, given).status_code == 302
    assert client.post(url, {**line("TV004"), "side": "internal"}).status_code == 422
    with cast.inside(cast.coop, cast.lan):
        row = Dealing.objects.get(id=given["id"])
    assert (row.side, row.ground, row.value_vnd, row.agreement_id) == (
        "internal",
        "agreement",
        1_250_000,
        stage.nam_agreement,
    )


def line(member: str) -> dict[str, str]:
    return {
        "id": str(new_id()),
        "member_number": member,
        "kind": "purchase",
        "on": "2026-03-05",
        "text": "Chè búp tươi",
        "quantity": "12,5",
        "unit": "kg",
        "unit_price": "100.000",
        "means": "cash",
    }


def test_one_agreement_and_then_one_for_everybody(cast: Cast, stage: Stage) -> None:
    client, slug = cast.client(cast.lan), cast.coop.slug
    given = {
        "id": str(new_id()),
        "number": "TT-09",
        "member_number": "TV001",
        "signed_on": "2026-02-01",
        "subject": "Chè",
    }
    assert client.post(reverse("members:agreement-new", args=[slug]), given).status_code == 302
    ending = reverse("members:agreement-ending", args=[slug, given["id"]])
    assert client.post(ending, {"ends_before": "2026-06-01", "reason": "Hết vụ"}).status_code == 302
    assert client.post(ending, {"ends_before": "2026-05-01", "reason": "Hết vụ"}).status_code == 422
    everybody = {"numbers_begin": "HĐ-27/", "signed_on": "2027-01-01", "last_on": "2027-12-31", "subject": "Chè"}
    assert client.post(reverse("members:agreement-everybody", args=[slug]), everybody).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        # Both official members have agreements without a last day, so nobody gets a second one.
        assert not Agreement.objects.filter(signed_on=date(2027, 1, 1)).exists()
    assert stage


@pytest.mark.parametrize(
    ("name", "more", "content_type"),
    [
        ("members:trade", "format=xlsx", "spreadsheetml"),
        ("members:use-and-labour", "format=xlsx", "spreadsheetml"),
        ("members:purchase-list", "format=xlsx", "spreadsheetml"),
        ("members:purchase-list", "format=pdf", "application/pdf"),
        ("members:services", "format=xlsx", "spreadsheetml"),
        ("members:services", "format=pdf", "application/pdf"),
    ],
)
def test_files_come_out(cast: Cast, stage: Stage, name: str, more: str, content_type: str) -> None:
    url = urls_of(cast, stage)[name]
    answer = cast.client(cast.lan).get(f"{url}{'&' if '?' in url else '?'}{more}")
    assert answer.status_code == 200
    assert content_type in answer.headers["Content-Type"]


def test_agreements_come_on_paper(cast: Cast, stage: Stage) -> None:
    client, slug = cast.client(cast.lan), cast.coop.slug
    for url in (
        reverse("members:agreement-paper", args=[slug, stage.nam_agreement]),
        reverse("members:agreement-papers", args=[slug]),
    ):
        answer = client.get(url)
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF")
        assert cast.client(cast.tu).get(url).status_code == 404
    nobody = reverse("members:agreement-papers", args=[slug]) + "?q=nobody"
    assert client.get(nobody).status_code == 404
