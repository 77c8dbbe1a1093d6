"""The form of a sale, the return of goods, and the statements of platforms."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.sheets import read_sheets
from ecoop.ledger.actions.open_books import open_books
from ecoop.trade.actions.record_places import record_places
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import PlaceDraft, ProductDraft, SaleDraft, SaleLineDraft
from ecoop.trade.models import SaleLine
from ecoop.trade.queries import get_sale
from tests.cast import Cast

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
MARCH_5 = date(2026, 3, 5)
# The page, a role that is too low, and the queries it may cost.
PAGES = [
    ("trade:sale-new", "reader", 17),
    ("trade:sale-return", "reader", 18),
    ("trade:withholdings", "officer", 15),
    ("trade:withholding-new", "reader", 13),
]


@pytest.fixture
def ids(cast: Cast) -> dict[str, Any]:
    """Open chú Năm's books, and give him a product, two places and a sale."""
    sale, product, shop = new_id(), new_id(), new_id()
    given: dict[str, Any] = {"org_id": cast.nam_household.id, "by": cast.nam.id, "now": NOW}
    with cast.inside(cast.nam_household, cast.nam):
        open_books(chart="household", starts_on=date(2026, 1, 1), **given)
        tea = ProductDraft(product, "Chè búp", "goods", "CB", "kg", Dong(350_000), is_vat_cut=True)
        record_products(products=[tea, ProductDraft(new_id(), "Ấm pha", "services")], **given)
        record_places(places=[PlaceDraft(shop, "Cửa hàng", MARCH_5), PlaceDraft(new_id(), "Sạp", MARCH_5)], **given)
        lines = (SaleLineDraft("goods", "Chè búp", Dong(900_000), "kg", product_id=product),)
        record_sales(sales=[SaleDraft(sale, MARCH_5, lines, text="Bán chè", place_id=shop)], **given)
    return {"trade:sale": sale, "trade:sale-return": sale, "product": product, "shop": shop}


def url_of(cast: Cast, ids: dict[str, Any], name: str) -> str:
    return reverse(name, args=[cast.nam_household.slug, *([ids[name]] if name in ids else [])])


def filled(ids: dict[str, Any], *lines: dict[str, str], **given: str) -> dict[str, str]:
    """Fill in the form of a sale as a browser sends it."""
    typed = {f"line-{at}-{name}": value for at, line in enumerate(lines) for name, value in line.items()}
    total = {"line-TOTAL_FORMS": str(len(lines)), "line-INITIAL_FORMS": "0"}
    head = {"id": str(new_id()), "on": "2026-03-06", "means": "cash", "place": str(ids["shop"]), "channel": "shop"}
    return {**head, **total, **typed, **given}


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


def test_a_product_brings_its_price_unit_and_sector_group(cast: Cast, ids: dict[str, Any]) -> None:
    """
    2 kg of tea for 350.000 less 50.000, and a delivery without a product for 20.000: 670.000.
    """
    client = cast.client(cast.nam)
    tea = {"name": "chè BÚP", "quantity": "2", "discount_vnd": "50.000", "sector": "other", "is_vat_cut": "on"}
    delivery = {"name": "Giao hàng", "price_vnd": "20000", "sector": "services"}
    given = filled(ids, tea, delivery, {"sector": "goods"})
    answer = client.post(url_of(cast, ids, "trade:sale-new"), given)
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert "670.000" in page
    assert "Sáu trăm bảy mươi nghìn" in page
    with cast.inside(cast.nam_household, cast.nam):
        facts = get_sale(org_id=cast.nam_household.id, sale_id=given["id"])  # type: ignore[arg-type]
        assert facts.more["place_id"] == ids["shop"]
        assert [(line.name, line.unit, line.sector, line.amount_vnd) for line in facts.lines] == [
            ("Chè búp", "kg", "goods", 650_000),
            ("Giao hàng", "", "services", 20_000),
        ]
        assert [(line.product_id, line.is_vat_cut) for line in facts.lines] == [(ids["product"], True), (None, False)]
        assert facts.lines[0].discount_vnd == 50_000


