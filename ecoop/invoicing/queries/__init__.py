"""Reads: imported invoices, files and folders of them, and what the law says about reading."""

from ecoop.invoicing.queries.booking import BookingPlan, ToChoose, get_booking_plan, get_choices, list_to_book
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
    stream_invoices,
)
from ecoop.invoicing.queries.reading import ReadEntry, stream_entries
from ecoop.invoicing.queries.rules import get_reading_rules

__all__ = [
    "BookingPlan",
    "FileFacts",
    "FoundFile",
    "InvoiceFacts",
    "InvoicePage",
    "InvoiceRow",
    "ReadEntry",
    "SignatureShown",
    "ToChoose",
    "get_booking_plan",
    "get_choices",
    "get_file",
    "get_invoice",
    "get_reading_rules",
    "list_files",
    "list_invoices",
    "list_to_book",
    "stream_entries",
    "stream_invoices",
]
