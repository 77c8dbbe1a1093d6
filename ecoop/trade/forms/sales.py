"""What people fill in to record a sale."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.trade.calc import SaleDraft, SaleLineDraft
from ecoop.trade.errors import SECTORS
from ecoop.trade.forms.documents import DocumentForm


class SaleForm(DocumentForm):
    """A sale of one line, as a counter makes it."""

    sector = forms.ChoiceField(
        label=_("Sector group"), choices=list(SECTORS.items()), help_text=_("It decides the rates of the tax.")
    )
    is_vat_cut = forms.BooleanField(
        label=_("Its VAT is cut"), required=False, help_text=_("Only if the invoice carries the note of the cut.")
    )

    def draft(self) -> SaleDraft:
        """Give the sale that was filled in."""
        cleaned = self.cleaned_data
        line = SaleLineDraft(
            sector=cleaned["sector"],
            name=cleaned["text"],
            amount_vnd=Dong(cleaned["amount_vnd"]),
            is_vat_cut=cleaned["is_vat_cut"],
        )
        return SaleDraft(sold_on=cleaned["on"], lines=(line,), **self.given)
