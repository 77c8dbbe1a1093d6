"""The books of Circular 152/2025, each figure from a pencil."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.models import Entry
from ecoop.taxes.actions.choose_method import choose_method
from ecoop.taxes.calc.books import Book, BookRow, BookSheet, read_period
from ecoop.taxes.errors import BookIsForHouseholds, BookNotFound
from ecoop.taxes.queries import (
    get_book,
    get_books_of_year,
    get_household_year,
    list_book_lines,
    walk_book_rows,
)
from ecoop.trade.actions.record_bank_accounts import record_bank_accounts
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_money_moves import record_money_moves
from ecoop.trade.actions.record_places import record_places
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.actions.record_stock_moves import record_stock_moves
from ecoop.trade.calc import ExpenseDraft, PurchaseDraft, PurchaseLineDraft, SaleDraft, SaleLineDraft
from ecoop.trade.calc.money import MoneyMoveDraft, StockMoveDraft
from ecoop.trade.calc.things import BankAccountDraft, PlaceDraft, ProductDraft
from tests.cast import Cast

NOW = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)


def sale(on: date, amount: int, sector: str = "goods", name: str = "Chè", **more: Any) -> SaleDraft:
    kept = {key: more.pop(key) for key in ("is_vat_cut", "product_id", "quantity") if key in more}
    return SaleDraft(id=new_id(), sold_on=on, lines=(SaleLineDraft(sector, name, Dong(amount), **kept),), **more)


@pytest.fixture
def shop(cast: Cast) -> Cast:
    """Open chú Năm's books."""
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=org(cast), chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
    return cast


@pytest.fixture
def trader(shop: Cast) -> Cast:
    """Give him a year by percentage: tea, of which some comes back, and roasting with the VAT cut."""
    sales = [
        sale(date(2026, 2, 5), 800_000_000),
        sale(date(2026, 8, 5), 400_000_000),
        sale(date(2026, 9, 1), -20_000_000, text="Khách trả lại chè ẩm"),
        sale(date(2026, 11, 10), 100_000_000, "production_transport", "Sao chè thuê", is_vat_cut=True),
    ]
    with shop.inside(shop.nam_household, shop.nam):
        record_sales(org_id=org(shop), sales=sales, by=shop.nam.id, now=NOW)
    return shop


@pytest.fixture
def maker(shop: Cast) -> Cast:
    """Give him a year on income: stock, costs that count and costs that do not, cash and two banks."""
    given: dict[str, Any] = {"org_id": org(shop), "by": shop.nam.id, "now": NOW}
    tea, a, b = new_id(), new_id(), new_id()
    paid: dict[str, Any] = {"has_invoice": True, "means": "bank"}
    power, interest = Dong(10_000_000), Dong(2_000_000)
    cost = [
        ExpenseDraft(new_id(), date(2026, 3, 3), "bought_services", power, text="Điện", bank_account_id=a, **paid),
        ExpenseDraft(new_id(), date(2026, 3, 9), "interest", interest, text="Lãi vay", bank_account_id=b, **paid),
        ExpenseDraft(
            new_id(), date(2026, 2, 28), "wages", Dong(30_000_000), text="Lương chủ hộ", has_invoice=True,
            unmet=("not_own_wages",),
        ),
        ExpenseDraft(new_id(), date(2026, 4, 10), "other", Dong(6_000_000), text="Quảng cáo", has_invoice=True),
    ]  # fmt: skip
    bought = PurchaseLineDraft("Chè khô", Dong(2_000_000), quantity=Decimal(10), unit="kg", product_id=tea)
    with shop.inside(shop.nam_household, shop.nam):
        choose_method(year=2026, method="income", deduct_first=(), chosen_on=date(2026, 1, 5), **given)
        product = ProductDraft(tea, "Chè khô", "goods", code="CK", unit="kg", is_stocked=True)
        accounts = [BankAccountDraft(a, "Agribank", "1500201"), BankAccountDraft(b, "BIDV", "2600302")]
        opening = StockMoveDraft(new_id(), date(2026, 1, 1), "opening", tea, Decimal(10), Dong(1_000_000))
        owner = MoneyMoveDraft(new_id(), date(2026, 1, 2), "owner-puts-in", Dong(50_000_000), text="Góp vốn")
        purchase = PurchaseDraft(new_id(), date(2026, 1, 20), (bought,), text="Mua chè", **paid)
        sold = sale(date(2026, 1, 5), 500_000_000, product_id=tea, quantity=Decimal(5))
        outcomes = [
            *record_products(products=[product], **given),
            *record_bank_accounts(accounts=accounts, **given),
            *record_stock_moves(moves=[opening], **given),
            *record_money_moves(moves=[owner], **given),
            *record_purchases(purchases=[purchase], **given),
            *record_sales(sales=[sold, sale(date(2026, 3, 5), 1_000_000_000)], **given),
            *record_expenses(expenses=cost, **given),
        ]
    assert [each.refusal for each in outcomes if each.refusal] == []
    return shop


