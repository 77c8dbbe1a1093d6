"""Read a cooperative's year from JSON; what is misspelt, missing or nonsense is refused by its place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.cooperative.facts import (
    AREAS,
    BUYERS,
    PAID,
    USES,
    VAT_METHODS,
    Activity,
    CooperativeYear,
    LossOfYear,
    PaidToPeople,
    Provisional,
    VatPeriod,
    VatPurchase,
    VatSale,
    VatYear,
)
from ecoop.taxes.calc.facts import MONTHS, QUARTERS
from ecoop.taxes.calc.reading import (
    LIST_MAX,
    _amount,
    _choice,
    _day,
    _flag,
    _mapping,
    _only,
    _or_empty,
    _unknown,
    _year,
)
from ecoop.taxes.calc.returns import is_filed_period, months_of
from ecoop.taxes.errors import WHY, InputNotUnderstood

Given = Mapping[str, Any]
T = TypeVar("T")
FIELDS = (
    "year", "known_on", "started_on", "ends_on", "previous_revenue", "previous_months", "forecast_revenue",
    "is_dependent", "is_agricultural", "area", "activities", "shared_costs", "other_income", "other_costs",
    "non_deductible", "undivided_fund", "losses", "provisional", "settled_on", "vat", "people", "switches",
)  # fmt: skip
ACTIVITY_FIELDS = (
    "field", "revenue", "cost", "internal_revenue", "internal_cost", "raw_input", "bears_excise", "is_kept_apart",
)  # fmt: skip
VAT_FIELDS = ("method", "method_since", "volunteers", "measured_revenue", "carried_in", "periods")
SALE_FIELDS = ("kind", "amount", "buyer", "activity", "is_cut", "vat")
PURCHASE_FIELDS = ("amount", "vat", "paid", "seller", "on", "used_for")
PEOPLE_FIELDS = ("quarter", "by_capital", "by_use", "by_labour", "people", "pay", "withheld_from_pay")
DIRECT_ACTIVITIES = ("goods", "services", "production_transport", "other")
_TEXT_MAX = 60


@dataclass(frozen=True)
class Known:
    """The codes that the law's tables know: fields of activity and kinds of sales."""

    fields: tuple[str, ...]
    kinds: tuple[str, ...]


def read_cooperative_year(*, data: Given, known: Known) -> CooperativeYear:
    """Read the input of `ecoop tax cooperative`.

    Raises: InputNotUnderstood, FieldIsUnknown
    """
    _only(data, FIELDS, "")
    year = _year(data.get("year"), "year", needed=True)
    started_on, ends_on = _day(data, "started_on"), _day(data, "ends_on")
    if started_on is not None and started_on.year > year:
        raise InputNotUnderstood(place="started_on", why=WHY["began-later"])
    if ends_on is not None and not year <= ends_on.year <= year + 1:
        raise InputNotUnderstood(place="ends_on", why=WHY["began-later"])
    months, before = data.get("previous_months"), data.get("previous_revenue")
    forecast, paid = data.get("forecast_revenue"), data.get("provisional")
    return CooperativeYear(
        year=year,
        activities=_list(data, "activities", "", lambda row, place: _activity(row, place, known)),
        known_on=_day(data, "known_on"),
        started_on=started_on,
        ends_on=ends_on,
        previous_revenue_vnd=None if before is None else _amount(before, "previous_revenue"),
        previous_months=MONTHS if months is None else _count(months, "previous_months", 1, MONTHS),
        forecast_revenue_vnd=None if forecast is None else _amount(forecast, "forecast_revenue"),
        is_dependent=_flag(data, "is_dependent", default=False),
        is_agricultural=_flag(data, "is_agricultural", default=False),
        area=_choice(data, "area", AREAS) or AREAS[0],
        shared_costs_vnd=_money(data, "shared_costs"),
        other_income_vnd=_money(data, "other_income"),
        other_costs_vnd=_money(data, "other_costs"),
        non_deductible_vnd=_money(data, "non_deductible"),
        undivided_fund_vnd=_money(data, "undivided_fund"),
        losses=_losses(data, year),
        provisional=None if paid is None else _once(_list(data, "provisional", "", _provisional), "provisional"),
        settled_on=_day(data, "settled_on"),
        vat=_vat(data["vat"], year, known) if data.get("vat") is not None else None,
        people=_once(_list(data, "people", "", _people), "people"),
        switches=_mapping(_or_empty(data.get("switches")), "switches"),
    )


