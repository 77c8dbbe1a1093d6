"""Types of members and ceilings of capital, by the table of the law."""

from decimal import Decimal

import pytest

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.members.calc import CapitalCeiling, capital_ratio, derive_member_type, measure_room

LAW = Citation("luat-17-2023-qh15", "Điều 74, khoản 1")


@pytest.mark.parametrize(
    ("capital", "use", "labour", "expected"),
    [
        (True, True, True, "official"),
        (True, True, False, "official"),
        (True, False, True, "official"),
        (True, False, False, "associate_capital"),
        (False, True, False, "associate_no_capital"),
        (False, False, True, "associate_no_capital"),
        (False, False, False, None),
    ],
)
def test_the_type_follows_from_what_is_brought(capital: bool, use: bool, labour: bool, expected: str | None) -> None:
    assert derive_member_type(capital=capital, use=use, labour=labour) == expected


def test_a_ceiling_is_rounded_down() -> None:
    """30 % of 99 is 29.7, so 29 may be held; 20 are, so 9 may still come."""
    room = measure_room(
        charter_capital_vnd=Dong(99), held_vnd=Dong(20), ceiling=CapitalCeiling("", Decimal("0.3"), LAW)
    )
    assert (room.most_vnd, room.left_vnd) == (29, 9)


def test_a_ratio_of_nothing_is_zero() -> None:
    assert capital_ratio(held_vnd=Dong(0), charter_capital_vnd=Dong(0)) == 0
    assert capital_ratio(held_vnd=Dong(1), charter_capital_vnd=Dong(3)) == Decimal("0.333333")
