"""All the households whose books a person keeps, looked over at once: no transaction per household."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from ecoop.access.calc import KEEPER
from ecoop.access.queries import list_memberships
from ecoop.kernel.dates import next_month_start
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.walls import inside_organisation
from ecoop.lawbook import queries as lawbook
from ecoop.parties.calc import plain_text
from ecoop.parties.queries import OrganisationFacts
from ecoop.taxes.calc import HouseholdTax, HouseholdYear
from ecoop.taxes.calc.meter import Meter, measure
from ecoop.taxes.calc.methods import YearBefore
from ecoop.taxes.models import MethodChoice, PriorYear
from ecoop.taxes.queries.calendar import (
    OVERDUE,
    SOON,
    CalendarLine,
    States,
    get_states_of_many,
    is_known_year,
    line_of,
    list_duties_of,
)
from ecoop.taxes.queries.compute import tax_of
from ecoop.taxes.queries.year import ChoiceFacts, YearRecords, facts_of, sum_trade
from ecoop.trade.queries import RevenueOfMonth, count_missing_papers, list_revenue_totals

QUIET_DAYS = 14
PAGE_SIZE = 50
_YEARS_BACK = 2
Row = TypeVar("Row")


@dataclass(frozen=True)
class KeptHousehold:
    """One household as its accountant sees it among the others.

    `tax` is None where the calculation was refused, for instance because costs are needed; `refusal` says why.
    `quiet_days` counts the days since the last month with sales; None where there were none this year.
    """

    organisation: OrganisationFacts
    method: str
    revenue_vnd: Dong
    meter: Meter
    tax: HouseholdTax | None
    refusal: Refusal | None
    missing_count: int
    next_line: CalendarLine | None
    quiet_days: int | None

    @property
    def is_near(self) -> bool:
        """Tell whether the revenue is near the next threshold."""
        return self.meter.level != "calm"

    @property
    def is_due(self) -> bool:
        """Tell whether something is due soon, or late."""
        return self.next_line is not None and self.next_line.state in (SOON, OVERDUE)

    @property
    def is_quiet(self) -> bool:
        """Tell whether nothing was recorded for a while."""
        return self.quiet_days is None or self.quiet_days >= QUIET_DAYS


@dataclass(frozen=True)
class _Told:
    """What the tables say of many households, household by household."""

    revenue: Mapping[int, Mapping[UUID, Sequence[RevenueOfMonth]]]
    choices: Mapping[UUID, Mapping[int, ChoiceFacts]]
    years_before: Mapping[UUID, Mapping[int, YearBefore]]
    states: Mapping[UUID, States]
    missing: Mapping[UUID, int]


def list_kept_organisations(*, person_id: UUID) -> list[OrganisationFacts]:
    """List the households that gave a person their books to keep, by name.

    Queries: 1, besides the walls' own
    """
    with inside_organisation(org_id=None, person_id=person_id):
        held = list_memberships(person_id=person_id)
    return [each.organisation for each in held if each.organisation.kind == "household" and KEEPER in each.roles]


def list_kept(*, person_id: UUID, today: date) -> list[KeptHousehold]:
    """List all the households whose books a person keeps, with what an accountant looks for; by name.

    Queries: 12 for any number of households, besides the walls' own
    """
    kept = list_kept_organisations(person_id=person_id)
    if not kept:
        return []
    org_ids = [each.id for each in kept]
    with inside_organisation(org_id=None, person_id=person_id):
        told = _read(org_ids, today)
    return [_household(each, told, today) for each in kept]


def _read(org_ids: Sequence[UUID], today: date) -> _Told:
    years = range(today.year - _YEARS_BACK - 1, today.year + 1)
    return _Told(
        revenue={year: list_revenue_totals(org_ids=org_ids, year=year) for year in years},
        choices=_choices(org_ids, years),
        years_before=_years_before(org_ids, years),
        states=get_states_of_many(org_ids=org_ids, years=(today.year - 1, today.year)),
        missing=count_missing_papers(org_ids=org_ids, year=today.year),
    )


def _choices(org_ids: Sequence[UUID], years: Iterable[int]) -> dict[UUID, dict[int, ChoiceFacts]]:
    found: dict[UUID, dict[int, ChoiceFacts]] = defaultdict(dict)
    rows = MethodChoice.objects.filter(org_id__in=org_ids, year__in=list(years)).order_by("recorded_at", "id")
    for row in rows:
        found[row.org_id][row.year] = ChoiceFacts(row.year, row.method, tuple(row.deduct_first), row.chosen_on)
    return found


def _years_before(org_ids: Sequence[UUID], years: Iterable[int]) -> dict[UUID, dict[int, YearBefore]]:
    found: dict[UUID, dict[int, YearBefore]] = defaultdict(dict)
    rows = PriorYear.objects.filter(org_id__in=org_ids, year__in=list(years)).order_by("recorded_at", "id")
    for row in rows:
        found[row.org_id][row.year] = YearBefore(row.year, Dong(row.revenue_vnd), row.method)
    return found


def _household(organisation: OrganisationFacts, told: _Told, today: date) -> KeptHousehold:
    org_id = organisation.id
    started_on = organisation.started_on
    years = [year for year in (today.year - 1, today.year) if is_known_year(year=year)]
    every = [_facts(organisation, told, year) for year in years if started_on is None or started_on.year <= year]
    facts = next((each for each in every if each.year == today.year), None) or _facts(organisation, told, today.year)
    tax, refusal = _tax(facts)
    states = told.states.get(org_id, States({}, {}, {}))
    duties, _refusals = list_duties_of(years=every)
    lines = [line_of(duty=duty, states=states, today=today) for duty in duties]
    return KeptHousehold(
        organisation=organisation,
        method=tax.method if tax else facts.method or facts.method_at_start_of_year or "income",
        revenue_vnd=facts.revenue_vnd,
        meter=measure(law=lawbook.on(date(facts.year, 12, 31)), revenue_vnd=facts.revenue_vnd),
        tax=tax,
        refusal=refusal,
        missing_count=told.missing.get(org_id, 0),
        next_line=next((line for line in lines if line.is_next), None),
        quiet_days=_quiet_days(told.revenue[today.year][org_id], today),
    )


def _tax(facts: HouseholdYear) -> tuple[HouseholdTax | None, Refusal | None]:
    try:
        return tax_of(facts=facts), None
    except Refusal as refusal:
        return None, refusal


def _facts(organisation: OrganisationFacts, told: _Told, year: int) -> HouseholdYear:
    org_id = organisation.id
    before = {
        each: told.years_before[org_id][each] for each in (year - 2, year - 1) if each in told.years_before[org_id]
    }
    choices = told.choices[org_id]
    records = YearRecords(
        year=year,
        revenue=tuple(told.revenue[year][org_id]),
        # Costs and what platforms withheld stand inside the household's own walls; its own pages count them.
        costs=(),
        withheld=(),
        choice=choices.get(year),
        choices_before={each: choice for each, choice in choices.items() if year - 2 <= each < year},
        told=before,
        revenue_before={
            each: sum_trade(months=told.revenue[each][org_id]) for each in (year - 1, year - 2) if each not in before
        },
        started_on=organisation.started_on,
    )
    return facts_of(records=records)


def _quiet_days(months: Sequence[RevenueOfMonth], today: date) -> int | None:
    """Count the days since the end of the last month with sales; only the month is known here."""
    sold = [each.month for each in months if each.amount_vnd > 0]
    if not sold:
        return None
    last_on = next_month_start(max(sold)) - timedelta(days=1)
    return max(0, (today - last_on).days)


@dataclass(frozen=True)
class PageNumbers:
    """Where a list that is cut into pages stands."""

    page: int
    pages: int

    @property
    def previous(self) -> int:
        """Name the page before."""
        return self.page - 1

    @property
    def following(self) -> int:
        """Name the page after."""
        return self.page + 1


@dataclass(frozen=True)
class KeptPage(PageNumbers):
    """Some of the households kept, and how many there are of each kind."""

    rows: tuple[KeptHousehold, ...]
    found_count: int
    counts: Mapping[str, int]


def page_of_kept(*, kept: Sequence[KeptHousehold], show: str, sort: str, words: str, page: int) -> KeptPage:
    """Choose, order and cut the list of households.

    Queries: 0
    """
    wanted = plain_text(text=words).split()
    named = [each for each in kept if all(word in plain_text(text=each.organisation.name) for word in wanted)]
    chosen = sorted((each for each in named if _SHOWN.get(show, _every)(each)), key=_ORDERS.get(sort, _urgency))
    counts = {name: sum(1 for each in named if is_shown(each)) for name, is_shown in _SHOWN.items()}
    rows, numbers = cut_page(rows=chosen, page=page)
    return KeptPage(numbers.page, numbers.pages, tuple(rows), len(chosen), {**counts, "": len(named)})


def cut_page(*, rows: Sequence[Row], page: int) -> tuple[Sequence[Row], PageNumbers]:
    """Cut a page out of a list; a page that is not there is the nearest one.

    Queries: 0
    """
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    return rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], PageNumbers(page, pages)


def _every(_kept: KeptHousehold) -> bool:
    return True


def _urgency(kept: KeptHousehold) -> tuple[Any, ...]:
    # What is late comes first by itself: its day is the earliest.
    due_on = kept.next_line.duty.due_on if kept.next_line else date.max
    return (due_on, -kept.meter.filled, kept.organisation.name)


_SHOWN: dict[str, Callable[[KeptHousehold], bool]] = {
    "due": lambda kept: kept.is_due,
    "near": lambda kept: kept.is_near,
    "missing": lambda kept: kept.missing_count > 0,
    "quiet": lambda kept: kept.is_quiet,
}
_ORDERS: dict[str, Callable[[KeptHousehold], tuple[Any, ...]]] = {
    "near": lambda kept: (-kept.meter.filled, kept.organisation.name),
    "revenue": lambda kept: (-kept.revenue_vnd, kept.organisation.name),
    "missing": lambda kept: (-kept.missing_count, kept.organisation.name),
    "name": lambda kept: (plain_text(text=kept.organisation.name),),
}
