"""Files made to hurt: each is refused in bounded time and memory, and the rest of the pile goes on."""

import io
import json
import os
import struct
import time
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from ecoop.invoicing.calc import InvoiceRead, archive, read_invoices, unpack_safely
from ecoop.invoicing.errors import ArchiveIsUnsafe
from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice

TEA = [SampleLine("Chè", Decimal(2), Decimal(50_000))]
SALE = SampleInvoice(number=1, issued_on=date(2026, 3, 5), lines=TEA, series="MAA")
LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};&a{n - 1};">' for n in range(1, 30))
SECONDS_MAX = 6


def refused(data: bytes) -> str:
    begun = time.monotonic()
    results = read_invoices(data, name="xấu.xml")
    assert time.monotonic() - begun < SECONDS_MAX
    (result,) = results
    return str(result.as_dict()["status"]) + " " + ",".join(each["code"] for each in result.as_dict()["problems"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (f"<!DOCTYPE a [{LAUGHS}]><HDon>&a29;</HDon>".encode(), "file-has-doctype"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><HDon>&x;</HDon>', "file-has-doctype"),
        (b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd">%x;]><HDon/>', "file-has-doctype"),
        (b'<!DOCTYPE a PUBLIC "x" "http://127.0.0.1:1/x.dtd"><HDon/>', "file-has-doctype"),
        (b"<HDon " + b" ".join(b'a%d=""' % n for n in range(150_000)) + b"/>", "file-is-unnatural"),
        (b"<HDon " + b" ".join(b'xmlns:a%d="x"' % n for n in range(60_000)) + b"/>", "file-is-unnatural"),
        (b"<a>" * 200_000 + b"</a>" * 200_000, "file-is-too-deep"),
        (b"<HDon>" + b"<HDon><DLHDon/></HDon>" * 50_000 + b"</HDon>", "file-is-unnatural"),
        (b"<HDon><DLHDon>" + b"<a/>" * 400_000 + b"</DLHDon></HDon>", "invoice-lacks-identity"),
        ("<?xml version='1.0' encoding='UTF-7'?><HDon/>".encode("utf-7"), "file-is-not-xml"),
        ("<?xml version='1.0' encoding='cp037'?><HDon/>".encode("cp037"), "file-is-not-xml"),
        (b"<?xml version='1.0' encoding='UTF-8'?><HDon>" + bytes(range(128, 256)) + b"</HDon>", "file-is-not-xml"),
        (b"<HDon><DLHDon>" + b"\x00" * 100 + b"</DLHDon></HDon>", "file-is-not-xml"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(5000), "file-is-not-xml"),
        (b"%PDF-1.7\n1 0 obj", "file-is-not-xml"),
        (b"   \r\n ", "file-is-empty"),
        (b"\xef\xbb\xbf", "file-is-empty"),
    ],
)
def test_a_hostile_file_is_refused_soon(data: bytes, code: str) -> None:
    assert refused(data) == f"refused invoicing.{code}"


def test_a_text_of_two_megabytes_in_one_value_is_cut() -> None:
    data = write_invoice(SALE).replace("<THHDVu>Chè".encode(), b"<THHDVu>" + b"a" * 1_900_000)
    (result,) = read_invoices(data, name="dài.xml")
    assert isinstance(result, InvoiceRead)
    assert len(result.lines[0].name) == 4_000


def test_an_invoice_of_endless_lines_is_refused() -> None:
    data = write_invoice(SALE).replace(b"</DSHHDVu>", b"<HHDVu/>" * 200_000 + b"</DSHHDVu>")
    assert refused(data) == "refused invoicing.file-is-unnatural"


def test_wrong_lines_without_end_are_told_twenty_times() -> None:
    wrong = b"<HHDVu><SLuong>2</SLuong><DGia>2</DGia><ThTien>9</ThTien></HHDVu>"
    (result,) = read_invoices(write_invoice(SALE).replace(b"</DSHHDVu>", wrong * 15_000 + b"</DSHHDVu>"), name="a")
    assert isinstance(result, InvoiceRead)
    assert [problem.code for problem in result.problems].count("line-amount") == 20


def zipped(*files: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files:
            packed.writestr(name, data)
    return buffer.getvalue()


def codes_of(data: bytes) -> list[str]:
    entries = unpack_safely(data, name="a.zip")
    return [entry.refusal.code.partition(".")[2] if entry.refusal else "" for entry in entries]


def test_names_that_lead_elsewhere_lead_nowhere(tmp_path: Path) -> None:
    """Nothing is ever written, so such a name is only a name."""
    data = zipped(("../../../etc/passwd.xml", write_invoice(SALE)), ("C:\\x.xml", b"<a/>"), ("//x.xml", b"<a/>"))
    assert codes_of(data) == ["", "", ""]


def test_a_zip_in_a_zip_is_opened_once_and_no_deeper() -> None:
    inner = zipped(("a.xml", write_invoice(SALE)))
    assert codes_of(zipped(("tháng 3.zip", inner))) == [""]
    assert codes_of(zipped(("1.zip", zipped(("2.zip", inner))))) == ["archive-is-unsafe"]


def test_a_zip_of_too_many_entries_is_refused_unread() -> None:
    end = zipped(("a.xml", b"<a/>"))
    at = end.rindex(b"PK\x05\x06")
    lying = end[: at + 12] + struct.pack("<I", 60_000_000) + end[at + 16 :]
    with pytest.raises(ArchiveIsUnsafe):
        list(unpack_safely(lying, name="nhiều.zip"))


def test_a_zip_of_a_hundred_thousand_entries_is_refused_soon() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for place in range(100_000):
            packed.writestr(f"{place}.xml", b"")
    begun = time.monotonic()
    with pytest.raises(ArchiveIsUnsafe):
        list(unpack_safely(buffer.getvalue(), name="nhiều.zip"))
    assert time.monotonic() - begun < SECONDS_MAX


def test_entries_that_overlap_count_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The directory names the same bytes again and again; what is unpacked is counted, not what is stored."""
    monkeypatch.setattr(archive, "UNPACKED_BYTES_MAX", 4_000_000)
    packed = zipped(("a.xml", b" " * 1_000_000))
    at, end = packed.index(b"PK\x01\x02"), packed.rindex(b"PK\x05\x06")
    directory = packed[at:end] * 50
    counts = struct.pack("<HHII", 50, 50, len(directory), at)
    with pytest.raises(ArchiveIsUnsafe):
        list(unpack_safely(packed[:at] + directory + packed[end : end + 8] + counts + b"\0\0", name="chồng.zip"))


def test_a_lying_size_and_a_locked_entry_are_refused_alone() -> None:
    packed = zipped(("a.xml", write_invoice(SALE)), ("b.xml", write_invoice(SALE)))
    at = packed.rindex(b"PK\x01\x02")
    locked = packed[: at + 8] + b"\x01\x00" + packed[at + 10 :]
    assert codes_of(locked) == ["", "archive-is-unsafe"]
    lying = packed[: at + 24] + struct.pack("<I", 10) + packed[at + 28 :]
    assert codes_of(lying)[0] == ""


def test_a_zip_without_invoices_says_so() -> None:
    with pytest.raises(ArchiveIsUnsafe):
        list(unpack_safely(zipped(("readme.txt", b"x")), name="trống.zip"))


def run(*paths: Path, **options: Any) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("invoice", "read", *(str(path) for path in paths), as_json=True, stdout=out, **options)
    answer = json.loads(out.getvalue())
    assert isinstance(answer, list)
    return answer


def test_a_folder_full_of_traps_is_read_to_its_end(tmp_path: Path) -> None:
    outside, pile = tmp_path / "ngoài.xml", tmp_path / "pile"
    outside.write_bytes(write_invoice(SALE))
    (pile / "x.xml").mkdir(parents=True)
    (pile / "x.xml" / "a.xml").write_bytes(write_invoice(SALE))
    (pile / "link.xml").symlink_to(outside)
    (pile / "loop").symlink_to(pile, target_is_directory=True)
    (pile / "self.xml").symlink_to("self.xml")
    os.mkfifo(pile / "pipe.xml")
    (pile / "really.xml").write_bytes(zipped(("b.xml", write_invoice(SALE))))
    Path(os.fsdecode(os.fsencode(pile) + b"/t\xff.xml")).write_bytes(b"")
    entries = run(pile, pile / "pipe.xml")
    found = [(Path(each["file"]).name, each["status"], *(p["code"] for p in each["problems"])) for each in entries]
    assert found == [
        ("link.xml", "refused", "invoicing.file-is-no-file"),
        ("pipe.xml", "refused", "invoicing.file-is-no-file"),
        ("b.xml", "read"),
        ("self.xml", "refused", "invoicing.file-is-no-file"),
        ("t\ufffd.xml", "refused", "invoicing.file-is-empty"),
        ("a.xml", "read", "invoice.duplicate"),
        ("pipe.xml", "refused", "invoicing.file-is-no-file"),
    ]


def test_a_pile_read_by_several_processes_keeps_its_order(tmp_path: Path) -> None:
    for number in range(1, 151):
        data = b"\x89PNG" if number == 70 else write_invoice(SampleInvoice(number, SALE.issued_on, TEA, series="MAA"))
        (tmp_path / f"{number:04d}.xml").write_bytes(data)
    (tmp_path / "9999.xml").write_bytes(write_invoice(SampleInvoice(3, SALE.issued_on, TEA, series="MAA")))
    entries = run(tmp_path)
    assert [each.get("number") for each in entries] == [*range(1, 70), None, *range(71, 151), 3]
    assert entries[-1]["problems"][0]["facts"]["other"].endswith("0003.xml")
