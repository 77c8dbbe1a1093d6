"""How much is there, at one question: by pencil, and equal to the last line of every sheet whatever happened."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.reverse_documents import reverse_documents
from ecoop.trade import models
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.actions.record_stock_moves import record_stock_moves
from ecoop.trade.actions.retire_product import retire_product
from ecoop.trade.calc import (
    PURCHASE,
    SALE,
    STOCK,
    ProductDraft,
    PurchaseDraft,
    PurchaseLineDraft,
    SaleDraft,
    SaleLineDraft,
    StockMoveDraft,
)
from ecoop.trade.queries.stock import list_stock_sheets, list_stocked_products
from ecoop.trade.queries.stock_now import _STOCK_NOW, map_stock_now
from tests.cast import Cast

NOW = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)
FIRST = date(2026, 1, 1)
TEA, WATER, RICE, TAKEN = new_id(), new_id(), new_id(), new_id()
PRODUCTS = [TEA, WATER, RICE, TAKEN]
KINDS = ("opening", "used", "spoiled", "own_use", "counted")


class Shop:
    """Chú Năm's shop."""

    def __init__(self, cast: Cast) -> None:
        self.org_id = cast.nam_household.id
        self.act: dict[str, Any] = {"org_id": self.org_id, "by": cast.nam.id, "now": NOW}

    def sell(self, product_id: UUID | None, quantity: str | None, on: date, **more: Any) -> UUID:
        amount = Dong(10_000)
        line = SaleLineDraft("goods", "Hàng", amount, "kg", quantity and Decimal(quantity), product_id=product_id)
        draft = SaleDraft(id=new_id(), sold_on=on, lines=(line,), **more)
        assert [each.status for each in record_sales(sales=[draft], **self.act)] == ["recorded"]
        return draft.id

    def take_back(self, sale_id: UUID, quantity: str, on: date) -> None:
        line = SaleLineDraft("goods", "Hàng", Dong(-5_000), "kg", Decimal(quantity), product_id=TEA, returns_line=1)
        draft = SaleDraft(id=new_id(), sold_on=on, lines=(line,), returns_id=sale_id)
        assert [each.status for each in record_sales(sales=[draft], **self.act)] == ["recorded"]

    def buy(self, product_id: UUID, quantity: str, on: date, amount: int = 20_000, what: str = "goods") -> UUID:
        line = PurchaseLineDraft("Hàng", Dong(amount), "kg", Decimal(quantity), product_id=product_id)
        draft = PurchaseDraft(id=new_id(), bought_on=on, lines=(line,), what=what)
        record_purchases(purchases=[draft], **self.act)
        return draft.id

    def move(self, kind: str, product_id: UUID, quantity: str, on: date) -> UUID:
        amount = Dong(30_000) if kind == "opening" else Dong(0)
        draft = StockMoveDraft(new_id(), on, kind, product_id, Decimal(quantity), amount)
        record_stock_moves(moves=[draft], **self.act)
        return draft.id

    def gone(self, kind: str, document_id: UUID) -> None:
        reverse_documents(document_kind=kind, document_ids=[document_id], entry_on=FIRST, reason="Nhầm", **self.act)

    def there(self, year: int = 2026) -> dict[UUID, Decimal]:
        stocked = [each.id for each in list_stocked_products(org_id=self.org_id)]
        return map_stock_now(org_id=self.org_id, product_ids=stocked, year=year)

    def sheets(self, year: int) -> dict[UUID, Decimal]:
        return {each.product_id: each.closing_quantity for each in list_stock_sheets(org_id=self.org_id, year=year)}


@pytest.fixture
def shop(cast: Cast) -> Iterator[Shop]:
    with cast.inside(cast.nam_household, cast.nam):
        shop = Shop(cast)
        open_books(chart="household", starts_on=FIRST, **shop.act)
        names = zip(PRODUCTS, ("Chè", "Nước", "Gạo", "Ngô"), strict=True)
        products = [ProductDraft(each, name, "goods", unit="kg", is_stocked=True) for each, name in names]
        record_products(products=products, **shop.act)
        yield shop


def day(month: int, day_of_month: int, year: int = 2026) -> date:
    return date(year, month, day_of_month)


def test_what_is_there_by_pencil(shop: Shop) -> None:
    # 10 opening + 5 bought - 3 sold + 1 brought back = 13; counted 12 in the evening of 10 March, whatever moved on it.
    shop.move("opening", TEA, "10", FIRST)
    shop.buy(TEA, "5", day(2, 1))
    sold = shop.sell(TEA, "3", day(2, 2))
    shop.take_back(sold, "1", day(2, 3))
    assert shop.there()[TEA] == 13
    shop.move("counted", TEA, "12", day(3, 10))
    shop.sell(TEA, "2", day(3, 10))
    assert shop.there()[TEA] == 12
    # After it: 1,5 sold, 0,5 spoiled, 4 bought: 14. In January 2027 6 more are sold: 8.
    shop.sell(TEA, "1.5", day(3, 11))
    shop.move("spoiled", TEA, "0.5", day(4, 1))
    shop.buy(TEA, "4", day(12, 31))
    shop.sell(TEA, "6", day(1, 1, 2027))
    assert (shop.there(2026)[TEA], shop.there(2027)[TEA]) == (14, 8)
    # Sold before it was bought, and a product of which nothing was ever there.
    shop.sell(WATER, "2", day(5, 1))
    assert (shop.there()[WATER], shop.there()[RICE]) == (-2, 0)


