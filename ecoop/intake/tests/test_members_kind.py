"""A register as cooperatives keep it in Excel, read row by row."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoop.intake.calc import kind_of
from ecoop.intake.calc.columns import read_row
from ecoop.intake.calc.headers import guess_columns
from ecoop.members.calc import MemberDraft, PartyKind, derive_member_type

HEADS = ("STT", "Họ và tên thành viên", "Số CCCD/CMND", "Năm sinh", "Giới tính", "Địa chỉ", "SĐT", "Ngày kết nạp",
         "Loại TV", "Vốn góp (đồng)", "Ngày góp", "Đối tượng", "Chủ hộ")  # fmt: skip
KIND = kind_of("members")


def read(*cells: Any, heads: tuple[str, ...] = HEADS) -> MemberDraft:
    columns = guess_columns(kind=KIND, names=heads)
    said, problems = read_row(kind=KIND, columns=columns, cells=cells, row=2, heads=heads)
    assert not problems, [problem.refusal.said_text for problem in problems]
    draft: MemberDraft = KIND.to_draft(identity=UUID(int=1), said=[said], products={})
    return draft


def test_a_row_as_people_write_it() -> None:
    # Excel took the zero in front of the personal number away, and of the birthday only the year is known.
    draft = read(1, "Đỗ Thị  Hoa", 19180001234, 1975, "Nữ", "Xóm 4, xã Tân Cương", "0912 345 678", "05/03/2020",
                 "TV chính thức", "5.000.000", "06/03/2020", "Cá nhân", None)  # fmt: skip
    assert (draft.name, draft.admitted_on, draft.paid_on) == ("Đỗ Thị Hoa", date(2020, 3, 5), date(2020, 3, 6))
    assert (draft.who.id_number, draft.who.born_on, draft.who.gender) == ("019180001234", None, "female")
    assert (draft.brings_capital, draft.uses, draft.works, draft.capital_vnd) == (True, True, False, 5_000_000)


def test_a_household_is_represented_by_its_head() -> None:
    draft = read(2, "Hộ Trần Văn Năm", None, "12/05/1980", "", "Xóm 5", None, date(2021, 1, 4), "", None, None, "Hộ GĐ",
                 "Trần Văn Năm")  # fmt: skip
    assert (draft.who.kind, draft.who.representative_name) == (PartyKind.HOUSEHOLD, "Trần Văn Năm")
    assert draft.who.born_on == date(1980, 5, 12)
    # Nothing was paid in and no type is named: an associate without capital, who uses the cooperative.
    assert (draft.brings_capital, draft.uses, draft.works) == (False, True, False)


@pytest.mark.parametrize(
    ("kind", "brings"),
    [
        ("Chính thức", (True, True, False)),
        ("Liên kết góp vốn", (True, False, False)),
        ("liên kết không góp vốn", (False, True, False)),
    ],
)
def test_what_is_brought_follows_from_the_type(kind: str, brings: tuple[bool, bool, bool]) -> None:
    draft = read(3, "An", None, None, None, None, None, "05/03/2020", kind, None, None, None, None)
    assert (draft.brings_capital, draft.uses, draft.works) == brings


@given(st.sampled_from(["", "chính thức", "liên kết góp vốn", "liên kết không góp vốn"]), st.integers(0, 10**12))
def test_every_row_brings_something(kind: str, amount: int) -> None:
    draft = read(4, "An", None, None, None, None, None, "05/03/2020", kind, amount or None, None, None, None)
    assert derive_member_type(capital=draft.brings_capital, use=draft.uses, labour=draft.works)
