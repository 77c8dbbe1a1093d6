"""Statements as Vietnamese banks may lay them out, made by a program: nobody's real file is among them.

Each says the same of one account: 45.000 came, 20.000 went, 2.277.000 came, and one row that cannot be read.
"""

import io
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl  # type: ignore[import-untyped]

ACCOUNT = "0123499999"
OPENING, CLOSING = 1_000_000, 3_302_000
# Day, time, reference, out, in, balance, text.
ENTRIES = [
    ("06/03/2026", "09:00:00", "FT26065000001", 0, 45_000, 1_045_000, "EC7K2M9 chuyen tien"),
    ("06/03/2026", "10:15:30", "FT26065000002", 20_000, 0, 1_025_000, "PHI SMS"),
    ("07/03/2026", "08:30:00", "FT26066000003", 0, 2_277_000, 3_302_000, "HTX MAU DH000123"),
]
BAD_DAY = "32/03/2026"
Row = Sequence[Any]


def dots(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") if amount else ""


def commas(amount: int) -> str:
    return f"{amount:,}" if amount else ""


def cents(amount: int) -> str:
    return f"{amount:,}.00" if amount else ""


def vietnamese_cents(amount: int) -> str:
    return f"{dots(amount)},00" if amount else ""


def excel(rows: Sequence[Row], *, merged: Sequence[str] = ()) -> bytes:
    """Write an .xlsx with merged cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for place in merged:
        sheet.merge_cells(place)
    book.save(file := io.BytesIO())
    return file.getvalue()


def web_page(rows: Sequence[Row], *, wide: int, bare: bool = False) -> bytes:
    """Write a page that a bank calls .xls; a row of one cell spans the whole table."""

    def said(row: Row) -> str:
        if len(row) == 1:
            return f'<tr><td colspan="{wide}"><b>{row[0]}</b></td></tr>'
        return "<tr>" + "".join(f"<td class=xl24>{'' if cell is None else cell}&nbsp;</td>" for cell in row) + "</tr>"

    table = "<table border=1>" + "".join(said(row) for row in rows) + "</table>"
    head = "<html><head><meta http-equiv=Content-Type content='text/html; charset=utf-8'></head><body>"
    return (table if bare else f"{head}{table}</body></html>").encode()


def excel_xml(rows: Sequence[Row]) -> bytes:
    """Write a workbook as Excel of 2003 saved it."""

    def said(cell: Any) -> str:
        return f'<Cell><Data ss:Type="String">{"" if cell is None else cell}</Data></Cell>'

    lines = "".join("<Row>" + "".join(said(cell) for cell in row) + "</Row>" for row in rows)
    ns = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{ns}" xmlns:ss="{ns}">'
        f'<Worksheet ss:Name="Sao ke"><Table>{lines}</Table></Worksheet></Workbook>'
    ).encode()


def text(rows: Sequence[Row], *, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """Write a CSV."""
    said = [delimiter.join(f'"{"" if cell is None else cell}"' for cell in row) for row in rows]
    return "\r\n".join(said).encode(encoding)


def vietcombank() -> bytes:
    """Day and number of the paper in one cell, two languages in one heading, merged titles, a page total."""
    rows: list[Row] = [
        ("NGÂN HÀNG TMCP MẪU A",),
        ("SAO KÊ TÀI KHOẢN\nSTATEMENT OF ACCOUNT",),
        ("Số tài khoản/ Account number:", None, "0123 499 999"),
        ("Số dư đầu kỳ/ Opening balance:", None, commas(OPENING)),
        (),
        (
            "STT\nNo.",
            "Ngày\nTNX Date/ Số CT/ Doc No",
            "Số tiền ghi nợ/\nDebit",
            "Số tiền ghi có/\nCredit",
            "Số dư/\nBalance",
            "Nội dung chi tiết/\nTransactions in detail",
        ),
    ]
    for nth, (day, _time, number, out, come, balance, said) in enumerate(ENTRIES, 1):
        rows.append((nth, f"{day}\n{number}", commas(out), commas(come), commas(balance), said))
        if nth == 2:
            rows.append(("Cộng trang/ Page total", None, "20,000", "45,000", None, None))
            rows.append(rows[5])
    rows.append((4, f"{BAD_DAY}\n9", "", "1,000", "3,303,000", "sai ngay"))
    rows.append(("Tổng số/ Total", None, "20,000", "2,322,000", None, None))
    rows.append(("Số dư cuối kỳ/ Closing balance:", None, commas(CLOSING)))
    rows.append(("Ngày in: 01/04/2026 08:00",))
    return excel(rows, merged=["A1:F1", "A2:F2"])


def bidv() -> bytes:
    """A page called .xls, dots between thousands, days with times, newest first."""
    rows: list[Row] = [
        ("SAO KÊ TÀI KHOẢN",),
        (f"Số tài khoản: {ACCOUNT}",),
        ("STT", "Ngày giao dịch", "Số tham chiếu", "Mô tả", "Phát sinh Nợ", "Phát sinh Có", "Số dư"),
        ("1", f"{BAD_DAY} 10:00:00", "x", "sai ngay", "", "1.000", ""),
    ]
    for day, time, number, out, come, balance, said in reversed(ENTRIES):
        rows.append(("1", f"{day} {time}", number, said, dots(out), dots(come), dots(balance)))
    return web_page(rows, wide=7)


def agribank() -> bytes:
    """Headings in two rows: Nợ and Có below one merged "Phát sinh"; totals; a text that was wrapped."""
    rows: list[Row] = [
        ("NGAN HANG MAU C",),
        ("Số TK:", ACCOUNT),
        ("Số dư đầu kỳ", None, None, None, None, OPENING),
        ("Ngày giao dịch", "Số bút toán", "Diễn giải", "Số tiền", None, "Số dư"),
        (None, None, None, "Nợ", "Có", None),
    ]
    for day, _time, number, out, come, balance, said in ENTRIES:
        first, _space, rest = said.partition(" ")
        rows += [(day, number, first, out, come, balance), (None, None, rest, None, None, None)]
    rows += [(BAD_DAY, "x", "sai", 0, 1000, None), ("Tổng cộng", None, None, 20_000, 2_322_000, None)]
    rows += [("Số dư cuối kỳ", None, None, None, None, CLOSING), ("Lập bảng", None, None, "Kiểm soát", None, None)]
    return excel(rows, merged=["A1:F1", "D4:E4"])


def vietinbank() -> bytes:
    """Days with dashes, headings without accents, the other side's account, commas and cents."""
    heads = ("STT", "Ngay gio GD", "Ma giao dich", "Mo ta giao dich", "Ghi no", "Ghi co", "So du")
    rows: list[Row] = [
        ("Tai khoan", ACCOUNT),
        ("Loai tien te", "VND"),
        (*heads, "Ten tai khoan doi ung", "So tai khoan doi ung"),
    ]
    for nth, (day, time, number, out, come, balance, said) in enumerate(ENTRIES, 1):
        when = f"{day.replace('/', '-')} {time}"
        other = ("NGUYEN VAN MAU", "9990001112")
        rows.append((nth, when, number, said, cents(out) or "0.00", cents(come) or "0.00", cents(balance), *other))
    rows.append((4, "32-03-2026 08:00:00", "x", "sai ngay", "0.00", "1,000.00", "", "", ""))
    return text(rows, encoding="utf-8")


def mb() -> bytes:
    """One column of amounts with its direction beside it, the time before the day, đồng behind the amount."""
    rows: list[Row] = [
        ("Tài khoản:", f"{ACCOUNT} - HTX MAU"),
        ("STT", "Thời gian giao dịch", "Mã tham chiếu", "Loại giao dịch", "Số tiền", "Số dư sau giao dịch", "Nội dung"),
    ]
    for nth, (day, time, number, out, come, balance, said) in enumerate(ENTRIES, 1):
        way = "Ghi nợ" if out else "Ghi có"
        rows.append((nth, f"{time} {day}", number, way, f"{dots(out + come)} VND", f"{dots(balance)} VND", said))
    rows.append((4, "08:00 07/03/2026", "x", "Khác", "1.000 VND", "", "khong ro huong"))
    return text(rows, delimiter=";")


def techcombank() -> bytes:
    """Two languages, the payer before the text, amounts that went out with a minus, a workbook of XML."""
    rows: list[Row] = [
        (f"Số tài khoản/Account number: {ACCOUNT}",),
        (
            "Ngày giao dịch/Transaction date",
            "Đối tác/Remitter",
            "NH đối tác/Remitter bank",
            "Diễn giải/Details",
            "Số bút toán/Transaction No",
            "Nợ TKTT/Debit",
            "Có TKTT/Credit",
            "Số dư/Balance",
        ),
    ]
    for day, _time, number, out, come, balance, said in ENTRIES:
        debit = f"-{cents(out)}" if out else ""
        rows.append((day, "NGUYEN VAN MAU", "MB", said, number, debit, cents(come), cents(balance)))
    rows.append((BAD_DAY, "", "", "sai ngay", "x", "", "1,000.00", ""))
    return excel_xml(rows)


def acb() -> bytes:
    """Two days, "Rút ra" and "Gửi vào", thousands by spaces, a bare table."""
    rows: list[Row] = [
        ("SAO KÊ TÀI KHOẢN THANH TOÁN",),
        ("Tài khoản", ACCOUNT),
        ("Ngày hiệu lực", "Ngày giao dịch", "Số GD", "Nội dung giao dịch", "Rút ra", "Gửi vào", "Số dư"),
    ]
    spaces: Callable[[int], str] = lambda amount: commas(amount).replace(",", " ")  # noqa: E731
    for day, _time, number, out, come, balance, said in ENTRIES:
        rows.append((day, day, number, said, spaces(out), spaces(come), spaces(balance)))
    rows += [(BAD_DAY, BAD_DAY, "x", "sai", "", "1 000", ""), ("Tổng cộng", "", "", "", "20 000", "2 322 000", "")]
    return web_page(rows, wide=7, bare=True)


def one_signed_column() -> bytes:
    """One column "Ghi nợ/Ghi có" with signs, cents as in Việt Nam."""
    rows: list[Row] = [
        ("Số tài khoản", ACCOUNT),
        ("Số dư đầu ngày 06/03/2026:", vietnamese_cents(OPENING)),
        ("Ngày GD", "Số CT", "Diễn giải", "Ghi nợ/Ghi có"),
    ]
    for day, _time, number, out, come, _balance, said in ENTRIES:
        rows.append((day, number, said, f"+{vietnamese_cents(come)}" if come else f"-{vietnamese_cents(out)}"))
    rows += [(BAD_DAY, "x", "sai", "+1.000,00"), ("Số dư cuối ngày:", vietnamese_cents(CLOSING))]
    return text(rows, delimiter="\t", encoding="utf-16")


SHAPES = {
    "Vietcombank": vietcombank,
    "BIDV": bidv,
    "Agribank": agribank,
    "VietinBank": vietinbank,
    "MB": mb,
    "Techcombank": techcombank,
    "ACB": acb,
    "one signed column": one_signed_column,
}
