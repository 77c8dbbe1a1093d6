"""The store: what comes in, what leaves at which price, what is missing; never less than nothing, never a đồng lost."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.close_period import close_period
from ecoop.vouchers import errors
from ecoop.vouchers.actions.price_stock_month import price_stock_month
from ecoop.vouchers.actions.record_stock_items import StockItemDraft, choose_stock_method, record_stock_items
from ecoop.vouchers.actions.take_back_slip import take_back_slip
from ecoop.vouchers.calc.stock import ItemStock, Pool, StockMove, price_issue, price_month
from ecoop.vouchers.queries.stock_cards import get_stock_card, list_stock_cards, list_stock_summary
from ecoop.vouchers.queries.stock_items import list_stock_items
from ecoop.vouchers.queries.stock_slips import get_slip_view, list_slip_page, list_unpriced_months
from ecoop.vouchers.tests.office import STARTS_ON
from ecoop.vouchers.tests.store import YEAR, StoreStage, set_the_store
from tests.cast import BEGAN_AT, Cast

JAN, FEB, MAR = date(YEAR, 1, 10), date(YEAR, 2, 10), date(YEAR, 3, 10)
CASH = {"means": "cash"}
INSIDE = {"cost": "other"}
FIELD = {"where": "production"}


@pytest.fixture
def moving(cast: Cast) -> StoreStage:
    return set_the_store(cast, method="moving")


@pytest.fixture
def monthly(cast: Cast) -> StoreStage:
    return set_the_store(cast, method="monthly")


def test_after_each_receipt_what_leaves_costs_the_average_of_what_is_there(moving: StoreStage) -> None:
    """
    Opening          100 kg for 1.000.000
    10/01  bought     50 kg for   800.000 (+ 80.000 VAT): 150 kg for 1.800.000, 12.000 a kg
    10/02  to members 60 kg        60 * 12.000 = 720.000
    10/03  to a field 90 kg        the rest, 1.080.000
    """
    wrote = moving.good(
        moving.slip("purchase", JAN, (moving.npk, "50", 800_000), facts=CASH),
        moving.slip("cost-of-sale-internal", FEB, (moving.npk, "60", 0), facts=INSIDE),
        moving.slip("materials-used", MAR, (moving.npk, "90", 0), facts=FIELD),
    )
    assert wrote == ["152 1111 800000 x50", "6128 152 720000 x60", "154 152 1080000 x90"]
    assert moving.balance("152") == 0


def test_by_the_month_what_leaves_is_priced_at_its_end_and_anew_if_papers_came_later(monthly: StoreStage) -> None:
    """
    January: 100 kg for 1.000.000 and 50 kg for 800.000: 12.000 a kg; 60 left: 720.000.
    Later a paper of January brings 50 kg for 200.000: 2.000.000 / 200 = 10.000 a kg; the 60 cost 600.000.
    """
    assert monthly.good(
        monthly.slip("cost-of-sale-internal", JAN, (monthly.npk, "60", 0), facts=INSIDE),
        monthly.slip("purchase", JAN, (monthly.npk, "50", 800_000), facts=CASH),
    ) == ["152 1111 800000 x50"]
    by = monthly.office.cast.lan.id
    with monthly.inside():
        assert list_unpriced_months(org_id=monthly.org_id) == [date(YEAR, 1, 1)]
        priced = price_stock_month(org_id=monthly.org_id, month=JAN, by=by, now=BEGAN_AT)
        assert (priced.slips, priced.total_vnd) == (1, 720_000)
        assert price_stock_month(org_id=monthly.org_id, month=JAN, by=by, now=BEGAN_AT).slips == 0
    assert monthly.balance("152") == 1_080_000
    monthly.good(monthly.slip("purchase", JAN, (monthly.npk, "50", 200_000), facts=CASH))
    with monthly.inside():
        again = price_stock_month(org_id=monthly.org_id, month=JAN, by=by, now=BEGAN_AT)
        assert (again.slips, again.total_vnd) == (1, 600_000)
        assert list_unpriced_months(org_id=monthly.org_id) == []
        card = get_stock_card(org_id=monthly.org_id, item_id=monthly.npk, year=YEAR)
    assert (monthly.balance("152"), monthly.balance("6128")) == (1_400_000, 600_000)
    assert (card.opening, card.closing) == (Pool(Decimal(100), Dong(1_000_000)), Pool(Decimal(140), Dong(1_400_000)))
    assert (card.in_vnd, card.out_vnd, card.unpriced) == (1_000_000, 600_000, 0)


def test_what_is_not_there_does_not_leave(moving: StoreStage) -> None:
    too_much = moving.slip("cost-of-sale-internal", JAN, (moving.npk, "101", 0), facts=INSIDE)
    twice = moving.slip("cost-of-sale-internal", JAN, (moving.npk, "60", 0), (moving.npk, "60", 0), facts=INSIDE)
    fits = moving.slip("cost-of-sale-internal", JAN, (moving.npk, "100", 0), facts=INSIDE)
    outcomes = moving.record(too_much, twice, fits)
    assert [type(each.refusal) for each in outcomes] == [errors.StockIsShort, errors.StockIsShort, type(None)]
    assert moving.balance("152") == 0
    (early,) = moving.record(moving.slip("purchase", FEB, (moving.tea, "1", 5), facts=CASH))
    assert early.refusal is None
    (late,) = moving.record(moving.slip("cost-of-sale-external", JAN, (moving.tea, "1", 0), facts={"cost": "products"}))
    assert isinstance(late.refusal, errors.StockIsShort | errors.StockMovesLater)


def test_the_same_paper_again_is_known_and_another_under_its_id_is_refused(moving: StoreStage) -> None:
    slip = moving.slip("purchase", JAN, (moving.npk, "50", 800_000), facts=CASH)
    first, again = moving.record(slip, slip)
    assert (first.status, again.status) == ("recorded", "recorded")
    (known,) = moving.record(slip)
    assert known.status == "known"
    other = moving.slip("purchase", JAN, (moving.npk, "51", 800_000), facts=CASH)
    (refused,) = moving.record(type(other)(**{**vars(other), "id": slip.id}))
    assert isinstance(refused.refusal, errors.SlipDiffers)
    with moving.inside():
        page = list_slip_page(org_id=moving.org_id)
    assert [(each.paper, each.number) for each in page.rows] == [("01-VT", f"{YEAR % 100}-00001")]


def test_a_count_finds_what_is_missing_and_what_is_too_much(moving: StoreStage) -> None:
    """100 kg for 1.000.000 counted as 98: 20.000 wait in 138. Tea: 10 kg for 500.000, counted 12: 100.000 in 338."""
    moving.good(moving.slip("purchase", JAN, (moving.tea, "10", 500_000), facts=CASH))
    count = moving.slip("count", FEB, (moving.npk, "98", 0), (moving.tea, "12", 0), text="Kiểm kê")
    assert moving.good(count) == ["138 152 20000 x2, 156 338 100000 x2"]
    with moving.inside():
        view = get_slip_view(org_id=moving.org_id, slip_id=count.id)
    assert (view.slip.paper, view.total_vnd) == ("05-VT", 120_000)
    assert [each.counted_quantity for each in view.rows] == [98, 12]


def test_goods_go_back_to_the_supplier_at_what_is_got_for_them(moving: StoreStage) -> None:
    """10 kg cost 100.000 at the average; the supplier gives 90.000 back: 10.000 are lost."""
    back = moving.slip(
        "goods-sent-back", JAN, (moving.npk, "10", 90_000), facts={"means": "credit"},
        counterparty_id=moving.office.power,
    )  # fmt: skip
    assert moving.good(back) == ["331 152 90000 x10, 658 152 10000"]
    assert moving.balance("152") == 900_000


def test_a_paper_is_taken_back_if_nothing_rests_on_it(moving: StoreStage) -> None:
    bought = moving.slip("purchase", JAN, (moving.npk, "50", 800_000), facts=CASH)
    issued = moving.slip("materials-used", FEB, (moving.npk, "120", 0), facts=FIELD)
    moving.good(bought, issued)
    given = {"org_id": moving.org_id, "entry_on": FEB, "by": moving.office.cast.lan.id, "now": BEGAN_AT}
    with moving.inside():
        with pytest.raises(errors.StockIsShort):
            take_back_slip(slip_id=bought.id, reason="Nhầm", **given)
        take_back_slip(slip_id=issued.id, reason="Nhầm", **given)
        take_back_slip(slip_id=bought.id, reason="Nhầm", **given)
        with pytest.raises(errors.SlipWasTakenBack):
            take_back_slip(slip_id=bought.id, reason="Nhầm", **given)
        with pytest.raises(errors.SlipNotFound):
            take_back_slip(slip_id=new_id(), reason="Nhầm", **given)
    assert (moving.balance("152"), moving.balance("1111")) == (1_000_000, 9_000_000)


def test_a_closed_month_takes_no_paper_even_where_nothing_is_posted_yet(monthly: StoreStage) -> None:
    with monthly.inside():
        lan = monthly.office.cast.lan
        now = BEGAN_AT.replace(year=YEAR + 1)
        close_period(org_id=monthly.org_id, month=date(YEAR, 1, 1), by=lan.id, now=now)
    (refused,) = monthly.record(monthly.slip("materials-used", JAN, (monthly.npk, "1", 0), facts=FIELD))
    assert refused.refusal is not None
    assert refused.refusal.code == "ledger.period-is-closed"


def test_items_have_one_code_on_one_account_that_holds_stock(moving: StoreStage) -> None:
    given = {"org_id": moving.org_id, "by": moving.office.cast.lan.id, "now": BEGAN_AT}
    with moving.inside():
        outcomes = record_stock_items(
            items=[
                StockItemDraft(moving.npk, "NPK", "Phân NPK 16-16-8", "kg", "152"),
                StockItemDraft(moving.npk, "NPK", "Phân NPK 16-16-8", "kg", "156"),
                StockItemDraft(new_id(), "NPK", "Khác", "kg", "152"),
                StockItemDraft(new_id(), "X", "Tiền", "đ", "1111"),
                StockItemDraft(new_id(), "Y", "", "kg", "152"),
            ],
            **given,
        )
        names = [item.name for item in list_stock_items(org_id=moving.org_id)]
    found = [type(each.refusal) for each in outcomes]
    assert found == [
        type(None), errors.StockItemDiffers, errors.StockItemDiffers, errors.StockAccountUnfit, errors.SlipSaysNothing,
    ]  # fmt: skip
    assert names == ["Bao bì", "Chè khô", "Phân NPK 16-16-8"]


def test_the_summary_says_what_accounts_hold_besides(moving: StoreStage) -> None:
    moving.good(moving.slip("materials-used", JAN, (moving.npk, "10", 0), facts=FIELD))
    with moving.inside():
        summary = list_stock_summary(org_id=moving.org_id, from_on=STARTS_ON, until_on=date(YEAR, 12, 31))
        cards = list(list_stock_cards(org_id=moving.org_id, year=YEAR))
    rows = {row.item.code: row for row in summary.rows}
    assert rows["NPK"].closing == Pool(Decimal(90), Dong(900_000))
    assert {account: (items, books) for account, items, books in summary.accounts}["152"] == (900_000, 900_000)
    assert [card.item.code for card in cards] == ["NPK"]


def test_the_way_of_pricing_is_chosen_before_papers_and_from_a_first_day(moving: StoreStage) -> None:
    moving.good(moving.slip("materials-used", FEB, (moving.npk, "10", 0), facts=FIELD))
    given = {"org_id": moving.org_id, "by": moving.office.cast.lan.id, "now": BEGAN_AT, "decided": "QĐ 02"}
    with moving.inside():
        for method, starts_on in (
            ("monthly", date(YEAR, 1, 1)),
            ("monthly", date(YEAR, 3, 2)),
            ("fifo", date(YEAR, 6, 1)),
        ):
            with pytest.raises(errors.StockMethodUnknown):
                choose_stock_method(method=method, starts_on=starts_on, **given)
        choose_stock_method(method="monthly", starts_on=date(YEAR, 3, 1), **given)


moves_drawn = st.lists(
    st.tuples(st.booleans(), st.integers(1, 10**6), st.integers(0, 10**9), st.integers(1, 28)), min_size=1, max_size=40
)


@settings(max_examples=200, deadline=None)
@given(drawn=moves_drawn)
def test_no_dong_is_made_or_lost(drawn: list[tuple[bool, int, int, int]]) -> None:
    """Opening and what came in are what left and what is left; nothing there is worth nothing."""
    stock, pool = ItemStock("X", "X"), Pool()
    for is_in, milli, amount, _day in drawn:
        quantity = Decimal(milli).scaleb(-3)
        if is_in:
            pool = Pool(pool.quantity + quantity, Dong(pool.amount_vnd + amount))
        elif pool.quantity:
            out = min(quantity, pool.quantity)
            cost = price_issue(pool=pool, quantity=out)
            assert 0 <= cost <= pool.amount_vnd
            pool = Pool(pool.quantity - out, Dong(pool.amount_vnd - cost))
    if not pool.quantity:
        assert pool.amount_vnd == 0 or not any(each[0] for each in drawn)
    for is_in, milli, amount, day in drawn:
        stock.add(StockMove(new_id(), date(2026, 1, day), is_in, Decimal(milli), Dong(amount) if is_in else None))
    costs = price_month(stock=stock, month=date(2026, 1, 1))
    came = sum(move.amount_vnd or 0 for move in stock.moves if move.is_in)
    there = sum(move.quantity if move.is_in else -move.quantity for move in stock.moves)
    assert all(cost >= 0 for cost in costs.values())
    assert sum(costs.values()) <= came
    if there <= 0 and costs:
        assert sum(costs.values()) == came or not came
