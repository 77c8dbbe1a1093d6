"""Fields that lists of several kinds share, with the names people give their columns."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecoop.intake.calc.columns import ListField
from ecoop.trade.errors import MEANS

MEANS_WORDS = {
    "cash": ("tm", "tien mat", "mat", "cash"),
    "bank": ("ck", "chuyen khoan", "ngan hang", "tgnh", "bank", "transfer", "the", "qr", "vi dien tu", "quet ma"),
    "credit": ("no", "cong no", "ghi no", "mua chiu", "ban chiu", "chua thanh toan", "chua tra", "tra sau", "credit"),
}


def needed(field: ListField) -> ListField:
    """Give the same field for a kind of list that cannot do without it."""
    return replace(field, is_required=True)


def day(*synonyms: str) -> ListField:
    """Give the day of a document."""
    return ListField(
        "day",
        _("Day"),
        "day",
        (
            "ngay", "ngay thang", "ngay chung tu", "ngay ct", "ngay hoa don", "ngay hd", "ngay hach toan",
            "ngay ghi so", "ngay giao dich", "thoi gian", "date", *synonyms,
        ),
        is_required=True,
        hint=_("05/03/2026: day, month, year in four digits"),
        examples=("05/03/2026", "06/03/2026"),
    )  # fmt: skip


def number(*, label: Any, synonyms: tuple[str, ...], hint: Any, examples: tuple[str, str]) -> ListField:
    """Give the number that tells documents apart."""
    common = (
        "so chung tu", "so ct", "so phieu", "ma chung tu", "ma phieu", "so hieu", "chung tu", "so hoa don", "so hd",
        "ma hoa don", "so", "number", "no", "document number", "invoice number",
    )  # fmt: skip
    return ListField("number", label, "text", (*common, *synonyms), letters_max=60, hint=hint, examples=examples)


def product_code() -> ListField:
    """Give the code by which a product is known."""
    return ListField(
        "product_code",
        _("Product code"),
        "text",
        ("ma hang", "ma hang hoa", "ma san pham", "ma sp", "ma vat tu", "ma vt", "ma", "code", "sku", "ma vach"),
        letters_max=40,
        hint=_("Links the row to a product of yours; without it the name does, if it is the same"),
    )


def name(*, label: Any, examples: tuple[Any, Any]) -> ListField:
    """Give the name of goods, materials or services."""
    synonyms = (
        "ten hang", "ten hang hoa", "ten hang hoa dich vu", "hang hoa", "hang hoa dich vu", "ten san pham", "san pham",
        "mat hang", "ten vat tu", "vat tu", "ten", "noi dung", "dien giai", "mo ta", "name", "item", "product",
        "description", "ten hang hoa dich vu mua vao", "ten mat hang",
    )  # fmt: skip
    return ListField("name", label, "text", synonyms, is_required=True, examples=examples)


def unit() -> ListField:
    """Give the unit of measure."""
    return ListField(
        "unit",
        _("Unit"),
        "text",
        ("dvt", "don vi tinh", "don vi", "dv tinh", "unit", "uom"),
        letters_max=50,
        examples=(_("kg"), _("bowl")),
    )


def quantity(*synonyms: str) -> ListField:
    """Give the quantity."""
    return ListField(
        "quantity",
        _("Quantity"),
        "quantity",
        ("so luong", "sl", "s luong", "luong", "quantity", "qty", *synonyms),
        hint=_("With a comma before the decimals: 1,5"),
        examples=("2,5", "40"),
    )


def unit_price(*synonyms: str) -> ListField:
    """Give the price of one unit."""
    return ListField(
        "unit_price",
        _("Unit price"),
        "quantity",
        ("don gia", "gia", "gia ban", "gia mua", "dg", "unit price", "price", *synonyms),
        examples=("180.000", "35.000"),
    )


def amount(*synonyms: str, examples: tuple[str, str]) -> ListField:
    """Give the amount of a row, with the tax in it."""
    common = (
        "thanh tien", "so tien", "tong tien", "tien", "gia tri", "tong cong", "tong gia tri", "tong thanh toan",
        "thanh tien thanh toan", "amount", "total", "tien hang",
    )  # fmt: skip
    return ListField(
        "amount",
        _("Amount"),
        "amount",
        (*common, *synonyms),
        hint=_("In đồng, tax included: 1.234.567"),
        examples=examples,
    )


def means(*, examples: tuple[Any, Any]) -> ListField:
    """Give the means of payment."""
    return ListField(
        "means",
        _("Paid by"),
        "choice",
        (
            "hinh thuc thanh toan",
            "hinh thuc tt",
            "tt", "httt", "thanh toan", "phuong thuc thanh toan", "pttt", "cach tra", "tra bang",
            "loai thanh toan", "payment", "paid by", "payment method",
        ),
        choices=MEANS,
        words=MEANS_WORDS,
        fallback="cash",
        is_asked=True,
        examples=examples,
    )  # fmt: skip


def party(*, label: Any, synonyms: tuple[str, ...], examples: tuple[Any, Any]) -> ListField:
    """Give the name of the other side."""
    common = ("doi tuong", "ten doi tuong", "doi tac", "ten don vi", "ho ten", "ho va ten", "party")
    return ListField("party_name", label, "text", (*synonyms, *common), letters_max=400, examples=examples)


def tax_code(*synonyms: str, label: Any) -> ListField:
    """Give the tax code of the other side."""
    common = ("mst", "ma so thue", "mst doi tuong", "tax code")
    return ListField("party_tax_code", label, "tax_code", (*common, *synonyms))
