"""The pages of costs, money and stock, each asked the five questions."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
import python_calamine
from django.urls import reverse

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.trade import models, queries
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_money_moves import record_money_moves
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.calc import ExpenseDraft, MoneyMoveDraft, PurchaseDraft, PurchaseLineDraft
from tests.cast import Cast

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
MARCH_5 = date(2026, 3, 5)
ID_NUMBER = "019184000123"
# The page, a role that is too low, and the queries it may cost.
PAGES = [
    ("trade:costs", "officer", 36),
    ("trade:without-invoice", "officer", 18),
    ("trade:purchase-return", "reader", 22),
    ("trade:expense-judge", "seller", 24),
    ("trade:purchase-judge", "seller", 24),
    ("trade:money", "officer", 20),
    ("trade:money-new", "reader", 18),
    ("trade:money-move", "officer", 20),
    ("trade:debts", "officer", 34),
    ("trade:settlement", "reader", 32),
    ("trade:stock", "officer", 42),
    ("trade:stock-export", "officer", 34),
    ("trade:stock-move-new", "reader", 18),
    ("trade:stock-sheet", "officer", 32),
]


@pytest.fixture
def ids(cast: Cast) -> dict[str, UUID]:
    """Open chú Năm's books and record what the pages show."""
    given = {name: new_id() for name in ("trade:purchase-judge", "trade:expense-judge", "trade:money-move")}
    org_id, by = cast.nam_household.id, cast.nam.id
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=org_id, chart="household", starts_on=date(2026, 1, 1), by=by, now=NOW)
        made = {"org_id": org_id, "recorded_at": NOW, "recorded_by_id": by}
        product = models.Product.objects.create(**made)
        named = {"name": "Chè búp", "unit": "kg", "sector": "goods", "is_stocked": True}
        models.ProductVersion.objects.create(product=product, **named, **made)
        line = PurchaseLineDraft("Chè búp", Dong(9_000_000), "kg", Decimal(90), product_id=product.id)
        bought = PurchaseDraft(
            id=given["trade:purchase-judge"],
            bought_on=MARCH_5,
            lines=(line,),
            means="credit",
            party_name="Bà Sáu",
            party_address="Xã Tân Cương",
            party_id_number=ID_NUMBER,
            seller_kind="farmer",
        )
        record_purchases(org_id=org_id, purchases=[bought], by=by, now=NOW)
        spent = ExpenseDraft(
            id=given["trade:expense-judge"],
            spent_on=MARCH_5,
            group="other",
            amount_vnd=Dong(6_000_000),
            text="Biển hiệu",
        )
        record_expenses(org_id=org_id, expenses=[spent], by=by, now=NOW)
        move = MoneyMoveDraft(given["trade:money-move"], MARCH_5, "owner-puts-in", Dong(20_000_000))
        record_money_moves(org_id=org_id, moves=[move], by=by, now=NOW)
    return {
        **given,
        "trade:stock-sheet": product.id,
        "trade:settlement": bought.id,
        "trade:purchase-return": bought.id,
    }