def org(cast: Cast) -> UUID:
    return cast.nam_household.id


def book_of(cast: Cast, code: str, period: str = "2026") -> tuple[Book, list[list[BookRow]]]:
    """Read a book whole: what stands around the lines, and the rows of each sheet."""
    asked = read_period(period)
    assert asked is not None
    with cast.inside(cast.nam_household, cast.nam):
        book = get_book(org_id=org(cast), code=code, period=asked)
        return book, [rows_of(cast, book, sheet) for sheet in book.sheets]


def rows_of(cast: Cast, book: Book, sheet: BookSheet) -> list[BookRow]:
    return list(walk_book_rows(org_id=org(cast), book=book, sheet=sheet))


def plain(rows: list[BookRow]) -> list[tuple[str, Any]]:
    """Give the text and the last cell of each row."""
    return [(row.cells[2], row.cells[-1]) for row in rows]


def test_s2a_has_a_block_for_each_sector_group_with_its_taxes(trader: Cast) -> None:
    """
    800 + 400 − 20 million of tea and 100 of roasting: the billion is passed in the third quarter. VAT from then:
    1 % of 380 million is 3.800.000, and 3 % less a fifth, 2,4 %, of 100 million is 2.400.000. Of the billion 800
    are used in the first quarter and 200 in the third: PIT is 0,5 % of 180 million, 900.000, and 1,5 % of 100
    million, 1.500.000.
    """
    book, (rows,) = book_of(trader, "s2a")
    assert plain(rows) == [
        ("1. Ngành nghề: Phân phối, cung cấp hàng hóa", None),
        ("Chè", 800_000_000),
        ("Chè", 400_000_000),
        ("Khách trả lại chè ẩm", -20_000_000),
        ("Tổng cộng (1)", 1_180_000_000),
        ("Thuế GTGT", 3_800_000),
        ("Thuế TNCN", 900_000),
        ("2. Ngành nghề: Sản xuất, vận tải, dịch vụ gắn với hàng hóa, xây dựng bao thầu nguyên vật liệu", None),
        ("Sao chè thuê", 100_000_000),
        ("Tổng cộng (2)", 100_000_000),
        ("Thuế GTGT", 2_400_000),
        ("Thuế TNCN", 1_500_000),
        ("Tổng số thuế GTGT phải nộp", 6_200_000),
        ("Tổng số thuế TNCN phải nộp", 2_400_000),
    ]
    with trader.inside(trader.nam_household, trader.nam):
        tax = get_household_year(org_id=org(trader), year=2026)
    assert (tax.vat_vnd, tax.pit_vnd) == (6_200_000, 2_400_000)
    assert rows[1].cells[:2] == ("2026-1", date(2026, 2, 5))
    assert book.status == "percentage_method"


def test_the_head_is_that_of_the_circular(trader: Cast) -> None:
    head = book_of(trader, "s2a", "2026-Q3")[0].head
    assert (head.form_number, head.period, head.tax_code) == ("Mẫu số S2a-HKD", "Quý 3 năm 2026", "019070000002")
    assert head.issued_with == (
        "(Kèm theo Thông tư số 152/2025/TT-BTC ngày 31 tháng 12 năm 2025 của Bộ trưởng Bộ Tài chính)"
    )
    assert head.representative == "Trần Văn Năm"


