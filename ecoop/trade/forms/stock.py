"""What people fill in about the stock."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.trade.calc import StockMoveDraft
from ecoop.trade.errors import STOCK_MOVES
from ecoop.trade.queries import StockedProduct
from ecoop.web.fields import DongField, MonthField, QuantityField, day_field

BY_VALUE = ("opening", "counted")


class StockMoveForm(forms.Form):
    """What was there, was used, spoiled, taken for the family, or counted."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    kind = forms.ChoiceField(label=_("What happened"), choices=list(STOCK_MOVES.items()))
    product = forms.ChoiceField(label=_("Product"), required=False)
    on = day_field(label=_("Day"))
    quantity = QuantityField(label=_("Quantity"), required=False, help_text=_("For a count: how much is really there."))
    amount_vnd = DongField(
        label=_("Value"), required=False, help_text=_("Only for stock at the beginning, and for goods without a sheet.")
    )
    text = forms.CharField(label=_("Remark"), max_length=500, required=False)

    def __init__(
        self,
        given: Mapping[str, Any] | None,
        *,
        products: Sequence[StockedProduct],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(given, initial=dict(initial or {}))
        everything = ("", _("All goods without a sheet, by their value"))
        choices = [(str(each.id), f"{each.name} ({each.unit})" if each.unit else each.name) for each in products]
        self.fields["product"].choices = [*choices, everything]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind of move needs."""
        cleaned = super().clean() or {}
        kind, product = cleaned.get("kind"), cleaned.get("product")
        if not product and kind and kind not in BY_VALUE:
            self.add_error("product", _("Choose the product."))
        needs_value = kind == "opening" or not product
        if needs_value and cleaned.get("amount_vnd") is None and "amount_vnd" not in self.errors:
            self.add_error("amount_vnd", _("Enter the value."))
        if product and cleaned.get("quantity") is None and "quantity" not in self.errors:
            self.add_error("quantity", _("Enter the quantity."))
        return cleaned

    def draft(self) -> StockMoveDraft:
        """Give the move that was filled in."""
        cleaned = self.cleaned_data
        has_value = cleaned["kind"] == "opening" or not cleaned["product"]
        return StockMoveDraft(
            id=cleaned["id"],
            moved_on=cleaned["on"],
            kind=cleaned["kind"],
            product_id=UUID(cleaned["product"]) if cleaned["product"] else None,
            quantity=(cleaned["quantity"] or Decimal(0)) if cleaned["product"] else Decimal(0),
            amount_vnd=Dong(cleaned["amount_vnd"] or 0) if has_value else Dong(0),
            text=cleaned["text"],
        )


class StockMonthForm(forms.Form):
    """Which month's stock is posted."""

    month = MonthField(label=_("Month"))

    @property
    def month_on(self) -> date:
        """Give the first day of the month."""
        found: date = self.cleaned_data["month"]
        return found