@pytest.mark.parametrize(("name", "too_low", "budget"), PAGES)
def test_five_questions_of_a_page(
    cast: Cast, ids: dict[str, UUID], django_assert_max_num_queries: Any, name: str, too_low: str, budget: int
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


def test_posting_stock_is_asked_the_five_questions(cast: Cast, ids: dict[str, UUID]) -> None:
    url, march = reverse("trade:stock-cost", args=[cast.nam_household.slug]), {"month": "2026-03"}
    client = cast.client(cast.nam)
    assert client.get(url).status_code == 405
    assert cast.client(cast.tu).post(url, march).status_code == 404
    assert cast.client(cast.someone(cast.nam_household, "seller")).post(url, march).status_code == 403
    counted = {
        "id": new_id(),
        "kind": "counted",
        "product": ids["trade:stock-sheet"],
        "on": "2026-03-31",
        "quantity": "60",
    }
    assert client.post(reverse("trade:stock-move-new", args=[cast.nam_household.slug]), counted).status_code == 302
    assert client.post(url, march).status_code == 302
    # 90 kg for 9.000.000, 60 left: 30 were used, 3.000.000.
    stock = client.get(reverse("trade:stock", args=[cast.nam_household.slug]), {"year": "2026"})
    assert [(each.cost_vnd, each.is_posted) for each in stock.context["months"]] == [(3_000_000, True)]
    assert client.post(url, march).status_code == 409
    assert client.post(url, {"month": "x"}).status_code == 404
    client.logout()
    assert client.post(url, march).status_code == 302


@pytest.mark.parametrize("name", ["trade:stock-sheet", "trade:money-move", "trade:expense-judge", "trade:settlement"])
def test_a_thing_of_another_organisation_is_not_there(cast: Cast, ids: dict[str, UUID], name: str) -> None:
    url = reverse(name, args=[cast.tu_household.slug, ids[name]])
    assert cast.client(cast.tu).get(url).status_code == 404


def test_a_cost_shows_what_the_law_asks_and_is_judged(cast: Cast, ids: dict[str, UUID]) -> None:
    client, slug = cast.client(cast.nam), cast.nam_household.slug
    page = reverse("trade:expense", args=[slug, ids["trade:expense-judge"]])
    shown = client.get(page)
    assert shown.context["verdict"].refused_vnd == 6_000_000
    assert "Điều 6" in shown.content.decode()
    url = reverse("trade:expense-judge", args=[slug, ids["trade:expense-judge"]])
    given = {"verdict": "met", "reason": "Ủy nhiệm chi số 7"}
    for condition in ("non_cash", "business_and_documents"):
        assert client.post(url, {**given, "condition": condition, "id": new_id()}).status_code == 302
    assert client.post(url, {**given, "condition": "non_cash", "reason": "", "id": new_id()}).status_code == 422
    after = client.get(page)
    assert after.context["verdict"].refused_vnd == 0
    assert "Ủy nhiệm chi số 7" in after.content.decode()


@pytest.mark.parametrize(
    ("group", "answers", "refused"),
    [
        ("wages", {"whose": "own", "insured": "insured"}, 3_000_000),
        ("wages", {"whose": "employee", "insured": "short"}, 0),
        ("wages", {"whose": "employee", "insured": "uninsured"}, 3_000_000),
        ("depreciation", {"asset": "personal"}, 3_000_000),
        ("depreciation", {"asset": "transport"}, 0),
        ("other", {"is_private": "on"}, 3_000_000),
        # 60 million for 60 days at 20 % a year: 60.000.000 x 0,2 x 60 / 365 = 1.972.603 may be taken off.
        ("interest", {"lender": "other", "debt_vnd": "60.000.000", "days": "60"}, 1_027_397),
        ("interest", {"lender": "bank"}, 0),
    ],
)
def test_simple_questions_decide_what_counts(
    cast: Cast, ids: dict[str, UUID], group: str, answers: dict[str, str], refused: int
) -> None:
    client, slug = cast.client(cast.nam), cast.nam_household.slug
    filled = {
        "id": new_id(),
        "on": "2026-03-06",
        "text": "Chi",
        "amount_vnd": "3000000",
        "means": "cash",
        "group": group,
    }
    answer = client.post(reverse("trade:expense-new", args=[slug]), {**filled, "has_invoice": "on", **answers})
    assert answer.status_code == 302
    assert client.get(answer.headers["Location"]).context["verdict"].refused_vnd == refused


def test_interest_of_others_asks_for_the_debt(cast: Cast, ids: dict[str, UUID]) -> None:
    url = reverse("trade:expense-new", args=[cast.nam_household.slug])
    filled = {
        "id": new_id(),
        "on": "2026-03-06",
        "text": "Lãi",
        "amount_vnd": "1",
        "means": "cash",
        "group": "interest",
    }
    assert cast.client(cast.nam).post(url, {**filled, "lender": "other"}).status_code == 422


def test_a_debt_is_paid_from_its_list(cast: Cast, ids: dict[str, UUID]) -> None:
    client, slug = cast.client(cast.nam), cast.nam_household.slug
    url = reverse("trade:settlement", args=[slug, ids["trade:settlement"]])
    filled = {"on": "2026-03-07", "means": "bank", "party_name": "Bà Sáu"}
    assert client.post(url, {**filled, "id": new_id(), "amount_vnd": "9000001"}).status_code == 422
    assert client.post(url, {**filled, "id": new_id(), "amount_vnd": "4000000"}).status_code == 302
    sides = client.get(reverse("trade:debts", args=[slug])).context["sides"]
    assert [aged.open_vnd for _title, aged, _rows, _ages in sides] == [0, 5_000_000]


def test_the_list_of_sellers_without_invoices_keeps_their_numbers_off_the_screen(
    cast: Cast, ids: dict[str, UUID]
) -> None:
    client, url = cast.client(cast.nam), reverse("trade:without-invoice", args=[cast.nam_household.slug])
    shown = client.get(url, {"month": "2026-03"})
    assert "Bà Sáu" in shown.content.decode()
    assert ID_NUMBER not in shown.content.decode()
    given = b"".join(client.get(url, {"month": "2026-03", "format": "xlsx"}))  # type: ignore[call-overload]
    rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(given)).get_sheet_by_index(0).to_python()
    assert any(ID_NUMBER in row for row in rows)


