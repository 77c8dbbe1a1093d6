"""Which invoices stand in purchases and costs already, by whichever way they came."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.trade.calc.documents import EXPENSE, PURCHASE
from ecoop.trade.calc.invoice_names import InvoiceName, read_invoice_name
from ecoop.trade.models import Expense, Purchase


@dataclass(frozen=True)
class WrittenInvoice:
    """The document that was written from an invoice."""

    document_kind: str
    document_id: UUID
    on: date
    total_vnd: Dong


def list_written_invoices(*, org_id: UUID, names: Collection[InvoiceName]) -> dict[InvoiceName, WrittenInvoice]:
    """List the purchases and costs that were written from these invoices and not taken back.

    Queries: 0 for no names; else 2, and 4 if any was found
    """
    if not names:
        return {}
    codes = {spelling for name in names for spelling in name.spellings}
    wanted = {"org_id": org_id, "party_tax_code__in": codes, "has_invoice": True, "total_vnd__gt": 0}
    said = ("id", "total_vnd", "party_tax_code", "text")
    bought = Purchase.objects.filter(**wanted).values_list("bought_on", *said)
    spent = Expense.objects.filter(**wanted).values_list("spent_on", *said)
    written: dict[InvoiceName, list[WrittenInvoice]] = {}
    for kind, rows in ((PURCHASE, bought), (EXPENSE, spent)):
        for on, document_id, total_vnd, tax_code, text in rows:
            name = read_invoice_name(tax_code=tax_code, text=text)
            if name in names and name is not None:
                written.setdefault(name, []).append(WrittenInvoice(kind, document_id, on, Dong(total_vnd)))
    gone = _taken_back(org_id) if written else set()
    left = {name: [one for one in each if one.document_id not in gone] for name, each in written.items()}
    return {name: each[0] for name, each in left.items() if each}


def _taken_back(org_id: UUID) -> set[UUID]:
    return {
        document_id
        for kind in (PURCHASE, EXPENSE)
        for document_id in list_reversed_documents(org_id=org_id, document_kind=kind)
    }
