"""Foreign money: debits at the rate of the day, credits at the average of the books, revalued at the end of a month."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.queries import get_entry_by_number, list_findings, list_trial_balance
from ecoop.vouchers import errors
from ecoop.vouchers.actions.record_currency import (
    record_currency_move,
    record_rate,
    revalue_currencies,
)
from ecoop.vouchers.calc.currency import CurrencyDraft, Position, revaluations
from ecoop.vouchers.calc.stock import Pool
from ecoop.vouchers.queries.currency import list_currency_moves, list_rates, sum_currencies, sum_currency_by_code
from ecoop.vouchers.tests.office import STARTS_ON, OfficeStage
from tests.cast import BEGAN_AT

YEAR = STARTS_ON.year
JAN, FEB, MAR, END = date(YEAR, 1, 10), date(YEAR, 2, 10), date(YEAR, 3, 10), date(YEAR, 3, 31)


class Desk:
    """The office at its desk of foreign money."""

    def __init__(self, office: OfficeStage) -> None:
        self.office, self.org_id, self.by = office, office.cast.coop.id, office.cast.lan.id

    def inside(self):
        return self.office.cast.inside(self.office.cast.coop, self.office.cast.lan)

    def rate(self, on: date, rate: str, currency: str = "USD") -> None:
        with self.inside():
            record_rate(
                org_id=self.org_id, currency=currency, rate_on=on, rate=Decimal(rate),
                bank_name="Vietcombank", source="", by=self.by, now=BEGAN_AT,
            )  # fmt: skip

    def move(self, event: str, on: date, amount: str, dong: int = 0, party: UUID | None = None, **facts: str) -> str:
        draft = CurrencyDraft(
            new_id(), on, event, "USD", Decimal(amount), facts, event, Dong(dong), counterparty_id=party
        )
        with self.inside():
            return self.wrote(record_currency_move(org_id=self.org_id, draft=draft, by=self.by, now=BEGAN_AT))

    def wrote(self, label: str) -> str:
        if not label:
            return ""
        year, number = label.split("-")
        entry = get_entry_by_number(org_id=self.org_id, year=int(year), number=int(number))
        assert list_findings(org_id=self.org_id) == []
        return ", ".join(f"{each.debit} {each.credit} {each.amount_vnd}" for each in entry.postings)


@pytest.fixture
def desk(office: OfficeStage) -> Desk:
    return Desk(office)


def test_a_sale_is_collected_and_a_supplier_paid_with_the_differences_where_they_belong(desk: Desk) -> None:
    """
    10/01 at 25.000: sold for 1.000 USD on credit            25.000.000 on 131
    10/02 at 25.400: collected: 25.400.000 on 1122, 131 leaves at 25.000.000, 400.000 gained
    10/02 at 25.400: bought goods for 400 USD on credit      10.160.000 on 331
    10/03 at 25.500: paid 400 USD: 331 debited 10.200.000, 1122 leaves at 25.400: 10.160.000, 40.000 gained
    31/03 at 25.600: 600 USD held: 15.360.000, in the books 15.240.000: 120.000 up;
                     331 owes 0 USD, but the books have 40.000 on its debit side: 40.000 down
    """
    desk.rate(JAN, "25000")
    desk.rate(FEB, "25400")
    desk.rate(MAR, "25500")
    assert desk.move("sale", JAN, "1000", party=desk.office.shop, to="customer", revenue="products") == (
        "131 5112 25000000"
    )
    assert desk.move("collected", FEB, "1000", party=desk.office.shop, to="bank", **{"from": "customer"}) == (
        "1122 131 25000000, 1122 558 400000, 007 0 25400000"
    )
    assert desk.move("purchase", FEB, "400", party=desk.office.power, what="goods", supplier="supplier") == (
        "156 331 10160000"
    )
    assert desk.move("paid", MAR, "400", party=desk.office.power, to="supplier", **{"from": "bank"}) == (
        "331 1122 10160000, 331 558 40000, 0 007 10160000"
    )
    desk.rate(END, "25600")
    with desk.inside():
        identity = new_id()
        done = revalue_currencies(org_id=desk.org_id, document_id=identity, on=END, by=desk.by, now=BEGAN_AT)
        assert (done.positions, done.up_vnd, done.down_vnd) == (2, 120_000, 40_000)
        assert desk.wrote(done.entry_label) == "1122 558 120000, 658 331 40000"
        for again in (identity, new_id()):
            done = revalue_currencies(org_id=desk.org_id, document_id=again, on=END, by=desk.by, now=BEGAN_AT)
            assert done.positions == 0
        stands = sum_currencies(org_id=desk.org_id, until_on=END)
        assert stands == {Position("1122", "USD", None): Pool(Decimal(600), Dong(15_360_000))}
        assert sum_currency_by_code(org_id=desk.org_id, until_on=END) == {"USD": 600}
        lines = list_trial_balance(org_id=desk.org_id, from_on=STARTS_ON, until_on=END)
        assert {line.code: line.closing_vnd for line in lines}["1122"] == 15_360_000
        assert len(list_currency_moves(org_id=desk.org_id, from_on=JAN, until_on=END)) == 8


def test_bought_sold_and_moved(desk: Desk) -> None:
    """100 USD bought for 2.510.000 at a mid rate of 25.000: 10.000 lost; 40 sold for 1.020.000: 20.000 gained."""
    desk.rate(JAN, "25000")
    assert desk.move("bought", JAN, "100", 2_510_000, to="cash", **{"from": "dong_bank"}) == (
        "1112 1121 2500000, 658 1121 10000, 007 0 2500000"
    )
    assert desk.move("sold", JAN, "40", 1_020_000, to="dong_cash", **{"from": "cash"}) == (
        "1111 1112 1000000, 1111 558 20000, 0 007 1000000"
    )
    desk.rate(FEB, "26000")
    assert desk.move("moved", FEB, "60", to="bank", **{"from": "cash"}) == "1122 1112 1500000"
    with desk.inside(), pytest.raises(errors.CurrencyIsShort):
        desk.move("sold", FEB, "1", 26_000, to="dong_cash", **{"from": "cash"})


def test_what_is_refused(desk: Desk) -> None:
    with pytest.raises(errors.RateIsMissing):
        desk.move("bought", JAN, "1", 25_000, to="cash", **{"from": "dong_cash"})
    for currency, rate in (("US", "25000"), ("USD", "0"), ("Đô", "1")):
        with pytest.raises(errors.RateIsUnfit):
            desk.rate(JAN, rate, currency)
    desk.rate(JAN, "25000")
    with pytest.raises(errors.CurrencySaysNothing):
        desk.move("sale", JAN, "5", to="customer", revenue="products")
    with pytest.raises(errors.CurrencySaysNothing):
        desk.move("bought", JAN, "0", to="cash", **{"from": "dong_cash"})
    with pytest.raises(errors.PartyNotFound):
        desk.move("sale", JAN, "5", party=new_id(), to="customer", revenue="products")
    desk.move("bought", FEB, "5", 125_000, to="cash", **{"from": "dong_cash"})
    desk.move("sold", MAR, "2", 50_000, to="dong_cash", **{"from": "cash"})
    with pytest.raises(errors.CurrencyMovesLater):
        desk.move("sold", FEB, "1", 25_000, to="dong_cash", **{"from": "cash"})
    with desk.inside(), pytest.raises(errors.RateIsMissing):
        revalue_currencies(org_id=desk.org_id, document_id=new_id(), on=END, by=desk.by, now=BEGAN_AT)
    with desk.inside():
        assert [(each.rate_on, each.rate) for each in list_rates(org_id=desk.org_id)] == [(JAN, 25_000)]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-(10**9), 10**9), st.integers(-(10**13), 10**13)), max_size=20),
    st.integers(1, 10**6),
)
def test_after_a_revaluation_everything_is_worth_its_rate(drawn: list[tuple[int, int]], rate: int) -> None:
    pools = {
        Position(str(at), "USD", None): Pool(Decimal(amount).scaleb(-2), Dong(vnd))
        for at, (amount, vnd) in enumerate(drawn)
    }
    rates = {"USD": Decimal(rate).scaleb(-1)}
    found = revaluations(pools=pools, rates=rates)
    after = pools | {
        position: Pool(pool.quantity, Dong(pool.amount_vnd + difference)) for position, pool, difference in found
    }
    assert revaluations(pools=after, rates=rates) == []
