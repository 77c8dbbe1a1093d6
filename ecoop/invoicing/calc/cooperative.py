"""What an invoice becomes in the books of a cooperative: its value, its tax, and what kind of trade it was."""

from dataclasses import dataclass
from decimal import Decimal

from ecoop.kernel.dong import Dong, Rounding, round_dong

# What bears this at its end was bought with a tax that is part of the price.
WHOLE_PRICE = ":gross"
REVENUES = ("merchandise", "products", "services", "other")
BOUGHT = ("goods", "materials", "service")
USUAL_REVENUE = "products"


@dataclass(frozen=True)
class Parted:
    """An invoice in whole đồng: what it is about, and the tax on it; both add up to what is paid."""

    value_vnd: Dong
    vat_vnd: Dong


def part_invoice(*, gross_vnd: Dong, vat: Decimal | None) -> Parted:
    """Part what is paid into value and tax; without a tax everything is value.

    Shape: value and tax add up to `gross_vnd`
    """
    vat_vnd = round_dong(vat, rule=Rounding.HALF_UP) if vat else Dong(0)
    return Parted(Dong(gross_vnd - vat_vnd), vat_vnd)
