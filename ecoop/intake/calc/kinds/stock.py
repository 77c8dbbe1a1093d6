"""Stock at the beginning: one row is one product, how much of it was there, and what it had cost."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.intake.calc.columns import ListKind, Products, Said, find_product, reckon_amount
from ecoop.intake.calc.kinds import fields
from ecoop.intake.errors import ProductIsUnknown
from ecoop.trade.calc import StockMoveDraft


def to_opening(*, identity: UUID, said: Sequence[Said], products: Products) -> StockMoveDraft:
    """Make the opening of one product's stock.

    Raises: ProductIsUnknown
    """
    (only,) = said
    product_id = find_product(said=only, products=products)
    if product_id is None:
        raise ProductIsUnknown(text=only.get("product_code") or only["name"])
    return StockMoveDraft(
        id=identity,
        moved_on=only["day"],
        kind="opening",
        product_id=product_id,
        quantity=only["quantity"],
        amount_vnd=only["amount"],
        text=only["name"],
    )


STOCK = ListKind(
    name="stock",
    label=_("Stock at the beginning"),
    about=_("What was in stock when the books began: quantity and cost of each product."),
    icon="stack-2",
    any_of=(("amount",), ("unit_price",)),
    check_row=reckon_amount,
    to_draft=to_opening,
    place="trade:products",
    fields=(
        fields.day("ngay ton", "ngay kiem ke", "ngay dau ky"),
        fields.product_code(),
        fields.name(label=_("Name"), examples=(_("Dried tea"), _("Packing bags"))),
        fields.needed(fields.quantity("ton dau", "ton dau ky", "so luong ton", "ton", "sl ton")),
        fields.unit_price("gia von", "gia nhap", "don gia von"),
        fields.amount("gia tri ton", "tien ton", "gia tri dau ky", examples=("450.000", "1.400.000")),
    ),
    notes=(_("Bring in the list of products first; a row is linked to its product by code or name."),),
)
