"""The numbers and open choices of one year's law, each read once; a province asks for the same few 90,000 times."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.facts import REAL_ESTATE, HouseholdYear, Period, add_periods
from ecoop.taxes.errors import RateIsUnknown

T = "tax/household"
THRESHOLD = f"{T}/revenue_exempt_vnd_max"
LIMIT = f"{T}/band/percentage_method_revenue_vnd_max"
MIDDLE = f"{T}/band/middle_revenue_vnd_max"
DEDUCTION = f"{T}/deduction/business_vnd"
CARRIES = f"{T}/deduction/carries_within_year"
CROSSING = f"{T}/switch/vat_on_crossing"
ADVANCE = f"{T}/switch/advance_uses_deduction"
CUT = f"{T}/pit_cut/ratio"
CUT_MAX = f"{T}/pit_cut/revenue_vnd_max"
CUT_SWITCH = f"{T}/switch/pit_cut"
CUT_ON_RENT = f"{T}/pit_cut/applies_to_real_estate_lease"
WAIVER = f"{T}/small_amount_waiver_vnd"
WAIVER_SWITCH = f"{T}/switch/small_amount_waiver_per"
VAT_CUT = f"{T}/vat_cut_ratio"
STABLE = f"{T}/income_method/stable_years_min"
SWITCH_AFTER = f"{T}/percentage_method/switch_after_exceeding"
TWO_DEDUCTIONS = f"{T}/switch/deduction_for_trade_and_lease"
LEASE_DEDUCTION = f"{T}/deduction/real_estate_lease_vnd"
FROM_CROSSING = f"{T}/filing/file_from_when_crossing"
FINALISATION = f"{T}/filing/finalisation_due"
ADVANCE_FORMULA = f"{T}/advance/formula"
METER = f"{T}/meter/warning_ratios"
LOSS = f"{T}/switch/loss_carried_forward"
LUMP_SUM = f"{T}/allowed_lump_sum"
_ROUNDING = {"half_up": Rounding.HALF_UP, "down": Rounding.DOWN, "up": Rounding.UP}


class Rules:
    """The law of the last day of a year, as a calculation asks for it; what is not there is None."""

    def __init__(self, *, law: Law, year: int) -> None:
        self.law = law
        self.year = year
        self._pit: dict[str, Decimal] = {}
        self._vat: dict[str, Decimal] = {}
        # The days of returns are the same for every household; they are found once.
        self.dues: dict[tuple[int, ...], list[Any]] = {}

    def pit(self, sector: str) -> Decimal:
        """Give the PIT rate of a sector group."""
        if sector not in self._pit:
            self._pit[sector] = self._rate(f"{T}/pit_rate/{sector}", sector)
        return self._pit[sector]

    def vat(self, sector: str) -> Decimal:
        """Give the VAT rate of a sector group, before any cut."""
        if sector not in self._vat:
            self._vat[sector] = self._rate(f"{T}/vat_rate/{sector}", sector)
        return self._vat[sector]

    def of(self, amount_vnd: Dong, *, rate: Decimal) -> Dong:
        """Take a rate of an amount, rounded by the rule."""
        return round_dong(Decimal(amount_vnd) * rate, rule=self.rounding)

    @cached_property
    def threshold_vnd(self) -> Dong:
        """Give the yearly revenue up to which nothing is due."""
        return self.law.dong(THRESHOLD)

    @cached_property
    def deduction_vnd(self) -> Dong:
        """Give the revenue of trade that PIT leaves out."""
        return self.law.dong(DEDUCTION)

    @cached_property
    def limit_vnd(self) -> Dong | None:
        """Give the revenue up to which the percentage method is open."""
        return self._dong(LIMIT)

    @cached_property
    def middle_vnd(self) -> Dong | None:
        """Give the revenue up to which returns are quarterly."""
        return self._dong(MIDDLE)

    @cached_property
    def rounding(self) -> Rounding:
        """Name the rounding rule, which no text settles."""
        return _ROUNDING[self.law.switch(f"{T}/switch/rounding")]

    @cached_property
    def vat_cut_ratio(self) -> Decimal:
        """Give the share of a VAT rate that is cut for eligible sales."""
        return self.law.rate(VAT_CUT) if self.law.has(VAT_CUT) else Decimal(0)

    @cached_property
    def pit_cut_ratio(self) -> Decimal | None:
        """Give the share of PIT that Resolution 43 cuts, unless it is left alone."""
        choice = self.law.switch(CUT_SWITCH) if self.law.has(CUT_SWITCH) else "ignore"
        return self.law.rate(CUT) if choice != "ignore" and self.law.has(CUT) else None

    @cached_property
    def takes_pit_cut(self) -> bool:
        """Tell whether the cut is taken off the tax, and not only shown."""
        return self.law.has(CUT_SWITCH) and self.law.switch(CUT_SWITCH) == "apply"

    @cached_property
    def pit_cut_max_vnd(self) -> Dong:
        """Give the revenue of all business up to which there is a cut."""
        return self._dong(CUT_MAX) or Dong(0)

    @cached_property
    def cuts_rent(self) -> bool:
        """Tell whether the cut reaches rent of real estate."""
        return not self.law.has(CUT_ON_RENT) or self.law.flag(CUT_ON_RENT)

    @cached_property
    def waiver_vnd(self) -> Dong | None:
        """Give the tax up to which a return is waived."""
        return self._dong(WAIVER)

    @cached_property
    def waives_per_tax(self) -> bool:
        """Tell whether each tax is tested by itself."""
        return self.law.switch(WAIVER_SWITCH) == "tax"

    @cached_property
    def carries(self) -> bool:
        """Tell whether the unused deduction moves on to the next period."""
        return not self.law.has(CARRIES) or self.law.flag(CARRIES)

    @cached_property
    def whole_year_bears_vat(self) -> bool:
        """Tell whether the periods before the crossing bear VAT too."""
        return self.law.has(CROSSING) and self.law.switch(CROSSING) == "whole_year"

    @cached_property
    def advance_deduction_vnd(self) -> Dong:
        """Give what the advances of the income method leave out."""
        uses = self.law.has(ADVANCE) and self.law.switch(ADVANCE) == "yes"
        return self.deduction_vnd if uses else Dong(0)

    @cached_property
    def shares_deduction(self) -> bool:
        """Tell whether trade and rent share one threshold and one deduction."""
        return self.law.has(TWO_DEDUCTIONS) and self.law.switch(TWO_DEDUCTIONS) == "shared"

    def income_rate_path(self, revenue_vnd: Dong) -> str:
        """Name the rate of a yearly revenue's band; each limit belongs to the band below it."""
        if revenue_vnd <= (self.limit_vnd or 0):
            return f"{T}/income_rate/low"
        return f"{T}/income_rate/middle" if revenue_vnd <= (self.middle_vnd or 0) else f"{T}/income_rate/high"

    def _dong(self, path: str) -> Dong | None:
        return self.law.dong(path) if self.law.has(path) else None

    def _rate(self, path: str, sector: str) -> Decimal:
        if not self.law.has(path):
            raise RateIsUnknown(sector=sector, year=self.year)
        return self.law.rate(path)


