"""Reading e-invoices: bytes in, values and refusals out; no database, no clock, no files, no network."""

from ecoop.invoicing.calc.archive import ARCHIVE_BYTES_MAX, ArchiveEntry, is_archive, unpack_safely
from ecoop.invoicing.calc.arithmetic import net_of_lines, rate_of
from ecoop.invoicing.calc.duplicates import SeenInvoices, what_it_says
from ecoop.invoicing.calc.invoice import (
    AdjustsRead,
    InvoiceKey,
    InvoiceRead,
    InvoiceRefused,
    LineRead,
    PartyRead,
    Problem,
    SignatureRead,
    TotalsRead,
    invoice_key,
    plain_number,
)
from ecoop.invoicing.calc.reading import read_invoices
from ecoop.invoicing.calc.rules import NO_RULES, KnownSigner, ReadingRules
from ecoop.invoicing.calc.safe_xml import BYTES_MAX

__all__ = [
    "ARCHIVE_BYTES_MAX",
    "BYTES_MAX",
    "NO_RULES",
    "AdjustsRead",
    "ArchiveEntry",
    "InvoiceKey",
    "InvoiceRead",
    "InvoiceRefused",
    "KnownSigner",
    "LineRead",
    "PartyRead",
    "Problem",
    "ReadingRules",
    "SeenInvoices",
    "SignatureRead",
    "TotalsRead",
    "bytes_worth_reading",
    "invoice_key",
    "is_archive",
    "net_of_lines",
    "plain_number",
    "rate_of",
    "read_invoices",
    "unpack_safely",
    "what_it_says",
]


def bytes_worth_reading(*, name: str) -> int:
    """Tell how many bytes of a file to read: one more than would be taken, which is enough to refuse it."""
    return (ARCHIVE_BYTES_MAX if name.lower().endswith(".zip") else BYTES_MAX) + 1
