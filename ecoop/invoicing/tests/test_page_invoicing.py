"""The pages of e-invoices, each asked the five questions."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ecoop.invoicing.actions.import_invoices import IncomingFile, import_invoices
from ecoop.invoicing.models import Invoice, InvoiceBooking
from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice
from ecoop.ledger.actions.open_books import open_books
from ecoop.trade.models import SaleLine
from tests.cast import Cast

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
SALE = SampleInvoice(
    number=1,
    issued_on=date(2026, 3, 5),
    lines=[SampleLine("Chè búp", Decimal("2.5"), Decimal(180_000))],
    seller_tax_code="019070000002",
    extra={"MDDKDoanh": "<b>00001</b>"},
)
PAGES = [
    ("invoicing:invoices", "officer", 18),
    ("invoicing:import", "seller", 14),
    ("invoicing:excel", "officer", 15),
    ("invoicing:bookings", "seller", 20),
    ("invoicing:invoice", "officer", 20),
    ("invoicing:file", "officer", 14),
]


@pytest.fixture
def invoice_id(cast: Cast) -> UUID:
    """Open chú Năm's books and import one invoice."""
    org_id, by = cast.nam_household.id, cast.nam.id
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=org_id, chart="household", starts_on=date(2026, 1, 1), by=by, now=NOW)
        files = [IncomingFile("a.xml", write_invoice(SALE))]
        (outcome,) = import_invoices(org_id=org_id, files=files, by=by, now=NOW)
    assert outcome.invoice_id is not None
    return outcome.invoice_id


@pytest.mark.parametrize(("name", "too_low", "budget"), PAGES)
def test_five_questions_of_a_page(
    cast: Cast, invoice_id: UUID, django_assert_max_num_queries: Any, name: str, too_low: str, budget: int
) -> None:
    rest = [invoice_id] if name in ("invoicing:invoice", "invoicing:file") else []
    url = reverse(name, args=[cast.nam_household.slug, *rest])
    client = cast.client(cast.nam)
    with django_assert_max_num_queries(budget):
        answer = client.get(url)
    assert answer.status_code == 200
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.nam_household, too_low)).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["invoicing:booking-steps", "invoicing:booking"])
def test_five_questions_of_booking(cast: Cast, invoice_id: UUID, name: str) -> None:
    url = reverse(name, args=[cast.nam_household.slug, *([invoice_id] if name == "invoicing:booking" else [])])
    owner = cast.client(cast.nam)
    assert owner.get(url).status_code == 405
    assert cast.client(cast.tu).post(url).status_code == 404
    assert cast.client(cast.someone(cast.nam_household, "seller")).post(url).status_code == 403
    assert owner.post(url).status_code in (200, 302)
    owner.logout()
    assert owner.post(url).headers["Location"].startswith("/accounts/login/")


def test_an_invoice_of_another_organisation_is_not_there(cast: Cast, invoice_id: UUID) -> None:
    for name in ("invoicing:invoice", "invoicing:file"):
        assert cast.client(cast.tu).get(reverse(name, args=[cast.tu_household.slug, invoice_id])).status_code == 404


def test_files_are_taken_in_and_told_row_by_row(cast: Cast, invoice_id: UUID) -> None:
    url = reverse("invoicing:import", args=[cast.nam_household.slug])
    files = [
        SimpleUploadedFile("b.xml", write_invoice(replace(SALE, number=2))),
        SimpleUploadedFile("lại.xml", write_invoice(SALE)),
        SimpleUploadedFile("<i>.xml", b"\x89PNG"),
    ]
    answer = cast.client(cast.nam).post(url, {"invoices": files})
    assert [each.status for each in answer.context["outcomes"]] == ["imported", "known", "refused"]
    assert "<i>" not in answer.content.decode()
    with cast.inside(cast.nam_household, cast.nam):
        assert Invoice.objects.count() == 2


def test_an_invoice_is_shown_as_read_and_its_strange_tags_are_harmless(cast: Cast, invoice_id: UUID) -> None:
    url = reverse("invoicing:invoice", args=[cast.nam_household.slug, invoice_id])
    shown = cast.client(cast.nam).get(url).content.decode()
    assert "2C26TAA 1" in shown
    assert "&lt;b&gt;00001" in shown


def test_the_original_comes_back_byte_by_byte_and_is_never_shown(cast: Cast, invoice_id: UUID) -> None:
    url = reverse("invoicing:file", args=[cast.nam_household.slug, invoice_id])
    answer = cast.client(cast.nam).get(url)
    assert answer.content == write_invoice(SALE)
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_script_wants_the_rows_only(cast: Cast, invoice_id: UUID) -> None:
    url = reverse("invoicing:import", args=[cast.nam_household.slug])
    files = [SimpleUploadedFile("b.xml", write_invoice(replace(SALE, number=2, seller_tax_code="0100109106")))]
    shown = cast.client(cast.nam).post(url, {"invoices": files}, headers={"X-Step": "rows"}).content.decode()
    assert "<html" not in shown
    assert 'data-status="imported" data-side="none"' in shown


@pytest.mark.parametrize(
    ("only", "words", "expected"),
    [("", "", 3), ("sold", "", 1), ("bought", "", 1), ("strangers", "", 1), ("unbooked", "", 2), ("", "9", 1)],
)
def test_the_list_is_narrowed_down(cast: Cast, invoice_id: UUID, only: str, words: str, expected: int) -> None:
    with cast.inside(cast.nam_household, cast.nam):
        bought = replace(SALE, number=9, seller_tax_code="0100109106", buyer_tax_code="019070000002")
        more = [bought, replace(SALE, number=5, seller_tax_code="0100109106")]
        files = [IncomingFile(f"{each.number}.xml", write_invoice(each)) for each in more]
        import_invoices(org_id=cast.nam_household.id, files=files, by=cast.nam.id, now=NOW)
    url = reverse("invoicing:invoices", args=[cast.nam_household.slug])
    answer = cast.client(cast.nam).get(url, {"only": only, "q": words})
    assert len(answer.context["page"].rows) == expected


def test_booking_one_leads_back_to_it(cast: Cast, invoice_id: UUID) -> None:
    client, url = cast.client(cast.nam), reverse("invoicing:booking", args=[cast.nam_household.slug, invoice_id])
    assert client.post(url, {"sector": "goods", "vat": "whole"}).status_code == 302
    assert client.post(url, {"sector": "goods", "vat": "whole"}).status_code == 409
    with cast.inside(cast.nam_household, cast.nam):
        assert InvoiceBooking.objects.count() == 1


def test_what_is_said_once_books_them_all(cast: Cast, invoice_id: UUID) -> None:
    client, url = cast.client(cast.nam), reverse("invoicing:bookings", args=[cast.nam_household.slug])
    asked = client.get(url).context["formset"]
    data = {"choices-TOTAL_FORMS": "1", "choices-INITIAL_FORMS": "1", "choices-0-sector": "production_transport"}
    data |= {"choices-0-side": "sold", "choices-0-subject": asked.forms[0].initial["subject"]}
    assert client.post(url, data).context["after"] == ""
    answer = client.post(reverse("invoicing:booking-steps", args=[cast.nam_household.slug]), {"after": ""})
    assert (answer.context["booked"], answer.context["refused"]) == (1, 0)
    with cast.inside(cast.nam_household, cast.nam):
        assert SaleLine.objects.get().sector == "production_transport"
    assert client.get(url).context["plan"].invoices == 0
    assert client.post(url, {**data, "choices-0-sector": "nothing"}).status_code == 422
