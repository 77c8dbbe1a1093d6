"""What a platform that takes orders and payments withholds from its sellers.

Law:    Decree 252/2026 Articles 43 to 46 (Decree 117/2025 before 1 July 2026)
"""

from dataclasses import dataclass
from decimal import Decimal

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.facts import SECTORS
from ecoop.taxes.calc.result import Step

_W = "tax/platform/withholding"
_SWITCH = "tax/platform/switch/unknown_kind_pit_rate"
_T = "tax/household"
_BASIS = f"{_W}/legal_basis"


@dataclass(frozen=True)
class Withheld:
    """Both taxes that a platform keeps back of an amount."""

    base_vnd: Dong
    vat_rate: Decimal
    pit_rate: Decimal
    vat_vnd: Dong
    pit_vnd: Dong
    steps: tuple[Step, ...]


def withhold(*, law: Law, sector: str | None, order_vnd: Dong) -> Withheld:
    """Compute what a platform withholds of one order; without a sector group, at the highest rates.

    Law:    tax/platform/withholding/base, tax/platform/withholding/unknown_kind
    """
    vat_rate, pit_rate = _rates(law, sector)
    vat = round_dong(order_vnd * vat_rate, rule=Rounding.HALF_UP)
    pit = round_dong(order_vnd * pit_rate, rule=Rounding.HALF_UP)
    switch = "" if sector else "unknown_kind_pit_rate"
    path = _BASIS if sector else f"{_W}/unknown_kind"
    facts = {"base_vnd": order_vnd}
    steps = (
        Step("withheld-vat", vat, {**facts, "rate": vat_rate}, law.cite(path), path),
        Step("withheld-pit", pit, {**facts, "rate": pit_rate}, law.cite(path), path, switch),
    )
    return Withheld(order_vnd, vat_rate, pit_rate, vat, pit, steps)


def withhold_of_month(*, law: Law, sector: str | None, sales_vnd: Dong, cancelled_vnd: Dong) -> Withheld:
    """Compute what a platform remits for a month; cancelled and returned orders are netted.

    Law:    tax/platform/withholding/cancelled_orders
    """
    return withhold(law=law, sector=sector, order_vnd=Dong(sales_vnd - cancelled_vnd))


def _rates(law: Law, sector: str | None) -> tuple[Decimal, Decimal]:
    if sector:
        return law.rate(f"{_T}/vat_rate/{sector}"), law.rate(f"{_T}/pit_rate/{sector}")
    if law.switch(_SWITCH) == "highest_in_law":
        pit = max(law.rate(f"{_T}/pit_rate/{each}") for each in SECTORS)
    else:
        # The practice of 2025 took the rate of services.
        pit = law.rate(f"{_T}/pit_rate/services")
    return law.rate(f"{_W}/unknown_kind_vat_rate"), pit
