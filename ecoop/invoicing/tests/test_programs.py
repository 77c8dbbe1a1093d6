"""Programs hand invoices in: once each, whatever comes with them, and list what is there."""

import base64
from datetime import date
from decimal import Decimal
from typing import Any

from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice
from tests.cast import Cast

SALE = SampleInvoice(
    number=1,
    issued_on=date(2026, 3, 5),
    lines=[SampleLine("Chè búp", Decimal("2.5"), Decimal(180_000))],
    series="MAA",
    seller_tax_code="019070000002",
)


def post(cast: Cast, **files: bytes) -> Any:
    url = f"/api/o/{cast.nam_household.slug}/invoices"
    sent = [{"name": name, "content_base64": base64.b64encode(data).decode()} for name, data in files.items()]
    return cast.client(cast.nam).post(url, {"files": sent}, content_type="application/json")


def test_each_file_is_answered_and_known_the_next_time(cast: Cast) -> None:
    sent = {"a.xml": write_invoice(SALE), "b.xml": b"<html/>"}
    first, second = post(cast, **sent).json()["outcomes"], post(cast, **sent).json()["outcomes"]
    assert [each["status"] for each in first] == ["imported", "refused"]
    assert [each["status"] for each in second] == ["known", "refused"]
    assert first[0]["signatures"] == ["seller: intact"]
    assert (first[0]["invoice"], first[0]["side"]) == ("2C26MAA 1", "sold")
    assert first[1]["refused"]["code"] == "invoicing.file-is-not-invoice"
    (row,) = cast.client(cast.nam).get(f"/api/o/{cast.nam_household.slug}/invoices").json()["items"]
    assert (row["invoice"], row["gross"], row["is_booked"]) == ("2C26MAA 1", "450000", False)


def test_bytes_that_cannot_be_read_back_are_refused(cast: Cast) -> None:
    url = f"/api/o/{cast.nam_household.slug}/invoices"
    body = {"files": [{"name": "a.xml", "content_base64": "????"}]}
    answer = cast.client(cast.nam).post(url, body, content_type="application/json")
    assert answer.json()["code"] == "invoicing.file-is-not-base64"
