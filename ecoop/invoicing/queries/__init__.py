"""Reads: imported invoices, files and folders of them, and what the law says about reading."""

from ecoop.invoicing.queries.files import FoundFile, list_files
from ecoop.invoicing.queries.invoices import (
    FileFacts,
    InvoiceFacts,
    InvoicePage,
    InvoiceRow,
    SignatureShown,
    get_file,
    get_invoice,
    list_invoices,
    list_unbooked_ids,
)
from ecoop.invoicing.queries.reading import ReadEntry, stream_entries
from ecoop.invoicing.queries.rules import get_reading_rules

__all__ = [
    "FileFacts",
    "FoundFile",
    "InvoiceFacts",
    "InvoicePage",
    "InvoiceRow",
    "ReadEntry",
    "SignatureShown",
    "get_file",
    "get_invoice",
    "get_reading_rules",
    "list_files",
    "list_invoices",
    "list_unbooked_ids",
    "stream_entries",
]
