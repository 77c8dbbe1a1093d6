"""Who signed, and what: certificates of others, codes put in afterwards, and every way of wrapping a signature."""

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from ecoop.invoicing.calc import InvoiceRead, KnownSigner, ReadingRules, read_invoices
from ecoop.invoicing.queries import get_reading_rules
from ecoop.invoicing.tests.samples import (
    SampleInvoice,
    SampleLine,
    Signer,
    authority_key,
    make_signer,
    write_invoice,
    write_message,
)

TEA = SampleLine("Chè búp khô", Decimal("2.5"), Decimal(180_000))
SALE = SampleInvoice(number=7, issued_on=date(2026, 3, 5), lines=[TEA], seller_tax_code="0100109106")
BODY, END = "<DLHDon", "</DLHDon>"


def read_one(data: bytes | str, rules: ReadingRules | None = None) -> InvoiceRead:
    given = data if isinstance(data, bytes) else data.encode()
    (result,) = read_invoices(given, name="thử.xml", rules=rules or ReadingRules())
    assert isinstance(result, InvoiceRead), result.as_dict()
    return result


def codes(invoice: InvoiceRead) -> list[str]:
    return [problem.code for problem in invoice.problems]


def states(invoice: InvoiceRead) -> list[str]:
    return [signature.state for signature in invoice.signatures]


def signer(tax_code: str) -> Signer:
    return make_signer((("UID", tax_code), ("CN", "Người ký thử")))


@pytest.mark.parametrize(
    ("on_certificate", "seller", "expected"),
    [
        ("MST:0100109106", "0100109106", []),
        ("MST:0100109106", "0100109106-501", []),
        ("MST:0100109106-501", "0100109106-501", []),
        ("MST:0101243150", "0100109106", ["signer-is-not-seller"]),
        ("CCCD:001085012345", "001085012345", []),
        ("CCCD:001085012345", "0100109106", []),
        ("CCCD:001085012345", "001085099999", ["signer-is-not-seller"]),
        ("Không có mã", "0100109106", []),
    ],
)
def test_the_tax_code_of_the_certificate_is_the_sellers(on_certificate: str, seller: str, expected: list[str]) -> None:
    invoice = read_one(write_invoice(replace(SALE, seller_tax_code=seller), signer=signer(on_certificate)))
    assert states(invoice) == ["intact", "intact"]
    assert codes(invoice) == expected


def test_an_authorised_issuer_may_sign() -> None:
    sample = replace(SALE, extra={"MSTDVNUNLHDon": "0101243150"})
    assert codes(read_one(write_invoice(sample, signer=signer("MST:0101243150")))) == []


def test_the_authoritys_place_takes_only_the_authority() -> None:
    """The signature is sound in all three; who made it is another question."""
    rules = get_reading_rules(today=date(2026, 3, 6))
    anybody = make_signer((("CN", "CỤC THUẾ"),))
    stranger = read_one(write_invoice(SALE, authority=anybody), rules)
    assert states(stranger) == ["intact", "intact"]
    assert codes(stranger) == ["authority-not-recognised"]
    assert codes(read_one(write_invoice(SALE), rules)) == ["authority-certificate-new"]
    _key, certificate = authority_key()
    fingerprint = hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest()
    known = ReadingRules(authorities=[KnownSigner("", "", fingerprint)])
    assert codes(read_one(write_invoice(SALE), known)) == []


def test_a_certificate_is_judged_on_the_day_of_signing() -> None:
    ended = make_signer((("CN", "Hết hạn"),), years=5)
    assert codes(read_one(write_invoice(SALE, signer=ended))) == ["certificate-out-of-date"]
    before = replace(SALE, issued_on=date(2024, 3, 5))
    assert codes(read_one(write_invoice(before, signer=ended))) == []


def test_a_code_that_nobody_signed_is_told() -> None:
    """The true code stands where it was signed; another one stands before it."""
    text = write_invoice(SALE).decode().replace("</DLHDon>", "</DLHDon><MCCQT>00FALSE</MCCQT>")
    invoice = read_one(text)
    assert invoice.authority_code == "00FALSE"
    assert "code-not-covered" in codes(invoice)


def test_a_changed_code_breaks_the_authoritys_signature_only() -> None:
    text = write_invoice(SALE).decode().replace(f"00{7:032X}", f"00{8:032X}")
    assert states(read_one(text)) == ["intact", "broken"]


def _body(text: str) -> str:
    return text[text.index(BODY) : text.index(END) + len(END)]


def test_wrapping_the_signed_part_under_the_same_id_is_broken() -> None:
    text = write_invoice(SALE).decode()
    false = _body(text).replace("450000", "990000")
    assert set(states(read_one(text.replace("<HDon>", f"<HDon>{false}")))) == {"broken"}


def test_wrapping_the_signed_part_inside_the_signature_is_broken() -> None:
    text = write_invoice(SALE).decode()
    true, false = _body(text), _body(text).replace('Id="_7"', 'Id="_8"').replace("450000", "990000")
    moved = text.replace(true, false).replace("</SignatureProperties>", f"</SignatureProperties>{true}", 1)
    assert set(states(read_one(moved))) == {"broken"}


def test_an_invoice_hidden_in_a_signature_is_none() -> None:
    """A signature over the whole file leaves itself out, and with it all that stands inside it."""
    true = write_invoice(SALE).decode()
    hidden = "<Object xmlns='http://www.w3.org/2000/09/xmldsig#'><HDon xmlns=''>" + _body(true) + "</HDon></Object>"
    (result,) = read_invoices(true.replace("</Signature>", f"{hidden}</Signature>", 1).encode(), name="a.xml")
    assert isinstance(result, InvoiceRead)
    assert result.number == 7


def test_an_id_in_another_spelling_makes_it_doubtful() -> None:
    text = write_invoice(SALE).decode().replace("<TToan>", '<TToan id="_7">')
    assert set(states(read_one(text))) == {"broken"}


def test_an_invoice_slipped_into_a_message_is_seen() -> None:
    data = write_message([replace(SALE, series="MAA")]).decode()
    extra = write_invoice(replace(SALE, number=8, series="MAA"), signed=False).decode().split("?>", 1)[1]
    inside = read_invoices(data.replace("</DLieu>", f"{extra}</DLieu>").encode(), name="206.xml")
    assert [states(each) for each in inside if isinstance(each, InvoiceRead)] == [["broken"], ["broken"]]
    outside = read_invoices(data.replace("</TDiep>", f"{extra}</TDiep>").encode(), name="206.xml")
    found = {each.number: states(each) for each in outside if isinstance(each, InvoiceRead)}
    assert found == {7: ["intact"], 8: ["broken"]}


def test_a_signature_over_the_list_says_nothing_about_the_invoice() -> None:
    """The list of message 208 is signed for itself; the invoice beside it still lacks the seller's signature."""
    signed = write_invoice(SALE).decode()
    signature = signed[signed.index("<Signature") : signed.index("</Signature>") + len("</Signature>")]
    listed = signature.replace('URI="#_7"', 'URI="#_K"')
    listed = f"<BKe><DSCKS><NBan>{listed}</NBan></DSCKS></BKe>"
    text = write_message([replace(SALE, number=99)], kind="208").decode().replace("</DLieu>", f"{listed}</DLieu>")
    invoice = read_one(text)
    assert [(each.by, each.is_of_list) for each in invoice.signatures][-1] == ("seller", True)
    assert invoice.signatures[0].state == "intact"
