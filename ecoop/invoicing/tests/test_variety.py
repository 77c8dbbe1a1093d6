"""What an unknown pile holds: every kind, version, encoding and habit, read as it is meant."""

import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ecoop.invoicing.calc import InvoiceRead, InvoiceRefused, ReadingRules, read_invoices
from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice, write_message

TEA = SampleLine("Chè búp khô", Decimal("2.5"), Decimal(180_000))
SALE = SampleInvoice(number=7, issued_on=date(2026, 3, 5), lines=[TEA])
VAT = replace(SALE, form="1", lines=[replace(TEA, vat_rate="8%"), replace(TEA, vat_rate="KCT")])
LIST = """<BKe><NDBKe><TTChung><SBKe>BK-01</SBKe><TCHDon>2</TCHDon><DSLDTDoi><LDo>Sai giá</LDo></DSLDTDoi></TTChung>
<DSHHDVu>{rows}</DSHHDVu></NDBKe></BKe>"""
ROW = "<HHDVu><TTTDChinh><KHMSHDon>2</KHMSHDon><KHHDon>C26TAA</KHHDon><SHDon>{}</SHDon></TTTDChinh></HHDVu>"
CHECKED = """<TDiep><TTChung><MLTDiep>204</MLTDiep><MTDTChieu>V01</MTDTChieu></TTChung><DLieu><TBao><DLTBao>
<MSo>01/TB-KTDL</MSo><So>2513</So><NTBao>2026-03-06</NTBao><LTBao>{kind}</LTBao><LCMa><KHMSHDon>1</KHMSHDon>
<KHHDon>C26TAA</KHHDon><SHDon>9</SHDon><DSLDo><LDo><MLoi>20001</MLoi><MTLoi>Sai định dạng</MTLoi></LDo></DSLDo>
</LCMa></DLTBao></TBao></DLieu></TDiep>"""


def read_all(data: bytes) -> list[InvoiceRead]:
    results = read_invoices(data, name="thử.xml")
    assert all(isinstance(each, InvoiceRead) for each in results), [each.as_dict() for each in results]
    return [each for each in results if isinstance(each, InvoiceRead)]


def read_one(data: bytes) -> InvoiceRead:
    (invoice,) = read_all(data)
    return invoice


def codes(invoice: InvoiceRead) -> list[str]:
    return [problem.code for problem in invoice.problems]


def sums(invoice: InvoiceRead) -> list[str]:
    """Tell only what is wrong with sums: a file changed by hand is broken anyway."""
    return [code for code in codes(invoice) if "signature" not in code]


def changed(sample: SampleInvoice, *changes: tuple[str, str]) -> bytes:
    text = write_invoice(sample).decode()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text.encode()


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-8", "utf-16"), ("utf-8", "UTF-8")],
)
def test_the_same_invoice_in_every_encoding_is_intact(encoding: str, declared: str) -> None:
    data = write_invoice(VAT).decode().replace("UTF-8", declared, 1).encode(encoding)
    invoice = read_one(data)
    assert invoice.seller.name == "Hộ kinh doanh bún khô Năm Lành"
    assert {signature.state for signature in invoice.signatures} == {"intact"}


def test_the_old_windows_encoding_is_read_and_told() -> None:
    text = unicodedata.normalize("NFC", write_invoice(replace(SALE, seller_name="Hộ Lan")).decode())
    # In windows-1258 a letter and its tone are two bytes, which is why such a file no longer fits its signature.
    old = text.replace("UTF-8", "windows-1258", 1).replace("Hộ Lan", "Hô\u0323 Lan")
    invoice = read_one(old.encode("cp1258", "replace"))
    assert unicodedata.normalize("NFC", invoice.seller.name) == "Hộ Lan"
    assert "encoding" in codes(invoice)


@pytest.mark.parametrize("before", [b"\r\n", b"\n\n  ", b""])
def test_empty_lines_before_the_declaration_do_no_harm(before: bytes) -> None:
    assert codes(read_one(before + write_invoice(SALE))) == []


