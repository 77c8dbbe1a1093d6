"""Reading invoices: what is written is read, what is changed is seen, what is hostile is refused."""

import base64
import io
import time
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ecoop.invoicing.calc import (
    InvoiceRead,
    InvoiceRefused,
    SeenInvoices,
    archive,
    rate_of,
    read_invoices,
    unpack_safely,
    what_it_says,
)
from ecoop.invoicing.calc.booking import AmountLine, lines_in_dong, means_of, side_of
from ecoop.invoicing.errors import ArchiveIsUnsafe
from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice, write_message
from ecoop.kernel.dong import Dong

NOODLES = SampleLine("Bún khô", Decimal("12.5"), Decimal(32_000))
SALE = SampleInvoice(
    number=7, issued_on=date(2026, 3, 5), lines=[NOODLES, SampleLine("Bánh đa", Decimal(4), Decimal(15_000))]
)
VAT = replace(SALE, form="1", lines=[replace(NOODLES, vat_rate="8%"), replace(NOODLES, vat_rate="10%")])


def read_one(data: bytes) -> InvoiceRead:
    (result,) = read_invoices(data, name="thử.xml")
    assert isinstance(result, InvoiceRead), result.as_dict()
    return result


def refusal_of(data: bytes) -> str:
    (result,) = read_invoices(data, name="thử.xml")
    assert isinstance(result, InvoiceRefused)
    assert result.as_dict()["refused"]["remedy"]
    return result.refusal.code


def codes(invoice: InvoiceRead) -> list[str]:
    return [problem.code for problem in invoice.problems]


def test_a_sales_invoice_is_read_whole() -> None:
    invoice = read_one(write_invoice(replace(SALE, extra={"MDDKDoanh": "00001"})))
    assert invoice.key == ("001085012345", "2", "C26TAA", 7)
    # 12.5 kg at 32,000 is 400,000; 4 at 15,000 is 60,000.
    assert [line.amount for line in invoice.lines] == [400_000, 60_000]
    assert invoice.totals.gross == 460_000
    assert codes(invoice) == []
    # A tag of 2026 that no table of 2025 knows is kept.
    assert ("TTChung/MDDKDoanh", "00001") in invoice.extra
    seller, authority = invoice.signatures
    assert (seller.by, seller.state, seller.weak) == ("seller", "intact", False)
    assert (authority.by, authority.state) == ("authority", "intact")
    assert invoice.as_dict()["lines"][0]["quantity"] == "12.5"


def test_a_vat_invoice_adds_up() -> None:
    invoice = read_one(write_invoice(VAT))
    # 400,000 at 8 % is 32,000 and at 10 % is 40,000.
    assert (invoice.totals.net, invoice.totals.vat, invoice.totals.gross) == (800_000, 72_000, 872_000)
    assert codes(invoice) == []


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        (b"<ThTien>60000<", b"<ThTien>60002<", "line-amount"),
        (b"<TgTTTBSo>460000<", b"<TgTTTBSo>460002<", "gross-total"),
        (b"<SHDon>7<", b"<SHDon>8<", "signature-broken"),
        (b"<KHHDon>C26TAA<", b"<KHHDon>C25TAA<", "symbol-year"),
        (b"<PBan>2.1.0<", b"<PBan>9.9.9<", "version-unknown"),
        (b"<TgTTTBSo>460000<", b"<TgTTTBSo>460000,0000<", "decimal-comma"),
        (b"<TgTTTBSo>460000<", b"<TgTTTBSo>1e9999999<", "value-unreadable"),
    ],
)
def test_a_changed_invoice_is_noticed(before: bytes, after: bytes, problem: str) -> None:
    data = write_invoice(SALE)
    assert before in data
    assert problem in codes(read_one(data.replace(before, after)))


def test_one_unit_is_rounding() -> None:
    data = write_invoice(replace(SALE, series="MAA"), signed=False).replace(b"<ThTien>60000<", b"<ThTien>60001<")
    assert codes(read_one(data)) == []


def test_a_short_key_is_weak_and_not_forged() -> None:
    signature, *_authority = read_one(write_invoice(SALE, bits=1024)).signatures
    assert (signature.state, signature.weak) == ("intact", True)


def test_a_reindented_copy_is_broken() -> None:
    data = write_invoice(SALE).replace(b"</TTChung>", b"</TTChung>\n  ")
    assert read_one(data).signatures[0].state == "broken"


