"""What must be known about a household's year before its tax can be computed, and how it is read from JSON."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from ecoop.kernel.dong import Dong
from ecoop.taxes.errors import InputNotUnderstood

# Sector groups in the order of the form 01/CNKD; the codes are ours, the rates stand in law/.
SECTORS = ("goods", "services", "asset_lease", "production_transport", "digital_content", "other")
REAL_ESTATE = "real_estate_lease"
METHODS = ("revenue", "income")
_AMOUNT_MAX = 10**15
_COUNTS = {"quarters": 4, "months": 12}


@dataclass(frozen=True)
class Period:
    """Revenue by sector group and costs of a quarter, a month or the whole year.

    `vat_cut_vnd` is that part of each group's revenue whose VAT rate is cut, as its invoices say.
    """

    revenue_vnd: Mapping[str, Dong]
    costs_vnd: Dong | None = None
    vat_cut_vnd: Mapping[str, Dong] = field(default_factory=dict)

    @cached_property
    def total_vnd(self) -> Dong:
        """Add up the revenue of trade; rent of real estate stands apart."""
        return Dong(sum(amount for sector, amount in self.revenue_vnd.items() if sector != REAL_ESTATE))


@dataclass(frozen=True)
class Platform:
    """Sales on platforms and the tax they withheld."""

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
    platform: Platform | None = None
    total_business_revenue_vnd: Dong | None = None
    started_on: date | None = None
    method_at_start_of_year: str | None = None
    prior_year_over_threshold: bool = False
    separated_in_books: bool = True
    paid_vat_vnd: Dong | None = None
    paid_pit_vnd: Dong | None = None
    switches: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def revenue_vnd(self) -> Dong:
        """Add up the year's revenue over all places and channels, rent of real estate apart."""
        platform = sum(self.platform.revenue_vnd.values()) if self.platform else 0
        return Dong(sum(period.total_vnd for period in self.periods) + platform)

    @cached_property
    def lease_vnd(self) -> Dong:
        """Add up the year's rent of real estate, from contracts and from periods."""
        in_periods = sum(period.revenue_vnd.get(REAL_ESTATE, 0) for period in self.periods)
        return Dong(in_periods + sum(self.leases_vnd.values()))


def read_household_year(data: Mapping[str, Any]) -> HouseholdYear:
    """Read the input of `ecoop tax household`.

    Raises: InputNotUnderstood
    """
    if not isinstance(data, Mapping):
        raise InputNotUnderstood(place="input", why="an object is expected")
    _only(data, _KNOWN, "input")
    started_on, year = _day(data, "started_on"), _year(data.get("year"))
    if started_on is not None and started_on.year > year:
        raise InputNotUnderstood(place="started_on", why="the business began after the year")
    method = _choice(data, "method", METHODS)
    total = data.get("total_business_revenue")
    return HouseholdYear(
        year=year,
        periods=_periods(data),
        known_on=_day(data, "known_on"),
        method=method,
        vat_cut_eligible=frozenset(_sectors(data.get("vat_cut_eligible", []), "vat_cut_eligible")),
        deduct_first=tuple(_sectors(data.get("deduct_first", []), "deduct_first")),
        leases_vnd=_leases(data.get("leases", [])),
        platform=_platform(data.get("platform")),
        total_business_revenue_vnd=None if total is None else _amount(total, "total_business_revenue"),
        started_on=started_on,
        method_at_start_of_year=_choice(data, "method_at_start_of_year", (*METHODS, "exempt")),
        prior_year_over_threshold=_flag(data, "prior_year_over_threshold", default=False),
        separated_in_books=_flag(data, "separated_in_books", default=True),
        paid_vat_vnd=_paid(data, "vat_vnd"),
        paid_pit_vnd=_paid(data, "pit_vnd"),
        switches=_mapping(data.get("switches", {}), "switches"),
    )


_KNOWN = {
    "year", "known_on", "method", "revenue", "quarters", "months", "costs", "vat_cut_eligible", "platform", "leases",
    "total_business_revenue", "started_on", "deduct_first", "method_at_start_of_year", "switches", "paid",
    "prior_year_over_threshold", "separated_in_books",
}  # fmt: skip


