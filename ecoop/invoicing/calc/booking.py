"""What an invoice becomes in the books: whose it is, how it was paid, and its lines in whole đồng."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecoop.kernel.dong import Dong, Rounding, round_dong, split_vnd

_CASH = re.compile(r"tiền mặt|\btm\b", re.IGNORECASE)
_BANK = re.compile(r"chuyển khoản|\bck\b|thẻ|qr", re.IGNORECASE)
# A document of trade counts its lines in two bytes; the invoice itself keeps them all.
_LINES_MAX = 10_000
_SUBJECT_MAX, _PARENT_DIGITS = 300, 10
_UNPAID = re.compile(r"công nợ|trả chậm|nợ", re.IGNORECASE)


@dataclass(frozen=True)
class AmountLine:
    """A line of an invoice as far as booking needs it: a discount counts against the sum."""

    name: str
    unit: str
    quantity: Decimal | None
    unit_price: Decimal | None
    amount: Decimal
    amount_vnd: Dong | None = None


@dataclass(frozen=True)
class Chosen:
    """What a product is when it is sold (a sector), or what a seller's invoices are for (a purchase or a cost)."""

    value: str
    is_vat_cut: bool = False


def subject_of_name(name: str) -> str:
    """Write the name of a product so that it is known again, however its letters and spaces are written."""
    return " ".join(name.casefold().split())[:_SUBJECT_MAX]


def spellings_of(tax_code: str) -> set[str]:
    """Write a tax code in the ways in which programs do: as it came, in digits only, and with a branch's hyphen."""
    digits = _plain(tax_code)
    spellings = {tax_code, digits, f"{digits[:_PARENT_DIGITS]}-{digits[_PARENT_DIGITS:]}"} if digits else {tax_code}
    return spellings - {""}


def side_of(*, own: str, seller: str, buyer: str) -> str:
    """Tell whether an organisation sold, bought, or has nothing to do with an invoice."""
    own_plain = _plain(own)
    if own_plain and own_plain == _plain(seller):
        return "sold"
    return "bought" if own_plain and own_plain == _plain(buyer) else "none"


def means_of(payment: str) -> str:
    """Read the free text on payment: cash where it is named at all, else bank, else on credit."""
    if _CASH.search(payment):
        return "cash"
    if _BANK.search(payment):
        return "bank"
    return "credit" if _UNPAID.search(payment) else "cash"


def lines_in_dong(*, lines: Sequence[AmountLine], gross_vnd: Dong, rest_name: str) -> list[AmountLine]:
    """Give each line its whole đồng so that they add up to what is paid, tax and rounding included.

    Shape:  the amounts add up to `gross_vnd`; lines of zero are left out; one line more where signs are mixed, and
            one line alone where there are more than anybody reads
    """
    counted = [line for line in lines if line.amount]
    if not counted:
        return [AmountLine(rest_name, "", None, None, Decimal(gross_vnd), gross_vnd)]
    if len(counted) > _LINES_MAX:
        return [AmountLine(f"{counted[0].name[:400]} …", "", None, None, Decimal(gross_vnd), gross_vnd)]
    rounded = [round_dong(line.amount, rule=Rounding.HALF_UP) for line in counted]
    rest = gross_vnd - sum(rounded)
    same_sign = all((line.amount > 0) == (gross_vnd > 0) for line in counted)
    if rest and same_sign:
        rounded, rest = split_vnd(total_vnd=gross_vnd, weights=[abs(line.amount) for line in counted]), 0
    booked = [_with(line, amount) for line, amount in zip(counted, rounded, strict=True) if amount]
    return [*booked, AmountLine(rest_name, "", None, None, Decimal(rest), Dong(rest))] if rest else booked


def _with(line: AmountLine, amount_vnd: Dong) -> AmountLine:
    return AmountLine(line.name, line.unit, line.quantity, line.unit_price, line.amount, amount_vnd)


def _plain(tax_code: str) -> str:
    return "".join(letter for letter in tax_code if letter.isdigit())