def test_a_comment_inside_a_number_hides_nothing() -> None:
    """Canonical XML drops comments: the signature stays sound, so the number must be read whole."""
    data = write_invoice(SALE).replace(b"<TgTTTBSo>460000<", b"<TgTTTBSo>46<!-- -->0000<")
    invoice = read_one(data)
    assert invoice.signatures[0].state == "intact"
    assert invoice.totals.gross == 460_000


def test_a_sound_signature_over_something_else_is_broken() -> None:
    """The classic wrapping: the signed body is moved aside and another one takes its place."""
    true, false = write_invoice(SALE), write_invoice(replace(SALE, number=999), signed=False)
    body = true[true.index(b"<DLHDon") : true.index(b"</DLHDon>") + len(b"</DLHDon>")]
    signature = true[true.index(b"<DSCKS>") : true.index(b"</DSCKS>")] + b"<Khac>" + body + b"</Khac></DSCKS>"
    wrapped = false[: false.index(b"<DSCKS>")] + signature + b"</HDon>"
    invoice = read_one(wrapped)
    assert invoice.number == 999
    assert invoice.signatures[0].state == "broken"
    assert "signature-elsewhere" in codes(invoice)


def test_many_invoices_of_one_message_share_its_signature() -> None:
    samples = [
        replace(SALE, number=number, series="MAA", cash_register_code=f"M2-26-A1B2C-{number:011d}")
        for number in (1, 2, 3)
    ]
    results = read_invoices(write_message(samples), name="206.xml")
    assert [result.number for result in results if isinstance(result, InvoiceRead)] == [1, 2, 3]
    for result in results:
        assert [(s.by, s.state) for s in result.signatures] == [("message", "intact")]
        assert isinstance(result, InvoiceRead)
        assert codes(result) == []


def test_an_adjustment_names_the_invoice_it_adjusts() -> None:
    adjusts = {"TCHDon": "2", "LHDCLQuan": "1", "KHMSHDCLQuan": "2", "KHHDCLQuan": "C26TAA", "SHDCLQuan": "00000007"}
    less = replace(SALE, number=8, adjusts=adjusts, lines=[SampleLine("Bún khô", Decimal(-2), Decimal(32_000))])
    invoice = read_one(write_invoice(less))
    assert invoice.totals.gross == -64_000
    assert codes(invoice) == []
    assert invoice.as_dict()["adjusts"]["number"] == 7


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "invoicing.file-is-empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "invoicing.file-is-not-xml"),
        (b"<HDon><DLHDon>", "invoicing.file-is-not-xml"),
        (b'<?xml version="1.0" encoding="no-such"?><HDon/>', "invoicing.file-is-not-xml"),
        (b'<?xml version="1.0" encoding="UTF-8"?><HDon>' + b"\xff\xfe</HDon>", "invoicing.file-is-not-xml"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><HDon>&b;</HDon>', "invoicing.file-has-doctype"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><HDon/>'.encode("utf-16"), "invoicing.file-has-doctype"),
        (b"<a>" * 60 + b"</a>" * 60, "invoicing.file-is-too-deep"),
        (b"<a>" * 9000 + b"</a>" * 9000, "invoicing.file-is-too-deep"),
        (b"<HDon>" + b" " * (2 * 1024 * 1024) + b"</HDon>", "invoicing.file-is-too-large"),
        (b"<html/>", "invoicing.file-is-not-invoice"),
        (b"<HDon><DLHDon/></HDon>", "invoicing.invoice-lacks-identity"),
        (
            b"<TDiep><TTChung><MLTDiep>204</MLTDiep></TTChung><DLieu><TBao/></DLieu></TDiep>",
            "invoicing.message-is-answer",
        ),
        (
            b"<TDiep><TTChung><MLTDiep>300</MLTDiep></TTChung><DLieu><TBao/></DLieu></TDiep>",
            "invoicing.message-is-notice",
        ),
        (b"<TKhai><DLTKhai/></TKhai>", "invoicing.file-is-registration"),
        (b"<BBan/>", "invoicing.file-is-minutes"),
        (b"<BTHDLieu><DLBTHop/></BTHDLieu>", "invoicing.file-is-summary"),
        (b"<HDon><DLHDon><TTChung><TDLap/></TTChung></DLHDon></HDon>", "invoicing.structure-is-superseded"),
        (
            b'<invoice xmlns="http://laphoadon.gdt.gov.vn/2014/09/invoicexml/v1"/>',
            "invoicing.invoice-is-legacy",
        ),
    ],
)
def test_what_is_no_invoice_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert refusal_of(data) == code