def test_places_of_business_stand_in_the_head(trader: Cast) -> None:
    places = [
        PlaceDraft(new_id(), "Quầy chợ", date(2026, 1, 1), address_line="Chợ Thái"),
        PlaceDraft(new_id(), "Kho", date(2026, 1, 1), address_line="Xóm 3"),
    ]
    with trader.inside(trader.nam_household, trader.nam):
        record_places(org_id=org(trader), places=places, by=trader.nam.id, now=NOW)
    shown = book_of(trader, "s1a")[0].head.place_of_business
    assert "Chợ Thái" in shown
    assert "Xóm 3" in shown


def test_a_quarter_has_its_own_lines_and_its_own_tax(trader: Cast) -> None:
    rows = plain(book_of(trader, "s2a", "2026-Q3")[1][0])
    assert rows[1:] == [
        ("Chè", 400_000_000),
        ("Khách trả lại chè ẩm", -20_000_000),
        ("Tổng cộng (1)", 380_000_000),
        ("Thuế GTGT", 3_800_000),
        ("Thuế TNCN", 900_000),
        ("Tổng số thuế GTGT phải nộp", 3_800_000),
        ("Tổng số thuế TNCN phải nộp", 900_000),
    ]


def test_a_month_shows_revenue_and_leaves_the_tax_of_the_quarter_out(trader: Cast) -> None:
    rows = plain(book_of(trader, "s2a", "2026-08")[1][0])
    assert rows[1:4] == [("Chè", 400_000_000), ("Tổng cộng (1)", 400_000_000), ("Thuế GTGT", None)]
    assert rows[-1] == ("Tổng số thuế TNCN phải nộp", None)


def test_s1a_lists_every_sale_once(shop: Cast) -> None:
    """A sale of tea (60.000) and roasting (15.000) is one line of 75.000."""
    both = (SaleLineDraft("goods", "Chè", Dong(60_000)), SaleLineDraft("services", "Sao", Dong(15_000)))
    with shop.inside(shop.nam_household, shop.nam):
        mixed = SaleDraft(id=new_id(), sold_on=date(2026, 1, 6), lines=both, text="Chè và công sao")
        alone = sale(date(2026, 1, 7), 40_000, "services", "Sao")
        record_sales(org_id=org(shop), sales=[mixed, alone], by=shop.nam.id, now=NOW)
    book, (rows,) = book_of(shop, "s1a")
    assert [row.cells for row in rows] == [
        (date(2026, 1, 6), "Chè và công sao", 75_000),
        (date(2026, 1, 7), "Sao", 40_000),
        (None, "Tổng cộng", 115_000),
    ]
    assert book.status == "exempt"


def test_a_sale_taken_back_leaves_the_book(trader: Cast) -> None:
    with trader.inside(trader.nam_household, trader.nam):
        august = Entry.objects.get(org_id=org(trader), entry_on=date(2026, 8, 5))
        taken = {"reason": "Ghi nhầm", "entry_on": date(2026, 12, 31), "by": trader.nam.id, "now": NOW}
        reverse_entry(org_id=org(trader), entry_id=august.id, **taken)
    rows = plain(book_of(trader, "s2a")[1][0])
    assert ("Chè", 400_000_000) not in rows
    assert ("Tổng cộng (1)", 780_000_000) in rows


