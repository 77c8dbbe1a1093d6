"""What people fill in about a product."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.ids import new_id
from ecoop.kernel.written import format_grouped
from ecoop.lawbook.calc import Law, in_words
from ecoop.lawbook.queries import figure_in_words
from ecoop.trade.calc import ProductDraft
from ecoop.trade.errors import SECTORS
from ecoop.trade.queries import ProductFacts
from ecoop.web.fields import DongField

_CUT = "tax/household/vat_cut_ratio"


class ProductForm(forms.Form):
    """A product: its name, unit, price and sector group. The hidden id makes a form sent twice one product."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = forms.CharField(label=_("Name"), max_length=500, help_text=_("As you say it at the counter."))
    unit = forms.CharField(label=_("Unit"), max_length=50, required=False, help_text=_("kg, box, bowl, hour …"))
    price_vnd = DongField(
        label=_("Usual price"), required=False, help_text=_("In đồng for one unit; you can change it in each sale.")
    )
    sector = forms.ChoiceField(
        label=_("What kind of business is it?"),
        widget=forms.RadioSelect,
        help_text=_("It decides the rates of the tax."),
    )
    is_vat_cut = forms.BooleanField(label=_("Its VAT is cut for the time being"), required=False)
    is_stocked = forms.BooleanField(
        label=_("I keep it in stock"), required=False, help_text=_("It gets its own sheet in the book of stock, S2d.")
    )
    code = forms.CharField(label=_("Code"), max_length=40, required=False, help_text=_("Only if you use codes."))

    def __init__(self, data: Mapping[str, Any] | None = None, *, law: Law, **given: Any) -> None:
        super().__init__(data, **given)
        sector: Any = self.fields["sector"]
        sector.choices = [(row["code"], sector_in_words(row, law)) for row in law.table("tax/sectors")]
        if law.has(_CUT):
            told = ", ".join(in_words(row, name="label") for row in law.table("tax/vat-cut-exclusions"))
            self.fields["is_vat_cut"].help_text = _now(
                "The cut is {ratio} of the rate. It does not hold for: {exclusions}."
            ).format(ratio=figure_in_words(law.figure(_CUT)), exclusions=told)
        else:
            del self.fields["is_vat_cut"]

    def draft(self) -> ProductDraft:
        """Give the product that was filled in."""
        return ProductDraft(**{**self.cleaned_data, "is_vat_cut": self.cleaned_data.get("is_vat_cut", False)})


def initial_of(*, product: ProductFacts) -> dict[str, Any]:
    """Give what a form begins with when a product is changed."""
    price = None if product.price_vnd is None else format_grouped(product.price_vnd)
    names: Sequence[str] = ("id", "name", "unit", "sector", "is_vat_cut", "is_stocked", "code")
    return {**{name: getattr(product, name) for name in names}, "price_vnd": price}


def sector_in_words(row: Mapping[str, Any], law: Law) -> SafeString:
    """Write a sector group with its rates and examples that people know."""
    rates = _now("VAT {vat}, income tax {pit}").format(
        vat=figure_in_words(law.figure(row["vat_rate"])), pit=figure_in_words(law.figure(row["pit_rate"]))
    )
    examples = in_words({"x_vi": row["examples_vi"], "x_en": row.get("examples_en", "")}, name="x")
    return format_html(
        '<span>{}<small class="d-block text-secondary">{}{}</small></span>',
        SECTORS[row["code"]],
        rates,
        f" · {examples}" if examples else "",
    )
