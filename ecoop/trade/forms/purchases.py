"""What people fill in to record a purchase: the paper, its lines, and who sold without an invoice."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong, Rounding, format_dong, round_dong
from ecoop.kernel.ids import new_id
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.errors import NoLawOnDay
from ecoop.trade.calc import PurchaseDraft, PurchaseLineDraft
from ecoop.trade.errors import MEANS, PURCHASES
from ecoop.trade.forms.documents import DocumentForm
from ecoop.trade.queries import BankAccountFacts, DocumentFacts, LineFacts, ProductFacts
from ecoop.web.fields import DongField, QuantityField, day_field

LINES_MAX = 100
_LINES_SHOWN = 2
_SELLERS = "books/sellers-without-invoice"


class PurchaseLineForm(forms.Form):
    """One thing on the paper; a row left empty says nothing."""

    name = forms.CharField(label=_("What"), max_length=500, required=False)
    product = forms.ChoiceField(label=_("Product"), required=False)
    quantity = QuantityField(label=_("Quantity"), required=False)
    unit_price = DongField(label=_("Unit price"), required=False)
    amount_vnd = DongField(label=_("Amount"), required=False)

    def __init__(self, *given: Any, products: Sequence[ProductFacts] = (), **more: Any) -> None:
        super().__init__(*given, **more)
        self.products = {str(each.id): each for each in products}
        nothing = [("", _("— not kept in stock —"))]
        self.fields["product"].choices = nothing + [(key, each.name) for key, each in self.products.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Reckon the amount out of quantity and price, and take the name from the product."""
        cleaned = super().clean() or {}
        product = self.products.get(cleaned.get("product") or "")
        if product and not cleaned.get("name"):
            cleaned["name"] = product.name
        quantity, price = cleaned.get("quantity"), cleaned.get("unit_price")
        if cleaned.get("amount_vnd") is None and quantity is not None and price is not None:
            cleaned["amount_vnd"] = round_dong(quantity * Decimal(price), rule=Rounding.HALF_UP)
        if self.has_changed() and not self.errors:
            self._ask_for_rest(cleaned, needs_quantity=product is not None)
        return cleaned

    def _ask_for_rest(self, cleaned: Mapping[str, Any], *, needs_quantity: bool) -> None:
        if not cleaned.get("name"):
            self.add_error("name", _("Say what it was."))
        if not cleaned.get("amount_vnd"):
            self.add_error("amount_vnd", _("Enter the amount, or quantity and unit price."))
        if needs_quantity and not cleaned.get("quantity"):
            self.add_error("quantity", _("What is kept in stock needs a quantity."))

    def line(self) -> PurchaseLineDraft:
        """Give the line that was filled in."""
        cleaned = self.cleaned_data
        product = self.products.get(cleaned["product"])
        price = cleaned["unit_price"]
        return PurchaseLineDraft(
            name=cleaned["name"],
            amount_vnd=Dong(cleaned["amount_vnd"]),
            unit=product.unit if product else "",
            quantity=cleaned["quantity"],
            unit_price=None if price is None else Decimal(price),
            product_id=product.id if product else None,
        )


_Lines = formset_factory(PurchaseLineForm, extra=_LINES_SHOWN, max_num=LINES_MAX, absolute_max=LINES_MAX)
_OneMore = formset_factory(PurchaseLineForm, extra=1, max_num=LINES_MAX, absolute_max=LINES_MAX)