@dataclass(frozen=True)
class Rates:
    """The rates of one household: those of the law, and what its sales and books make of them."""

    rules: Rules
    vat_cut_eligible: frozenset[str] = frozenset()
    # Sector groups that the books do not separate; they share the highest VAT rate.
    mixed: tuple[str, ...] = ()
    _cut: dict[str, Decimal] = field(default_factory=dict, repr=False, compare=False)

    def vat(self, sector: str) -> Decimal:
        """Give the VAT rate of a sector group, before any cut."""
        rate = self.rules.vat(sector)
        return max(rate, *(self.rules.vat(each) for each in self.mixed)) if self.mixed else rate

    def cut_vat(self, sector: str) -> Decimal:
        """Give the VAT rate of a sector group after the cut of the day, if there is one."""
        if sector not in self._cut:
            self._cut[sector] = self.vat(sector) * (1 - self.rules.vat_cut_ratio)
        return self._cut[sector]

    def vat_parts(self, period: Period, *, sector: str) -> list[tuple[Dong, Decimal]]:
        """Split a sector group's revenue into what bears the whole VAT rate and what bears the cut one."""
        revenue = period.revenue_vnd[sector]
        cut = revenue if sector in self.vat_cut_eligible else period.vat_cut_vnd.get(sector, Dong(0))
        if not cut:
            return [(revenue, self.vat(sector))] if revenue else []
        parts = [(Dong(revenue - cut), self.vat(sector)), (cut, self.cut_vat(sector))]
        return [part for part in parts if part[0]]


def rates_of(*, rules: Rules, facts: HouseholdYear) -> Rates:
    """Give the rates of one household.

    Law:    tax/household/mixed_sectors_vat_rule
    """
    path = f"{T}/mixed_sectors_vat_rule"
    if facts.separated_in_books or rules.law.text(path) != "highest_rate_on_all":
        return Rates(rules, facts.vat_cut_eligible)
    revenue: Mapping[str, Dong] = add_periods(periods=facts.periods).revenue_vnd
    mixed = tuple(sector for sector, amount in revenue.items() if sector != REAL_ESTATE and amount)
    return Rates(rules, facts.vat_cut_eligible, mixed)