def test_a_name_space_that_the_format_does_not_have_is_read_over() -> None:
    invoice = read_one(changed(SALE, ("<HDon>", '<HDon xmlns="http://hoadon.vn/2.1">')))
    assert (invoice.number, invoice.totals.gross) == (7, 450_000)


def test_windows_line_ends_break_the_signature_and_nothing_else() -> None:
    invoice = read_one(write_invoice(SALE).replace(b"><", b">\r\n<"))
    assert sums(invoice) == []
    assert {signature.state for signature in invoice.signatures} == {"broken"}


@pytest.mark.parametrize(("form", "series"), [("6", "NAA"), ("6", "BAA"), ("7", "XAA"), ("8", "TAA"), ("9", "TAA")])
def test_other_kinds_are_read(form: str, series: str) -> None:
    sample = replace(SALE, form=form, series=series)
    assert sums(read_one(write_invoice(sample))) == []


def test_a_delivery_note_has_no_totals() -> None:
    text = write_invoice(replace(SALE, form="6", series="NAA")).decode()
    start, end = text.index("<TToan>"), text.index("</TToan>") + len("</TToan>")
    invoice = read_one((text[:start] + text[end:]).encode())
    assert invoice.totals.gross is None
    assert sums(invoice) == []


@pytest.mark.parametrize("rate", ["KCT", "KKKNT", "0%", "5%", "8%", "10%", "KHAC:5.26%", "CTTC"])
def test_every_rate_is_kept_as_written(rate: str) -> None:
    lines = [replace(TEA, vat_rate="10%")]
    changes: tuple[tuple[str, str], ...] = (("<TSuat>10%<", f"<TSuat>{rate}<"),)
    if rate != "10%":
        changes += (("<TThue>45000<", "<TThue>0<"), ("<TgTThue>45000<", "<TgTThue>0<"))
        changes += (("<TgTTTBSo>495000<", "<TgTTTBSo>450000<"),)
    invoice = read_one(changed(replace(VAT, lines=lines), *changes))
    assert (invoice.lines[0].vat_rate, invoice.totals.rates[0].rate) == (rate, rate)
    # 450,000 at 5, 8 and 5.26 % would bear tax; the words and 0 % bear none.
    assert sums(invoice) == ([] if rate in ("KCT", "KKKNT", "0%", "10%", "CTTC") else ["vat-of-rate"])


def test_notes_promotions_and_discounts_count_as_they_should() -> None:
    """450,000 of goods; a gift at no price; 50,000 of discount on a line of its own; a note without any amount."""
    lines = [
        TEA,
        SampleLine("Quà tặng", Decimal(1), Decimal(0), kind="2"),
        SampleLine("Chiết khấu", Decimal(1), Decimal(50_000), kind="3"),
        SampleLine("Giao tại chợ", Decimal(0), Decimal(0), kind="4"),
    ]
    text = changed(replace(SALE, lines=lines), ("<TgTTTBSo>500000<", "<TgTTTBSo>400000<")).decode()
    note = text.rindex("<ThTien>0</ThTien>")
    invoice = read_one((text[:note] + text[note + len("<ThTien>0</ThTien>") :]).encode())
    assert [line.kind for line in invoice.lines] == ["1", "2", "3", "4"]
    assert invoice.lines[3].amount is None
    assert sums(invoice) == []


def test_a_discount_at_the_foot_is_not_taken_off_twice() -> None:
    """The line is 450,000 less 50,000; the foot repeats the 50,000."""
    price = ("<DGia>180000</DGia>", "<DGia>180000</DGia><STCKhau>50000</STCKhau>")
    line = (("<ThTien>450000<", "<ThTien>400000<"), price)
    foot = ("<TgTTTBSo>450000<", "<TTCKTMai>50000</TTCKTMai><TgTTTBSo>400000<")
    assert sums(read_one(changed(SALE, *line, foot))) == []
    assert sums(read_one(changed(SALE, foot))) == []
    assert sums(read_one(changed(SALE, ("<TgTTTBSo>450000<", "<TTCKTMai>5</TTCKTMai><TgTTTBSo>400000<")))) == [
        "gross-total"
    ]


