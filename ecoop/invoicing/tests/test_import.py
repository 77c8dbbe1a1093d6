"""Importing and booking invoices: once each, whatever comes with them, and by whose they are."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection

from ecoop.invoicing.actions.book_invoices import book_invoices
from ecoop.invoicing.actions.book_next import book_next
from ecoop.invoicing.actions.import_invoices import ImportOutcome, IncomingFile, import_invoices
from ecoop.invoicing.actions.remember_choices import remember_choices
from ecoop.invoicing.calc.booking import Chosen
from ecoop.invoicing.errors import StepIsUnknown
from ecoop.invoicing.models import ImportedFile, Invoice, InvoiceBooking
from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice, write_message
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.models import Entry, Posting
from ecoop.ledger.queries import list_findings
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.calc import ProductDraft
from ecoop.trade.models import Expense, PurchaseLine, SaleLine
from tests.cast import Cast

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
OWN = "019070000002"
SALE = SampleInvoice(
    number=1,
    issued_on=date(2026, 3, 5),
    lines=[SampleLine("Chè búp", Decimal("2.5"), Decimal(180_000))],
    seller_tax_code=OWN,
    payment="Tiền mặt",
)
PURCHASE = SampleInvoice(
    number=9,
    issued_on=date(2026, 3, 5),
    form="1",
    lines=[SampleLine("Phân bón", Decimal(3), Decimal(333_333), vat_rate="8%")],
    seller_tax_code="0100109106",
    buyer_tax_code=OWN,
    payment="Chuyển khoản",
)


@pytest.fixture
def nam(cast: Cast) -> Iterator[Cast]:
    """Stand in chú Năm's household, whose books are open since the new year."""
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=cast.nam_household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        yield cast
        assert list_findings(org_id=cast.nam_household.id) == []


def take(cast: Cast, **files: bytes) -> list[ImportOutcome]:
    incoming = [IncomingFile(name.replace("_", "."), data) for name, data in files.items()]
    return import_invoices(org_id=cast.nam_household.id, files=incoming, by=cast.nam.id, now=NOW)


def book(cast: Cast, *outcomes: ImportOutcome) -> list[str]:
    ids = [outcome.invoice_id for outcome in outcomes if outcome.invoice_id]
    booked = book_invoices(org_id=cast.nam_household.id, invoice_ids=ids, by=cast.nam.id, now=NOW)
    return [each.refusal.code if each.refusal else each.document_kind for each in booked]


def postings() -> list[tuple[str, str, int]]:
    return list(Posting.objects.order_by("entry_id", "line").values_list("debit", "credit", "amount_vnd"))


def test_the_bytes_and_what_they_say_are_kept(nam: Cast) -> None:
    data = write_invoice(SALE)
    (outcome,) = take(nam, a_xml=data)
    assert outcome.status == "imported"
    assert bytes(ImportedFile.objects.get().content) == data
    invoice = Invoice.objects.get()
    assert (invoice.form, invoice.symbol, invoice.number, invoice.gross) == ("2", "C26TAA", 1, 450_000)
    assert invoice.signatures[0]["state"] == "intact"


def test_the_same_again_changes_nothing(nam: Cast) -> None:
    data = write_invoice(SALE)
    assert [each.status for each in take(nam, a_xml=data, b_xml=data)] == ["imported", "known"]
    assert [each.status for each in take(nam, a_xml=data)] == ["known"]
    assert (Invoice.objects.count(), ImportedFile.objects.count()) == (1, 1)


def test_two_imports_of_one_organisation_wait_for_each_other(nam: Cast) -> None:
    """Both would find the file new and the slower one would fail on the database's own constraint."""
    take(nam, a_xml=write_invoice(SALE))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory' AND granted"
            " AND classid::bigint << 32 | objid::bigint = hashtextextended(%s, 0)",
            [f"invoicing.import.{nam.nam_household.id}"],
        )
        assert cursor.fetchone() == (1,)


