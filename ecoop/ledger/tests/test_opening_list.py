"""Trial balances of any shape: columns are found, sums left out, wrong lines told."""

import pytest

from ecoop.ledger import errors
from ecoop.ledger.calc.opening_list import OpeningList, read_opening_list


def rows_of(text: str) -> list[list[str | None]]:
    return [[cell.strip() or None for cell in line.split("|")] for line in text.strip().split("\n")]


def told(found: OpeningList) -> list[tuple[object, ...]]:
    return [(row.code, row.debit_vnd, row.credit_vnd, row.party) for row in found.rows]


OFFICIAL = """
HTX Nông nghiệp Tân Cương
BẢNG CÂN ĐỐI SỐ PHÁT SINH
Số hiệu TK | Tên tài khoản | Số dư đầu năm | | Phát sinh trong năm | | Số dư cuối năm |
           |               | Nợ | Có          | Nợ | Có               | Nợ | Có
A | B | 1 | 2 | 3 | 4 | 5 | 6
111  | Tiền mặt       | 5.000.000 | | 1 | 2 | 7.000.000 |
1111 | Tiền Việt Nam  | 5.000.000 | | 1 | 2 | 7.000.000 |
131  | Phải thu       | 1.000.000 | | 1 | 2 | 3.000.000 | 1.000.000
411  | Vốn            | | 6.000.000 | | | | 9.000.000
     | Tổng cộng      | 6.000.000 | 6.000.000 | 3 | 3 | 10.000.000 | 10.000.000
"""


def test_the_official_form_with_heads_over_two_rows() -> None:
    found = read_opening_list(rows=rows_of(OFFICIAL))
    assert (found.take, set(found.takes), found.sums) == ("closing", {"opening", "closing"}, 1)
    assert told(found) == [
        ("1111", 7_000_000, 0, ""),
        ("131", 3_000_000, 1_000_000, ""),
        ("411", 0, 9_000_000, ""),
    ]
    assert told(read_opening_list(rows=rows_of(OFFICIAL), take="opening"))[0] == ("1111", 5_000_000, 0, "")


def test_lines_by_party_and_by_item_below_their_account() -> None:
    found = read_opening_list(
        rows=rows_of(
            """
            Tài khoản | Tên | Đối tượng | Mã hàng | ĐVT | Số lượng | Nợ | Có
            131 | Phải thu | | | | | 300 |
             | | An | | | | 100 |
             | | Bình | | | | 200 |
            156 | Hàng | | | | | 500 |
            156 | Chè | | CHE | kg | 2,5 | 500 |
            4111 | Vốn | | | | | | 800
            """
        )
    )
    assert [(row.code, row.party, row.item, row.unit, row.quantity) for row in found.rows] == [
        ("131", "An", "", "", None),
        ("131", "Bình", "", "", None),
        ("156", "", "CHE", "kg", found.rows[2].quantity),
        ("4111", "", "", "", None),
    ]
    assert (str(found.rows[2].quantity), found.sums, found.problems) == ("2.5", 2, ())


def test_one_column_of_balances_below_zero_is_credit() -> None:
    assert told(read_opening_list(rows=rows_of("TK|Số dư\n1111|50\n4111|-50"))) == [
        ("1111", 50, 0, ""),
        ("4111", 0, 50, ""),
    ]


def test_wrong_lines_are_told_and_lists_without_accounts_refused() -> None:
    found = read_opening_list(rows=rows_of("TK|Nợ|Có\n111|10|\n1111|6|\n1112|3|\n4111||mười"))
    assert [(row.code, type(row.problem).__name__) for row in found.problems] == [
        ("111", "SumLineDiffers"),
        ("4111", "AmountNotUnderstood"),
    ]
    for text in ("Tên|Tiền\nA|5", "TK|Tên\n1111|Tiền", "TK|Nợ|Có\nA|5|"):
        with pytest.raises(errors.OpeningsEmpty):
            read_opening_list(rows=rows_of(text))
