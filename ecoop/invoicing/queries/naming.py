"""How an invoice is named in the books: its seller, its text, what is paid in whole đồng."""

from django.utils.translation import gettext as _

from ecoop.invoicing.calc.booking import Chosen
from ecoop.invoicing.models import Invoice
from ecoop.kernel.dong import Dong, Rounding, round_dong

# A product or seller nobody spoke of deals in goods.
USUAL = Chosen("goods")


def seller_key(invoice: Invoice) -> tuple[str, str]:
    """Give the subject under which is remembered what a seller's invoices are for.

    Queries: 0
    """
    return "bought", "".join(letter for letter in invoice.seller_tax_code if letter.isdigit())


def gross_of(invoice: Invoice) -> Dong:
    """Give what is to be paid, in whole đồng; nothing where the invoice says nothing.

    Queries: 0
    """
    return round_dong(invoice.gross, rule=Rounding.HALF_UP) if invoice.gross else Dong(0)


def text_of(invoice: Invoice) -> str:
    """Name an invoice in the reader's language.

    Queries: 0
    """
    return _("Invoice {form}{symbol} No. {number}").format(
        form=invoice.form, symbol=invoice.symbol, number=invoice.number
    )
