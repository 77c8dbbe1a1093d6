"""Reading e-invoices: bytes in, values and refusals out; no database, no clock, no files, no network."""

from ecoop.invoicing.calc.archive import ARCHIVE_BYTES_MAX, ArchiveEntry, unpack_safely
from ecoop.invoicing.calc.arithmetic import net_of_lines, rate_of
from ecoop.invoicing.calc.duplicates import mark_duplicates
from ecoop.invoicing.calc.invoice import (
    AdjustsRead,
    InvoiceRead,
    InvoiceRefused,
    LineRead,
    PartyRead,
    Problem,
    SignatureRead,
    TotalsRead,
    plain_number,
)
from ecoop.invoicing.calc.reading import read_invoices
from ecoop.invoicing.calc.safe_xml import BYTES_MAX

__all__ = [
    "ARCHIVE_BYTES_MAX",
    "BYTES_MAX",
    "AdjustsRead",
    "ArchiveEntry",
    "InvoiceRead",
    "InvoiceRefused",
    "LineRead",
    "PartyRead",
    "Problem",
    "SignatureRead",
    "TotalsRead",
    "bytes_worth_reading",
    "mark_duplicates",
    "net_of_lines",
    "plain_number",
    "rate_of",
    "read_invoices",
    "unpack_safely",
]


def bytes_worth_reading(*, name: str) -> int:
    """Tell how many bytes of a file to read: one more than would be taken, which is enough to refuse it."""
    return (ARCHIVE_BYTES_MAX if name.lower().endswith(".zip") else BYTES_MAX) + 1
