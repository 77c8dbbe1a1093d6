"""What a calculation holds on its way to the result, so that its steps can be told afterwards."""

from dataclasses import dataclass

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.facts import HouseholdYear, Period
from ecoop.taxes.calc.income import IncomeYear
from ecoop.taxes.calc.lease import LeaseTax
from ecoop.taxes.calc.result import NOTHING_VND, PeriodTax, ReturnDue
from ecoop.taxes.calc.rules import Rates


@dataclass(frozen=True)
class Working:
    """The facts, the rates, and every part before and after the reliefs."""

    rates: Rates
    facts: HouseholdYear
    lease: LeaseTax
    rent: PeriodTax | None = None
    rent_cut_vnd: Dong = NOTHING_VND
    is_taxable: bool = False
    periods: tuple[Period, ...] = ()
    computed: tuple[PeriodTax, ...] = ()
    relieved: tuple[PeriodTax, ...] = ()
    income: IncomeYear | None = None
    cut_vnd: Dong = NOTHING_VND
    returns: tuple[ReturnDue, ...] = ()
    filing: str = "none"
    vat_vnd: Dong = NOTHING_VND
    pit_vnd: Dong = NOTHING_VND
    refund_vnd: Dong = NOTHING_VND
    short_vnd: Dong = NOTHING_VND
