"""What single cells mean: amounts, days and quantities as people in Việt Nam write them, and as Excel keeps them."""

import re
from datetime import date, timedelta
from decimal import Decimal

from ecoop.kernel.dates import parse_day
from ecoop.kernel.dong import READABLE_MAX, Dong, Rounding, parse_dong, round_dong
from ecoop.kernel.errors import AmountNotUnderstood, DayNotUnderstood
from ecoop.kernel.sheets.errors import AmountLooksCut, DayIsAmbiguous, QuantityNotUnderstood
from ecoop.kernel.sheets.reading import Cell
from ecoop.kernel.written import format_day

# Excel counts days from here (it believes that 1900 was a leap year); the bounds are 1954 and 2119.
_EXCEL_EPOCH_DAY = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)
_CURRENCY = re.compile(r"\s*(?:đồng|vnđ|vnd|đ|₫)\s*$", re.IGNORECASE)
_NO_FRACTION = re.compile(r"(?P<whole>.*\d)(?:(?<=\d)[.,]0{1,2})", re.ASCII)
_TIME = re.compile(r"[ T]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?\s*(?:[AaPpSsCc][MmAaHh])?$")
_SHORT_YEAR = re.compile(r"(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year>\d{2})")
_QUANTITY_MAX = 10**15
_QUANTITY = re.compile(
    r"-?\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?|-?\d{1,3}(?:,\d{3}){2,}(?:\.\d{1,6})?|-?\d{1,15}(?:[.,]\d{1,6})?", re.ASCII
)


def show_cell(cell: Cell) -> str:
    """Show a cell as a person would have typed it."""
    if isinstance(cell, date):
        return format_day(cell)
    if isinstance(cell, Decimal):
        return format(cell, "f").replace(".", ",")
    return "" if cell is None else str(cell)


def read_amount(cell: Cell) -> Dong:
    """Read an amount of đồng: 1.234.567, 1,234,567 đ, (1.234.567) for minus, or a number of Excel.

    A number with decimals is rounded half up as Excel shows it, unless it is so small that its dot was surely
    meant to part thousands.

    Raises: AmountNotUnderstood, AmountLooksCut
    """
    if cell is None or isinstance(cell, date):
        raise AmountNotUnderstood(text=show_cell(cell))
    if isinstance(cell, Decimal):
        return _amount_from_number(cell)
    if isinstance(cell, int):
        if abs(cell) > READABLE_MAX:
            raise AmountNotUnderstood(text=str(cell))
        return Dong(cell)
    text = _CURRENCY.sub("", cell.strip())
    sign = 1
    if text.startswith("(") and text.endswith(")"):
        sign, text = -1, _CURRENCY.sub("", text[1:-1].strip())
    elif text.endswith(("-", "\u2212")):
        sign, text = -1, text[:-1].strip()
    if sign < 0 and text.startswith(("-", "\u2212")):
        raise AmountNotUnderstood(text=cell)
    text = text.removeprefix("+").strip()
    whole = _NO_FRACTION.fullmatch(text)
    try:
        return Dong(sign * parse_dong(whole["whole"] if whole else text))
    except AmountNotUnderstood:
        raise AmountNotUnderstood(text=cell) from None


def read_day(cell: Cell) -> date:
    """Read a day: 05/03/2026, 5-3-2026, 2026-03-05, with or without a time, or the number Excel keeps for a day.

    Raises: DayNotUnderstood, DayIsAmbiguous
    """
    if isinstance(cell, date):
        return cell
    if isinstance(cell, Decimal):
        cell = int(cell)
    if isinstance(cell, int):
        if cell in _EXCEL_DAYS:
            return _EXCEL_EPOCH_DAY + timedelta(days=cell)
        raise DayNotUnderstood(text=str(cell))
    text = _TIME.sub("", (cell or "").strip().removeprefix("'"))
    if short := _SHORT_YEAR.fullmatch(text):
        return _day_of_short_year(text, int(short["first"]), int(short["second"]), 2000 + int(short["year"]))
    return parse_day(text.replace(" ", ""))


def read_quantity(cell: Cell) -> Decimal:
    """Read a quantity or a unit price: 1,5 or 1.5, 1.234,5; the dot before three digits parts thousands.

    Raises: QuantityNotUnderstood
    """
    if isinstance(cell, (int, Decimal)):
        if not -_QUANTITY_MAX < cell < _QUANTITY_MAX:
            raise QuantityNotUnderstood(text=show_cell(cell))
        # Excel keeps a third with fifteen decimals.
        return round(Decimal(cell), 6) if Decimal(cell) % 1 else Decimal(cell)
    text = _CURRENCY.sub("", show_cell(cell).strip()).replace("\u00a0", "").replace(" ", "")
    if isinstance(cell, date) or not _QUANTITY.fullmatch(text):
        raise QuantityNotUnderstood(text=show_cell(cell))
    if re.search(r"\.\d{3}(?:\D|$)", text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if text.count(",") > 1:
        return Decimal(text.replace(",", ""))
    return Decimal(text.replace(",", "."))


def _amount_from_number(number: Decimal) -> Dong:
    if abs(number) > READABLE_MAX:
        raise AmountNotUnderstood(text=show_cell(number))
    is_whole = number == number.to_integral_value()
    if not is_whole and abs(number) < 1000:
        raise AmountLooksCut(text=show_cell(number))
    return round_dong(number, rule=Rounding.HALF_UP)


def _day_of_short_year(text: str, first: int, second: int, year: int) -> date:
    """Read a day with a year of two digits, if no other order of day and month makes a day too."""
    readings = {(first, second), (second, first)}
    days = []
    for day, month in sorted(readings):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    if len(days) > 1:
        raise DayIsAmbiguous(text=text)
    try:
        return date(year, second, first)
    except ValueError:
        raise DayNotUnderstood(text=text) from None