def _list(data: Given, name: str, inside: str, read: Callable[[Given, str], T]) -> tuple[T, ...]:
    given, place = data.get(name), f"{inside}.{name}" if inside else name
    if given is None:
        return ()
    if not isinstance(given, list) or len(given) > LIST_MAX:
        raise InputNotUnderstood(place=place, why=WHY["list"])
    return tuple(read(_mapping(row, f"{place}[{at}]"), f"{place}[{at}]") for at, row in enumerate(given))


def _activity(row: Given, place: str, known: Known) -> Activity:
    _only(row, ACTIVITY_FIELDS, place)
    cost, raw = row.get("cost"), row.get("raw_input")
    activity = Activity(
        field=_one_of(row.get("field"), known.fields, place),
        revenue_vnd=_amount(row.get("revenue"), f"{place}.revenue"),
        cost_vnd=None if cost is None else _amount(cost, f"{place}.cost"),
        internal_revenue_vnd=_money(row, "internal_revenue", place),
        internal_cost_vnd=_money(row, "internal_cost", place),
        raw_input_vnd=None if raw is None else _amount(raw, f"{place}.raw_input"),
        bears_excise=_flag(row, "bears_excise", default=False),
        is_kept_apart=_flag(row, "is_kept_apart", default=True),
    )
    if activity.internal_revenue_vnd > activity.revenue_vnd or activity.internal_cost_vnd > (activity.cost_vnd or 0):
        raise InputNotUnderstood(place=place, why=WHY["internal-too-large"])
    if (activity.raw_input_vnd or 0) > (activity.cost_vnd or 0):
        raise InputNotUnderstood(place=f"{place}.raw_input", why=WHY["raw-input-too-large"])
    return activity


def _losses(data: Given, year: int) -> tuple[LossOfYear, ...]:
    def read(row: Given, place: str) -> LossOfYear:
        _only(row, ("year", "amount"), place)
        of_year = _year(row.get("year"), f"{place}.year", needed=True)
        if of_year >= year:
            raise InputNotUnderstood(place=f"{place}.year", why=WHY["loss-is-older"])
        return LossOfYear(of_year, _amount(row.get("amount"), f"{place}.amount"))

    losses = _list(data, "losses", "", read)
    if len({each.year for each in losses}) < len(losses):
        raise InputNotUnderstood(place="losses", why=WHY["once-each"])
    return losses


def _provisional(row: Given, place: str) -> Provisional:
    _only(row, ("quarter", "amount", "paid_on"), place)
    quarter = _count(row.get("quarter"), f"{place}.quarter", 1, QUARTERS)
    return Provisional(quarter, _amount(row.get("amount"), f"{place}.amount"), _day(row, "paid_on"))


def _people(row: Given, place: str) -> PaidToPeople:
    _only(row, PEOPLE_FIELDS, place)
    heads = row.get("people")
    return PaidToPeople(
        quarter=_count(row.get("quarter"), f"{place}.quarter", 1, QUARTERS),
        by_capital_vnd=_money(row, "by_capital", place),
        by_use_vnd=_money(row, "by_use", place),
        by_labour_vnd=_money(row, "by_labour", place),
        people=0 if heads is None else _amount(heads, f"{place}.people"),
        pay_vnd=_money(row, "pay", place),
        withheld_from_pay_vnd=_money(row, "withheld_from_pay", place),
    )


