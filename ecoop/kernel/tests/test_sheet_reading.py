"""Lists of strangers: every format and encoding people send, and files that mean harm."""

import io
import time
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl  # type: ignore[import-untyped]
import pytest

from ecoop.kernel.sheets import Column, SheetDraft, pack_row, read_sheets, unpack_row, write_csv, write_excel
from ecoop.kernel.sheets.errors import SheetIsEmpty, SheetIsNoSheet, SheetIsTooLarge, SheetIsUnsafe

HEAD = ["Ngày", "Tên hàng", "Thành tiền"]
ROWS = [[date(2026, 3, 5), "Chè búp Tân Cương", 1_250_000], [date(2026, 3, 6), "=1+1", -5_000]]


def excel(rows: list[list[object]], *, sheet: str = "Tháng 3") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_a_workbook_is_read_cell_by_cell_and_keeps_its_row_numbers() -> None:
    rows = [[], ["BẢNG KÊ"], [], HEAD, [date(2026, 3, 5), 12.5, 1e15], ["0100109106", True, None]]
    (sheet,) = read_sheets(excel(rows), name="a.xlsx")
    assert sheet.name == "Tháng 3"
    assert [list(row) for row in sheet.rows] == [
        [],
        ["BẢNG KÊ"],
        [],
        HEAD,
        [date(2026, 3, 5), Decimal("12.5"), Decimal(10**15)],
        ["0100109106", "TRUE"],
    ]


def test_what_we_write_is_read_again() -> None:
    columns = [Column("Ngày", "day"), Column("Tên hàng"), Column("Thành tiền", "money")]
    draft = SheetDraft("Bán hàng", columns, ROWS, titles=["SỔ BÁN HÀNG"], totals=["Cộng", None, 1_245_000])
    file = io.BytesIO()
    write_excel(sheets=[draft, draft], to=file)
    first, second = read_sheets(file.getvalue(), name="b.xlsx")
    assert [list(row) for row in first.rows] == [["SỔ BÁN HÀNG"], [], HEAD, *ROWS, ["Cộng", None, 1_245_000]]
    assert second.name == "Bán hàng (2)"
    (sheet,) = read_sheets(b"".join(write_csv(sheet=draft)), name="b.csv")
    # A text that Excel would take for a formula is guarded by an apostrophe; an amount below zero is a number.
    assert list(sheet.rows[2]) == ["05/03/2026", "Chè búp Tân Cương", "1250000"]
    assert list(sheet.rows[3]) == ["06/03/2026", "'=1+1", "-5000"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_text_files_of_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    text = delimiter.join(HEAD) + "\r\n" + delimiter.join(["5/3/2026", '"Chè\nbúp ""A"""', '"1.250.000,00"']) + "\r\n"
    (sheet,) = read_sheets(text.encode(encoding), name="c.csv")
    assert [list(row) for row in sheet.rows] == [HEAD, ["5/3/2026", 'Chè\nbúp "A"', "1.250.000,00"]]


def test_windows_1258_and_1252_are_told_apart() -> None:
    # In Windows-1258 a tone is a letter of its own behind the vowel: ế is ê and U+0301.
    vietnamese = "Ngày;Tên hàng\r\n5/3/2026;Tiê\u0300n điê\u0323n, phơ\u0309 bo\u0300\r\n".replace("à", "a\u0300")
    (sheet,) = read_sheets(vietnamese.encode("cp1258"), name="d.csv")
    assert list(sheet.rows[1]) == ["5/3/2026", "Tiền điện, phở bò"]
    (sheet,) = read_sheets(
        "Day;Name\r\n5/3/2026;Café Ñandú à Łódź\r\n".replace("Łódź", "Åre").encode("cp1252"), name="e"
    )
    assert list(sheet.rows[1]) == ["5/3/2026", "Café Ñandú à Åre"]


def test_a_line_that_names_the_delimiter_is_obeyed() -> None:
    (sheet,) = read_sheets(b"sep=|\r\na|b;c;d\r\n1|2;3;4\r\n", name="f.csv")
    assert [list(row) for row in sheet.rows] == [[], ["a", "b;c;d"], ["1", "2;3;4"]]


def test_rows_travel_as_json() -> None:
    row = [None, "a", 5, Decimal("1.50"), date(2026, 3, 5)]
    assert unpack_row(pack_row(row)) == row


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", SheetIsEmpty),
        (b"\r\n;;;\r\n", SheetIsEmpty),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), SheetIsNoSheet),
        (b"%PDF-1.7\n" + bytes([1, 2, 3]) * 50, SheetIsNoSheet),
        (b"<html><table><tr><td>1</td></tr></table></html>", SheetIsNoSheet),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, SheetIsNoSheet),
        (b"PK\x03\x04" + b"\0" * 100, SheetIsUnsafe),
        (zipped({"readme.txt": b"no workbook"}), SheetIsNoSheet),
        (zipped({"xl/workbook.xml": b"0" * 60_000_000}), SheetIsUnsafe),
        (zipped({f"{place}.xml": b"" for place in range(2_001)}), SheetIsUnsafe),
        (b"a;b\n" + b"1;2\n" * 200_001, SheetIsTooLarge),
        (b";" * 400 + b"x", SheetIsTooLarge),
        (b"1" * (32 * 1024 * 1024 + 1), SheetIsTooLarge),
    ],
)
def test_what_is_no_list_or_means_harm_is_refused_soon(data: bytes, refusal: type[Exception]) -> None:
    started = time.monotonic()
    with pytest.raises(refusal):
        read_sheets(data, name="x.xlsx")
    assert time.monotonic() - started < 10


def test_a_cell_in_the_last_corner_does_not_eat_the_memory() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["XFD1048576"] = 2
    file = io.BytesIO()
    book.save(file)
    with pytest.raises((SheetIsUnsafe, SheetIsTooLarge)):
        read_sheets(file.getvalue(), name="corner.xlsx")


def test_a_zip_that_lies_about_its_sizes_is_measured() -> None:
    data = bytearray(zipped({"xl/worksheets/sheet1.xml": b" " * 50_000_000}))
    # The directory at the end claims that the entry unpacks to 1,000 bytes.
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(SheetIsUnsafe):
        read_sheets(bytes(data), name="lies.xlsx")