def test_totals_with_six_decimals_are_whole() -> None:
    invoice = read_one(changed(SALE, ("<TgTTTBSo>450000<", "<TgTTTBSo>450000.000000<")))
    assert invoice.as_dict()["totals"]["gross"] == 450_000
    assert sums(invoice) == []


def test_foreign_money_keeps_its_cents_and_is_measured_by_them() -> None:
    """2.5 at 180.37 is 450.925."""
    lines = [replace(TEA, unit_price=Decimal("180.37"))]
    usd = (("<DVTTe>VND<", "<DVTTe>USD<"), ("<ThTien>451<", "<ThTien>450.93<"))
    invoice = read_one(changed(replace(SALE, lines=lines), *usd, ("<TgTTTBSo>451<", "<TgTTTBSo>450.93<")))
    assert (invoice.currency, invoice.as_dict()["totals"]["gross"]) == ("USD", "450.93")
    assert sums(invoice) == []
    wrong = read_one(changed(replace(SALE, lines=lines), *usd, ("<TgTTTBSo>451<", "<TgTTTBSo>451.43<")))
    assert sums(wrong) == ["gross-total"]


def test_a_cut_percentage_is_told_as_such() -> None:
    """450,000 less 20 % of its 1 % of VAT is 449,100."""
    note = SampleLine("Đã giảm 900 đồng, tương ứng 20% mức tỷ lệ theo Nghị quyết 204/2025/QH15", Decimal(0), Decimal(0))
    sample = replace(SALE, lines=[TEA, replace(note, kind="4")])
    assert sums(read_one(changed(sample, ("<TgTTTBSo>450000<", "<TgTTTBSo>449100<")))) == ["percentage-cut"]
    assert sums(read_one(changed(SALE, ("<TgTTTBSo>450000<", "<TgTTTBSo>449100<")))) == ["gross-total"]


@pytest.mark.parametrize(("kind", "count"), [("200", 1), ("202", 1), ("203", 3), ("206", 3), ("500", 2)])
def test_messages_of_invoices_give_them_all(kind: str, count: int) -> None:
    series = "MAA" if kind == "206" else "TAA"
    samples = [replace(SALE, number=number, series=series) for number in range(1, count + 1)]
    invoices = read_all(write_message(samples, kind=kind))
    assert [invoice.number for invoice in invoices] == list(range(1, count + 1))
    assert {invoice.message_type for invoice in invoices} == {kind}
    assert {codes(invoice) == [] for invoice in invoices} == {True}


@pytest.mark.parametrize("kind", ["208", "210"])
def test_a_list_of_wrong_invoices_says_which(kind: str) -> None:
    text = write_message([replace(SALE, number=99, adjusts={"TCHDon": "4"})], kind=kind).decode()
    listed = LIST.format(rows=ROW.format(1) + ROW.format(1) + ROW.format("0000002"))
    adjusts = read_one(text.replace("</DLieu>", listed + "</DLieu>").encode()).as_dict()["adjusts"]
    assert (adjusts["how"], adjusts["list"], adjusts["note"]) == ("adjusts", "BK-01", "Sai giá")
    assert [(each["symbol"], each["number"]) for each in adjusts["invoices"]] == [("C26TAA", 1), ("C26TAA", 2)]