def test_a_bad_invoice_does_not_spoil_its_message() -> None:
    data = write_message([replace(SALE, number=1, series="MAA"), replace(SALE, number=2, series="MAA")])
    results = read_invoices(data.replace(b"<SHDon>1<", b"<SHDon>x<"), name="206.xml")
    assert [type(result) for result in results] == [InvoiceRefused, InvoiceRead]


def test_a_file_that_asks_for_endless_digests_ends_soon() -> None:
    data = write_invoice(SALE)
    first = data.index(b"<Reference")
    reference = data[first : data.index(b"</Reference>") + len(b"</Reference>")]
    greedy = data[:first] + reference * 4000 + data[first:]
    begun = time.monotonic()
    assert read_one(greedy).signatures[0].state == "cannot_check"
    assert time.monotonic() - begun < 5


def test_a_file_of_thousands_of_signatures_ends_soon() -> None:
    """Each of them asks for the whole file again; once the allowance is used up none is digested any more."""
    one = (
        b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><Reference URI="">'
        b'<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue>AA==</DigestValue>'
        b"</Reference></SignedInfo></Signature>"
    )
    bulk = b"<X>" + b"a" * 1_000_000 + b"</X></NDHDon>"
    greedy = write_invoice(SALE).replace(b"</NDHDon>", bulk).replace(b"</DSCKS>", one * 4000 + b"</DSCKS>")
    begun = time.monotonic()
    assert {signature.state for signature in read_one(greedy).signatures} == {"broken", "cannot_check"}
    assert time.monotonic() - begun < 20


def test_signatures_of_the_whole_file_are_shared_by_few() -> None:
    one = b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'
    data = b"<TDiep><DLieu>" + b"<HDon><DLHDon/></HDon>" * 2000 + one * 2000 + b"</DLieu></TDiep>"
    results = read_invoices(data, name="206.xml")
    assert {len(result.signatures) for result in results} == {8}


def _with_certificate(data: bytes, before: bytes, after: bytes) -> bytes:
    start = data.index(b"<X509Certificate>") + len(b"<X509Certificate>")
    end = data.index(b"</X509Certificate>")
    changed = base64.b64decode(data[start:end]).replace(before, after)
    return data[:start] + base64.b64encode(changed) + data[end:]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The key's kind, its exponent 65537 made 1 and even, the version, and the name of the signer.
        (bytes.fromhex("2a864886f70d010101"), bytes.fromhex("2a864886f70d01017f")),
        (b"\x02\x03\x01\x00\x01", b"\x02\x03\x00\x00\x01"),
        (b"\x02\x03\x01\x00\x01", b"\x02\x03\x01\x00\x00"),
        (b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x05"),
        ("Chữ ký".encode(), b"\xff" * len("Chữ ký".encode())),
    ],
)
def test_a_certificate_nobody_can_read_spoils_nothing(before: bytes, after: bytes) -> None:
    signature, *_authority = read_one(_with_certificate(write_invoice(SALE), before, after)).signatures
    assert (signature.state, signature.why) == ("cannot_check", "no-certificate")


@pytest.mark.parametrize("moment", [b"0001-01-01T00:00:00", b"9999-12-31T23:59:59-05:00"])
def test_signed_at_the_end_of_the_calendar(moment: bytes) -> None:
    data = write_invoice(SALE).replace(b"2026-03-05T08:30:00", moment)
    assert set(codes(read_one(data))) == {"signature-broken", "certificate-out-of-date"}


def test_a_code_hidden_in_the_invoice_is_not_that_of_the_authority() -> None:
    data = write_invoice(replace(SALE, cash_register_code="M2-26-ABCDE-00000000001"))
    hidden = data.replace(b"<TTChung>", b"<TTChung><MCCQT>M2-26-XXXXX-00000000009</MCCQT>")
    assert read_one(hidden).authority_code == "M2-26-ABCDE-00000000001"


def test_the_same_invoice_twice_is_marked() -> None:
    first, second = read_one(write_invoice(SALE)), read_one(write_invoice(SALE))
    other = read_one(write_invoice(SALE).replace(b"C26TAA", b"c26taa").replace(b">460000<", b">999<"))
    seen = SeenInvoices()
    noticed = [seen.notice(key=each.key, file="a", what=what_it_says(each)) for each in (first, second, other)]
    assert [[problem.code for problem in each] for each in noticed] == [
        [],
        ["duplicate"],
        ["duplicate", "duplicate-differs"],
    ]


