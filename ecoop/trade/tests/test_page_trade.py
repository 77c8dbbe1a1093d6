"""The pages of trade, each asked the five questions."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import ExpenseDraft, PurchaseDraft, PurchaseLineDraft, SaleDraft, SaleLineDraft
from ecoop.trade.models import Sale
from ecoop.trade.queries import PAGE_SIZE
from tests.cast import Cast

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
MARCH_5 = date(2026, 3, 5)
# The page, a role that is too low, and the queries it may cost.
PAGES = [
    ("trade:sales", "officer", 16),
    ("trade:sale-new", "reader", 14),
    ("trade:sale", "officer", 18),
    ("trade:purchases", "officer", 16),
    ("trade:purchase-new", "reader", 14),
    ("trade:purchase", "officer", 18),
    ("trade:expenses", "officer", 16),
    ("trade:expense-new", "reader", 14),
    ("trade:expense", "officer", 18),
]

ONE_LINE = {
    "on": "2026-03-06",
    "means": "cash",
    "line-TOTAL_FORMS": "2",
    "line-INITIAL_FORMS": "0",
    "line-0-name": "Chè đinh",
    "line-0-price_vnd": "1.250.000 đ",
    "line-0-sector": "goods",
    "line-1-sector": "goods",
}


@pytest.fixture
def ids(cast: Cast) -> dict[str, Any]:
    """Open chú Năm's books and record one document of each kind."""
    sale, purchase, expense = new_id(), new_id(), new_id()
    org_id, by = cast.nam_household.id, cast.nam.id
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=org_id, chart="household", starts_on=date(2026, 1, 1), by=by, now=NOW)
        lines = (SaleLineDraft("goods", "Chè búp", Dong(900_000)),)
        sold = [SaleDraft(id=sale, sold_on=MARCH_5, lines=lines, text="Bán chè")]
        record_sales(org_id=org_id, sales=sold, by=by, now=NOW)
        bought = (PurchaseLineDraft("Phân bón", Dong(200_000)),)
        purchases = [PurchaseDraft(id=purchase, bought_on=MARCH_5, lines=bought)]
        record_purchases(org_id=org_id, purchases=purchases, by=by, now=NOW)
        spent = [ExpenseDraft(id=expense, spent_on=MARCH_5, group="other", amount_vnd=Dong(50_000))]
        record_expenses(org_id=org_id, expenses=spent, by=by, now=NOW)
    return {"trade:sale": sale, "trade:purchase": purchase, "trade:expense": expense}


@pytest.mark.parametrize(("name", "too_low", "budget"), PAGES)
def test_five_questions_of_a_page(
    cast: Cast, ids: dict[str, Any], django_assert_max_num_queries: Any, name: str, too_low: str, budget: int
) -> None:
    rest = [ids[name]] if name in ids else []
    url = reverse(name, args=[cast.nam_household.slug, *rest])
    client = cast.client(cast.nam)
    with django_assert_max_num_queries(budget):
        answer = client.get(url)
    assert answer.status_code == 200
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.nam_household, too_low)).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["trade:sale", "trade:purchase", "trade:expense"])
def test_a_document_of_another_organisation_is_not_there(cast: Cast, ids: dict[str, Any], name: str) -> None:
    url = reverse(name, args=[cast.tu_household.slug, ids[name]])
    assert cast.client(cast.tu).get(url).status_code == 404


def test_a_sale_is_recorded_once_however_often_the_form_is_sent(cast: Cast, ids: dict[str, Any]) -> None:
    client, url = cast.client(cast.nam), reverse("trade:sale-new", args=[cast.nam_household.slug])
    filled = {**ONE_LINE, "id": str(new_id()), "means": "bank"}
    for _again in range(2):
        answer = client.post(url, filled)
        assert answer.status_code == 302
    assert "1.250.000" in client.get(answer.headers["Location"]).content.decode()
    with cast.inside(cast.nam_household, cast.nam):
        assert Sale.objects.count() == 2


def test_purchases_and_expenses_are_recorded_from_their_forms(cast: Cast, ids: dict[str, Any]) -> None:
    client, slug = cast.client(cast.nam), cast.nam_household.slug
    given = {"on": "2026-03-06", "text": "Bao bì", "amount_vnd": "80000", "means": "cash"}
    bought = client.post(reverse("trade:purchase-new", args=[slug]), {**given, "id": new_id(), "what": "materials"})
    spent = client.post(reverse("trade:expense-new", args=[slug]), {**given, "id": new_id(), "group": "other"})
    assert (bought.status_code, spent.status_code) == (302, 302)


def test_what_is_refused_is_said_on_the_form(cast: Cast, ids: dict[str, Any]) -> None:
    client, url = cast.client(cast.nam), reverse("trade:sale-new", args=[cast.nam_household.slug])
    filled = {**ONE_LINE, "id": str(new_id()), "on": "2025-06-01"}
    answer = client.post(url, filled)
    assert answer.status_code == 422
    assert "01/01/2026" in answer.content.decode()


def test_the_list_goes_on_where_a_page_ends(cast: Cast, ids: dict[str, Any]) -> None:
    lines = (SaleLineDraft("services", "Công", Dong(1000)),)
    with cast.inside(cast.nam_household, cast.nam):
        sales = [SaleDraft(id=new_id(), sold_on=MARCH_5, lines=lines, text=f"Số {n}") for n in range(PAGE_SIZE)]
        record_sales(org_id=cast.nam_household.id, sales=sales, by=cast.nam.id, now=NOW)
    client, url = cast.client(cast.nam), reverse("trade:sales", args=[cast.nam_household.slug])
    first = client.get(url)
    second = client.get(url, {"cursor": first.context["page"].next_cursor})
    assert len(first.context["page"].rows) == PAGE_SIZE
    assert len(second.context["page"].rows) == 1
    behind = client.get(url, {"year": "2026", "quarter": "1", "sector": "goods"})
    assert [row.text for row in behind.context["page"].rows] == ["Bán chè"]
