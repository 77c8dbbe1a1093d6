"""The pages of products, places and bank accounts, each asked the five questions."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.trade.actions.record_bank_accounts import record_bank_accounts
from ecoop.trade.actions.record_places import record_places
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.calc import BankAccountDraft, PlaceDraft, ProductDraft
from ecoop.trade.queries import get_place, get_product, list_bank_accounts, list_places, list_products
from tests.cast import Cast

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
# The page, a role that is too low, and the queries it may cost.
PAGES = [
    ("trade:products", "officer", 14),
    ("trade:product-new", "reader", 13),
    ("trade:product", "reader", 14),
    ("trade:places", "officer", 15),
    ("trade:place-new", "reader", 13),
    ("trade:place", "reader", 14),
    ("trade:bank-account-new", "reader", 13),
]
POSTS = ["trade:product-retirement", "trade:place-closure", "trade:bank-account-closure"]


@pytest.fixture
def ids(cast: Cast) -> dict[str, Any]:
    """Give chú Năm a product, a place and a bank account."""
    product, place, account = new_id(), new_id(), new_id()
    given: dict[str, Any] = {"org_id": cast.nam_household.id, "by": cast.nam.id, "now": NOW}
    with cast.inside(cast.nam_household, cast.nam):
        tea = ProductDraft(product, "Chè búp", "goods", unit="kg", price_vnd=Dong(350_000), is_vat_cut=True)
        record_products(products=[tea], **given)
        record_places(places=[PlaceDraft(place, "Cửa hàng", date(2026, 3, 5))], **given)
        record_bank_accounts(accounts=[BankAccountDraft(account, "Agribank", "3100205123456")], **given)
    return {
        "trade:product": product,
        "trade:product-retirement": product,
        "trade:place": place,
        "trade:place-closure": place,
        "trade:bank-account-closure": account,
    }


def url_of(cast: Cast, ids: dict[str, Any], name: str, slug: str = "") -> str:
    return reverse(name, args=[slug or cast.nam_household.slug, *([ids[name]] if name in ids else [])])


@pytest.mark.parametrize(("name", "too_low", "budget"), PAGES)
def test_five_questions_of_a_page(
    cast: Cast, ids: dict[str, Any], django_assert_max_num_queries: Any, name: str, too_low: str, budget: int
) -> None:
    url, client = url_of(cast, ids, name), cast.client(cast.nam)
    with django_assert_max_num_queries(budget):
        answer = client.get(url)
    assert answer.status_code == 200
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.nam_household, too_low)).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", POSTS)
def test_five_questions_of_a_change(cast: Cast, ids: dict[str, Any], name: str) -> None:
    url, client = url_of(cast, ids, name), cast.client(cast.nam)
    assert client.get(url).status_code == 405
    assert cast.client(cast.tu).post(url).status_code == 404
    assert cast.client(cast.someone(cast.nam_household, "reader")).post(url).status_code == 403
    assert client.post(url, {"closed_on": "2026-03-20"}).status_code == 302
    assert client.post(url, {"closed_on": "2026-03-20"}).status_code == 409
    client.logout()
    assert client.post(url).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["trade:product", "trade:place"])
def test_a_thing_of_another_organisation_is_not_there(cast: Cast, ids: dict[str, Any], name: str) -> None:
    url = url_of(cast, ids, name, slug=cast.tu_household.slug)
    assert cast.client(cast.tu).get(url).status_code == 404


def test_a_product_is_recorded_changed_and_found_without_accents(cast: Cast, ids: dict[str, Any]) -> None:
    client = cast.client(cast.nam)
    filled = {
        "id": str(new_id()),
        "name": "Bún bò",
        "unit": "tô",
        "price_vnd": "45.000",
        "sector": "production_transport",
    }
    for _again in range(2):
        assert client.post(url_of(cast, ids, "trade:product-new"), filled).status_code == 302
    url = reverse("trade:product", args=[cast.nam_household.slug, filled["id"]])
    assert "45.000" in client.get(url).content.decode()
    assert client.post(url, {**filled, "price_vnd": "50000"}).status_code == 302
    assert client.post(url, {**filled, "id": str(ids["trade:product"])}).status_code == 422
    assert client.post(url, {**filled, "price_vnd": "abc"}).status_code == 422
    with cast.inside(cast.nam_household, cast.nam):
        assert [each.price_vnd for each in list_products(org_id=cast.nam_household.id)] == [50_000, 350_000]
    found = client.get(url_of(cast, ids, "trade:products"), {"q": "bun bo"}).context["page"]
    assert [row.name for row in found.rows] == ["Bún bò"]


def test_products_go_out_as_excel(cast: Cast, ids: dict[str, Any]) -> None:
    answer = cast.client(cast.nam).get(url_of(cast, ids, "trade:products"), {"format": "xlsx"})
    assert b"".join(answer).startswith(b"PK")


def test_a_new_place_says_until_when_to_announce_it(cast: Cast, ids: dict[str, Any]) -> None:
    client = cast.client(cast.nam)
    filled = {"id": str(new_id()), "name": "Sạp 12", "opened_on": "2099-03-05"}
    assert client.post(url_of(cast, ids, "trade:place-new"), filled).status_code == 302
    page = client.get(url_of(cast, ids, "trade:places")).content.decode()
    # Thursday 5 March 2099: ten working days on is Thursday the 19th.
    assert "19/03/2099" in page
    assert "•••• 3456" in page
    assert "3100205123456" not in page


def test_a_place_and_an_account_are_refused_with_words(cast: Cast, ids: dict[str, Any]) -> None:
    client = cast.client(cast.nam)
    place = {"id": str(ids["trade:place"]), "name": "Cửa hàng", "opened_on": "2026-03-05", "ward": "Không có đâu"}
    assert client.post(url_of(cast, ids, "trade:place"), place).status_code == 422
    assert client.post(url_of(cast, ids, "trade:place"), {**place, "ward": ""}).status_code == 422
    moved = {**place, "ward": "", "is_head_office": "on", "address_line": "12 Chợ Cũ"}
    assert client.post(url_of(cast, ids, "trade:place"), moved).status_code == 302
    url = url_of(cast, ids, "trade:bank-account-new")
    account = {"id": str(new_id()), "bank_name": "Agribank", "number": "3100 2051 23456"}
    assert client.post(url, account).status_code == 422
    assert client.post(url, {**account, "number": "x!"}).status_code == 422
    assert client.post(url, {**account, "number": "970 123"}).status_code == 302
    org_id = cast.nam_household.id
    with cast.inside(cast.nam_household, cast.nam):
        assert get_place(org_id=org_id, place_id=ids["trade:place"]).address_line == "12 Chợ Cũ"
        assert [each.number for each in list_bank_accounts(org_id=org_id)] == ["3100205123456", "970123"]
        assert len(list_places(org_id=org_id)) == 1
        assert not get_product(org_id=org_id, product_id=ids["trade:product"]).is_retired