@pytest.mark.parametrize(("text", "rate"), [("8%", "0.08"), ("KHAC:3.50%", "0.035"), ("KCT", None), ("", None)])
def test_rates_are_read_as_written(text: str, rate: str | None) -> None:
    assert rate_of(text) == (None if rate is None else Decimal(rate))


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


def test_a_zip_gives_its_invoices_and_passes_over_the_pages() -> None:
    entries = list(unpack_safely(zipped(invoice_xml=write_invoice(SALE), invoice_html=b"<html>"), name="tải.zip"))
    assert [entry.name for entry in entries] == ["tải.zip/invoice.xml"]
    assert read_one(entries[0].data).number == 7


def test_a_zip_bomb_is_refused_entry_by_entry() -> None:
    bomb = zipped(a_xml=b" " * (50 * 1024 * 1024), inner_zip=b"PK", b_xml=write_invoice(SALE))
    entries = list(unpack_safely(bomb, name="bom.zip"))
    refusals = [entry.refusal.code if entry.refusal else "" for entry in entries]
    assert refusals == ["invoicing.file-is-too-large", "invoicing.archive-is-unsafe", ""]


def test_a_zip_of_bombs_ends_when_enough_was_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "UNPACKED_BYTES_MAX", 5 * 1024 * 1024)
    bombs = zipped(**{f"b{place}_xml": b" " * (3 * 1024 * 1024) for place in range(4)})
    with pytest.raises(ArchiveIsUnsafe):
        list(unpack_safely(bombs, name="bom.zip"))


def test_unusual_compression_is_not_unpacked() -> None:
    """LZMA lets a stranger choose how much memory it takes, and fails with errors of its own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.xml", write_invoice(SALE))
    (entry,) = unpack_safely(buffer.getvalue(), name="lạ.zip")
    assert entry.refusal is not None
    assert entry.refusal.code == "invoicing.archive-is-unsafe"


def test_a_damaged_zip_is_refused() -> None:
    with pytest.raises(ArchiveIsUnsafe):
        list(unpack_safely(b"PK\x03\x04 and nothing more", name="hỏng.zip"))


@pytest.mark.parametrize(
    ("amounts", "gross", "expected"),
    [
        (["100", "200"], 300, [100, 200]),
        # Ten in the hundred of tax on 333.333 and 666.667: the parts of 1.100.000 keep their weights.
        (["333333", "666667"], 1_100_000, [366_666, 733_334]),
        # A discount of 50 and a tax of 5: mixed signs keep the lines and name the rest.
        (["100", "-50"], 55, [100, -50, 5]),
        (["-10.4", "-10.4"], -21, [-11, -10]),
        ([], 70, [70]),
        (["0", "70"], 70, [70]),
    ],
)
def test_lines_add_up_to_what_is_paid(amounts: list[str], gross: int, expected: list[int]) -> None:
    lines = [AmountLine("x", "", None, None, Decimal(amount)) for amount in amounts]
    booked = lines_in_dong(lines=lines, gross_vnd=Dong(gross), rest_name="rest")
    assert [line.amount_vnd for line in booked] == expected


@pytest.mark.parametrize(
    ("payment", "means"),
    [("Tiền mặt/Chuyển khoản", "cash"), ("TM/CK", "cash"), ("CK", "bank"), ("Công nợ", "credit"), ("", "cash")],
)
def test_payment_is_read_from_free_text(payment: str, means: str) -> None:
    assert means_of(payment) == means


def test_more_lines_than_anybody_reads_become_one() -> None:
    lines = [AmountLine("Bún", "kg", None, None, Decimal(1))] * 40_000
    (one,) = lines_in_dong(lines=lines, gross_vnd=Dong(40_000), rest_name="Thuế")
    assert (one.name, one.amount_vnd) == ("Bún …", 40_000)


def test_an_organisation_is_known_by_its_tax_code() -> None:
    assert side_of(own="0101234567-001", seller="0101234567001", buyer="") == "sold"
    assert side_of(own="001085012345", seller="0101234567", buyer="001085012345") == "bought"
    assert side_of(own="", seller="", buyer="") == "none"