def test_one_line_more_is_asked_without_javascript(cast: Cast, ids: dict[str, Any]) -> None:
    client = cast.client(cast.nam)
    given = filled(ids, {"name": "Chè búp", "quantity": "2"}, party_name="Chị Hoa", add_line="1")
    answer = client.post(url_of(cast, ids, "trade:sale-new"), given)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'name="line-1-name"' in page
    assert 'value="Chị Hoa"' in page
    assert given["id"] in page
    with cast.inside(cast.nam_household, cast.nam):
        assert SaleLine.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "given", "said"),
    [
        ({"name": "Chè búp", "quantity": "hai"}, {}, "1,5"),
        ({"name": "Nước", "price_vnd": ""}, {}, ""),
        ({"price_vnd": "5000"}, {}, ""),
        ({"name": "Chè búp", "discount_vnd": "350000"}, {}, ""),
        ({"name": "Ấm pha", "price_vnd": "5000", "is_vat_cut": "on"}, {}, ""),
        ({"name": "x", "price_vnd": "9" * 30}, {}, ""),
        ({"name": "x", "price_vnd": "5000", "sector": "stars"}, {}, ""),
        ({}, {}, ""),
        ({"name": "x", "price_vnd": "5000"}, {"channel": "platform_paid"}, ""),
        ({"name": "x", "price_vnd": "5000"}, {"place": "0"}, ""),
        ({"name": "x", "price_vnd": "5000"}, {"line-TOTAL_FORMS": "many"}, ""),
    ],
)
def test_what_is_wrong_is_said_on_the_form(
    cast: Cast, ids: dict[str, Any], line: dict[str, str], given: dict[str, str], said: str
) -> None:
    answer = cast.client(cast.nam).post(url_of(cast, ids, "trade:sale-new"), filled(ids, line, **given))
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert said in answer.content.decode()
    with cast.inside(cast.nam_household, cast.nam):
        assert SaleLine.objects.count() == 1


def test_goods_come_back_from_the_page_of_the_sale(cast: Cast, ids: dict[str, Any]) -> None:
    client = cast.client(cast.nam)
    assert url_of(cast, ids, "trade:sale-return") in client.get(url_of(cast, ids, "trade:sale")).content.decode()
    url = url_of(cast, ids, "trade:sale-return")
    given = {"id": str(new_id()), "on": "2026-03-07", "means": "cash", "line-1": "1000000"}
    assert client.post(url, given).status_code == 422
    assert client.post(url, {**given, "line-1": ""}).status_code == 422
    for _again in range(2):
        answer = client.post(url, {**given, "line-1": "900.000"})
        assert answer.status_code == 302
    assert client.post(url, {**given, "id": str(new_id()), "line-1": "1"}).status_code == 422
    back = client.get(answer.headers["Location"]).content.decode()
    assert url_of(cast, ids, "trade:sale") in back
    assert reverse("trade:sale-return", args=[cast.nam_household.slug, given["id"]]) not in back
    assert answer.headers["Location"] in client.get(url_of(cast, ids, "trade:sale")).content.decode()
    other = reverse("trade:sale-return", args=[cast.tu_household.slug, ids["trade:sale"]])
    assert cast.client(cast.tu).get(other).status_code == 404


def test_the_list_is_asked_and_goes_out_as_excel(
    cast: Cast, ids: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    client, url = cast.client(cast.nam), reverse("trade:sales", args=[cast.nam_household.slug])
    asked = {"month": "2026-03", "q": "chè", "place": str(ids["shop"]), "channel": "shop", "means": "cash"}
    assert client.get(url, asked).context["totals"].total_vnd == 900_000
    for other in ({"month": "2026-04"}, {"q": "phở"}, {"channel": "platform_paid"}, {"sector": "services"}):
        assert client.get(url, {**asked, **other}).context["totals"].count == 0
    for odd in (
        {"month": "x"},
        {"place": "x"},
        {"from_on": "9999-99-99"},
        {"until_on": "9999-12-31"},
        {"year": "٢٠٢٦"},
    ):
        assert client.get(url, odd).context["totals"].count == 1
    with django_assert_max_num_queries(20):
        answer = client.get(url, {**asked, "format": "xlsx"})
    (sheet,) = read_sheets(b"".join(answer), name="x.xlsx")
    cells = [cell for row in sheet.rows for cell in row]
    assert "Bán chè" in cells


def test_a_statement_of_a_platform_is_recorded_once(cast: Cast, ids: dict[str, Any]) -> None:
    client, url = cast.client(cast.nam), url_of(cast, ids, "trade:withholding-new")
    given = {"id": str(new_id()), "platform_name": "Sàn A", "month": "2026-03", "vat_vnd": "10.000", "pit_vnd": "5000"}
    for _again in range(2):
        assert client.post(url, given).status_code == 302
    assert client.post(url, {**given, "id": str(new_id())}).status_code == 422
    assert client.post(url, {**given, "month": "13/2026"}).status_code == 422
    page = client.get(url_of(cast, ids, "trade:withholdings"), {"year": "2026"}).content.decode()
    assert "10.000" in page
    assert "03/2026" in page
    sheet = client.get(url_of(cast, ids, "trade:withholdings"), {"year": "2026", "format": "xlsx"})
    assert b"".join(sheet).startswith(b"PK")
