"""Products: one row is one product, with its code, unit, price and sector group."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.intake.calc.columns import ListField, ListKind, Products, Said
from ecoop.intake.calc.kinds import fields
from ecoop.intake.calc.kinds.sales import SECTOR_WORDS
from ecoop.trade.calc import ProductDraft
from ecoop.trade.errors import SECTORS


def to_product(*, identity: UUID, said: Sequence[Said], products: Products) -> ProductDraft:
    """Make a product of one row."""
    (only,) = said
    return ProductDraft(
        id=identity,
        name=only["name"],
        sector=only["sector"],
        code=only.get("code", ""),
        unit=only.get("unit", ""),
        price_vnd=only.get("price"),
        is_vat_cut=only.get("is_vat_cut", False),
        is_stocked=only.get("is_stocked", False),
    )


PRODUCTS = ListKind(
    name="products",
    label=_("Products"),
    about=_("What you sell or keep in stock: code, name, unit, price."),
    icon="package",
    to_draft=to_product,
    place="trade:products",
    fields=(
        fields.name(label=_("Name"), examples=(_("Dried tea"), _("Beef noodle soup"))),
        ListField(
            "code",
            _("Code"),
            "text",
            ("ma hang", "ma hang hoa", "ma san pham", "ma sp", "ma vat tu", "ma vt", "ma", "code", "sku", "ma vach"),
            letters_max=40,
            examples=("CHE01", "BUN01"),
        ),
        fields.unit(),
        ListField(
            "price",
            _("Price"),
            "amount",
            ("gia ban", "don gia", "gia", "gia ban le", "don gia ban", "price"),
            hint=_("In đồng, tax included: 1.234.567"),
            examples=("180.000", "35.000"),
        ),
        ListField(
            "sector",
            _("Sector group"),
            "choice",
            ("nhom nganh", "nganh nghe", "nganh", "nhom hang", "loai", "sector"),
            is_required=True,
            is_asked=True,
            choices=SECTORS,
            words=SECTOR_WORDS,
            fallback="goods",
            hint=_("It decides the rates of the tax"),
            examples=(_("goods"), _("food")),
        ),
        ListField("is_vat_cut", _("VAT may be cut"), "yes_no", ("giam thue", "giam thue gtgt", "duoc giam thue")),
        ListField(
            "is_stocked",
            _("Kept in stock"),
            "yes_no",
            ("theo doi ton kho", "quan ly ton kho", "ton kho", "quan ly kho", "co kho", "stock"),
            hint=_("It gets a sheet in the book of stock"),
            examples=(_("yes"), _("no")),
        ),
    ),
)