def test_what_was_taken_back_moved_nothing(shop: Shop) -> None:
    shop.move("opening", TEA, "10", FIRST)
    shop.gone(SALE, shop.sell(TEA, "3", day(2, 1)))
    shop.gone(PURCHASE, shop.buy(TEA, "7", day(2, 2)))
    shop.gone(STOCK, shop.move("opening", WATER, "100", FIRST))
    assert (shop.there()[TEA], shop.there()[WATER]) == (10, 0)
    assert shop.there() == shop.sheets(2026)


def test_goods_no_longer_sold_and_assets(shop: Shop) -> None:
    shop.move("opening", RICE, "4", FIRST)
    retire_product(product_id=RICE, **shop.act)
    # A fixed asset has no sheet, though it names a product by mistake.
    shop.buy(TEA, "1", day(2, 1), what="fixed_asset")
    shop.sell(None, "5", day(2, 1))
    shop.sell(TEA, None, day(2, 1))
    assert shop.there() == {TEA: 0, WATER: 0, RICE: 4, TAKEN: 0} == shop.sheets(2026)


def test_plans_take_in_how_much_a_line_took_and_call_nothing_for_it(shop: Shop) -> None:
    given: dict[str, Any] = {"org_id": shop.org_id, "product_ids": [TEA], "ends_before": day(1, 1, 2027)}
    given |= {"gone_sales": [], "gone_purchases": [], "gone_moves": []}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (VERBOSE) {_STOCK_NOW}", given)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "CASE WHEN ((l.amount_vnd < 0)" in plan
    assert "trade_sold_quantity" not in plan


def test_another_household_has_nothing_of_it(shop: Shop, cast: Cast) -> None:
    shop.move("opening", TEA, "10", FIRST)
    with cast.inside(cast.tu_household, cast.tu):
        assert map_stock_now(org_id=cast.tu_household.id, product_ids=[TEA], year=2026) == {TEA: 0}
        # Even if asked for another's: the walls answer.
        assert map_stock_now(org_id=shop.org_id, product_ids=[TEA], year=2026) == {TEA: 0}


@pytest.mark.wrongs_the_books
@pytest.mark.parametrize("seed", range(12))
def test_it_is_always_what_the_sheets_end_with(shop: Shop, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)
    made = _anything(shop, dice)
    gone = {kind: dice.sample(ids, len(ids) // 6) for kind, ids in made.items()}
    for module in ("stock", "stock_now", "weighing"):
        monkeypatch.setattr(
            f"ecoop.trade.queries.{module}.list_reversed_documents",
            lambda *, org_id, document_kind: gone.get(document_kind, []),
        )
    for year in (2025, 2026, 2027):
        assert shop.there(year) == shop.sheets(year), (seed, year)


def _anything(shop: Shop, dice: random.Random) -> dict[str, list[UUID]]:
    """Record whatever may happen, in any order of days, on few days so that many meet."""
    made: dict[str, list[UUID]] = {SALE: [], PURCHASE: [], STOCK: []}
    days = [FIRST + timedelta(days=dice.randrange(420)) for _ in range(9)]
    for _thing in range(45):
        product, on = dice.choice(PRODUCTS), dice.choice(days)
        quantity = str(Decimal(dice.randrange(1, 9_000)) / 1000)
        kind = dice.choice(("sell", "sell", "buy", "move", "odd"))
        if kind == "sell":
            made[SALE].append(shop.sell(product, quantity, on))
        elif kind == "buy":
            made[PURCHASE].append(shop.buy(product, quantity, on, what=dice.choice(("goods", "materials"))))
        elif kind == "move":
            made[STOCK].append(shop.move(dice.choice(KINDS), product, quantity, on))
        else:
            _odd_purchase(shop, dice, product, on)
    return made


def _odd_purchase(shop: Shop, dice: random.Random, product: UUID, on: date) -> None:
    """Lay a purchase as no action of ours writes one now: for nothing in whole or part, goods sent back, an asset."""
    given = {"org_id": shop.org_id, "recorded_at": NOW, "recorded_by_id": shop.act["by"]}
    what = dice.choice(("goods", "fixed_asset"))
    bought = models.Purchase.objects.create(bought_on=on, what=what, total_vnd=0, means="cash", **given)
    for line in (1, 2):
        models.PurchaseLine.objects.create(
            org_id=shop.org_id,
            purchase=bought,
            line=line,
            name="Hàng",
            quantity=dice.choice((Decimal(-2), Decimal(3), None)),
            amount_vnd=dice.choice((0, 0, 1_000, -1_000)),
            product_id=dice.choice((product, None)),
        )


def test_sums_read_the_index_alone(shop: Shop) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'sale_lines_of_stock'")
        (found,) = cursor.fetchone()
    assert found.endswith("(org_id, product_id, sold_on) INCLUDE (quantity, amount_vnd) WHERE (product_id IS NOT NULL)")
