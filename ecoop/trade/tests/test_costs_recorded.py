"""Costs, money and stock as they are recorded: what is posted, what is refused, what the books and the tax read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.models import Entry, Posting
from ecoop.ledger.queries import list_findings
from ecoop.trade import models, queries
from ecoop.trade.actions.judge_cost import judge_cost
from ecoop.trade.actions.post_stock_cost import post_stock_cost
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_money_moves import record_money_moves
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.actions.record_stock_moves import record_stock_moves
from ecoop.trade.calc import (
    EXPENSE,
    PURCHASE,
    SALE,
    ExpenseDraft,
    MoneyMoveDraft,
    Outcome,
    PurchaseDraft,
    PurchaseLineDraft,
    SaleDraft,
    SaleLineDraft,
    StockMoveDraft,
)
from ecoop.trade.errors import JudgementNeedsReason, StockCostIsPosted
from ecoop.trade.queries.debts import OWED_TO_US, WE_OWE, list_debts
from tests.cast import Cast

NOW = datetime(2026, 7, 6, 2, 0, tzinfo=UTC)
MARCH_5 = date(2026, 3, 5)


class Nam:
    """Chú Năm at his books."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.org_id, self.by = cast, cast.nam_household.id, cast.nam.id

    def product(self, name: str) -> UUID:
        given = {"org_id": self.org_id, "recorded_at": NOW, "recorded_by_id": self.by}
        product = models.Product.objects.create(**given)
        version = {"name": name, "unit": "kg", "sector": "goods", "is_stocked": True}
        models.ProductVersion.objects.create(product=product, **version, **given)
        return product.id

    def buy(self, amount: int, *, quantity: int = 1, product_id: UUID | None = None, **more: object) -> PurchaseDraft:
        line = PurchaseLineDraft("Chè tươi", Dong(amount), "kg", Decimal(quantity), product_id=product_id)
        draft = PurchaseDraft(id=new_id(), bought_on=MARCH_5, lines=(line,), has_invoice=True)
        return replace(draft, **more)  # type: ignore[arg-type]

    def bought(self, *drafts: PurchaseDraft) -> list[Outcome]:
        return record_purchases(org_id=self.org_id, purchases=drafts, by=self.by, now=NOW)

    def sell(self, quantity: int, product_id: UUID, on: date = date(2026, 3, 20)) -> None:
        line = SaleLineDraft("goods", "Chè", Dong(quantity * 100_000), "kg", Decimal(quantity), product_id=product_id)
        sales = [SaleDraft(id=new_id(), sold_on=on, lines=(line,))]
        assert record_sales(org_id=self.org_id, sales=sales, by=self.by, now=NOW)[0].status == "recorded"

    def spent(self, *drafts: ExpenseDraft) -> list[Outcome]:
        return record_expenses(org_id=self.org_id, expenses=drafts, by=self.by, now=NOW)

    def moved(self, *drafts: MoneyMoveDraft) -> list[Outcome]:
        return record_money_moves(org_id=self.org_id, moves=drafts, by=self.by, now=NOW)

    def stock(self, *drafts: StockMoveDraft) -> list[Outcome]:
        return record_stock_moves(org_id=self.org_id, moves=drafts, by=self.by, now=NOW)

    def postings(self, kind: str) -> list[tuple[str, str, int]]:
        found = Posting.objects.filter(org_id=self.org_id, entry_id__in=self.entries(kind)).order_by("entry_id", "line")
        return list(found.values_list("debit", "credit", "amount_vnd"))

    def entries(self, kind: str) -> list[UUID]:
        return list(Entry.objects.filter(org_id=self.org_id, document_kind=kind).values_list("id", flat=True))

    def costs(self) -> list[tuple[str, str, int, int]]:
        rows = queries.sum_costs(org_id=self.org_id, year=2026)
        return [(f"{row.month:%m}", row.group, row.deductible_vnd, row.refused_vnd) for row in rows]


@pytest.fixture
def nam(cast: Cast) -> Iterator[Nam]:
    """Stand in chú Năm's household; whatever a test does, the checks find nothing wrong after it."""
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=cast.nam_household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        yield Nam(cast)
        assert list_findings(org_id=cast.nam_household.id) == []


def code(outcome: Outcome) -> str:
    return outcome.refusal.code if outcome.refusal else outcome.status


def expense(amount: int, **more: object) -> ExpenseDraft:
    draft = ExpenseDraft(id=new_id(), spent_on=MARCH_5, group="other", amount_vnd=Dong(amount), has_invoice=True)
    return replace(draft, **more)  # type: ignore[arg-type]


def money(rule: str, amount: int, **more: object) -> MoneyMoveDraft:
    draft = MoneyMoveDraft(id=new_id(), moved_on=date(2026, 3, 9), rule=rule, amount_vnd=Dong(amount))
    return replace(draft, **more)  # type: ignore[arg-type]


