"""Find the same invoice twice in one batch."""

from ecoop.invoicing.calc.invoice import InvoiceKey, InvoiceRead, Problem


class SeenInvoices:
    """Remember which invoices went by: by their keys, where each stood first, and what it said."""

    def __init__(self) -> None:
        self._seen: dict[InvoiceKey, tuple[str, str]] = {}

    def notice(self, *, key: InvoiceKey, file: str, what: str) -> list[Problem]:
        """Return what is to be said of an invoice that went by before; nothing of a new one.

        Memory grows with the number of invoices by their keys only.
        """
        first = self._seen.get(key)
        if first is None:
            self._seen[key] = (file, what)
            return []
        again = [Problem("duplicate", {"other": first[0]})]
        # The same number with another day or amount is either a mistake or a forgery.
        return again if first[1] == what else [*again, Problem("duplicate-differs", {"other": first[0]})]


def what_it_says(invoice: InvoiceRead) -> str:
    """Sum up an invoice in so far as two copies of it must agree."""
    return f"{invoice.issued_on.isoformat()} {invoice.totals.gross} {invoice.buyer.tax_code}"