@pytest.mark.parametrize(("name", "query"), [("trade:costs", {}), ("trade:debts", {}), ("trade:stock-sheet", {})])
def test_lists_go_out_as_excel(cast: Cast, ids: dict[str, UUID], name: str, query: dict[str, str]) -> None:
    rest = [ids[name]] if name in ids else []
    url = reverse(name, args=[cast.nam_household.slug, *rest])
    answer = cast.client(cast.nam).get(url, {"year": "2026", "format": "xlsx", **query})
    assert b"".join(answer).startswith(b"PK")  # type: ignore[call-overload]


def test_a_purchase_of_several_lines(cast: Cast, ids: dict[str, UUID]) -> None:
    client, slug = cast.client(cast.nam), cast.nam_household.slug
    url = reverse("trade:purchase-new", args=[slug])
    filled = {
        "id": new_id(),
        "on": "2026-03-06",
        "text": "Phiếu 12",
        "what": "goods",
        "means": "cash",
        "has_invoice": "on",
        "lines-TOTAL_FORMS": "3",
        "lines-INITIAL_FORMS": "0",
        "lines-0-product": ids["trade:stock-sheet"],
        "lines-0-quantity": "10",
        "lines-0-unit_price": "120.000",
        "lines-1-name": "Bao bì",
        "lines-1-amount_vnd": "50000",
    }
    more = client.post(url, {**filled, "more": "1"})
    assert more.status_code == 200
    assert more.context["form"].lines.total_form_count() == 4
    assert "120.000" in more.content.decode()
    assert client.post(url, {**filled, "lines-0-quantity": ""}).status_code == 422
    assert client.post(url, filled).status_code == 302
    with cast.inside(cast.nam_household, cast.nam):
        purchase = queries.get_purchase(org_id=cast.nam_household.id, purchase_id=filled["id"])  # type: ignore[arg-type]
    assert [(line.name, line.amount_vnd) for line in purchase.lines] == [("Chè búp", 1_200_000), ("Bao bì", 50_000)]


def test_a_seller_without_an_invoice_must_be_named(cast: Cast, ids: dict[str, UUID]) -> None:
    url = reverse("trade:purchase-new", args=[cast.nam_household.slug])
    filled = {"id": new_id(), "on": "2026-03-06", "text": "Chè", "amount_vnd": "1000", "what": "goods", "means": "cash"}
    client = cast.client(cast.nam)
    assert client.post(url, {**filled, "seller_kind": "farmer"}).status_code == 422
    named = {"seller_kind": "farmer", "party_name": "Bà Sáu", "party_address": "Xóm 2", "party_id_number": ID_NUMBER}
    assert client.post(url, {**filled, **named}).status_code == 302


def test_goods_go_back_to_their_seller(cast: Cast, ids: dict[str, UUID]) -> None:
    client, slug = cast.client(cast.nam), cast.nam_household.slug
    url = reverse("trade:purchase-return", args=[slug, ids["trade:purchase-return"]])
    filled = {"on": "2026-03-10", "means": "credit", "amount_1": "3.000.000", "quantity_1": "30"}
    assert client.post(url, {**filled, "id": new_id(), "amount_1": "9.000.001"}).status_code == 422
    assert client.post(url, {**filled, "id": new_id(), "amount_1": ""}).status_code == 422
    assert client.post(url, {**filled, "id": new_id()}).status_code == 302
    stock = client.get(reverse("trade:stock", args=[slug]), {"year": "2026"})
    assert [(head.closing_quantity, head.closing_vnd) for head in stock.context["heads"]] == [(60, 6_000_000)]
    sides = client.get(reverse("trade:debts", args=[slug])).context["sides"]
    assert sides[1][1].open_vnd == 6_000_000
