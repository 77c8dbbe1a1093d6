"""Amounts in Vietnamese words, as invoices and vouchers carry them."""

from ecoop.kernel.dong import Dong

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9


def vnd_in_words(vnd: Dong) -> str:
    """Write an amount in words: Một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy đồng.

    Shape:  linh before a lone unit; mốt and lăm after mươi, lăm after mười; tư after mươi only where it ends the number
    """
    words = _below_zero(vnd) + _read(abs(vnd), ends=True) + ["đồng"]
    return " ".join(words).capitalize()


def _below_zero(vnd: int) -> list[str]:
    return ["âm"] if vnd < 0 else []


def _read(number: int, *, ends: bool) -> list[str]:
    """Read a whole number; tỷ counts again above itself, so that 10^18 is một tỷ tỷ."""
    if number == 0:
        return [_DIGITS[0]]
    above, rest = divmod(number, _BILLION)
    words = [*_read(above, ends=False), "tỷ"] if above else []
    return words + _read_below_billion(rest, leads=not above, ends=ends)


def _read_below_billion(number: int, *, leads: bool, ends: bool) -> list[str]:
    words: list[str] = []
    for size, scale in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group = number // size % 1000
        if group:
            words += _read_group(group, leads=leads and not words, ends=ends and not scale)
            words += [scale] if scale else []
    return words


def _read_group(group: int, *, leads: bool, ends: bool) -> list[str]:
    """Read three digits; a group that does not lead always names its hundreds."""
    hundreds, rest = divmod(group, 100)
    words = [] if leads and not hundreds else [_DIGITS[hundreds], "trăm"]
    if not rest:
        return words
    tens, unit = divmod(rest, 10)
    if tens == 0:
        return words + (["linh"] if words else []) + [_DIGITS[unit]]
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return words + ([_unit_after_tens(unit, tens=tens, ends=ends)] if unit else [])


def _unit_after_tens(unit: int, *, tens: int, ends: bool) -> str:
    if unit == 5:
        return "lăm"
    if unit == 1 and tens > 1:
        return "mốt"
    if unit == 4 and tens > 1 and ends:
        return "tư"
    return _DIGITS[unit]
