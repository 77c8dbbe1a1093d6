"""An e-invoice that a phone read and sent: its bytes are kept, and it and the phone's purchase are one."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from ecoop.invoicing.actions.book_invoices import book_invoices
from ecoop.invoicing.models import ImportedFile, Invoice, InvoiceBooking
from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice
from ecoop.sync.actions.keep_paper import keep_paper
from ecoop.sync.errors import PaperNotUnderstood
from ecoop.sync.models import Paper
from ecoop.sync.tests.conftest import NOW, Phone
from ecoop.trade.models import Purchase

SELLER = "0100109106"
# 3 × 100.000 and 8 % on it.
GROSS = 324_000
XML = write_invoice(
    SampleInvoice(
        number=9,
        issued_on=date(2026, 3, 5),
        form="1",
        lines=[SampleLine("Phân bón", Decimal(3), Decimal(100_000), vat_rate="8%")],
        seller_tax_code=SELLER,
        buyer_tax_code="019070000002",
    )
)


def keep(phone: Phone, paper_id: uuid.UUID, content: bytes = XML) -> None:
    acting = phone.acting
    keep_paper(org_id=acting.org_id, paper_id=paper_id, content=content, by=acting.person_id, now=NOW)


@pytest.mark.parametrize("is_paper_first", [True, False])
def test_the_file_and_the_purchase_are_one_whichever_comes_first(phone: Phone, is_paper_first: bool) -> None:
    paper_id = uuid.uuid4()
    bought = phone.event(
        "trade.purchase",
        {
            "bought_on": "2026-03-05",
            "what": "goods",
            "means": "bank",
            "party_name": "Công ty Phân bón",
            "party_tax_code": SELLER,
            "has_invoice": True,
            "text": "1C26TAA 9",
            "paper_id": str(paper_id),
            "lines": [{"name": "Phân bón", "unit": "bao", "quantity": "3", "unit_price": 108_000, "amount_vnd": GROSS}],
        },
    )
    steps = [lambda: keep(phone, paper_id), lambda: phone.send(bought)]
    for step in steps if is_paper_first else reversed(steps):
        step()
    # Sent again, as phones do.
    keep(phone, paper_id)
    invoice = Invoice.objects.get()
    book_invoices(org_id=phone.acting.org_id, invoice_ids=[invoice.id], by=phone.acting.person_id, now=NOW)
    assert Purchase.objects.get().total_vnd == GROSS
    assert str(InvoiceBooking.objects.get().document_id) == bought["id"]
    assert bytes(Paper.objects.get().content) == bytes(ImportedFile.objects.get().content) == XML


def test_an_xml_that_is_no_invoice_is_refused_and_not_kept(phone: Phone) -> None:
    with pytest.raises(PaperNotUnderstood):
        keep(phone, uuid.uuid4(), b"<html><body>Log in</body></html>")
    assert not Paper.objects.exists()
    assert not ImportedFile.objects.exists()
