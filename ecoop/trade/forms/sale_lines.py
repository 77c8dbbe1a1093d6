"""The lines of a sale as people fill them in; a product that is picked brings its price, unit and sector group."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.trade.calc import SaleLineDraft
from ecoop.trade.errors import SECTORS
from ecoop.trade.queries import ProductFacts
from ecoop.web.fields import DongField, QuantityField

LINES_MAX = 100
_PRICE_DIGITS_MAX = 15


class SaleLineForm(forms.Form):
    """One line of a sale. An empty line is no line."""

    name = forms.CharField(
        label=_("Goods or service"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"list": "products", "autocomplete": "off"}),
    )
    quantity = QuantityField(label=_("Quantity"), required=False)
    unit = forms.CharField(label=_("Unit"), max_length=50, required=False)
    price_vnd = DongField(label=_("Price"), required=False)
    discount_vnd = DongField(label=_("Price cut"), required=False)
    sector = forms.ChoiceField(label=_("Sector group"), choices=list(SECTORS.items()), required=False)
    is_vat_cut = forms.BooleanField(label=_("VAT is cut"), required=False)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was filled in."""
        return not any(self.cleaned_data.get(name) for name in ("name", "quantity", "price_vnd", "discount_vnd"))

    def draft(self, *, products: Mapping[str, ProductFacts]) -> SaleLineDraft | None:
        """Give the line that was filled in, or say on its fields what is missing."""
        filled = self.cleaned_data
        product = products.get(filled["name"].casefold())
        typed, usual = filled["price_vnd"], product.price_vnd if product else None
        price = usual if typed is None else typed
        # What is kept in stock leaves it by quantity: one, if nobody says otherwise.
        quantity = filled["quantity"] or (Decimal(1) if product else None)
        amount = _amount(price, quantity, filled["discount_vnd"] or Dong(0))
        if not filled["name"]:
            self.add_error("name", _now("Enter what was sold."))
        if not price:
            self.add_error("price_vnd", _now("Enter the price."))
        elif price < 0 or (filled["discount_vnd"] or 0) < 0 or len(str(price)) > _PRICE_DIGITS_MAX:
            self.add_error("price_vnd", _now("This is no price."))
        elif amount <= 0:
            self.add_error("discount_vnd", _now("The price cut is as much as the price, or more."))
        if filled["is_vat_cut"] and product and not product.is_vat_cut:
            self.add_error("is_vat_cut", _now("The VAT of this product is not cut."))
        if self.errors:
            return None
        return SaleLineDraft(
            sector=product.sector if product else filled["sector"] or "goods",
            name=product.name if product else filled["name"],
            amount_vnd=amount,
            unit=filled["unit"] or (product.unit if product else ""),
            quantity=quantity,
            unit_price=Decimal(price or 0) if quantity else None,
            is_vat_cut=filled["is_vat_cut"],
            product_id=product.id if product else None,
        )


def read_lines(*, lines: Any, products: Sequence[ProductFacts]) -> tuple[tuple[SaleLineDraft, ...], list[str]]:
    """Read all lines of a form.

    Shape: the lines that were filled in; and what is wrong, line by line
    """
    if not lines.is_valid() and not lines.forms:
        return (), [_now("The lines of the form did not arrive; fill it in again.")]
    known = {product.code.casefold(): product for product in products if product.code}
    known |= {product.name.casefold(): product for product in products}
    drafts, wrong = [], []
    for number, line in enumerate(lines.forms, start=1):
        if line.is_valid() and line.is_empty:
            continue
        draft = line.draft(products=known) if line.is_valid() else None
        drafts += [draft] if draft is not None else []
        for name, said in line.errors.items():
            label = line.fields[name].label if name in line.fields else ""
            wrong.append(_now("Line {number}, {field}: {said}").format(number=number, field=label, said=" ".join(said)))
    return tuple(drafts), wrong


def _amount(price: int | None, quantity: Decimal | None, discount: int) -> Dong:
    if not price:
        return Dong(0)
    whole = price if quantity is None else round_dong(price * quantity, rule=Rounding.HALF_UP)
    return Dong(whole - discount)