def test_costs_are_split_into_what_counts_and_what_does_not(nam: Nam) -> None:
    """
    2026-03-05 posted   Nợ 6426  Có 111   1.000.000   with an invoice
    2026-03-05 posted   Nợ 6426  Có 111   6.000.000   in cash from five million up: refused
    2026-03-05 posted   Nợ 6422  Có 112   4.000.000   wages of the owner's wife: refused
    """
    wife = expense(4_000_000, group="wages", means="bank", unmet=("not_own_wages",))
    nam.spent(expense(1_000_000), expense(6_000_000), wife)
    assert nam.costs() == [("03", "other", 1_000_000, 6_000_000), ("03", "wages", 0, 4_000_000)]
    lines = list(queries.stream_cost_lines(org_id=nam.org_id, year=2026, group="other"))
    assert [(line.amount_vnd, line.deductible_vnd) for line in lines] == [(1_000_000, 1_000_000), (6_000_000, 0)]
    assert "5.000.000" in lines[1].reasons[0]
    assert all(line.entry_label for line in lines)
    missing = queries.list_missing_papers(org_id=nam.org_id, year=2026)
    assert [(each.condition, each.amount_vnd) for each in missing] == [("non_cash", 6_000_000)]
    assert queries.count_missing_papers(org_ids=[nam.org_id], year=2026) == {nam.org_id: 1}


def test_a_judgement_changes_what_counts_and_says_why(nam: Nam) -> None:
    draft = expense(6_000_000)
    nam.spent(draft)
    given = {
        "org_id": nam.org_id,
        "judgement_id": new_id(),
        "document_kind": EXPENSE,
        "document_id": draft.id,
        "condition": "non_cash",
        "verdict": "met",
        "by": nam.by,
        "now": NOW,
    }
    with pytest.raises(JudgementNeedsReason):
        judge_cost(**given, reason=" ")
    for _again in range(2):
        judge_cost(**given, reason="Ủy nhiệm chi số 12 đã tìm thấy")
    assert nam.costs() == [("03", "other", 6_000_000, 0)]
    assert queries.count_missing_papers(org_ids=[nam.org_id], year=2026) == {nam.org_id: 0}
    assert models.CostJudgement.objects.count() == 1


def test_depreciation_moves_no_money(nam: Nam) -> None:
    """
    2026-03-05 posted   Nợ 6423 Có 214     700.000
    2026-03-05 posted   Nợ 6422 Có 334   5.000.000   wages, not yet paid
    2026-03-09 posted   Nợ 334  Có 112   5.000.000
    """
    wages = expense(5_000_000, group="wages", means="credit")
    nam.spent(expense(700_000, group="depreciation"), wages)
    settles = {"settles_kind": EXPENSE, "settles_id": wages.id}
    paid = nam.moved(money("wages-paid", 5_000_000, means="bank", **settles))
    assert [code(each) for each in paid] == ["recorded"]
    assert nam.postings("trade.expense") == [("6423", "214", 700_000), ("6422", "334", 5_000_000)]
    assert list(queries.stream_money_lines(org_id=nam.org_id, year=2026, means="cash")) == []
    assert list_debts(org_id=nam.org_id, side=WE_OWE, on=date(2026, 7, 1)).debts == []
    assert nam.costs() == [("03", "depreciation", 700_000, 0), ("03", "wages", 5_000_000, 0)]


def test_goods_on_credit_paid_in_cash_are_refused(nam: Nam) -> None:
    """
    2026-03-05 posted   Nợ 156  Có 331   9.000.000
    2026-03-09 posted   Nợ 331  Có 111   6.000.000   from five million up, in cash
    2026-03-09 posted   Nợ 331  Có 112   3.000.000
    """
    draft = nam.buy(9_000_000, means="credit", party_name="Chị Hoa")
    nam.bought(draft)
    settles = {"settles_kind": PURCHASE, "settles_id": draft.id}
    assert nam.costs() == [("03", "materials", 9_000_000, 0)]
    once = money("payment", 6_000_000, **settles)
    assert [code(each) for each in nam.moved(once, once)] == ["recorded", "known"]
    assert [code(each) for each in nam.moved(once)] == ["known"]
    assert nam.costs() == [("03", "materials", 3_000_000, 6_000_000)]
    assert queries.count_missing_papers(org_ids=[nam.org_id], year=2026) == {nam.org_id: 1}
    too_much = money("payment", 3_000_001, means="bank", **settles)
    rest = money("payment", 3_000_000, means="bank", **settles)
    assert [code(each) for each in nam.moved(too_much, rest)] == ["trade.debt-is-smaller", "recorded"]
    assert list_debts(org_id=nam.org_id, side=WE_OWE, on=date(2026, 7, 1)).debts == []