class PurchaseForm(DocumentForm):
    """A purchase: one amount, or several lines."""

    amount_vnd = DongField(
        label=_("Amount"),
        required=False,
        help_text=_("In đồng, for example 1.200.000. Leave it empty if you fill in lines."),
    )
    what = forms.ChoiceField(label=_("Kind"), choices=list(PURCHASES.items()))
    has_invoice = forms.BooleanField(label=_("There is an invoice"), required=False)
    seller_kind = forms.ChoiceField(label=_("Why the seller issues no invoice"), required=False)
    party_address = forms.CharField(label=_("Address of the seller"), max_length=400, required=False)
    party_id_number = forms.CharField(
        label=_("Personal number of the seller"),
        max_length=20,
        required=False,
        help_text=_("12 digits, on the ID card."),
    )
    SELLER = ("seller_kind", "party_address", "party_id_number")

    def __init__(
        self,
        given: Mapping[str, Any] | None,
        *,
        products: Sequence[ProductFacts] = (),
        accounts: Sequence[BankAccountFacts] = (),
        today: date,
        so_far: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(given, initial={name: so_far[name] for name in so_far} if so_far else {"on": today})
        self.ask_account(accounts=accounts)
        self.fields["seller_kind"].choices = [("", "—"), *seller_kinds(on=today)]  # type: ignore[attr-defined]
        more: dict[str, Any] = {"products": [each for each in products if each.is_stocked]}
        self.has_stock = bool(more["products"])
        if so_far is not None:
            self.lines = _OneMore(prefix="lines", initial=_lines_so_far(so_far), form_kwargs=more)
            return
        # A program or an old page may send one amount and no lines at all.
        has_lines = given is not None and "lines-TOTAL_FORMS" in given
        self.lines = _Lines(given if has_lines else None, prefix="lines", form_kwargs=more)

    @property
    def shows_lines(self) -> bool:
        """Tell whether the lines stand open: goods are kept in stock, or some lines are filled in."""
        return self.lines.is_bound or bool(self.lines.initial) or self.has_stock

    @property
    def may_add(self) -> bool:
        """Tell whether there may be one more line."""
        return self.lines.total_form_count() < LINES_MAX

    @property
    def head_fields(self) -> list[forms.BoundField]:
        """Give the questions about the paper."""
        return [field for field in self.visible_fields() if field.name not in self.SELLER]

    @property
    def seller_fields(self) -> list[forms.BoundField]:
        """Give the questions about a seller without an invoice."""
        return [self[name] for name in self.SELLER]

    def is_valid(self) -> bool:
        """Look at the paper and at every line."""
        is_good = super().is_valid()
        return (not self.lines.is_bound or self.lines.is_valid()) and is_good

    def clean(self) -> dict[str, Any]:
        """Ask for an amount or lines, and for all that the list of sellers without invoices wants."""
        cleaned = super().clean() or {}
        filled = self.lines.is_bound and any(each.has_changed() for each in self.lines.forms)
        if not filled and not cleaned.get("amount_vnd") and "amount_vnd" not in self.errors:
            self.add_error("amount_vnd", _("Enter the amount, or fill in lines."))
        if cleaned.get("seller_kind") and not cleaned.get("has_invoice"):
            for name in ("party_name", "party_address", "party_id_number"):
                if not cleaned.get(name):
                    self.add_error(name, _("The list of purchases without invoices asks for it."))
        return cleaned

    def draft(self) -> PurchaseDraft:
        """Give the purchase that was filled in."""
        cleaned = self.cleaned_data
        lines = tuple(each.line() for each in self.lines.forms if each.has_changed()) if self.lines.is_bound else ()
        return PurchaseDraft(
            bought_on=cleaned["on"],
            what=cleaned["what"],
            has_invoice=cleaned["has_invoice"],
            lines=lines or (PurchaseLineDraft(name=cleaned["text"], amount_vnd=Dong(cleaned["amount_vnd"])),),
            seller_kind="" if cleaned["has_invoice"] else cleaned["seller_kind"],
            party_address=cleaned["party_address"],
            party_id_number=cleaned["party_id_number"],
            **self.given,
        )


class PurchaseReturnForm(forms.Form):
    """What goes back to the seller, line by line, and how the money came back."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = day_field(label=_("Went back on"))
    means = forms.ChoiceField(label=_("Money came back by"), choices=list(MEANS.items()))

    def __init__(self, given: Mapping[str, Any] | None, *, purchase: DocumentFacts, today: date) -> None:
        super().__init__(given, initial={"on": today, "means": purchase.more["means"]})
        self.purchase = purchase
        self.lines = [line for line in purchase.lines if line.amount_vnd > 0]
        for line in self.lines:
            hint = _("Amount that goes back, of {amount}").format(amount=format_dong(line.amount_vnd))
            self.fields[f"amount_{line.line}"] = DongField(label=line.name, required=False, help_text=hint)
            if line.quantity:
                label = _("{name}: quantity that goes back").format(name=line.name)
                self.fields[f"quantity_{line.line}"] = QuantityField(label=label, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for something to go back, and for no more of a line than was bought."""
        cleaned = super().clean() or {}
        amounts = {line.line: cleaned.get(f"amount_{line.line}") or 0 for line in self.lines}
        if not self.errors and not any(amounts.values()):
            raise forms.ValidationError(_("Enter what goes back."))
        for line in self.lines:
            if not 0 <= amounts[line.line] <= line.amount_vnd:
                self.add_error(f"amount_{line.line}", _("No more can go back than was bought."))
            if line.quantity and (cleaned.get(f"quantity_{line.line}") or 0) > line.quantity:
                self.add_error(f"quantity_{line.line}", _("No more can go back than was bought."))
        return cleaned

    def draft(self) -> PurchaseDraft:
        """Give the purchase that takes goods back, with negative amounts and quantities."""
        cleaned, row = self.cleaned_data, self.purchase.row
        return PurchaseDraft(
            id=cleaned["id"],
            bought_on=cleaned["on"],
            lines=tuple(self._back(line) for line in self.lines if cleaned.get(f"amount_{line.line}")),
            what=self.purchase.more["what"],
            means=cleaned["means"],
            party_name=row.party_name,
            party_tax_code=self.purchase.party_tax_code,
            has_invoice=self.purchase.has_invoice,
            returns_id=row.id,
        )

    def _back(self, line: LineFacts) -> PurchaseLineDraft:
        quantity = self.cleaned_data.get(f"quantity_{line.line}")
        return PurchaseLineDraft(
            name=line.name,
            amount_vnd=Dong(-self.cleaned_data[f"amount_{line.line}"]),
            unit=line.unit,
            quantity=-quantity if quantity else None,
            unit_price=line.unit_price,
            product_id=line.product_id,
            returns_line=line.line,
        )


def _lines_so_far(posted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Read the rows that were filled in before somebody asked for one more."""
    count = posted.get("lines-TOTAL_FORMS", "")
    names = list(PurchaseLineForm.base_fields)
    rows = range(min(int(count), LINES_MAX) if count.isdecimal() and len(count) <= len(str(LINES_MAX)) else 0)
    return [{name: posted.get(f"lines-{row}-{name}", "") for name in names} for row in rows]


def seller_kinds(*, on: date) -> list[tuple[str, str]]:
    """List why a seller may issue no invoice, in the reader's language."""
    try:
        rows = lawbook.on(on).table(_SELLERS)
    except NoLawOnDay:
        return []
    label = "label_vi" if get_language() == "vi" else "label_en"
    return [(row["code"], row[label]) for row in rows]
