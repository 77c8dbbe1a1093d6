"""What the phone shows first, by pencil: takings, what sells, what is low, what is owed."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.actions.record_stock_moves import record_stock_moves
from ecoop.trade.calc import ProductDraft, SaleDraft, SaleLineDraft, StockMoveDraft
from ecoop.trade.queries.glance import Glance, get_glance
from tests.cast import Cast

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
TEA, WATER = new_id(), new_id()


def _sale(on: date, thousands: int, *, means: str = "cash", tea: str = "1", **more: Any) -> SaleDraft:
    line = SaleLineDraft("goods", "Chè", Dong(thousands * 1000), "kg", Decimal(tea), product_id=TEA)
    return SaleDraft(id=new_id(), sold_on=on, lines=(line,), means=means, **more)


@pytest.fixture
def nam(cast: Cast) -> Cast:
    act: dict[str, Any] = {"org_id": cast.nam_household.id, "by": cast.nam.id, "now": NOW}
    with cast.inside(cast.nam_household, cast.nam):
        open_books(chart="household", starts_on=date(2026, 1, 1), **act)
        products = [
            ProductDraft(TEA, "Chè búp", "goods", unit="kg", is_stocked=True),
            ProductDraft(WATER, "Nước", "goods", unit="chai", is_stocked=True),
        ]
        record_products(products=products, **act)
        stock = [
            StockMoveDraft(new_id(), date(2026, 11, 1), "opening", TEA, Decimal(10), Dong(1_000_000)),
            StockMoveDraft(new_id(), date(2026, 11, 1), "opening", WATER, Decimal(100), Dong(500_000)),
        ]
        record_stock_moves(moves=stock, **act)
        sales = [
            _sale(TODAY, 300),
            _sale(TODAY, 200, means="bank", tea="2"),
            _sale(TODAY, 500, means="credit", party_name="Chị Hoa"),
            _sale(date(2026, 11, 21), 100),
            _sale(date(2026, 11, 15), 400, tea="2"),
            _sale(date(2026, 10, 5), 900, means="credit", party_name="Anh Ba"),
        ]
        assert {each.status for each in record_sales(sales=sales, **act)} == {"recorded"}
    return cast


def _glance(cast: Cast) -> Glance:
    with cast.inside(cast.nam_household, cast.nam):
        return get_glance(org_id=cast.nam_household.id, today=TODAY)


def test_takings_beside_the_days_before(nam: Cast) -> None:
    takings = _glance(nam).takings
    assert (takings.today_vnd, takings.today_count, takings.yesterday_vnd) == (1_000_000, 3, 100_000)
    assert takings.same_day_last_week_vnd == 400_000
    # The week is 16 to 22 November, the one before 9 to 15 November.
    assert (takings.week_vnd, takings.week_before_vnd) == (1_100_000, 400_000)
    assert takings.month_vnd == 1_500_000
    assert len(takings.by_day) == 14
    assert takings.by_day[-1] == (TODAY, 1_000_000)


def test_means_debts_and_what_sells(nam: Cast) -> None:
    glance = _glance(nam)
    assert glance.by_means == {"cash": 300_000, "bank": 200_000, "credit": 500_000}
    owed = glance.owed_to_us
    assert (owed.open_vnd, len(owed.debts), owed.debts[0].party_name) == (1_400_000, 2, "Anh Ba")
    # From 5 October to 22 November it is 48 days: past thirty, not past sixty.
    assert owed.by_age_vnd == (500_000, 900_000, 0, 0)
    (tea,) = glance.top
    # Since 24 October: 1 + 2 + 1 + 1 + 2 kg for 1,500,000, under the name the product has.
    assert (tea.name, tea.quantity, tea.amount_vnd) == ("Chè búp", 7, 1_500_000)


def test_low_is_what_one_week_would_sell_out(nam: Cast) -> None:
    (tea,) = _glance(nam).low
    # 1 kg was sold in October before any was written down, 10 kg came on 1 November, 7 kg were sold since: 2 are left.
    # 5 of them went in the last week.
    assert (tea.name, tea.quantity, tea.sold_in_week) == ("Chè búp", 2, 5)
