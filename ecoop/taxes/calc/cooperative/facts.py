"""What must be known about a cooperative's year before its taxes can be computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.facts import MONTHS

AREAS = ("normal", "difficult", "very_difficult")
CREDIT, DIRECT = "credit", "direct"
VAT_METHODS = (CREDIT, DIRECT)
BUYERS = ("enterprise", "cooperative", "household", "individual", "member", "other")
# To these the law lets unprocessed produce be resold without declaring the tax.
BUSINESS_BUYERS = ("enterprise", "cooperative")
PAID = ("non_cash", "cash")
USES = ("taxable", "untaxed", "both")
NOTHING_VND = Dong(0)


@dataclass(frozen=True)
class Activity:
    """One field of activity in the year; `cost_vnd` None stands for costs that nobody knows.

    The internal amounts are part of the whole ones: what was done with official members under an agreement.
    """

    field: str
    revenue_vnd: Dong
    cost_vnd: Dong | None = None
    internal_revenue_vnd: Dong = NOTHING_VND
    internal_cost_vnd: Dong = NOTHING_VND
    raw_input_vnd: Dong | None = None
    bears_excise: bool = False
    is_kept_apart: bool = True


@dataclass(frozen=True)
class LossOfYear:
    """What is left of a loss of an earlier year."""

    year: int
    amount_vnd: Dong


@dataclass(frozen=True)
class Provisional:
    """CIT paid for one quarter before the year is settled; without a day it counts as paid in time."""

    quarter: int
    amount_vnd: Dong
    paid_on: date | None = None


@dataclass(frozen=True)
class VatSale:
    """Sales of one kind in a period, without VAT; `activity` names the rate of the direct method."""

    kind: str
    amount_vnd: Dong
    buyer: str = "other"
    activity: str = "goods"
    is_cut: bool = False
    # The tax that stands on the invoices, which rounds each of them; None computes it from the sum.
    vat_vnd: Dong | None = None


@dataclass(frozen=True)
class VatPurchase:
    """One purchase, or the sum of several, with the VAT that stands on its invoice."""

    amount_vnd: Dong
    vat_vnd: Dong
    paid: str = "non_cash"
    seller: str = ""
    on: date | None = None
    used_for: str = "taxable"


@dataclass(frozen=True)
class VatPeriod:
    """Sales and purchases of a quarter, a month or the whole year."""

    name: str
    sales: tuple[VatSale, ...] = ()
    purchases: tuple[VatPurchase, ...] = ()


@dataclass(frozen=True)
class VatYear:
    """The VAT of a year, period by period, and what decides the method."""

    periods: tuple[VatPeriod, ...] = ()
    method: str | None = None
    method_since: int | None = None
    volunteers: bool = False
    measured_revenue_vnd: Dong | None = None
    carried_in_vnd: Dong = NOTHING_VND


@dataclass(frozen=True)
class PaidToPeople:
    """What a quarter brought to members and workers, and the tax withheld from pay."""

    quarter: int
    by_capital_vnd: Dong = NOTHING_VND
    by_use_vnd: Dong = NOTHING_VND
    by_labour_vnd: Dong = NOTHING_VND
    people: int = 0
    pay_vnd: Dong = NOTHING_VND
    withheld_from_pay_vnd: Dong = NOTHING_VND
    # What the books say was withheld from members; None computes it from what they got.
    withheld_from_members_vnd: Dong | None = None


@dataclass(frozen=True)
class CooperativeYear:
    """Everything the taxes of one cooperative for one year rest on."""

    year: int
    activities: tuple[Activity, ...] = ()
    known_on: date | None = None
    started_on: date | None = None
    ends_on: date | None = None
    previous_revenue_vnd: Dong | None = None
    previous_months: int = MONTHS
    forecast_revenue_vnd: Dong | None = None
    is_dependent: bool = False
    is_agricultural: bool = False
    area: str = AREAS[0]
    shared_costs_vnd: Dong = NOTHING_VND
    other_income_vnd: Dong = NOTHING_VND
    other_costs_vnd: Dong = NOTHING_VND
    non_deductible_vnd: Dong = NOTHING_VND
    undivided_fund_vnd: Dong = NOTHING_VND
    losses: tuple[LossOfYear, ...] = ()
    provisional: tuple[Provisional, ...] | None = None
    settled_on: date | None = None
    vat: VatYear | None = None
    people: tuple[PaidToPeople, ...] = ()
    switches: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def revenue_vnd(self) -> Dong:
        """Add up the year's revenue of every field and its other income, before any deduction."""
        return Dong(sum(each.revenue_vnd for each in self.activities) + self.other_income_vnd)

    @property
    def is_new(self) -> bool:
        """Tell whether the cooperative began in this year."""
        return self.started_on is not None and self.started_on.year == self.year

    @property
    def months(self) -> int:
        """Count the months of this year in which there was a cooperative."""
        return MONTHS - self.started_on.month + 1 if self.started_on and self.is_new else MONTHS

    @property
    def last_day(self) -> date:
        """Give the last day of the tax year."""
        return self.ends_on or date(self.year, 12, 31)