def _periods(data: Mapping[str, Any]) -> tuple[Period, ...]:
    named = [name for name in ("revenue", "quarters", "months") if name in data]
    if len(named) > 1 or (not named and "platform" not in data and "leases" not in data):
        raise InputNotUnderstood(place="revenue", why="give exactly one of revenue, quarters, months")
    costs = _amount(data["costs"], "costs") if data.get("costs") is not None else None
    if not named or named == ["revenue"]:
        return (Period(_revenue(data.get("revenue", {}), "revenue"), costs),)
    name = named[0]
    rows = data[name]
    if not isinstance(rows, Sequence) or len(rows) != _COUNTS[name]:
        raise InputNotUnderstood(place=name, why=f"a list of {_COUNTS[name]} is expected")
    periods = tuple(_period(row, f"{name}[{place}]") for place, row in enumerate(rows))
    if costs is None:
        return periods
    if any(period.costs_vnd is not None for period in periods):
        raise InputNotUnderstood(place="costs", why="give costs for the year or for its periods, not for both")
    # The income method asks for the costs of the year only; it does not matter where they stand.
    return (replace(periods[0], costs_vnd=costs), *periods[1:])


def _period(row: Any, place: str) -> Period:
    row = _only(_mapping(row, place), {"revenue", "costs"}, place)
    costs = row.get("costs")
    return Period(
        _revenue(row.get("revenue", {}), f"{place}.revenue"),
        None if costs is None else _amount(costs, f"{place}.costs"),
    )


def _revenue(given: Any, place: str) -> dict[str, Dong]:
    given = _mapping(given, place)
    return {sector: _amount(given[sector], f"{place}.{sector}") for sector in _sectors(given, place)}


def _sectors(given: Any, place: str) -> list[str]:
    names = list(given) if isinstance(given, (list, tuple, Mapping)) else [given]
    for name in names:
        if name not in (*SECTORS, REAL_ESTATE):
            raise InputNotUnderstood(place=place, why=f"{name!r} is no sector group")
    return names


def _leases(given: Any) -> dict[str, Dong]:
    if not isinstance(given, list):
        raise InputNotUnderstood(place="leases", why="a list is expected")
    leases: dict[str, Dong] = {}
    for place, row in enumerate(given):
        lease = _only(_mapping(row, f"leases[{place}]"), {"id", "revenue"}, f"leases[{place}]")
        leases[f"{place}:{lease.get('id', '')}"] = _amount(lease.get("revenue"), f"leases[{place}].revenue")
    return leases


def _platform(given: Any) -> Platform | None:
    if given is None:
        return None
    known = {"revenue", "withheld_vat_vnd", "withheld_pit_vnd"}
    given = _only(_mapping(given, "platform"), known, "platform")
    return Platform(
        revenue_vnd=_revenue(given.get("revenue", {}), "platform.revenue"),
        withheld_vat_vnd=_amount(given.get("withheld_vat_vnd", 0), "platform.withheld_vat_vnd"),
        withheld_pit_vnd=_amount(given.get("withheld_pit_vnd", 0), "platform.withheld_pit_vnd"),
    )


def _mapping(given: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise InputNotUnderstood(place=place, why="an object is expected")
    return given


def _only(given: Mapping[str, Any], known: AbstractSet[str], place: str) -> Mapping[str, Any]:
    # A misspelt field would leave its amount out in silence.
    unknown = sorted(str(name) for name in given if name not in known)
    if unknown:
        raise InputNotUnderstood(place=unknown[0] if place == "input" else f"{place}.{unknown[0]}", why="no such field")
    return given


def _amount(given: Any, place: str) -> Dong:
    # True is an int to Python and nonsense here; fractions of a đồng do not exist.
    if isinstance(given, bool) or not isinstance(given, int):
        raise InputNotUnderstood(place=place, why="a whole number of đồng is expected")
    if not 0 <= given <= _AMOUNT_MAX:
        raise InputNotUnderstood(place=place, why="the amount is negative or beyond belief")
    return Dong(given)


def _year(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not 2000 <= given <= 2100:
        raise InputNotUnderstood(place="year", why="a year is expected")
    return given


def _day(data: Mapping[str, Any], name: str) -> date | None:
    given = data.get(name)
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise InputNotUnderstood(place=name, why="a day like 2026-11-01 is expected") from None


def _paid(data: Mapping[str, Any], name: str) -> Dong | None:
    given = _only(_mapping(data.get("paid", {}), "paid"), {"vat_vnd", "pit_vnd"}, "paid")
    return _amount(given[name], f"paid.{name}") if name in given else None


def _flag(data: Mapping[str, Any], name: str, *, default: bool) -> bool:
    given = data.get(name, default)
    if not isinstance(given, bool):
        raise InputNotUnderstood(place=name, why="true or false is expected")
    return given


def _choice(data: Mapping[str, Any], name: str, choices: Sequence[str]) -> str | None:
    given = data.get(name)
    if given is not None and given not in choices:
        raise InputNotUnderstood(place=name, why=f"one of {', '.join(choices)} is expected")
    return given