@pytest.mark.parametrize(
    ("kind", "says"),
    [("1", "did not give"), ("2", "valid"), ("3", "invalid"), ("7", "does not name are valid"), ("9", "invalid")],
)
def test_an_answer_says_what_it_decides_and_why(kind: str, says: str) -> None:
    (answer,) = read_invoices(CHECKED.format(kind=kind).encode(), name="204.xml")
    assert isinstance(answer, InvoiceRefused)
    given = answer.as_dict()
    assert given["message"]["type"] == "204"
    assert given["about"]["answers"] == "V01"
    assert given["about"]["reasons"] == [
        {"invoice": "1C26TAA 9", "code": "20001", "said": "Sai định dạng", "remedy": None}
    ]


@pytest.mark.parametrize(
    ("message", "inside", "code"),
    [
        ("301", "<TBao><DLTBao/></TBao>", "message-is-answer"),
        ("103", "<TBao><DLTBao><TTXNCQT>2</TTXNCQT></DLTBao></TBao>", "message-is-answer"),
        ("999", "<TBao><TTTNhan>1</TTTNhan><DSLDo><LDo><MLoi>-1</MLoi></LDo></DSLDo></TBao>", "message-is-notice"),
        ("100", "<TKhai><DLTKhai/></TKhai>", "file-is-registration"),
        ("400", "<BTHDLieu><DLBTHop/></BTHDLieu>", "file-is-summary"),
        ("300", "<TBao><DLTBao/></TBao>", "message-is-notice"),
        ("999", "<?xml-stylesheet href='x'?><!-- --><TBao/>", "message-is-notice"),
        ("7777", "<La/>", "message-is-notice"),
        ("204", "<TBao><DLTBao><MSo>15 - Mẫu số</MSo></DLTBao></TBao>", "structure-is-superseded"),
    ],
)
def test_every_other_message_is_explained(message: str, inside: str, code: str) -> None:
    text = f"<TDiep><TTChung><MLTDiep>{message}</MLTDiep></TTChung><DLieu>{inside}</DLieu></TDiep>"
    (refused,) = read_invoices(text.encode(), name="thử.xml")
    assert isinstance(refused, InvoiceRefused)
    assert refused.refusal.code == f"invoicing.{code}"
    assert "{" not in refused.as_dict()["refused"]["said"]


def test_days_that_cannot_be_are_told() -> None:
    rules = ReadingRules(read_on=date(2026, 3, 4), oldest_on=date(2020, 10, 19))
    days: dict[date, list[str]] = {
        date(2026, 3, 5): [],
        date(2026, 3, 6): ["day-in-future"],
        date(2019, 1, 1): ["day-too-old"],
    }
    for day, expected in days.items():
        (invoice,) = read_invoices(write_invoice(replace(SALE, issued_on=day)), name="a.xml", rules=rules)
        assert isinstance(invoice, InvoiceRead)
        assert [code for code in codes(invoice) if code.startswith("day")] == expected


def test_a_day_written_the_vietnamese_way_is_read() -> None:
    assert read_one(changed(SALE, ("<NLap>2026-03-05<", "<NLap>05/03/2026<"))).issued_on == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("C26TAA", "c26taa"),
        (">7<", ">00000007<"),
        ("<KHHDon>C26TAA", "<KHHDon>2C26TAA"),
        ("001085012345", "001 085 012 345"),
    ],
)
def test_one_invoice_written_in_several_ways_has_one_key(before: str, after: str) -> None:
    assert read_one(changed(SALE, (before, after))).key == read_one(write_invoice(SALE)).key


def test_an_invoice_without_its_code_is_not_issued_yet() -> None:
    assert codes(read_one(write_invoice(replace(SALE, is_coded=False)))) == ["authority-code-missing"]


def test_free_fields_beyond_counting_are_cut_and_told() -> None:
    field = "<TTin><TTruong>a</TTruong><DLieu>b</DLieu></TTin>"
    invoice = read_one(changed(SALE, ("</TTChung>", f"<TTKhac>{field * 4000}</TTKhac></TTChung>")))
    assert len(invoice.extra) == 3_000
    assert "extra-left-out" in codes(invoice)
