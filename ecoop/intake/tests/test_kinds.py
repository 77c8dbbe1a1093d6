"""What the kinds of lists know: products linked to rows, seller's papers, and every column by many names."""

from typing import Any

import pytest

from ecoop.intake.calc import KINDS, find_header, guess_columns, kind_of, plan_steps
from ecoop.intake.errors import KindIsUnknown
from ecoop.intake.queries import list_refused
from ecoop.intake.tests.lists import bring_in, excel, open_shop
from ecoop.trade.models import ProductVersion, Purchase, SaleLine, StockMove
from tests.cast import Cast


@pytest.fixture
def shop(cast: Cast) -> Any:
    """Stand in chú Năm's household with open books."""
    with cast.inside(cast.nam_household, cast.nam):
        open_shop(cast)
        yield cast


def test_products_then_stock_then_sales_that_speak_of_them(shop: Cast) -> None:
    products = [
        ("Mã hàng", "Tên hàng", "ĐVT", "Giá bán", "Quản lý tồn kho"),
        ("CHE01", "Chè búp", "kg", "180.000", "có"),
    ]
    facts = bring_in(shop, excel([*products, ("BUN01", "Bún bò", "tô", "35.000", "")]), kind="products")
    assert facts.recorded == 2
    tea = ProductVersion.objects.get(code="CHE01")
    assert (tea.price_vnd, tea.is_stocked, tea.sector) == (180_000, True, "goods")
    stock = [
        ("Ngày tồn", "Mã hàng", "Tên hàng", "Tồn đầu kỳ", "Giá vốn"),
        ("01/01/2026", "che01", "Chè", "10,5", "100.000"),
    ]
    facts = bring_in(shop, excel([*stock, ("01/01/2026", "X", "Lạ", "1", "1")]), kind="stock")
    assert (facts.recorded, facts.refused_rows) == (1, 1)
    opening = StockMove.objects.get()
    assert (opening.product_id, opening.amount_vnd) == (tea.product_id, 1_050_000)
    (refused,) = list_refused(org_id=shop.nam_household.id, import_id=facts.id)
    assert refused.row == 3
    bring_in(shop, excel([("Ngày", "Tên hàng", "Thành tiền"), ("05/03/2026", "chè  BÚP", 360_000)]))
    assert SaleLine.objects.get().product_id == tea.product_id
    # The same code once more is told, and nothing is recorded.
    again = bring_in(shop, excel([*products[:1], ("CHE01", "Chè khác", "kg", "1.000", "")]), kind="products")
    assert (again.recorded, again.refused_rows) == (0, 1)


def test_sellers_without_invoices_keep_address_and_number(shop: Cast) -> None:
    head = (
        "Ngày mua",
        "Tên người bán",
        "Địa chỉ",
        "Số CMND/CCCD",
        "Tên hàng",
        "Số lượng",
        "Đơn giá",
        "Tổng giá thanh toán",
    )
    row = ("05/03/2026", "Ông Bình", "Xóm Hồng Thái", "019070000099", "Chè tươi", 10, 30000, 300000)
    facts = bring_in(shop, excel([head, row]), kind="purchases-without-invoice")
    assert facts.recorded == 1
    bought = Purchase.objects.get()
    assert (bought.party_address, bought.party_id_number, bought.has_invoice) == (
        "Xóm Hồng Thái",
        "019070000099",
        False,
    )


@pytest.mark.parametrize(
    ("kind", "names", "guessed"),
    [
        (
            "sales",
            "Thời gian|Mã hoá đơn|Tên hàng hóa|Đơn vị tính|SL|Đơn giá (VND)|Doanh thu|Khách hàng",
            "day number name unit quantity unit_price amount party_name",
        ),
        (
            "sales",
            "Date|Order number|Product|Qty|Price|Total|Payment method|Customer",
            "day number name quantity unit_price amount means party_name",
        ),
        (
            "sales",
            "NGÀY BÁN HÀNG|SỐ PHIẾU|TÊN SẢN PHẨM|THÀNH TIỀN (đồng)|HÌNH THỨC TT",
            "day number name amount means",
        ),
        (
            "sales",
            "Ngay chung tu|Dien giai|So tien|Kenh ban|San TMDT",
            "day name amount channel platform_name",
        ),
        (
            "purchases",
            "Ngày hoá đơn|Số HĐ|Tên nhà cung cấp|MST người bán|Mặt hàng|Tổng tiền",
            "day number party_name party_tax_code name amount",
        ),
        (
            "purchases-without-invoice",
            (
                "Ngày tháng năm mua hàng|Tên người bán|Địa chỉ|Số CMND/CCCD|Tên mặt hàng|Số lượng|Đơn giá|"
                "Tổng giá thanh toán"
            ),
            "day party_name party_address party_id_number name quantity unit_price amount",
        ),
        (
            "expenses",
            "Ngày chi|Số phiếu chi|Nội dung chi|Số tiền chi|Loại chi phí|Người nhận",
            "day number name amount group party_name",
        ),
        (
            "products",
            "Mã SP|Tên sản phẩm|ĐVT|Giá bán lẻ|Nhóm ngành",
            "code name unit price sector",
        ),
        (
            "stock",
            "Ngày kiểm kê|Mã hàng|Tên hàng|Số lượng tồn|Giá trị tồn",
            "day product_code name quantity amount",
        ),
    ],
)
def test_columns_are_known_by_the_names_people_give_them(kind: str, names: str, guessed: str) -> None:
    found = guess_columns(kind=kind_of(kind), names=names.split("|"))
    assert [field for field, _at in sorted(found.items(), key=lambda each: int(each[1]))] == guessed.split()


def test_every_kind_can_be_filled_in_as_its_own_template_says() -> None:
    for kind in KINDS.values():
        names = [str(field.label) for field in kind.fields]
        assert guess_columns(kind=kind, names=names) == {field.name: str(at) for at, field in enumerate(kind.fields)}
    with pytest.raises(KindIsUnknown):
        kind_of("nothing")


def test_the_names_are_found_below_titles_and_above_numbers() -> None:
    rows = [
        ["HỘ KINH DOANH TRẦN VĂN NĂM"],
        [],
        ["BẢNG KÊ BÁN HÀNG"],
        ["Ngày", "Tên hàng", "Thành tiền"],
        ["a", "b", "c"],
    ]
    assert find_header(rows=rows, kind=kind_of("sales")).row == 4
    assert find_header(rows=[[1, 2, 3], []], kind=kind_of("sales")).row == 0


def test_no_document_is_cut_by_a_step_wherever_its_rows_stand() -> None:
    columns = {"day": "0", "number": "1"}
    rows = [(row, ["05/03/2026", f"BH{row % 7}"]) for row in range(2, 102)]
    plan = plan_steps(rows=rows, kind=kind_of("sales"), columns=columns, size=10)
    strays = {row for of in plan.strays.values() for row in of}
    # Seven documents, all begun in the first step: what stands in later steps belongs to them.
    assert plan.steps[0] == (2, 22)
    assert strays == set(range(22, 102))
    assert plan.rows == 100
