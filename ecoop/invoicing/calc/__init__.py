"""Reading e-invoices: bytes in, values and refusals out; no database, no clock, no files, no network."""

from ecoop.invoicing.calc.archive import ArchiveEntry, unpack_safely
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

__all__ = [
    "AdjustsRead",
    "ArchiveEntry",
    "InvoiceRead",
    "InvoiceRefused",
    "LineRead",
    "PartyRead",
    "Problem",
    "SignatureRead",
    "TotalsRead",
    "mark_duplicates",
    "net_of_lines",
    "plain_number",
    "rate_of",
    "read_invoices",
    "unpack_safely",
]
