"""What cells mean: amounts, days and quantities as they really stand in lists."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoop.kernel.errors import AmountNotUnderstood, DayNotUnderstood
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import read_amount, read_day, read_quantity
from ecoop.kernel.sheets.errors import AmountLooksCut, DayIsAmbiguous, QuantityNotUnderstood


@pytest.mark.parametrize(
    ("cell", "vnd"),
    [
        ("1.234.567", 1_234_567),
        ("1,234,567 đ", 1_234_567),
        ("1 234 567 VND", 1_234_567),
        ("1234567,00", 1_234_567),
        ("1.234.567,0", 1_234_567),
        ("1,234,567.00", 1_234_567),
        ("(1.234.567)", -1_234_567),
        ("(1.234.567 đ)", -1_234_567),
        ("1.234-", -1_234),
        ("-5.000", -5_000),
        ("+5.000", 5_000),
        ("0", 0),
        (50_000, 50_000),
        (Decimal("33333.5"), 33_334),
        (Decimal("-33333.5"), -33_334),
    ],
)
def test_amounts(cell: object, vnd: int) -> None:
    assert read_amount(cell) == vnd


@pytest.mark.parametrize(
    "cell", ["", None, "abc", "1,5 tr", "1.23", "12.50", "1.2345.678", "(-5.000)", "1e9", "5/3", "-"]
)
def test_what_is_no_amount(cell: object) -> None:
    with pytest.raises(AmountNotUnderstood):
        read_amount(cell)


def test_a_dot_that_excel_took_for_decimals_is_noticed() -> None:
    # Typed 1.234 meaning 1234 đồng where the dot is the decimal mark: the sum would shrink a thousandfold.
    with pytest.raises(AmountLooksCut):
        read_amount(Decimal("1.234"))


@pytest.mark.parametrize(
    ("cell", "on"),
    [
        ("05/03/2026", date(2026, 3, 5)),
        ("5/3/2026", date(2026, 3, 5)),
        ("5 / 3 / 2026", date(2026, 3, 5)),
        ("5-3-2026", date(2026, 3, 5)),
        ("2026-03-05", date(2026, 3, 5)),
        ("2026-03-05T10:30:00", date(2026, 3, 5)),
        ("05/03/2026 14:30", date(2026, 3, 5)),
        ("05/03/2026 2:30 CH", date(2026, 3, 5)),
        (46_086, date(2026, 3, 5)),  # 46,023 is 1 January 2026; 31 + 28 + 4 days later
        (Decimal("46086.75"), date(2026, 3, 5)),
        (date(2026, 3, 5), date(2026, 3, 5)),
        ("25/12/26", date(2026, 12, 25)),
        ("3/3/26", date(2026, 3, 3)),
    ],
)
def test_days(cell: object, on: date) -> None:
    assert read_day(cell) == on


@pytest.mark.parametrize("cell", ["", None, "31/02/2026", "03/25/2026", "12/25/26", "tháng 3", 5, 10**9, "45/13/26"])
def test_what_is_no_day(cell: object) -> None:
    with pytest.raises(DayNotUnderstood):
        read_day(cell)


def test_a_short_year_with_two_readings_is_refused() -> None:
    with pytest.raises(DayIsAmbiguous):
        read_day("5/3/26")


@pytest.mark.parametrize(
    ("cell", "quantity"),
    [("1,5", "1.5"), ("1.5", "1.5"), ("1.500", "1500"), ("1.234,5", "1234.5"), ("1,234,567", "1234567"), (3, "3")],
)
def test_quantities(cell: object, quantity: str) -> None:
    assert read_quantity(cell) == Decimal(quantity)


@pytest.mark.parametrize("cell", ["", None, "1,2,3", "năm", "1.5.5", "1e5", date(2026, 3, 5)])
def test_what_is_no_quantity(cell: object) -> None:
    with pytest.raises(QuantityNotUnderstood):
        read_quantity(cell)


@given(st.integers(-(10**15), 10**15), st.sampled_from([".", ",", " "]), st.sampled_from(["", " đ", "VND", " đồng"]))
def test_every_amount_that_is_written_is_read_again(vnd: int, mark: str, currency: str) -> None:
    written = f"{abs(vnd):,}".replace(",", mark)
    assert read_amount(f"{'-' if vnd < 0 else ''}{written}{currency}") == vnd
    assert read_amount(f"({written}{currency})") == -abs(vnd)
    assert read_amount(vnd) == vnd


@given(st.dates(date(1960, 1, 1), date(2100, 1, 1)))
def test_every_day_that_is_written_is_read_again(on: date) -> None:
    assert read_day(f"{on.day}/{on.month}/{on.year}") == on
    assert read_day(on.isoformat()) == on
    assert read_day((on - date(1899, 12, 30)).days) == on


@given(st.text(max_size=30) | st.integers() | st.decimals(allow_nan=False, allow_infinity=False) | st.none())
def test_no_cell_ever_surprises(cell: object) -> None:
    for read in (read_amount, read_day, read_quantity):
        with suppress(Refusal):
            read(cell)
