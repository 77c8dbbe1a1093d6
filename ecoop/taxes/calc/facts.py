"""What must be known about a household's year before its tax can be computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from ecoop.kernel.dong import Dong

# Sector groups in the order of the form 01/CNKD; the codes are ours, the rates stand in law/.
SECTORS = ("goods", "services", "asset_lease", "production_transport", "digital_content", "other")
REAL_ESTATE = "real_estate_lease"
METHODS = ("revenue", "income")
LEASE_FILINGS = ("once", "twice")
QUARTERS, MONTHS = 4, 12


@dataclass(frozen=True)
class Period:
    """Revenue by sector group and costs of a quarter, a month or the whole year.

    `vat_cut_vnd` is that part of each group's revenue whose VAT rate is cut, as its invoices say. `platform_vnd` is
    what was sold in the period on platforms that withhold; it is no part of `revenue_vnd`.
    """

    revenue_vnd: Mapping[str, Dong]
    costs_vnd: Dong | None = None
    vat_cut_vnd: Mapping[str, Dong] = field(default_factory=dict)
    platform_vnd: Mapping[str, Dong] = field(default_factory=dict)

    @cached_property
    def shop_vnd(self) -> Dong:
        """Add up the revenue that the household itself files; rent of real estate stands apart."""
        return Dong(sum(self.revenue_vnd.values()) - self.revenue_vnd.get(REAL_ESTATE, 0))

    @cached_property
    def total_vnd(self) -> Dong:
        """Add up the revenue of trade, sales on platforms included."""
        return Dong(self.shop_vnd + sum(self.platform_vnd.values()))


@dataclass(frozen=True)
class Platform:
    """A year's sales on platforms that withhold, and the tax they withheld."""

    revenue_vnd: Mapping[str, Dong]
    withheld_vat_vnd: Dong
    withheld_pit_vnd: Dong


@dataclass(frozen=True)
class HouseholdYear:
    """Everything the tax of one household for one year rests on.

    What was paid before is given to learn what comes back. Sales of several sector groups that the books do not
    separate bear the highest VAT rate among them.

    Shape:  `periods` holds one year, four quarters or twelve months
    """

    year: int
    periods: tuple[Period, ...]
    known_on: date | None = None
    method: str | None = None
    vat_cut_eligible: frozenset[str] = frozenset()
    deduct_first: tuple[str, ...] = ()
    leases_vnd: Mapping[str, Dong] = field(default_factory=dict)
    lease_filing: str = "once"
    platform: Platform | None = None
    total_business_revenue_vnd: Dong | None = None
    started_on: date | None = None
    method_at_start_of_year: str | None = None
    income_method_since: int | None = None
    prior_year_over_threshold: bool = False
    prior_year_revenue_vnd: Dong | None = None
    separated_in_books: bool = True
    paid_vat_vnd: Dong | None = None
    paid_pit_vnd: Dong | None = None
    # The day on which later payment was asked for, or that it was asked for in time.
    extension_requested: date | bool = False
    switches: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def platform_vnd(self) -> Dong:
        """Add up the year's sales on platforms that withhold."""
        return Dong(sum(self.platform.revenue_vnd.values())) if self.platform else Dong(0)

    @cached_property
    def shop_vnd(self) -> Dong:
        """Add up the year's revenue that the household itself files."""
        total = 0
        for period in self.periods:
            total += sum(period.revenue_vnd.values()) - period.revenue_vnd.get(REAL_ESTATE, 0)
        return Dong(total)

    @cached_property
    def revenue_vnd(self) -> Dong:
        """Add up the year's revenue over all places and channels, rent of real estate apart."""
        return Dong(self.shop_vnd + self.platform_vnd)

    @cached_property
    def lease_vnd(self) -> Dong:
        """Add up the year's rent of real estate, from contracts and from periods."""
        in_periods = sum([period.revenue_vnd.get(REAL_ESTATE, 0) for period in self.periods])
        return Dong(in_periods + sum(self.leases_vnd.values()))

    @cached_property
    def total_business_vnd(self) -> Dong:
        """Give the revenue of all business of the person, by which Resolution 43 measures."""
        return Dong(max(self.total_business_revenue_vnd or 0, self.revenue_vnd + self.lease_vnd))

    @property
    def withheld_vat_vnd(self) -> Dong:
        """Give the VAT that platforms withheld."""
        return self.platform.withheld_vat_vnd if self.platform else Dong(0)

    @property
    def withheld_pit_vnd(self) -> Dong:
        """Give the PIT that platforms withheld."""
        return self.platform.withheld_pit_vnd if self.platform else Dong(0)


def add_periods(*, periods: Sequence[Period]) -> Period:
    """Add periods up to one."""
    costs = [period.costs_vnd for period in periods if period.costs_vnd is not None]
    return Period(
        add_by_sector(amounts=[period.revenue_vnd for period in periods]),
        Dong(sum(costs)) if costs else None,
        add_by_sector(amounts=[period.vat_cut_vnd for period in periods]),
        add_by_sector(amounts=[period.platform_vnd for period in periods]),
    )


def add_by_sector(*, amounts: Sequence[Mapping[str, Dong]]) -> dict[str, Dong]:
    """Add amounts up by sector group, in the order in which the groups first appear."""
    sums: dict[str, Dong] = {}
    for each in amounts:
        # Most periods have nothing of this kind, and a province has a million of them.
        if each:
            for sector, amount in each.items():
                sums[sector] = Dong(sums.get(sector, 0) + amount)
    return sums


def in_quarters(*, periods: Sequence[Period]) -> list[Period]:
    """Add months up to quarters; a year and quarters stay as they are."""
    if len(periods) != MONTHS:
        return list(periods)
    return [add_periods(periods=periods[start : start + 3]) for start in range(0, MONTHS, 3)]


def period_names(*, year: int, count: int) -> list[str]:
    """Name the periods: the year, its quarters or its months."""
    if count == 1:
        return [str(year)]
    return [f"{year}-Q{place}" if count == QUARTERS else f"{year}-{place:02d}" for place in range(1, count + 1)]
