"""Read single values out of elements: texts, numbers and days as invoices write them."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from ecoop.invoicing.calc.invoice import Problem

# The format allows 21 digits in a number; a little more is read, so that nothing honest is lost.
_NUMBER_LENGTH_MAX, _NUMBER_SIZE_MAX = 30, 20
# A comma before three digits might mean thousands and stays unread; before any other count it can only be the point.
_DECIMAL_COMMA = re.compile(r"-?\d+,(?:\d{1,2}|\d{4,6})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_FIRST = re.compile(r"(\d{2})[/-](\d{2})[/-](\d{4})")
_TEXT_MAX = 4_000


def said(element: etree._Element) -> str:
    """Return the text of an element without the white space of indented files, and never more than anybody reads."""
    return " ".join((element.text or "").split())[:_TEXT_MAX]


def text_of(parent: etree._Element | None, *, at: str) -> str:
    """Return the text at a path below an element, empty where nothing stands."""
    found = parent.find(at) if parent is not None else None
    return said(found) if found is not None else ""


def number_in(parent: etree._Element, *, tag: str, problems: list[Problem]) -> Decimal | None:
    """Read the number of a tag; what is none is told and left out."""
    text = text_of(parent, at=tag)
    if not text:
        return None
    if _DECIMAL_COMMA.fullmatch(text):
        problems.append(Problem("decimal-comma", {"tag": tag, "value": text[:40]}))
        text = text.replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or len(text) > _NUMBER_LENGTH_MAX or abs(number.adjusted()) > _NUMBER_SIZE_MAX:
        # Not a number, or one so long that sums with it would never end.
        problems.append(Problem("value-unreadable", {"tag": tag, "value": text[:40]}))
        return None
    return number


def day_of(text: str) -> date | None:
    """Read a day as the format writes it, and as some programs do all the same: 05/03/2026."""
    turned = _DAY_FIRST.match(text)
    written = f"{turned[3]}-{turned[2]}-{turned[1]}" if turned else text[:10]
    try:
        return date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        return None


def currency_of(text: str) -> str:
    """Read a currency; nothing at all and every way of writing đồng are đồng."""
    return "VND" if text.casefold() in ("", "đ", "vnđ", "vnd", "đồng", "việt nam đồng") else text.upper()[:3]
