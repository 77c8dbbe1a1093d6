"""An invoice written down by hand or on a phone that comes as a file later, or the other way round: one document."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ecoop.invoicing.actions.book_invoices import book_invoices
from ecoop.invoicing.actions.import_invoices import IncomingFile, import_invoices
from ecoop.invoicing.models import InvoiceBooking
from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.models import Entry
from ecoop.ledger.queries import list_findings
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.calc import PurchaseDraft, PurchaseLineDraft
from ecoop.trade.calc.invoice_names import InvoiceName, read_invoice_name
from ecoop.trade.models import Purchase
from tests.cast import Cast

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
DAY = date(2026, 3, 5)
OWN, SELLER = "019070000002", "0100109106"
# 3 × 333.333 and 8 % on it: 999.999 + 80.000 = 1.079.999
GROSS = Dong(1_079_999)
INVOICE = SampleInvoice(
    number=9,
    issued_on=DAY,
    form="1",
    lines=[SampleLine("Phân bón", Decimal(3), Decimal(333_333), vat_rate="8%")],
    seller_tax_code=SELLER,
    buyer_tax_code=OWN,
    payment="Chuyển khoản",
)
LABEL = f"1{INVOICE.symbol} 9"


@pytest.fixture
def nam(cast: Cast) -> Iterator[Cast]:
    """Stand in chú Năm's household, whose books are open since the new year."""
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=cast.nam_household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        yield cast
        assert list_findings(org_id=cast.nam_household.id) == []


def write(
    cast: Cast, *, amount_vnd: Dong = GROSS, text: str = LABEL, tax_code: str = SELLER
) -> tuple[str, PurchaseDraft]:
    draft = PurchaseDraft(
        id=new_id(),
        bought_on=DAY,
        lines=(PurchaseLineDraft(name="Phân bón", amount_vnd=amount_vnd),),
        party_tax_code=tax_code,
        text=text,
        has_invoice=True,
    )
    (outcome,) = record_purchases(org_id=cast.nam_household.id, purchases=[draft], by=cast.nam.id, now=NOW)
    return outcome.refusal.code if outcome.refusal else outcome.status, draft


def book(cast: Cast, invoice: SampleInvoice = INVOICE) -> str:
    org_id, by = cast.nam_household.id, cast.nam.id
    (came,) = import_invoices(org_id=org_id, files=[IncomingFile("a.xml", write_invoice(invoice))], by=by, now=NOW)
    assert came.invoice_id
    (told,) = book_invoices(org_id=org_id, invoice_ids=[came.invoice_id], by=by, now=NOW)
    return told.refusal.code if told.refusal else told.document_kind


def test_a_purchase_written_on_the_phone_is_the_document_of_its_invoice(nam: Cast) -> None:
    status, draft = write(nam)
    assert status == "recorded"
    assert book(nam) == "trade.purchase"
    assert Purchase.objects.count() == 1
    assert InvoiceBooking.objects.get().document_id == draft.id
    assert book(nam) == "invoicing.invoice-is-booked"


def test_an_invoice_that_was_booked_is_not_written_once_more(nam: Cast) -> None:
    assert book(nam) == "trade.purchase"
    assert write(nam)[0] == "trade.invoice-is-written"
    assert write(nam, text=f"{LABEL}, giao tại chợ")[0] == "trade.invoice-is-written"
    # Another number, another seller, or no number at all: another purchase.
    assert write(nam, text=LABEL.replace(" 9", " 10"))[0] == "recorded"
    assert write(nam, tax_code="0101243150")[0] == "recorded"
    assert write(nam, text="")[0] == "recorded"


def test_another_amount_under_the_same_number_is_told_and_not_guessed(nam: Cast) -> None:
    assert write(nam, amount_vnd=Dong(1_000_000))[0] == "recorded"
    assert book(nam) == "trade.invoice-is-written"
    assert Purchase.objects.count() == 1


def test_a_purchase_that_was_taken_back_stands_in_nobodys_way(nam: Cast) -> None:
    write(nam)
    org_id, entry = nam.nam_household.id, Entry.objects.get()
    reverse_entry(org_id=org_id, entry_id=entry.id, entry_on=DAY, reason="Ghi nhầm", by=nam.nam.id, now=NOW)
    assert book(nam) == "trade.purchase"
    assert Purchase.objects.count() == 2


def test_two_of_one_batch_are_one(nam: Cast) -> None:
    _status, draft = write(nam)
    again = replace(draft, id=new_id(), text=f"Hóa đơn {LABEL.replace(' 9', ' số 00000009')}")
    told = record_purchases(org_id=nam.nam_household.id, purchases=[draft, again], by=nam.nam.id, now=NOW)
    assert [each.status for each in told] == ["known", "refused"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1C26TAA 7", "1C26TAA 7"),
        ("hóa đơn 1c26taa số 00000007, giao sau", "1C26TAA 7"),
        ("Invoice 1C26TAA No. 7", "1C26TAA 7"),
        ("فاتورة 1C26TAA رقم 7", "1C26TAA 7"),
        ("1C26TAAB 7", None),
        ("Mua 7 bao phân", None),
        ("1C26TAA", None),
    ],
)
def test_the_label_of_an_invoice_is_read_from_what_a_person_wrote(text: str, label: str | None) -> None:
    read = read_invoice_name(tax_code="0100109106-001", text=text)
    assert read == (InvoiceName("0100109106001", label) if label else None)
