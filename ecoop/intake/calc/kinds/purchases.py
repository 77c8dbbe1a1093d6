"""Purchases with an invoice, and from sellers who issue none: one row is one line of a purchase."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.intake.calc.columns import ListField, ListKind, Products, Said, find_product, reckon_amount
from ecoop.intake.calc.kinds import fields
from ecoop.trade.calc import PurchaseDraft, PurchaseLineDraft
from ecoop.trade.errors import PURCHASES

PURCHASE_WORDS = {
    "goods": ("hang hoa", "hang", "hang ban", "hang de ban", "goods"),
    "materials": ("nguyen lieu", "nguyen vat lieu", "vat lieu", "nvl", "vat tu", "materials"),
    "fixed_asset": ("tai san co dinh", "tscd", "tai san", "may moc", "asset"),
}


def to_purchase(*, identity: UUID, said: Sequence[Said], products: Products) -> PurchaseDraft:
    """Make a purchase of the rows that bear its number."""
    first = said[0]
    has_invoice = first.get("has_invoice", True)
    return _purchase(identity, said, products, has_invoice=has_invoice)


def to_purchase_without_invoice(*, identity: UUID, said: Sequence[Said], products: Products) -> PurchaseDraft:
    """Make a purchase from a seller who issues no invoices."""
    return _purchase(identity, said, products, has_invoice=False)


def _purchase(identity: UUID, said: Sequence[Said], products: Products, *, has_invoice: bool) -> PurchaseDraft:
    first = said[0]
    return PurchaseDraft(
        id=identity,
        bought_on=first["day"],
        lines=tuple(
            PurchaseLineDraft(
                name=line["name"],
                amount_vnd=line["amount"],
                unit=line.get("unit", ""),
                quantity=line.get("quantity"),
                unit_price=line.get("unit_price"),
                product_id=find_product(said=line, products=products),
            )
            for line in said
        ),
        what=first.get("what", "goods"),
        means=first["means"],
        party_name=first.get("party_name", ""),
        party_tax_code=first.get("party_tax_code", ""),
        text=f"{first['number']}: {first['name']}"[:500] if "number" in first else "",
        has_invoice=has_invoice,
        party_address=first.get("party_address", ""),
        party_id_number=first.get("party_id_number", ""),
    )


def _what() -> ListField:
    return ListField(
        "what",
        _("Kind"),
        "choice",
        ("loai", "loai hang", "phan loai", "nhom", "nhom hang", "kind", "type"),
        choices=PURCHASES,
        words=PURCHASE_WORDS,
        fallback="goods",
        is_asked=True,
        examples=(_("goods"), _("materials")),
    )


_NUMBER = fields.number(
    label=_("Number of the paper"),
    synonyms=("so hoa don mua", "so phieu nhap", "so phieu mua"),
    hint=_("Rows with the same number, day and seller become one purchase; without a number each row is its own"),
    examples=("00000123", "00000124"),
)
_SELLERS = ("nguoi ban", "ten nguoi ban", "nha cung cap", "ten nha cung cap", "ncc", "ben ban", "seller", "supplier")
_LINES = (
    fields.product_code(),
    fields.name(label=_("Goods or material"), examples=(_("Fresh tea buds"), _("Packing bags"))),
    fields.unit(),
    fields.quantity(),
    fields.unit_price(),
    fields.amount("tien mua", "tong gia thanh toan", "gia thanh toan", examples=("450.000", "1.400.000")),
)

PURCHASES_WITH_INVOICE = ListKind(
    name="purchases",
    label=_("Purchases"),
    about=_("Goods, materials and assets bought, for example the list of purchase invoices."),
    icon="shopping-cart",
    document=("number", "day", "party_name"),
    any_of=(("amount",), ("quantity", "unit_price")),
    check_row=reckon_amount,
    to_draft=to_purchase,
    place="trade:purchases",
    fields=(
        fields.day("ngay mua", "ngay nhap", "ngay lap", "bought on"),
        _NUMBER,
        *_LINES,
        _what(),
        fields.means(examples=(_("cash"), _("transfer"))),
        fields.party(label=_("Seller"), synonyms=_SELLERS, examples=(_("Tân Cương Tea Company"), _("Mrs Hòa"))),
        fields.tax_code("mst nguoi ban", "ma so thue nguoi ban", "mst ncc", label=_("Seller's tax code")),
        ListField(
            "has_invoice",
            _("There is an invoice"),
            "yes_no",
            ("co hoa don", "hoa don", "hd", "invoice", "has invoice"),
            hint=_("Yes or no; without this column every purchase counts as one with an invoice"),
        ),
    ),
)

PURCHASES_WITHOUT_INVOICE = ListKind(
    name="purchases-without-invoice",
    label=_("Purchases without invoices"),
    about=_("Bought from farmers and others who issue no invoices: the list the law asks for."),
    icon="plant-2",
    document=("number", "day", "party_name"),
    any_of=(("amount",), ("quantity", "unit_price")),
    check_row=reckon_amount,
    to_draft=to_purchase_without_invoice,
    place="trade:purchases",
    fields=(
        fields.day("ngay mua", "ngay nhap", "ngay thang nam mua hang", "bought on"),
        _NUMBER,
        fields.needed(fields.party(label=_("Seller"), synonyms=_SELLERS, examples=(_("Mr Bình"), _("Mrs Hòa")))),
        ListField(
            "party_address",
            _("Seller's address"),
            "text",
            ("dia chi", "dia chi nguoi ban", "noi ban", "address"),
            letters_max=400,
            examples=(_("Hồng Thái 2 hamlet"), _("Nam Đồng hamlet")),
        ),
        ListField(
            "party_id_number",
            _("Seller's identity number"),
            "text",
            ("cccd", "cmnd", "so cccd", "so cmnd", "so cmnd cccd", "cmt", "so dinh danh", "can cuoc", "so can cuoc"),
            letters_max=20,
            examples=("", ""),
        ),
        *_LINES,
        _what(),
        fields.means(examples=(_("cash"), _("cash"))),
    ),
)
