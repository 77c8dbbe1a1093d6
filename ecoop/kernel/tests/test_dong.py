"""Money: rounding by name, splits that add up, amounts as people write them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong, Rounding, format_dong, parse_dong, round_dong, split_vnd
from ecoop.kernel.errors import AmountNotUnderstood, NothingToSplitBy

amounts = st.integers(min_value=-(10**18), max_value=10**18).map(Dong)
weights = st.lists(
    st.one_of(
        st.integers(min_value=0, max_value=10**12),
        st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False, allow_infinity=False),
    ),
    min_size=1,
    max_size=30,
).filter(lambda some: sum(Fraction(one) for one in some) > 0)


@pytest.mark.parametrize(
    ("amount", "rule", "vnd"),
    [
        ("2.5", Rounding.HALF_UP, 3),
        ("2.49", Rounding.HALF_UP, 2),
        ("-2.5", Rounding.HALF_UP, -3),
        ("2.99", Rounding.DOWN, 2),
        ("-2.99", Rounding.DOWN, -2),
        ("2.01", Rounding.UP, 3),
        ("-2.01", Rounding.UP, -3),
        ("7", Rounding.UP, 7),
        # More digits than the default context of Decimal keeps: nothing may get lost.
        ("123456789012345678901234567890.5", Rounding.HALF_UP, 123456789012345678901234567891),
    ],
)
def test_rounding_follows_its_name(amount: str, rule: Rounding, vnd: int) -> None:
    assert round_dong(Decimal(amount), rule=rule) == vnd


def test_rounding_refuses_a_float() -> None:
    with pytest.raises(TypeError, match="Decimal"):
        round_dong(2.5, rule=Rounding.DOWN)  # type: ignore[arg-type]


@given(total=amounts, weights=weights)
def test_parts_add_up_and_stay_within_a_dong_of_their_due(total: Dong, weights: list[int | Decimal]) -> None:
    parts = split_vnd(total_vnd=total, weights=weights)
    whole = sum(Fraction(weight) for weight in weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * Fraction(weight) / whole) < 1


@given(total=amounts, weights=weights)
def test_a_negative_total_is_the_positive_one_turned_around(total: Dong, weights: list[int | Decimal]) -> None:
    turned = split_vnd(total_vnd=Dong(-total), weights=weights)
    assert [-part for part in turned] == split_vnd(total_vnd=total, weights=weights)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        # 100 / 3 = 33 1/3 each; the đồng left over goes to the first of equals.
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        # 10 * 1/6 = 1.67, 10 * 2/6 = 3.33, 10 * 3/6 = 5: the remainder .67 is the largest.
        (10, [1, 2, 3], [2, 3, 5]),
        # 1.000.001 * 0,3 = 300.000,3 and * 0,7 = 700.000,7.
        (1_000_001, [Decimal("0.3"), Decimal("0.7")], [300_000, 700_001]),
        (5, [0, 1, 0], [0, 5, 0]),
        (0, [3, 4], [0, 0]),
    ],
)
def test_splits_made_with_a_pencil(total: int, weights: list[int | Decimal], parts: list[int]) -> None:
    assert split_vnd(total_vnd=Dong(total), weights=weights) == parts


@pytest.mark.parametrize("weights", [[], [0, 0], [Decimal(0)], [2, -1]])
def test_splitting_refuses_weights_that_weigh_nothing(weights: list[int | Decimal]) -> None:
    with pytest.raises(NothingToSplitBy):
        split_vnd(total_vnd=Dong(100), weights=weights)


@pytest.mark.parametrize(
    ("text", "vnd"),
    [
        ("1.234.567 đ", 1_234_567),
        ("1,234,567", 1_234_567),
        ("1 234 567 VND", 1_234_567),
        ("1234567", 1_234_567),
        ("-5.000 đồng", -5_000),
        ("1.000₫", 1_000),
        (" 0 ", 0),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, vnd: int) -> None:
    assert parse_dong(text) == vnd


@pytest.mark.parametrize("text", ["", "đ", "12.34", "1.2345", "1.234,567", "1e6", "mười", "1.234.56", "٣"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(AmountNotUnderstood):
        parse_dong(text)


@given(vnd=amounts)
def test_an_amount_written_is_the_amount_read(vnd: Dong) -> None:
    assert parse_dong(format_dong(vnd)) == vnd


def test_an_amount_is_written_with_dots_and_a_space_that_holds() -> None:
    assert format_dong(Dong(-1_234_567)) == "-1.234.567\u00a0đ"