def test_who_owes_us_grows_old(nam: Nam) -> None:
    line = (SaleLineDraft("goods", "Chè", Dong(900_000)),)
    sold = SaleDraft(id=new_id(), sold_on=MARCH_5, lines=line, means="credit", party_name="Quán Bến")
    record_sales(org_id=nam.org_id, sales=[sold], by=nam.by, now=NOW)
    nam.moved(money("receipt", 200_000, settles_kind=SALE, settles_id=sold.id))
    aged = list_debts(org_id=nam.org_id, side=OWED_TO_US, on=date(2026, 5, 1))
    # From 5 March to 1 May are 57 days: older than 30, not older than 60.
    assert [(debt.party_name, debt.open_vnd) for debt in aged.debts] == [("Quán Bến", 700_000)]
    assert aged.by_age_vnd == (0, 700_000, 0, 0)
    wrong = money("payment", 100_000, settles_kind=SALE, settles_id=sold.id)
    assert [code(each) for each in nam.moved(wrong)] == ["trade.nothing-is-owed"]


def test_money_moves_are_posted_by_rule(nam: Nam) -> None:
    """
    2026-03-09 posted   Nợ 3331 Có 112    700.000   VAT paid
    2026-03-09 posted   Nợ 112  Có 111  2.000.000   brought to the bank
    """
    moves = [money("tax-paid", 700_000, means="bank", tax="vat"), money("cash-to-bank", 2_000_000, means="bank")]
    wrong = [money("tax-paid", 1), money("wages-due", 1), money("receipt", 1, means="credit"), money("receipt", 0)]
    assert [code(each) for each in nam.moved(*moves, *wrong)] == [
        "recorded",
        "recorded",
        "trade.choice-is-unknown",
        "trade.choice-is-unknown",
        "trade.money-has-no-means",
        "trade.amount-is-zero",
    ]
    assert nam.postings("trade.money-move") == [("3331", "112", 700_000), ("112", "111", 2_000_000)]


def test_the_money_book_takes_from_every_document(nam: Nam) -> None:
    """
    cash: 500.000 sold, 80.000 spent, 300.000 brought to the bank; left 120.000
    bank: 300.000 from the cash, 100.000 bought; left 200.000
    """
    line = (SaleLineDraft("goods", "Chè", Dong(500_000)),)
    sold = SaleDraft(id=new_id(), sold_on=date(2026, 3, 1), lines=line)
    record_sales(org_id=nam.org_id, sales=[sold], by=nam.by, now=NOW)
    nam.spent(expense(80_000))
    nam.bought(nam.buy(100_000, means="bank"), nam.buy(900_000, means="credit"))
    nam.moved(money("cash-to-bank", 300_000, means="bank"))
    found = {
        means: [
            (line.in_vnd, line.out_vnd)
            for line in queries.stream_money_lines(org_id=nam.org_id, year=2026, means=means)
        ]
        for means in ("cash", "bank")
    }
    assert found == {"cash": [(500_000, 0), (0, 80_000), (0, 300_000)], "bank": [(0, 100_000), (300_000, 0)]}
    before = {
        means: queries.sum_money_before(org_id=nam.org_id, on=date(2027, 1, 1), means=means)
        for means in ("cash", "bank")
    }
    assert before == {"cash": 120_000, "bank": 200_000}


def test_stock_used_is_posted_and_posted_again_when_documents_come_later(nam: Nam) -> None:
    """
    2026-03-05 posted   Nợ 156  Có 111   1.000.000   10 kg
    2026-03-31 posted   Nợ 6421 Có 156     400.000   4 kg sold
    2026-03-31 red      Nợ 6421 Có 156    -400.000   10 kg more came to light, for 2.000.000
    2026-03-31 posted   Nợ 6421 Có 156     600.000   4 kg at 150.000
    """
    tea = nam.product("Chè búp")
    nam.bought(nam.buy(1_000_000, quantity=10, product_id=tea))
    nam.sell(4, tea)
    march = date(2026, 3, 1)
    posted = post_stock_cost(org_id=nam.org_id, month=march, by=nam.by, now=NOW)
    assert (posted.revision, posted.cost_vnd) == (1, 400_000)
    with pytest.raises(StockCostIsPosted):
        post_stock_cost(org_id=nam.org_id, month=march, by=nam.by, now=NOW)
    nam.bought(nam.buy(2_000_000, quantity=10, product_id=tea))
    posted = post_stock_cost(org_id=nam.org_id, month=march, by=nam.by, now=NOW)
    assert (posted.revision, posted.cost_vnd) == (2, 600_000)
    assert sorted(nam.postings("trade.stock-cost")) == [("6421", "156", 400_000), ("6421", "156", 600_000)]
    assert nam.costs() == [("03", "materials", 600_000, 0)]
    (head,) = queries.list_stock_sheets(org_id=nam.org_id, year=2026)
    assert (head.in_vnd, head.out_vnd, head.closing_quantity, head.closing_vnd) == (3_000_000, 600_000, 16, 2_400_000)
    sheet = queries.get_stock_sheet(org_id=nam.org_id, year=2026, product_id=tea)
    assert [line.kind for line in sheet.lines] == ["bought", "bought", "sold"]


