"""Which invoice a document was written from: its seller and the label that stands in the document's text."""

import re
from dataclasses import dataclass

# "1C26TAA 7", "Hóa đơn 1C26TAA số 00000007": form and symbol, a few words of any language, the number.
_LABEL = re.compile(r"(?<![0-9A-Z])([0-9])([A-Z][0-9]{2}[A-Z]{3})(?![0-9A-Z])[^0-9]{1,12}0*([0-9]{1,8})(?![0-9])")
_PARENT_DIGITS = 10


@dataclass(frozen=True)
class InvoiceName:
    """An invoice: its seller's tax code in digits only, and its label as "1C26TAA 7"."""

    seller: str
    label: str

    @property
    def spellings(self) -> set[str]:
        """Write the seller's tax code in the ways in which documents carry it."""
        return {self.seller, f"{self.seller[:_PARENT_DIGITS]}-{self.seller[_PARENT_DIGITS:]}"}


def read_invoice_name(*, tax_code: str, text: str) -> InvoiceName | None:
    """Read which invoice a text names; None where the seller or the label is not said."""
    seller = "".join(letter for letter in tax_code if letter.isdecimal())
    found = _LABEL.search(text.upper())
    if not seller or found is None:
        return None
    form, symbol, number = found.groups()
    return InvoiceName(seller, f"{form}{symbol} {number}")


def name_invoice(*, tax_code: str, form: str, symbol: str, number: int) -> InvoiceName:
    """Name an invoice by what it says itself."""
    seller = "".join(letter for letter in tax_code if letter.isdecimal())
    return InvoiceName(seller, f"{form}{symbol} {number}".upper())
