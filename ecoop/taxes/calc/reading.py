"""Read a household's year from JSON; what is misspelt, missing or nonsense is refused by its place."""

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.facts import (
    LEASE_FILINGS,
    METHODS,
    MONTHS,
    QUARTERS,
    REAL_ESTATE,
    SECTORS,
    HouseholdYear,
    Period,
    Platform,
    add_by_sector,
    period_names,
)
from ecoop.taxes.errors import WHY, FieldIsUnknown, InputNotUnderstood

AMOUNT_MAX = 10**15
YEAR_MIN, YEAR_MAX = 2000, 2100
LIST_MAX = 1000
_COUNTS = {"quarters": QUARTERS, "months": MONTHS}
_SHOWN_MAX = 60
# Python reads more ways of writing a day than people who send them mean.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# An escaped backslash, a letter written as its two halves, or one half alone: what is no letter cannot be written back.
_HALVES = re.compile(
    r"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<alone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)

FIELDS = (
    "year", "known_on", "method", "revenue", "quarters", "months", "costs", "vat_cut_eligible", "platform",
    "total_business_revenue", "started_on", "leases", "lease_filing", "deduct_first", "method_at_start_of_year",
    "income_method_since", "prior_year_revenue", "prior_year_over_threshold", "separated_in_books", "paid",
    "extension_requested", "switches",
)  # fmt: skip
PLATFORM_FIELDS = ("revenue", "withheld_vat_vnd", "withheld_pit_vnd")
PERIOD_FIELDS = ("revenue", "costs", "vat_cut", "platform")


class NamedTwice(dict[str, Any]):
    """An object of JSON in which one name stands twice; which of the two is meant nobody knows."""

    name = ""


def parse_input(*, raw: bytes, place: str) -> Any:
    """Parse JSON as somebody sent it, keeping a name that stands twice for the entry that holds it to be refused.

    Raises: InputNotUnderstood
    """
    if not raw.strip():
        raise InputNotUnderstood(place=place, why=WHY["empty"])
    try:
        return json.loads(_HALVES.sub(_whole_letters, raw.decode("utf-8-sig")), object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise InputNotUnderstood(place=place, why=WHY["not-utf8"]) from None
    except RecursionError:
        raise InputNotUnderstood(place=place, why=WHY["too-deep"]) from None
    except json.JSONDecodeError as wrong:
        where = f"{place}, {wrong.lineno}:{wrong.colno}"
        raise InputNotUnderstood(place=where, why=WHY["not-json"]) from None
    except ValueError:
        # A number of thousands of digits; Python does not read it, and no amount needs it.
        raise InputNotUnderstood(place=place, why=WHY["amount-range"]) from None


def _whole_letters(found: re.Match[str]) -> str:
    return "\\ufffd" if found["alone"] else found[0]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice, seen = NamedTwice(found), set[str]()
    for name, _value in pairs:
        if name in seen:
            twice.name = name
        seen.add(name)
    return twice


def read_household_year(data: Mapping[str, Any]) -> HouseholdYear:
    """Read the input of `ecoop tax household`.

    Raises: InputNotUnderstood, FieldIsUnknown
    """
    _only(data, FIELDS, "")
    year = _year(data.get("year"), "year", needed=True)
    started_on = _day(data, "started_on")
    if started_on is not None and started_on.year > year:
        raise InputNotUnderstood(place="started_on", why=WHY["began-later"])
    periods, platform = _periods(data)
    _must_have_begun(year, periods, started_on)
    total, before = data.get("total_business_revenue"), data.get("prior_year_revenue")
    return HouseholdYear(
        year=year,
        periods=periods,
        known_on=_day(data, "known_on"),
        method=_choice(data, "method", METHODS),
        vat_cut_eligible=frozenset(_sectors(data.get("vat_cut_eligible"), "vat_cut_eligible")),
        deduct_first=tuple(_sectors(data.get("deduct_first"), "deduct_first")),
        leases_vnd=_leases(data.get("leases")),
        lease_filing=_choice(data, "lease_filing", LEASE_FILINGS) or LEASE_FILINGS[0],
        platform=platform,
        total_business_revenue_vnd=None if total is None else _amount(total, "total_business_revenue"),
        started_on=started_on,
        method_at_start_of_year=_choice(data, "method_at_start_of_year", (*METHODS, "exempt")),
        income_method_since=_since(data, year),
        prior_year_over_threshold=_flag(data, "prior_year_over_threshold", default=False),
        prior_year_revenue_vnd=None if before is None else _amount(before, "prior_year_revenue"),
        separated_in_books=_flag(data, "separated_in_books", default=True),
        paid_vat_vnd=_paid(data, "vat_vnd"),
        paid_pit_vnd=_paid(data, "pit_vnd"),
        extension_requested=_extension(data),
        switches=_mapping(_or_empty(data.get("switches")), "switches"),
    )


def _periods(data: Mapping[str, Any]) -> tuple[tuple[Period, ...], Platform | None]:
    named = [name for name in ("revenue", "quarters", "months") if data.get(name) is not None]
    if len(named) > 1 or (not named and data.get("platform") is None and data.get("leases") is None):
        raise InputNotUnderstood(place="revenue", why=WHY["one-of-three"])
    costs = None if data.get("costs") is None else _amount(data["costs"], "costs")
    if not named or named == ["revenue"]:
        revenue = _revenue(_or_empty(data.get("revenue")), "revenue")
        return (Period(revenue, costs),), _platform(data.get("platform"), "platform", revenue)
    periods, platforms = _rows(data[named[0]], named[0])
    whole = add_by_sector(amounts=[period.revenue_vnd for period in periods])
    platform = _platform(data.get("platform"), "platform", whole)
    if platform is not None and platforms:
        raise InputNotUnderstood(place="platform", why=WHY["platform-twice"])
    if costs is not None:
        if any(period.costs_vnd is not None for period in periods):
            raise InputNotUnderstood(place="costs", why=WHY["costs-twice"])
        # The income method asks for the costs of the year only; it does not matter where they stand.
        periods = (replace(periods[0], costs_vnd=costs), *periods[1:])
    return periods, platform or _all_platforms(platforms)


def _rows(rows: Any, name: str) -> tuple[tuple[Period, ...], list[Platform]]:
    count = _COUNTS[name]
    if not isinstance(rows, list) or len(rows) != count:
        raise InputNotUnderstood(place=name, why=str(WHY["list-of"]).format(count=count))
    periods, platforms = [], []
    for place, row in enumerate(rows):
        period, platform = _period(row, f"{name}[{place}]")
        periods.append(period)
        platforms += [platform] if platform else []
    return tuple(periods), platforms


def _period(row: Any, place: str) -> tuple[Period, Platform | None]:
    row = _only(_mapping(row, place), PERIOD_FIELDS, place)
    costs, revenue = row.get("costs"), _revenue(_or_empty(row.get("revenue")), f"{place}.revenue")
    platform = _platform(row.get("platform"), f"{place}.platform", revenue)
    cut = _revenue(_or_empty(row.get("vat_cut")), f"{place}.vat_cut")
    if any(amount > revenue.get(sector, 0) for sector, amount in cut.items()):
        raise InputNotUnderstood(place=f"{place}.vat_cut", why=WHY["cut-too-large"])
    period = Period(
        revenue,
        None if costs is None else _amount(costs, f"{place}.costs"),
        cut,
        platform.revenue_vnd if platform else {},
    )
    return period, platform


def _platform(given: Any, place: str, revenue: Mapping[str, Dong]) -> Platform | None:
    if given is None:
        return None
    given = _only(_mapping(given, place), PLATFORM_FIELDS, place)
    sold = given.get("revenue")
    if isinstance(sold, int) and not isinstance(sold, bool):
        # A single amount belongs to the one sector group in which the household trades.
        own = [sector for sector in revenue if sector != REAL_ESTATE]
        if len(own) != 1:
            raise InputNotUnderstood(place=f"{place}.revenue", why=WHY["platform-by-sector"])
        sold = {own[0]: sold}
    by_sector = _revenue(_or_empty(sold), f"{place}.revenue")
    if REAL_ESTATE in by_sector:
        raise InputNotUnderstood(place=f"{place}.revenue", why=WHY["no-rent-on-platforms"])
    return Platform(
        revenue_vnd=by_sector,
        withheld_vat_vnd=_amount(_or_zero(given.get("withheld_vat_vnd")), f"{place}.withheld_vat_vnd"),
        withheld_pit_vnd=_amount(_or_zero(given.get("withheld_pit_vnd")), f"{place}.withheld_pit_vnd"),
    )


def _all_platforms(platforms: Sequence[Platform]) -> Platform | None:
    if not platforms:
        return None
    return Platform(
        add_by_sector(amounts=[each.revenue_vnd for each in platforms]),
        Dong(sum(each.withheld_vat_vnd for each in platforms)),
        Dong(sum(each.withheld_pit_vnd for each in platforms)),
    )


def _must_have_begun(year: int, periods: Sequence[Period], started_on: date | None) -> None:
    """Refuse revenue of a period that ended before the business began."""
    if started_on is None or started_on.year != year or len(periods) == 1:
        return
    months = MONTHS // len(periods)
    for place, name in enumerate(period_names(year=year, count=len(periods))):
        if (place + 1) * months < started_on.month and (periods[place].total_vnd or periods[place].costs_vnd):
            raise InputNotUnderstood(place=name, why=WHY["before-the-start"])


def _revenue(given: Any, place: str) -> dict[str, Dong]:
    given = _mapping(given, place)
    return {sector: _amount(given[sector], f"{place}.{sector}") for sector in _sectors(list(given), place)}


def _sectors(given: Any, place: str) -> list[str]:
    if given is None:
        return []
    if not isinstance(given, list) or len(given) > LIST_MAX:
        raise InputNotUnderstood(place=place, why=WHY["list"])
    known = (*SECTORS, REAL_ESTATE)
    for name in given:
        if not isinstance(name, str) or name not in known:
            raise _unknown(name, known, place)
    return given


def _leases(given: Any) -> dict[str, Dong]:
    if given is None:
        return {}
    if not isinstance(given, list):
        raise InputNotUnderstood(place="leases", why=WHY["list"])
    leases: dict[str, Dong] = {}
    for place, lease in enumerate(given):
        lease = _only(_mapping(lease, f"leases[{place}]"), ("id", "revenue"), f"leases[{place}]")
        leases[f"{place}:{lease.get('id', '')}"] = _amount(lease.get("revenue"), f"leases[{place}].revenue")
    return leases


def _or_empty(given: Any) -> Any:
    return {} if given is None else given


def _or_zero(given: Any) -> Any:
    return 0 if given is None else given


def _mapping(given: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise InputNotUnderstood(place=place, why=WHY["object"])
    if isinstance(given, NamedTwice):
        raise InputNotUnderstood(place=place, why=str(WHY["twice"]).format(name=given.name[:_SHOWN_MAX]))
    return given


def _only(given: Any, known: Sequence[str], place: str) -> Mapping[str, Any]:
    # A misspelt field would leave its amount out in silence.
    for name in _mapping(given, place or "input"):
        if name not in known:
            raise _unknown(name, known, place or "input")
    return given  # type: ignore[no-any-return]


def _unknown(name: Any, known: Sequence[str], place: str) -> FieldIsUnknown:
    close = difflib.get_close_matches(str(name)[:_SHOWN_MAX], known, n=1, cutoff=0)
    nearest = close[0] if close else known[0]
    return FieldIsUnknown(field=str(name)[:_SHOWN_MAX], place=place, nearest=nearest, known=", ".join(known))


def _amount(given: Any, place: str) -> Dong:
    # True is an int to Python and nonsense here; fractions of a đồng do not exist.
    if isinstance(given, bool) or not isinstance(given, int):
        raise InputNotUnderstood(place=place, why=WHY["whole-dong"])
    if not 0 <= given <= AMOUNT_MAX:
        raise InputNotUnderstood(place=place, why=WHY["amount-range"])
    return Dong(given)


def _year(given: Any, place: str, *, needed: bool) -> int:
    if given is None and not needed:
        return 0
    if isinstance(given, bool) or not isinstance(given, int) or not YEAR_MIN <= given <= YEAR_MAX:
        raise InputNotUnderstood(place=place, why=WHY["year"])
    return given


def _since(data: Mapping[str, Any], year: int) -> int | None:
    since = _year(data.get("income_method_since"), "income_method_since", needed=False)
    if since > year:
        raise InputNotUnderstood(place="income_method_since", why=WHY["began-later"])
    return since or None


def _day(data: Mapping[str, Any], name: str) -> date | None:
    given = data.get(name)
    if given is None or isinstance(given, date):
        return given
    if not (isinstance(given, str) and _DAY.fullmatch(given)):
        raise InputNotUnderstood(place=name, why=WHY["day"])
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise InputNotUnderstood(place=name, why=WHY["day"]) from None


def _extension(data: Mapping[str, Any]) -> date | bool:
    given = data.get("extension_requested")
    return given if isinstance(given, bool) else _day(data, "extension_requested") or False


def _paid(data: Mapping[str, Any], name: str) -> Dong | None:
    given = _only(_mapping(_or_empty(data.get("paid")), "paid"), ("vat_vnd", "pit_vnd"), "paid")
    return _amount(given[name], f"paid.{name}") if given.get(name) is not None else None


def _flag(data: Mapping[str, Any], name: str, *, default: bool) -> bool:
    given = data.get(name)
    if given is not None and not isinstance(given, bool):
        raise InputNotUnderstood(place=name, why=WHY["yes-or-no"])
    return default if given is None else given


def _choice(data: Mapping[str, Any], name: str, choices: Sequence[str]) -> str | None:
    given = data.get(name)
    if given is not None and given not in choices:
        raise InputNotUnderstood(place=name, why=str(WHY["one-of"]).format(choices=", ".join(choices)))
    return given