def test_own_use_leaves_the_stock_but_is_no_cost(nam: Nam) -> None:
    """
    2026-01-01 posted   Nợ 156  Có 411   1.000.000   10 kg were there
    2026-03-31 posted   Nợ 6421 Có 156     200.000   2 kg spoiled
                        Nợ 411  Có 156     300.000   3 kg for the family
    """
    tea = nam.product("Chè búp")
    opening = StockMoveDraft(new_id(), date(2026, 1, 1), "opening", tea, Decimal(10), Dong(1_000_000))
    spoiled = StockMoveDraft(new_id(), MARCH_5, "spoiled", tea, Decimal(2))
    family = StockMoveDraft(new_id(), MARCH_5, "own_use", tea, Decimal(3))
    assert [code(each) for each in nam.stock(opening, spoiled, family)] == ["recorded"] * 3
    assert [code(each) for each in nam.stock(opening, spoiled)] == ["known", "known"]
    assert [code(each) for each in nam.stock(replace(spoiled, quantity=Decimal(4)))] == ["trade.move-differs"]
    assert nam.postings("trade.stock-move") == [("156", "411", 1_000_000)]
    post_stock_cost(org_id=nam.org_id, month=date(2026, 3, 1), by=nam.by, now=NOW)
    assert nam.postings("trade.stock-cost") == [("6421", "156", 200_000), ("411", "156", 300_000)]
    assert nam.costs() == [("03", "materials", 200_000, 0)]


def test_goods_without_a_sheet_are_put_right_by_a_count(nam: Nam) -> None:
    nam.bought(nam.buy(4_000_000))
    counted = StockMoveDraft(new_id(), date(2026, 12, 31), "counted", amount_vnd=Dong(1_500_000))
    assert [code(each) for each in nam.stock(counted)] == ["recorded"]
    assert nam.costs() == [("03", "materials", 4_000_000, 0), ("12", "materials", -1_500_000, 0)]


def test_goods_that_go_back_take_their_cost_along(nam: Nam) -> None:
    """
    2026-03-05 posted   Nợ 156  Có 111   6.000.000   in cash: refused
    2026-03-05 posted   Nợ 111  Có 156   2.000.000   a third goes back
    """
    first = nam.buy(6_000_000, quantity=3)
    nam.bought(first)
    back = nam.buy(-2_000_000, quantity=-1, returns_id=first.id)
    too_much = nam.buy(-4_000_001, returns_id=first.id)
    assert [code(each) for each in nam.bought(back, too_much)] == ["recorded", "trade.more-than-was-bought"]
    assert [code(each) for each in nam.bought(back)] == ["known"]
    assert nam.costs() == [("03", "materials", 0, 4_000_000)]


@pytest.mark.parametrize("what", ["product", "bank", "purchase"])
def test_what_is_not_there_is_refused(nam: Nam, what: str) -> None:
    drafts = {
        "product": nam.buy(1000, product_id=new_id()),
        "bank": nam.buy(1000, bank_account_id=new_id()),
        "purchase": nam.buy(-1000, returns_id=new_id()),
    }
    (outcome,) = nam.bought(drafts[what])
    assert code(outcome) in ("trade.product-not-found", "trade.bank-account-not-found", "trade.document-not-found")


def test_a_seller_without_an_invoice_counts_when_the_list_has_all_it_asks(nam: Nam) -> None:
    seller = {
        "party_name": "Bà Sáu",
        "party_address": "Xã Tân Cương",
        "party_id_number": "001",
        "seller_kind": "farmer",
    }
    nam.bought(nam.buy(1_000_000, has_invoice=False), nam.buy(2_000_000, has_invoice=False, **seller))
    assert nam.costs() == [("03", "materials", 2_000_000, 1_000_000)]


def test_one_id_in_a_batch_is_one_move_and_says_one_thing(nam: Nam) -> None:
    """
    counted 5.000.000 twice under one id       recorded, known
    the same id, but 7.000.000                 refused
    """
    counted = StockMoveDraft(new_id(), date(2026, 3, 31), "counted", amount_vnd=Dong(5_000_000))
    other = replace(counted, amount_vnd=Dong(7_000_000))
    assert [each.status for each in nam.stock(counted, counted, other)] == ["recorded", "known", "refused"]
    assert [each.status for each in nam.stock(counted, other)] == ["known", "refused"]
