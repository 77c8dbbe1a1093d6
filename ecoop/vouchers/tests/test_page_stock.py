"""Pages of the store and of foreign money: five questions each, and the way through their forms."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.vouchers.actions.record_currency import record_currency_move, record_rate
from ecoop.vouchers.calc.currency import CurrencyDraft
from ecoop.vouchers.models import CurrencyMove, StockItem, StockSlip
from ecoop.vouchers.tests.store import YEAR, StoreStage, set_the_store
from tests.cast import BEGAN_AT, Cast

BASE = "/o/htx-tan-cuong"
JAN = date(YEAR, 1, 10)


@pytest.fixture
def store(cast: Cast) -> StoreStage:
    return set_the_store(cast, method="monthly")


@pytest.fixture
def slip_id(store: StoreStage) -> UUID:
    slip = store.slip("purchase", JAN, (store.npk, "50", 800_000), facts={"means": "cash"})
    store.good(slip, store.slip("materials-used", JAN, (store.npk, "20", 0), facts={"where": "production"}))
    return slip.id


@pytest.fixture
def lan(store: StoreStage) -> Client:
    return store.office.cast.client(store.office.cast.lan)


def at(name: str, *rest: object) -> str:
    return reverse(name, args=["htx-tan-cuong", *rest])


def pages(store: StoreStage, slip_id: UUID) -> dict[str, str]:
    return {
        at("vouchers:stock"): "read",
        at("vouchers:stock") + "?format=xlsx": "read",
        at("vouchers:stock") + "?from=x&until=9999-01-01": "read",
        at("vouchers:stock-items"): "record",
        at("vouchers:stock-card", store.npk): "read",
        at("vouchers:stock-card", store.npk) + f"?year={YEAR}&format=xlsx": "read",
        at("vouchers:stock-slips"): "read",
        at("vouchers:stock-slips") + "?kind=receipt&cursor=x_y": "read",
        at("vouchers:stock-slip", slip_id): "read",
        at("vouchers:stock-paper", slip_id): "read",
        at("vouchers:stock-slip-new", "purchase"): "record",
        at("vouchers:stock-slip-new", "count"): "record",
        at("vouchers:stock-method"): "record",
        at("vouchers:currencies"): "read",
        at("vouchers:currency-rate"): "record",
        at("vouchers:currency-new", "collected"): "record",
    }


def test_five_questions_every_page_works_within_its_budget(
    store: StoreStage, lan: Client, slip_id: UUID, django_assert_max_num_queries: Any
) -> None:
    for path in pages(store, slip_id):
        with django_assert_max_num_queries(32):
            answer = lan.get(path)
        assert answer.status_code == 200, path


def test_five_questions_nobody_else_opens_them(store: StoreStage, client: Client, slip_id: UUID) -> None:
    cast = store.office.cast
    officer, tu, hai = cast.client(cast.someone(cast.coop, "officer")), cast.client(cast.tu), cast.client(cast.hai)
    for path, may in pages(store, slip_id).items():
        assert client.get(path).status_code == 302, path
        assert tu.get(path).status_code == 404, path
        assert officer.get(path).status_code == 403, path
        assert hai.get(path).status_code == (200 if may == "read" else 403), path
        assert store.office.cast.client(cast.lan).delete(path).status_code == 405, path
    for path in (
        at("vouchers:stock-slip-red-entry", slip_id),
        at("vouchers:stock-month-price", f"{YEAR}-01"),
        at("vouchers:currency-revaluation"),
    ):
        assert client.post(path).status_code == 302, path
        assert tu.post(path).status_code == 404, path
        assert hai.post(path).status_code == 403, path
        assert hai.get(path).status_code == 405, path


def test_what_is_not_there_is_not_found(store: StoreStage, lan: Client) -> None:
    for path in (
        f"store/items/{new_id()}/", f"store/slips/{new_id()}/", f"store/slips/{new_id()}/paper.pdf",
        "store/slips/new/stock-surplus/", "store/slips/new/sale-external/", "currencies/new/lost/",
    ):  # fmt: skip
        assert lan.get(f"{BASE}/{path}").status_code == 404, path
    assert lan.post(f"{BASE}/store/months/x/price/").status_code == 404


def test_an_item_a_receipt_and_an_issue_by_hand_then_the_price_of_the_month(store: StoreStage, lan: Client) -> None:
    item = str(new_id())
    filled = {"id": item, "code": "GIONG", "name": "Giống chè", "unit": "cây", "account": "156"}
    assert lan.post(f"{BASE}/store/items/", {**filled, "name": ""}).status_code == 422
    assert lan.post(f"{BASE}/store/items/", {**filled, "code": "NPK"}).status_code == 422
    assert lan.post(f"{BASE}/store/items/", filled).status_code == 302
    with store.inside():
        assert StockItem.objects.filter(code="GIONG").exists()
    head = {
        "id": str(new_id()),
        "on": JAN.isoformat(),
        "text": "Mua cây giống",
        "store": "Kho 1",
        "person_name": "Anh Ba",
    }
    lines = {"lines-TOTAL_FORMS": "2", "lines-INITIAL_FORMS": "0", "lines-0-item": item, "lines-0-quantity": "100"}
    money = {"lines-0-amount_vnd": "500.000", "lines-0-vat_vnd": "25.000", "fact_means": "cash"}
    path = f"{BASE}/store/slips/new/purchase/"
    assert lan.post(path, {**head, **lines, "fact_means": "cash"}).status_code == 422
    assert lan.post(path, {**head, **lines, **money, "lines-0-quantity": ""}).status_code == 422
    assert lan.post(path, {**head, **lines, **money, "party": "Không ai"}).status_code == 422
    assert lan.post(path, {**head, **lines, **money}).status_code == 302
    assert lan.post(path, {**head, **lines, **money}).status_code == 302
    issue = {**head, **lines, "id": str(new_id()), "lines-0-quantity": "30", "fact_cost": "products"}
    assert lan.post(f"{BASE}/store/slips/new/cost-of-sale-external/", issue).status_code == 302
    with store.inside():
        assert StockSlip.objects.count() == 2
    assert lan.post(f"{BASE}/store/months/{YEAR}-01/price/").status_code == 302
    # 30 of 100 that cost 500.000.
    assert store.balance("6112") == 150_000
    with store.inside():
        slip = StockSlip.objects.get(kind="issue")
    taken = {"entry_on": JAN.isoformat(), "reason": "Nhầm"}
    assert lan.post(f"{BASE}/store/slips/{slip.id}/red-entry/", {}).status_code == 302
    assert lan.post(f"{BASE}/store/slips/{slip.id}/red-entry/", taken).status_code == 302
    assert store.balance("6112") == 0
    assert lan.post(f"{BASE}/store/slips/{slip.id}/red-entry/", taken).status_code == 409


def test_the_way_of_pricing_is_chosen_on_its_page(store: StoreStage, lan: Client) -> None:
    filled = {"method": "moving", "starts_on": f"{YEAR}-02", "decided": "NQ 02"}
    assert lan.post(f"{BASE}/store/method/", {**filled, "decided": ""}).status_code == 422
    assert lan.post(f"{BASE}/store/method/", filled).status_code == 302


def test_foreign_money_by_hand(store: StoreStage, lan: Client) -> None:
    rate = {"currency": "usd", "rate_on": JAN.isoformat(), "rate": "25000", "bank_name": "Vietcombank"}
    assert lan.post(f"{BASE}/currencies/rates/new/", {**rate, "bank_name": ""}).status_code == 422
    assert lan.post(f"{BASE}/currencies/rates/new/", {**rate, "currency": "U1D"}).status_code == 422
    assert lan.post(f"{BASE}/currencies/rates/new/", rate).status_code == 302
    head = {"id": str(new_id()), "on": JAN.isoformat(), "currency": "usd", "amount": "100", "text": "Xuất chè"}
    sale = {**head, "fact_to": "customer", "fact_revenue": "products"}
    path = f"{BASE}/currencies/new/sale/"
    assert lan.post(path, {**sale, "party": "Không ai"}).status_code == 422
    assert lan.post(path, sale).status_code == 422
    assert lan.post(path, {**sale, "party": "KH01"}).status_code == 302
    with store.inside():
        assert CurrencyMove.objects.get().amount_vnd == 2_500_000
        given = {"org_id": store.org_id, "by": store.office.cast.lan.id, "now": BEGAN_AT}
        record_rate(currency="USD", rate_on=date(YEAR, 1, 31), rate=Decimal(26_000), bank_name="V", source="", **given)
        draft = CurrencyDraft(
            new_id(), date(YEAR, 1, 31), "bought", "USD", Decimal(1), {"to": "cash", "from": "dong_cash"}, "Mua",
            Dong(26_000),
        )  # fmt: skip
        record_currency_move(draft=draft, **given)
    path = f"{BASE}/currencies/revaluation/"
    assert lan.post(path, {"id": str(new_id())}).status_code == 422
    assert lan.post(path, {"id": str(new_id()), "on": f"{YEAR}-01-31"}).status_code == 302
    assert store.balance("131") == 2_600_000
    assert lan.get(f"{BASE}/currencies/").status_code == 200