def _vat(given: Any, year: int, known: Known) -> VatYear:
    data = _only(_mapping(given, "vat"), VAT_FIELDS, "vat")
    measured = data.get("measured_revenue")
    since = _year(data.get("method_since"), "vat.method_since", needed=False)
    if since > year:
        raise InputNotUnderstood(place="vat.method_since", why=WHY["began-later"])
    periods = _list(data, "periods", "vat", lambda row, place: _vat_period(row, place, year, known))
    months = [month for each in periods for month in months_of(period=each.name)]
    if len(set(months)) < len(months):
        raise InputNotUnderstood(place="vat.periods", why=WHY["once-each"])
    return VatYear(
        periods=tuple(sorted(periods, key=lambda each: months_of(period=each.name)[0])),
        method=_choice(data, "method", VAT_METHODS),
        method_since=since or None,
        volunteers=_flag(data, "volunteers", default=False),
        measured_revenue_vnd=None if measured is None else _amount(measured, "vat.measured_revenue"),
        carried_in_vnd=_money(data, "carried_in", "vat"),
    )


def _vat_period(row: Given, place: str, year: int, known: Known) -> VatPeriod:
    _only(row, ("period", "sales", "purchases"), place)
    name = row.get("period")
    is_good = isinstance(name, str) and is_filed_period(period=name) and name.startswith(str(year)) and "H" not in name
    if not isinstance(name, str) or not is_good:
        raise InputNotUnderstood(place=f"{place}.period", why=WHY["period"])
    sales = _list(row, "sales", place, lambda sale, where: _sale(sale, where, known))
    return VatPeriod(name, sales, _list(row, "purchases", place, _purchase))


def _sale(row: Given, place: str, known: Known) -> VatSale:
    _only(row, SALE_FIELDS, place)
    vat = row.get("vat")
    return VatSale(
        kind=_one_of(row.get("kind"), known.kinds, place),
        amount_vnd=_amount(row.get("amount"), f"{place}.amount"),
        buyer=_choice(row, "buyer", BUYERS) or "other",
        activity=_choice(row, "activity", DIRECT_ACTIVITIES) or DIRECT_ACTIVITIES[0],
        is_cut=_flag(row, "is_cut", default=False),
        vat_vnd=None if vat is None else _amount(vat, f"{place}.vat"),
    )


def _purchase(row: Given, place: str) -> VatPurchase:
    _only(row, PURCHASE_FIELDS, place)
    seller = row.get("seller")
    if seller is not None and not isinstance(seller, str):
        raise InputNotUnderstood(place=f"{place}.seller", why=WHY["words"])
    return VatPurchase(
        amount_vnd=_amount(row.get("amount"), f"{place}.amount"),
        vat_vnd=_amount(row.get("vat"), f"{place}.vat"),
        paid=_choice(row, "paid", PAID) or PAID[0],
        seller=(seller or "")[:_TEXT_MAX],
        on=_day(row, "on"),
        used_for=_choice(row, "used_for", USES) or USES[0],
    )


def _money(data: Given, name: str, place: str = "") -> Dong:
    given = data.get(name)
    return Dong(0) if given is None else _amount(given, f"{place}.{name}" if place else name)


def _count(given: Any, place: str, least: int, most: int) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
        raise InputNotUnderstood(place=place, why=str(WHY["between"]).format(least=least, most=most))
    return given


def _one_of(given: Any, known: Sequence[str], place: str) -> str:
    if not isinstance(given, str) or given not in known:
        raise _unknown(given, known, place)
    return given


def _once(rows: tuple[T, ...], place: str) -> tuple[T, ...]:
    """Refuse two rows of one quarter, and bring the rest into the order of the year."""
    quarters = [row.quarter for row in rows]  # type: ignore[attr-defined]
    if len(set(quarters)) < len(quarters):
        raise InputNotUnderstood(place=place, why=WHY["once-each"])
    return tuple(sorted(rows, key=lambda row: row.quarter))  # type: ignore[attr-defined]