def test_bad_files_are_refused_and_good_ones_kept(nam: Cast) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("invoice.xml", write_invoice(replace(SALE, number=5)))
        archive.writestr("picture.xml", b"\x89PNG")
    message = write_message([replace(SALE, number=2, series="MAA"), replace(SALE, number=3, series="MAA")])
    outcomes = take(nam, a_xml=b"<html/>", b_xml=message, c_zip=buffer.getvalue())
    assert [each.status for each in outcomes] == ["refused", "imported", "imported", "imported", "refused"]
    assert Invoice.objects.count() == 3


def test_what_was_sold_becomes_a_sale(nam: Cast) -> None:
    """
    2026-03-05 posted   Nợ 111  Có 5111   450.000   2.5 kg at 180.000
    """
    outcomes = take(nam, a_xml=write_invoice(SALE))
    assert book(nam, *outcomes) == ["trade.sale"]
    assert postings() == [("111", "5111", 450_000)]
    assert InvoiceBooking.objects.get().document_id == outcomes[0].invoice_id


def test_what_was_bought_becomes_a_purchase_with_its_tax(nam: Cast) -> None:
    """
    2026-03-05 posted   Nợ 156  Có 112   1.079.999   3 at 333.333 is 999.999, and 8 % of it is 80.000
    """
    assert book(nam, *take(nam, a_xml=write_invoice(PURCHASE))) == ["trade.purchase"]
    assert postings() == [("156", "112", 1_079_999)]


def test_what_was_said_of_a_product_holds_next_time(nam: Cast) -> None:
    """
    2026-03-05 posted   Nợ 111  Có 5112   450.000   services, as somebody said
    2026-03-05 posted   Nợ 111  Có 5112   450.000   the same tea, written in capitals
    """
    (first,) = take(nam, a_xml=write_invoice(SALE))
    ids = [first.invoice_id] if first.invoice_id else []
    org_id, by = nam.nam_household.id, nam.nam.id
    book_invoices(org_id=org_id, invoice_ids=ids, by=by, now=NOW, sector="services", vat="cut")
    again = replace(SALE, number=2, lines=[SampleLine("CHÈ  BÚP", Decimal("2.5"), Decimal(180_000))])
    book(nam, *take(nam, b_xml=write_invoice(again)))
    assert [(line.sector, line.is_vat_cut) for line in SaleLine.objects.all()] == [("services", True)] * 2


def test_a_product_is_known_again_by_its_name_and_unit(nam: Cast) -> None:
    org_id, by = nam.nam_household.id, nam.nam.id
    draft = ProductDraft(id=new_id(), name="phân BÓN", unit="kg", sector="goods", is_stocked=True)
    record_products(org_id=org_id, products=[draft], by=by, now=NOW)
    book(nam, *take(nam, a_xml=write_invoice(PURCHASE)))
    more = replace(PURCHASE, number=10, lines=[replace(PURCHASE.lines[0], unit="bao")])
    book(nam, *take(nam, b_xml=write_invoice(more)))
    known = PurchaseLine.objects.values_list("unit", "product_id")
    assert sorted(known, key=str) == [("bao", None), ("kg", draft.id)]


def test_a_sellers_invoices_may_be_costs(nam: Cast) -> None:
    """
    2026-03-05 posted   Nợ 642  Có 112   1.079.999   the price with its tax, as bought services
    """
    seller = ("bought", "0100109106")
    chosen = {seller: Chosen("expense:bought_services")}
    remember_choices(org_id=nam.nam_household.id, choices=chosen, by=nam.nam.id, now=NOW)
    assert book(nam, *take(nam, a_xml=write_invoice(PURCHASE))) == ["trade.expense"]
    expense = Expense.objects.get()
    assert (expense.group, expense.total_vnd, expense.has_invoice) == ("bought_services", 1_079_999, True)


