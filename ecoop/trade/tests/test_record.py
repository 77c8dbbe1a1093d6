"""Recording sales, purchases and expenses: the document, its entry, and what is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.errors import BooksNotOpen
from ecoop.ledger.models import Entry, Posting
from ecoop.ledger.queries import list_findings
from ecoop.trade import models
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import (
    ExpenseDraft,
    Outcome,
    PurchaseDraft,
    PurchaseLineDraft,
    SaleDraft,
    SaleLineDraft,
)
from tests.cast import Cast

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
MARCH_5 = date(2026, 3, 5)


@pytest.fixture
def nam(cast: Cast) -> Iterator[Cast]:
    """Stand in chú Năm's household, whose books are open since the new year."""
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=cast.nam_household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        yield cast
        assert list_findings(org_id=cast.nam_household.id) == []


def sale(*amounts: int, sector: str = "goods", on: date = MARCH_5, means: str = "cash") -> SaleDraft:
    lines = tuple(SaleLineDraft(sector, f"Chè búp {place}", Dong(amount)) for place, amount in enumerate(amounts))
    return SaleDraft(id=new_id(), sold_on=on, lines=lines, means=means)


def record(cast: Cast, *sales: SaleDraft) -> list[Outcome]:
    return record_sales(org_id=cast.nam_household.id, sales=list(sales), by=cast.nam.id, now=NOW)


def postings(cast: Cast) -> list[tuple[str, str, int]]:
    found = Posting.objects.filter(org_id=cast.nam_household.id).order_by("entry_id", "line")
    return list(found.values_list("debit", "credit", "amount_vnd"))


def test_a_sale_is_a_document_and_an_entry(nam: Cast) -> None:
    """
    2026-03-05 posted   Nợ 111  Có 5111   900.000   two lines of tea
    """
    (outcome,) = record(nam, sale(400_000, 500_000))
    assert (outcome.status, outcome.entry_label) == ("recorded", "2026-1")
    assert postings(nam) == [("111", "5111", 900_000)]
    assert models.Sale.objects.get().total_vnd == 900_000
    assert models.SaleLine.objects.count() == 2


def test_two_sector_groups_go_to_two_accounts(nam: Cast) -> None:
    """
    2026-03-05 posted   Nợ 112  Có 5111   100.000
                        Nợ 112  Có 5114    50.000
    """
    both = SaleDraft(
        id=new_id(),
        sold_on=MARCH_5,
        means="bank",
        lines=(
            SaleLineDraft("goods", "Chè", Dong(100_000)),
            SaleLineDraft("production_transport", "Sao chè thuê", Dong(50_000)),
        ),
    )
    record(nam, both)
    assert postings(nam) == [("112", "5111", 100_000), ("112", "5114", 50_000)]


def test_sending_a_sale_twice_records_it_once(nam: Cast) -> None:
    once = sale(400_000)
    statuses = [outcome.status for outcome in [*record(nam, once, once), *record(nam, once)]]
    assert statuses == ["recorded", "known", "known"]
    assert Entry.objects.count() == 1


def test_the_same_id_with_something_else_is_refused(nam: Cast) -> None:
    """
    2026-03-05 posted   Nợ 111  Có 5111   100.000   and nothing more, whatever is sent under its id
    """
    first = sale(100_000)
    record(nam, first)
    other = replace(first, lines=(SaleLineDraft("goods", "Chè búp 0", Dong(900_000)),))
    assert [each.refusal.code for each in record(nam, other) if each.refusal] == ["ledger.document-differs"]
    assert [each.status for each in record(nam, first)] == ["known"]
    assert postings(nam) == [("111", "5111", 100_000)]


@pytest.mark.parametrize("amounts", [(2**63,), (10**30,), (-(10**30),), (10**30, 5 - 10**30)])
def test_an_amount_beyond_all_measure_is_refused(nam: Cast, amounts: tuple[int, ...]) -> None:
    good, wrong = sale(100_000), sale(*amounts)
    outcomes = record(nam, wrong, good)
    assert [each.status for each in outcomes] == ["refused", "recorded"]
    assert outcomes[0].refusal is not None
    assert outcomes[0].refusal.code == "ledger.amount-is-too-large"


def test_what_comes_back_moves_the_other_way(nam: Cast) -> None:
    """
    2026-03-05 posted   Nợ 5111  Có 111   64.000   two kilos came back
    """
    record(nam, sale(-64_000))
    assert postings(nam) == [("5111", "111", 64_000)]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (sale(), "trade.document-has-no-lines"),
        (sale(0), "trade.amount-is-zero"),
        (sale(1000, -1000), "trade.amount-is-zero"),
        (sale(1000, sector="stars"), "trade.choice-is-unknown"),
        (sale(1000, means="shells"), "trade.choice-is-unknown"),
        (sale(1000, on=date(2025, 12, 31)), "ledger.entry-before-books"),
    ],
)
def test_a_bad_sale_is_refused_and_the_rest_goes_on(nam: Cast, wrong: SaleDraft, code: str) -> None:
    refused, kept = record(nam, wrong, sale(5000))
    assert refused.refusal is not None
    assert refused.refusal.code == code
    assert kept.status == "recorded"
    assert models.Sale.objects.count() == 1


def test_purchases_and_expenses_are_posted_by_rule(nam: Cast) -> None:
    """
    2026-03-05 posted   Nợ 156   Có 331   2.000.000   tea bought on credit
    2026-03-05 posted   Nợ 6424  Có 112     300.000   electricity
    """
    bought = PurchaseDraft(
        id=new_id(), bought_on=MARCH_5, means="credit", lines=(PurchaseLineDraft("Chè tươi", Dong(2_000_000)),)
    )
    spent = ExpenseDraft(
        id=new_id(), spent_on=MARCH_5, group="bought_services", amount_vnd=Dong(300_000), means="bank", text="Tiền điện"
    )
    org_id, by = nam.nam_household.id, nam.nam.id
    assert record_purchases(org_id=org_id, purchases=[bought], by=by, now=NOW)[0].status == "recorded"
    assert record_expenses(org_id=org_id, expenses=[spent], by=by, now=NOW)[0].status == "recorded"
    assert postings(nam) == [("156", "331", 2_000_000), ("6424", "112", 300_000)]


def test_without_books_nothing_is_recorded(cast: Cast) -> None:
    with cast.inside(cast.nam_household, cast.nam), pytest.raises(BooksNotOpen):
        record(cast, sale(1000))


def test_documents_cannot_be_changed(nam: Cast) -> None:
    record(nam, sale(400_000))
    for change in ("UPDATE trade_sale SET total_vnd = 1", "DELETE FROM trade_sale_line"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_the_checks_see_a_document_without_its_entry(cast: Cast) -> None:
    with cast.inside(cast.nam_household, cast.nam):
        models.Expense.objects.create(
            org_id=cast.nam_household.id,
            spent_on=MARCH_5,
            group="other",
            means="cash",
            total_vnd=1,
            recorded_at=NOW,
            recorded_by=cast.nam,
        )
        found = {finding.check for finding in list_findings(org_id=cast.nam_household.id)}
        assert found == {"a document has no entry, or an entry with another amount"}
