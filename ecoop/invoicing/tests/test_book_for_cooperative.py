"""A cooperative's invoices in its books: vouchers with strangers, dealings with members, the tax apart or inside."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from ecoop.invoicing.actions.book_invoices import book_invoices
from ecoop.invoicing.actions.import_invoices import IncomingFile, import_invoices
from ecoop.invoicing.actions.remember_choices import remember_choices
from ecoop.invoicing.calc.booking import Chosen
from ecoop.invoicing.calc.cooperative import part_invoice
from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.models import Posting
from ecoop.ledger.queries import list_findings
from ecoop.members.actions.record_particulars import ParticularsChange, record_particulars
from ecoop.members.calc import ParticularsDraft, PartyKind
from ecoop.members.models import Dealing
from ecoop.members.tests.stage import Stage, set_the_stage
from ecoop.vouchers.queries.parties import list_counterparties
from tests.cast import BEGAN_AT, Cast

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
OWN, STRANGER, NAM = "4600000014", "0100109106", "019070000002"
# 3 × 333.333 = 999.999, and 8 % of it is 79.999,92, which the invoice rounds to 80.000.
PURCHASE = SampleInvoice(
    number=9,
    issued_on=date(2026, 3, 5),
    form="1",
    lines=[SampleLine("Phân bón", Decimal(3), Decimal(333_333), vat_rate="8%")],
    seller_tax_code=STRANGER,
    buyer_tax_code=OWN,
    payment="Chuyển khoản",
)
SALE = SampleInvoice(
    number=1,
    issued_on=date(2026, 3, 5),
    form="1",
    lines=[SampleLine("Chè khô", Decimal(2), Decimal(500_000), vat_rate="10%")],
    seller_tax_code=OWN,
    buyer_tax_code=STRANGER,
    payment="Tiền mặt",
)


@dataclass
class Office:
    """The office of the cooperative, with its books open and Năm among the members."""

    cast: Cast
    stage: Stage

    def book(self, *samples: SampleInvoice) -> list[str]:
        """Import and book; tell what each became."""
        files = [IncomingFile(f"{place}.xml", write_invoice(each)) for place, each in enumerate(samples)]
        imported = import_invoices(org_id=self.cast.coop.id, files=files, by=self.cast.lan.id, now=NOW)
        ids = [each.invoice_id for each in imported if each.invoice_id]
        booked = book_invoices(org_id=self.cast.coop.id, invoice_ids=ids, by=self.cast.lan.id, now=NOW)
        return [each.refusal.code if each.refusal else each.document_kind for each in booked]


def postings() -> list[tuple[str, str, int, UUID | None]]:
    """List what is in the books."""
    return list(Posting.objects.order_by("entry_id", "line").values_list("debit", "credit", "amount_vnd", "party_id"))


@pytest.fixture
def office(cast: Cast) -> Iterator[Office]:
    """Stand in the cooperative's office."""
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=date(2026, 1, 1), by=cast.lan.id, now=BEGAN_AT)
        yield Office(cast, set_the_stage(cast))
        assert list_findings(org_id=cast.coop.id) == []


def test_a_purchase_becomes_a_voucher_with_its_tax_apart(office: Office) -> None:
    assert office.book(PURCHASE) == ["vouchers.voucher"]
    (seller,) = list_counterparties(org_id=office.cast.coop.id)
    assert (seller.tax_code, seller.kind) == (STRANGER, "supplier")
    # TK 156 the value, TK 1331 the tax that is deducted, both from the bank.
    assert postings() == [("156", "1121", 999_999, seller.id), ("1331", "1121", 80_000, seller.id)]


def test_a_tax_that_cannot_be_deducted_stays_in_the_price(office: Office) -> None:
    chosen = {("bought", STRANGER): Chosen("service:gross")}
    remember_choices(org_id=office.cast.coop.id, choices=chosen, by=office.cast.lan.id, now=NOW)
    office.book(PURCHASE)
    assert [row[:3] for row in postings()] == [("642", "1121", 1_079_999)]


def test_a_sale_outside_goes_to_its_revenue_and_output_tax(office: Office) -> None:
    assert office.book(SALE) == ["vouchers.voucher"]
    assert [row[:3] for row in postings()] == [("1111", "5112", 1_000_000), ("1111", "3331", 100_000)]


def test_what_is_not_paid_yet_is_owed_to_the_seller(office: Office) -> None:
    assert office.book(replace(PURCHASE, payment="Công nợ")) == ["vouchers.voucher"]
    assert [row[:3] for row in postings()] == [("156", "331", 999_999), ("1331", "331", 80_000)]


def test_the_same_again_is_booked_once(office: Office) -> None:
    assert office.book(PURCHASE, SALE) == ["vouchers.voucher"] * 2
    assert office.book(PURCHASE) == ["invoicing.invoice-is-booked"]
    assert len(postings()) == 4
    assert len(list_counterparties(org_id=office.cast.coop.id)) == 1


def test_what_a_member_delivers_is_trade_with_a_member_inside(office: Office) -> None:
    """Năm is an official member under agreement: the purchase of his tea is an internal transaction (L17 4.1)."""
    who = ParticularsDraft(kind=PartyKind.HOUSEHOLD, id_number=NAM, representative_name="Trần Văn Năm")
    change = ParticularsChange(new_id(), office.stage.nam, date(2026, 1, 5), who)
    record_particulars(org_id=office.cast.coop.id, changes=[change], by=office.cast.lan.id, now=BEGAN_AT)
    assert office.book(replace(PURCHASE, seller_tax_code=NAM, form="2")) == ["members.dealing"]
    (dealing,) = Dealing.objects.all()
    assert (dealing.member_id, dealing.side, dealing.kind) == (office.stage.nam, "internal", "purchase")


def test_an_invoice_that_lowers_another_is_left_to_a_person(office: Office) -> None:
    lower = replace(PURCHASE, lines=[SampleLine("Phân bón", Decimal(1), Decimal(-100_000), vat_rate="8%")])
    assert office.book(lower) == ["invoicing.invoice-lowers-another"]


def test_the_pages_speak_of_what_a_cooperative_buys(office: Office) -> None:
    cast = office.cast
    files = [IncomingFile("a.xml", write_invoice(PURCHASE))]
    import_invoices(org_id=cast.coop.id, files=files, by=cast.lan.id, now=NOW)
    page = cast.client(cast.lan).get(reverse("invoicing:bookings", args=[cast.coop.slug]))
    assert 'value="service:gross"' in page.content.decode()
    assert "is_vat_cut" not in page.content.decode()


@given(
    gross=st.integers(-(10**12), 10**12),
    vat=st.none() | st.decimals(min_value=0, max_value=10**11, places=2),
)
def test_value_and_tax_are_what_is_paid(gross: int, vat: Decimal | None) -> None:
    parted = part_invoice(gross_vnd=Dong(gross), vat=vat)
    assert parted.value_vnd + parted.vat_vnd == gross