def test_a_pile_is_booked_step_by_step(nam: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecoop.invoicing.actions.book_next.BOOKED_AT_ONCE", 2)
    empty = [SampleLine("Ghi chú", Decimal(0), Decimal(0))]
    pile = [replace(SALE, number=number, lines=empty if number == 2 else SALE.lines) for number in range(1, 6)]
    stranger = replace(SALE, number=9, seller_tax_code="0100109106")
    take(nam, **{f"{each.number}_xml": write_invoice(each) for each in (*pile, stranger)})
    after, told = "", []
    while True:
        step = book_next(org_id=nam.nam_household.id, after=after, by=nam.nam.id, now=NOW)
        told.append((len(step.rows), step.booked, step.left))
        after = step.after
        if not after:
            break
    assert told == [(2, 1, 3), (2, 2, 1), (1, 1, 0)]
    with pytest.raises(StepIsUnknown):
        book_next(org_id=nam.nam_household.id, after="2026_x", by=nam.nam.id, now=NOW)


def test_a_step_of_import_takes_its_fill_and_goes_on(nam: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecoop.invoicing.actions.import_invoices.NEW_INVOICES_MAX", 2)
    message = write_message([replace(SALE, number=number, series="MAA") for number in (1, 2, 3)])
    assert [each.status for each in take(nam, a_xml=message)] == ["imported", "imported", "waiting"]
    assert [each.status for each in take(nam, a_xml=message)] == ["known", "known", "imported"]


def test_the_same_invoice_written_otherwise_is_known(nam: Cast) -> None:
    take(nam, a_xml=write_invoice(SALE))
    otherwise = write_invoice(SALE).replace(b"<KHHDon>C26", b"<KHHDon>2c26").replace(b"<SHDon>1<", b"<SHDon>00000001<")
    assert [each.status for each in take(nam, b_xml=otherwise)] == ["known"]


def test_a_list_of_replaced_invoices_is_not_counted_twice(nam: Cast) -> None:
    book(nam, *take(nam, a_xml=write_invoice(SALE)))
    row = "<TTTDChinh><KHMSHDon>2</KHMSHDon><KHHDon>C26TAA</KHHDon><SHDon>1</SHDon></TTTDChinh>"
    listed = f"<BKe><NDBKe><DSHHDVu><HHDVu>{row}</HHDVu></DSHHDVu></NDBKe></BKe></DLieu>"
    message = write_message([replace(SALE, number=2, adjusts={"TCHDon": "3"})], kind="208").decode()
    outcomes = take(nam, b_xml=message.replace("</DLieu>", listed).encode())
    assert book(nam, *outcomes) == ["invoicing.invoice-replaces"]


def test_an_adjustment_downwards_takes_back(nam: Cast) -> None:
    """
    2026-03-05 posted   Nợ 5111  Có 111   180.000
    """
    adjusts = {"TCHDon": "2", "KHMSHDCLQuan": "2", "KHHDCLQuan": "C26TAA", "SHDCLQuan": "1"}
    less = replace(SALE, number=2, adjusts=adjusts, lines=[SampleLine("Chè búp", Decimal(-1), Decimal(180_000))])
    assert book(nam, *take(nam, a_xml=write_invoice(less))) == ["trade.sale"]
    assert postings() == [("5111", "111", 180_000)]


def test_each_invoice_is_booked_once_and_only_ones_own(nam: Cast) -> None:
    strange = replace(PURCHASE, number=10, buyer_tax_code="0101243150")
    text_only = replace(SALE, number=11, lines=[SampleLine("Ghi chú", Decimal(0), Decimal(0))])
    outcomes = take(nam, a_xml=write_invoice(SALE), b_xml=write_invoice(strange), c_xml=write_invoice(text_only))
    expected = ["trade.sale", "invoicing.invoice-is-not-ours", "invoicing.invoice-has-no-amount"]
    assert book(nam, *outcomes) == expected
    assert book(nam, outcomes[0]) == ["invoicing.invoice-is-booked"]


def test_a_replacement_of_a_booked_invoice_is_not_counted_twice(nam: Cast) -> None:
    first = take(nam, a_xml=write_invoice(SALE))
    book(nam, *first)
    adjusts = {"TCHDon": "1", "KHMSHDCLQuan": "2", "KHHDCLQuan": "C26TAA", "SHDCLQuan": "00000001"}
    second = take(nam, b_xml=write_invoice(replace(SALE, number=2, adjusts=adjusts)))
    assert book(nam, *second) == ["invoicing.invoice-replaces"]
    org_id, by = nam.nam_household.id, nam.nam.id
    entry = Entry.objects.get(org_id=org_id)
    reverse_entry(org_id=org_id, entry_id=entry.id, entry_on=date(2026, 3, 6), reason="Thay thế", by=by, now=NOW)
    assert book(nam, *second) == ["trade.sale"]


def test_of_an_invoice_and_its_replacement_only_one_is_booked(nam: Cast) -> None:
    """
    2026-03-05 posted   Nợ 111  Có 5111   450.000   the later one, whichever way they come
    """
    adjusts = {"TCHDon": "1", "KHMSHDCLQuan": "2", "KHHDCLQuan": "C26TAA", "SHDCLQuan": "00000001"}
    later = write_invoice(replace(SALE, number=2, adjusts=adjusts))
    outcomes = take(nam, a_xml=write_invoice(SALE), b_xml=later)
    assert book(nam, *outcomes) == ["invoicing.invoice-is-replaced", "trade.sale"]
    assert book(nam, outcomes[0]) == ["invoicing.invoice-is-replaced"]
    assert postings() == [("111", "5111", 450_000)]


@pytest.mark.parametrize(
    ("before", "after", "result"),
    [
        (b"<TgTTTBSo>450000<", b"<TgTTTBSo>1e20<", "ledger.amount-is-too-large"),
        # A quantity nobody could have sold stays with the invoice and does not reach the sale.
        (b"<SLuong>2.5<", b"<SLuong>123456789012345678901<", "trade.sale"),
    ],
)
def test_a_number_beyond_all_measure_spoils_no_batch(nam: Cast, before: bytes, after: bytes, result: str) -> None:
    odd = write_invoice(SALE).replace(before, after)
    outcomes = take(nam, a_xml=odd, b_xml=write_invoice(replace(SALE, number=2)))
    assert book(nam, *outcomes) == [result, "trade.sale"]


def test_an_endless_number_of_the_invoice_replaced_is_kept_as_text(nam: Cast) -> None:
    adjusts = {"TCHDon": "1", "KHMSHDCLQuan": "2", "KHHDCLQuan": "C26TAA", "SHDCLQuan": "9" * 5000}
    outcomes = take(nam, a_xml=write_invoice(replace(SALE, adjusts=adjusts)))
    assert book(nam, *outcomes) == ["trade.sale"]


def test_nobody_else_sees_the_invoices(nam: Cast) -> None:
    take(nam, a_xml=write_invoice(SALE))
    with nam.inside(nam.tu_household, nam.tu):
        assert Invoice.objects.count() == 0
        assert ImportedFile.objects.count() == 0


def test_another_copy_of_a_known_invoice_keeps_its_bytes(nam: Cast) -> None:
    """A copy with the buyer blacked out came first; the intact one that comes later must not be thrown away."""
    intact = write_invoice(replace(SALE, number=77, buyer_name="Quán cơm Mẫu"))
    redacted = intact.replace("Quán cơm Mẫu".encode(), b"***")
    assert redacted != intact
    assert [each.status for each in take(nam, a_xml=redacted)] == ["imported"]
    assert [each.status for each in take(nam, b_xml=intact)] == ["known"]
    assert {bytes(each) for each in ImportedFile.objects.values_list("content", flat=True)} == {intact, redacted}
