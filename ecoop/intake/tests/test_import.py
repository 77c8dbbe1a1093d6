"""Lists come in step by step: whole or not at all, never twice, and what is refused can be mended."""

from typing import Any

import pytest

from ecoop.intake.actions.start_import import start_import
from ecoop.intake.calc import Header, documents
from ecoop.intake.errors import ColumnIsChosenTwice, ColumnIsMissing, ListNotFound
from ecoop.intake.models import ListDocument, ListFile, ListStep
from ecoop.intake.queries import find_remembered, get_import, list_refused
from ecoop.intake.tests.lists import BAD, GOOD, HEAD, NOW, bring_in, csv, excel, open_shop, receive, start, step
from ecoop.ledger.errors import BooksNotOpen
from ecoop.trade.models import Expense, Purchase, Sale, SaleLine
from tests.cast import Cast


@pytest.fixture
def shop(cast: Cast) -> Any:
    """Stand in chú Năm's household with open books."""
    with cast.inside(cast.nam_household, cast.nam):
        open_shop(cast)
        yield cast


def test_a_messy_list_becomes_sales_and_what_is_wrong_is_told_row_by_row(shop: Cast) -> None:
    rows = [HEAD, ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"), *GOOD, *BAD]
    rows += [("Tổng cộng", "", "", "", "", "705.000", "", ""), ("Người lập", "", "", "", "", "", "", "")]
    facts = bring_in(shop, excel(rows, above=3))
    # Recorded: BH1 with two lines 360.000 + 90.000, and the noodle soup of 35.000.
    assert (facts.recorded, facts.known, facts.refused_rows, facts.total_vnd) == (2, 0, 3, 485_000)
    sale = Sale.objects.get(total_vnd=450_000)
    assert (sale.means, sale.party_name, sale.lines.count()) == ("cash", "Bà Hoà", 2)
    assert Sale.objects.get(total_vnd=35_000).means == "bank"
    # Three titles, the header in row 4, its numbering in row 5: the first of BAD is row 9.
    told = [(each.row, each.column) for each in list_refused(org_id=shop.nam_household.id, import_id=facts.id)]
    assert told == [(9, "Ngày bán"), (10, ""), (11, "Thành tiền")]


def test_the_same_file_again_is_the_same_file_and_records_nothing_twice(shop: Cast) -> None:
    data = excel([HEAD, *GOOD])
    bring_in(shop, data)
    again = bring_in(shop, data, name="ban-hang (1).xlsx")
    assert (again.recorded, again.known, ListFile.objects.count()) == (0, 2, 1)
    # As CSV the bytes are others, and the rows the same.
    other = bring_in(shop, csv([HEAD, *GOOD]), name="ban-hang.csv")
    assert (other.recorded, other.known, Sale.objects.count()) == (0, 2, 2)


def test_the_mended_list_adds_only_what_was_refused(shop: Cast) -> None:
    bring_in(shop, excel([HEAD, *GOOD, *BAD]))
    mended = [("28/02/2026", *BAD[0][1:]), BAD[1], (*BAD[2][:5], "90.000", *BAD[2][6:])]
    facts = bring_in(shop, excel([HEAD, *GOOD, *mended]))
    assert (facts.recorded, facts.known, facts.refused_rows) == (2, 2, 0)
    assert sorted(Sale.objects.values_list("total_vnd", flat=True)) == [35_000, 40_000, 270_000, 450_000]


def test_rows_without_number_that_say_the_same_are_as_many_sales(shop: Cast) -> None:
    facts = bring_in(shop, excel([HEAD, GOOD[2], GOOD[2], GOOD[2]]))
    assert (facts.recorded, facts.known) == (3, 0)
    more = bring_in(shop, excel([HEAD, *[GOOD[2]] * 4]))
    assert (more.recorded, more.known) == (1, 3)


def test_a_number_that_says_something_else_now_is_refused(shop: Cast) -> None:
    bring_in(shop, excel([HEAD, GOOD[0]]))
    facts = bring_in(shop, excel([HEAD, (*GOOD[0][:5], "400.000", *GOOD[0][6:])]))
    assert (facts.recorded, facts.refused_rows) == (0, 1)
    (refused,) = list_refused(org_id=shop.nam_household.id, import_id=facts.id)
    assert "BH1" in refused.said


def test_another_mapping_of_the_same_file_does_not_double_it(shop: Cast) -> None:
    data = excel([HEAD, GOOD[2]])
    bring_in(shop, data, means="=cash")
    facts = bring_in(shop, data, means="=bank")
    assert (facts.recorded, facts.refused_rows) == (0, 1)
    assert Sale.objects.count() == 1


def test_an_import_that_is_broken_off_goes_on_where_it_stood(shop: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents.plan_steps, "__kwdefaults__", {"size": 10})
    rows = [("05/03/2026", f"BH{place // 2}", "Chè", 1, 1000 + place, 1000 + place, "TM", "") for place in range(60)]
    # The last two rows belong to a document of the first step.
    rows += [("05/03/2026", "BH0", "Chè", 1, 7, 7, "TM", ""), ("05/03/2026", "BH0", "Chè", 1, 8, 8, "TM", "")]
    import_id = start(shop, receive(shop, excel([HEAD, *rows])))
    org_id = shop.nam_household.id
    facts = step(shop, import_id)
    assert len(facts.plan.steps) == 6
    assert (facts.steps_done, facts.rows_done, facts.recorded) == (1, 12, 5)
    assert Sale.objects.get(total_vnd=1000 + 1001 + 7 + 8).lines.count() == 4

    # A step that dies takes everything with it.
    def dies(*_given: Any) -> None:
        raise RuntimeError("the power went out")

    with monkeypatch.context() as patched:
        patched.setattr("ecoop.intake.actions.run_step._write_documents", dies)
        with pytest.raises(RuntimeError):
            step(shop, import_id)
    assert get_import(org_id=org_id, import_id=import_id).steps_done == 1
    assert Sale.objects.count() == 5
    while not facts.is_done:
        facts = step(shop, import_id)
    assert (facts.recorded, facts.rows_done, Sale.objects.count(), SaleLine.objects.count()) == (30, 62, 30, 62)
    assert step(shop, import_id).recorded == 30
    assert (ListStep.objects.count(), ListDocument.objects.count()) == (6, 30)


def test_purchases_and_expenses_come_in(shop: Cast) -> None:
    head = ("Ngày", "Số hóa đơn", "Nhà cung cấp", "MST", "Tên hàng", "Thành tiền", "HTTT")
    row = ("05/03/2026", "0000123", "Công ty Phân bón", 100109106, "Phân lân", 2_000_000, "Chuyển khoản")
    facts = bring_in(shop, excel([head, row]), kind="purchases", what="=materials")
    assert facts.recorded == 1
    purchase = Purchase.objects.get()
    # Excel took the zero in front of the tax code away.
    assert (purchase.party_tax_code, purchase.what, purchase.has_invoice) == ("0100109106", "materials", True)
    farmer = bring_in(
        shop,
        excel([(*head[:1], "Người bán", "Tên hàng", "Số tiền"), ("05/03/2026", "Ông Bình", "Chè tươi", 450000)]),
        kind="purchases-without-invoice",
    )
    assert (farmer.recorded, Purchase.objects.filter(has_invoice=False).count()) == (1, 1)
    columns = ("Ngày chi", "Nội dung", "Số tiền", "Loại chi phí", "Hóa đơn")
    rows = [("05/03/2026", "Tiền điện", "1.250.000", "Dịch vụ", "có"), ("05/03/2026", "Lương", "-5", "lạ", "")]
    facts = bring_in(shop, excel([columns, *rows]), kind="expenses")
    assert (facts.recorded, facts.refused_rows, Expense.objects.get().group) == (1, 1, "bought_services")


def test_a_mapping_is_remembered_for_the_same_columns(shop: Cast) -> None:
    facts = bring_in(shop, excel([HEAD, GOOD[0]]), sector="=services")
    remembered = find_remembered(org_id=shop.nam_household.id, kind="sales", fingerprint=facts.header.fingerprint)
    assert remembered is not None
    assert remembered["sector"] == "=services"
    assert find_remembered(org_id=shop.nam_household.id, kind="expenses", fingerprint=facts.header.fingerprint) is None


def test_a_mapping_that_cannot_work_is_refused(shop: Cast) -> None:
    file_id = receive(shop, excel([HEAD, GOOD[0]]))
    for columns in ({"amount": "", "quantity": ""}, {"day": ""}):
        with pytest.raises(ColumnIsMissing):
            start(shop, file_id, **columns)
    with pytest.raises(ColumnIsChosenTwice):
        start(shop, file_id, party_name="2")
    with pytest.raises(ListNotFound):
        start_import(
            org_id=shop.nam_household.id, file_id=shop.nam.id, kind="sales", sheet=0, header=Header(1, ("a", "b", "c")),
            columns={"day": "0", "name": "1", "amount": "2", "sector": "=goods"}, by=shop.nam.id, now=NOW,
        )  # fmt: skip


def test_without_books_nothing_is_lost_and_the_step_can_be_done_later(cast: Cast) -> None:
    with cast.inside(cast.nam_household, cast.nam):
        import_id = start(cast, receive(cast, excel([HEAD, *GOOD])))
        with pytest.raises(BooksNotOpen):
            step(cast, import_id)
        open_shop(cast)
        assert step(cast, import_id).recorded == 2