def test_lines_go_on_after_their_cursor(shop: Cast) -> None:
    days = [date(2026, 1, 1) + timedelta(days=n // 3) for n in range(20)]
    with shop.inside(shop.nam_household, shop.nam):
        sales = [sale(day, 1_000 + n) for n, day in enumerate(days)]
        record_sales(org_id=org(shop), sales=sales, by=shop.nam.id, now=NOW)
        for code in ("s1a", "s2a", "s2e"):
            book = get_book(org_id=org(shop), code=code, period=read_period("2026-Q1"))
            block, after, seen = book.sheets[0].blocks[0], "", []
            while lines := list_book_lines(org_id=org(shop), book=book, block=block, after=after, limit=6):
                seen += [line.behind.key for line in lines if line.behind]
                after = lines[-1].cursor
            assert len(seen) == len(set(seen)) == 20, code


def test_s2b_leaves_personal_income_tax_out(maker: Cast) -> None:
    """1,5 billion of goods: VAT 1 % is 15.000.000, all of it passes the billion in the first quarter."""
    rows = plain(book_of(maker, "s2b")[1][0])
    assert rows[-3:] == [
        ("Tổng cộng (1)", 1_500_000_000),
        ("Thuế GTGT", 15_000_000),
        ("Tổng số thuế GTGT phải nộp", 15_000_000),
    ]


def test_s2c_takes_the_costs_that_count_and_shows_the_others_apart(maker: Cast) -> None:
    """
    5 kg left at (1.000.000 + 2.000.000) / 20 kg = 150.000: 750.000 of materials. With 10.000.000 of power and
    2.000.000 of interest the costs are 12.750.000; the owner's wage and 6.000.000 paid in cash do not count.
    1.500.000.000 − 12.750.000 = 1.487.250.000, of which 15 % is 223.087.500.
    """
    book, (rows, refused) = book_of(maker, "s2c")
    shown = plain(rows)
    assert shown[0] == ("1. Doanh thu bán hàng hóa, dịch vụ", 1_500_000_000)
    assert shown[1:3] == [
        ("Doanh thu tháng 01 năm 2026: Phân phối, cung cấp hàng hóa", 500_000_000),
        ("Doanh thu tháng 03 năm 2026: Phân phối, cung cấp hàng hóa", 1_000_000_000),
    ]
    assert shown[3] == ("2. Chi phí hợp lý", 12_750_000)
    assert shown[4] == ("a) Chi phí nguyên vật liệu, hàng hóa", 750_000)
    assert ("b) Chi phí nhân công", 0) in shown
    assert shown.index(("Điện", 10_000_000)) == shown.index(("d) Chi phí dịch vụ mua ngoài", 10_000_000)) + 1
    assert shown[-2:] == [("3. Chênh lệch", 1_487_250_000), ("4. Tổng số thuế TNCN phải nộp", 223_087_500)]
    assert [row.cells[-1] for row in refused] == [30_000_000, 6_000_000, 36_000_000]
    assert refused[0].cells[2].startswith("Lương chủ hộ. ")
    assert len(refused[0].cells[2]) > len("Lương chủ hộ. ")
    assert (book.status, book.cautions) == ("income_method", ())


def test_s2d_has_a_sheet_for_each_item(maker: Cast) -> None:
    """10 kg for 1.000.000, 5 out at 150.000, 10 in for 2.000.000: 15 kg for 2.250.000 are left."""
    book, (rows,) = book_of(maker, "s2d")
    (sheet,) = book.sheets
    assert sheet.name == "Chè khô, CK, kg"
    codes = [column.code for column in book.columns]
    found = [dict(zip(codes, row.cells, strict=True)) for row in rows]
    assert [(row["2"], row["3"], row["4"], row["5"]) for row in found[1:4]] == [
        (10, 1_000_000, None, None),
        (None, None, 5, 750_000),
        (10, 2_000_000, None, None),
    ]
    assert found[2]["1"] == 150_000
    assert [found[-2][code] for code in "2345"] == [20, 3_000_000, 5, 750_000]
    assert (found[-1]["C"], found[-1]["6"], found[-1]["7"]) == ("Số dư cuối kỳ", 15, 2_250_000)


def test_s2d_of_a_later_month_opens_with_what_was_there(maker: Cast) -> None:
    rows = book_of(maker, "s2d", "2026-02")[1][0]
    assert [row.cells[2] for row in rows] == ["Số dư đầu kỳ", "Cộng phát sinh trong kỳ", "Số dư cuối kỳ"]
    assert (rows[0].cells[-3:-1], rows[-1].cells[-3:-1]) == ((15, 2_250_000), (15, 2_250_000))


def test_s2e_has_the_cash_and_each_account(maker: Cast) -> None:
    """
    Cash in the first quarter: 50 million from the owner, 1,5 billion of sales, 30 million of wages: 1,52 billion
    are left. Agribank paid 10 million, BIDV 2 million, and 2 million of tea name no account.
    """
    rows = book_of(maker, "s2e", "2026-Q1")[1][0]
    sums = [(row.cells[2], row.cells[3], row.cells[4]) for row in rows if row.kind != "line"]
    assert sums[:5] == [
        ("Tiền mặt", None, None),
        ("Tiền mặt đầu kỳ", 0, None),
        ("Tổng tiền thu vào trong kỳ", 1_550_000_000, None),
        ("Tổng tiền chi ra trong kỳ", None, 30_000_000),
        ("Tiền mặt tồn cuối kỳ", 1_520_000_000, None),
    ]
    heads = [row.cells[2] for row in rows if row.kind == "head"]
    assert heads[1:] == [
        "Tiền gửi không kỳ hạn: Agribank, 1500201",
        "Tiền gửi không kỳ hạn: BIDV, 2600302",
        "Tiền gửi không kỳ hạn: không ghi tài khoản",
    ]
    assert [row[1] for row in sums if row[0] == "Tiền gửi cuối kỳ"] == [-10_000_000, -2_000_000, -2_000_000]
    lines = [row for row in rows if row.kind == "line"]
    assert sum((row.cells[3] or 0) - (row.cells[4] or 0) for row in lines) == 1_520_000_000 - 14_000_000


def test_s2e_opens_with_what_the_quarter_before_left(maker: Cast) -> None:
    rows = book_of(maker, "s2e", "2026-Q2")[1][0]
    sums = [(row.cells[2], row.cells[3], row.cells[4]) for row in rows if row.kind != "line"]
    assert sums[1] == ("Tiền mặt đầu kỳ", 1_520_000_000, None)
    assert sums[3:5] == [
        ("Tổng tiền chi ra trong kỳ", None, 6_000_000),
        ("Tiền mặt tồn cuối kỳ", 1_514_000_000, None),
    ]


def test_s3a_is_the_form_to_fill_in(trader: Cast) -> None:
    book, (rows,) = book_of(trader, "s3a")
    assert [column.code for column in book.columns] == ["A", "B", *map(str, range(1, 11))]
    assert [row.cells[1] for row in rows] == ["Tổng cộng"]
    assert book.is_blank


def test_the_status_of_the_year_says_which_books_are_kept(trader: Cast, cast: Cast) -> None:
    with trader.inside(trader.nam_household, trader.nam):
        books = get_books_of_year(org_id=org(trader), year=2026)
    assert [each.form_number for each in books.required] == ["S2a-HKD"]
    assert (books.of("s3a").need, books.of("s2c").need, books.years_to_keep) == ("if_any", "not_needed", 5)
    with cast.inside(cast.tu_household, cast.tu):
        exempt = get_books_of_year(org_id=cast.tu_household.id, year=2026)
    assert [each.form_number for each in exempt.required] == ["S1a-HKD"]


def test_on_income_four_books_are_kept(maker: Cast) -> None:
    with maker.inside(maker.nam_household, maker.nam):
        books = get_books_of_year(org_id=org(maker), year=2026)
    assert [each.form_number for each in books.required] == ["S2b-HKD", "S2c-HKD", "S2d-HKD", "S2e-HKD"]


def test_nobody_but_a_household_keeps_them(cast: Cast) -> None:
    period = read_period("2026")
    assert period is not None
    with cast.inside(cast.coop, cast.lan):
        with pytest.raises(BookNotFound):
            get_book(org_id=cast.coop.id, code="s2a", period=period)
        with pytest.raises(BookIsForHouseholds):
            get_books_of_year(org_id=cast.coop.id, year=2026)
    with cast.inside(cast.nam_household, cast.nam), pytest.raises(BookNotFound):
        get_book(org_id=org(cast), code="s9z", period=period)


def test_rent_stands_apart_from_the_book_of_income(maker: Cast) -> None:
    """
    The maker's year and 1.200 million of rent: rent has a return of its own, 01/BĐS, and pays 5 % of the 200 million
    above its deduction. Neither stands in S2c, nor these 10.000.000: its difference is what the finalisation taxes.
    """
    _book, (before, *_) = book_of(maker, "s2c")
    rent = sale(date(2026, 6, 1), 1_200_000_000, "real_estate_lease", "Cho thuê kho")
    with maker.inside(maker.nam_household, maker.nam):
        record_sales(org_id=org(maker), sales=[rent], by=maker.nam.id, now=NOW)
        tax = get_household_year(org_id=org(maker), year=2026)
    _book, (after, *_) = book_of(maker, "s2c")
    assert plain(after) == plain(before)
    assert [value for text, value in plain(after) if text.startswith(("3.", "4."))] == [
        tax.taxable_income_vnd,
        tax.pit_vnd - 10_000_000,
    ]
