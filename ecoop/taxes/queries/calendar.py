"""The calendar of a household: what is due when, what of it is done, and what a delay costs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.errors import NoLawOnDay
from ecoop.taxes.calc import HouseholdTax, HouseholdYear
from ecoop.taxes.calc.calendar import TABLE, Duty, list_duties
from ecoop.taxes.calc.interest import LateInterest, late_interest
from ecoop.taxes.errors import CostsAreNeeded
from ecoop.taxes.models import DutyMark, Return, ReturnFiling
from ecoop.taxes.queries.compute import tax_of
from ecoop.taxes.queries.year import get_household_facts

# Nobody tells ecoop of a duty beside returns when it is done; past its day it is asked about, not called late.
FILED, DONE, OVERDUE, ASK, SOON, OPEN = "filed", "done", "overdue", "ask", "soon", "open"
SOON_DAYS = 14
# What is done with a return is told by the return; the rest, and what was filed elsewhere, by whoever did it.
RETURN_CODES = frozenset(
    {
        "quarter_return", "month_return", "finalisation", "revenue_notice", "new_first_half", "return",
        "quarter_return_pit", "cit_finalisation",
    }
)  # fmt: skip


@dataclass(frozen=True)
class CalendarLine:
    """A duty with what became of it."""

    duty: Duty
    state: str
    days_left: int
    filed_on: date | None = None
    return_id: UUID | None = None
    late: LateInterest | None = None

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing is left to do."""
        return self.state in (FILED, DONE)

    @property
    def is_next(self) -> bool:
        """Tell whether it is to be done, late or not."""
        return self.state in (OVERDUE, SOON, OPEN)

    @property
    def days_late(self) -> int:
        """Give how many days ago it was due."""
        return -self.days_left

    @property
    def month(self) -> date:
        """Give the month of its day, by the first."""
        return self.duty.due_on.replace(day=1)

    @property
    def tax_year(self) -> int:
        """Give the year it is about, which is not always the one of its day."""
        return int(self.duty.period[:4])

    @property
    def is_return(self) -> bool:
        """Tell whether it is done by filing a return that ecoop makes."""
        return self.duty.code in RETURN_CODES


@dataclass(frozen=True)
class Calendar:
    """The duties whose days fall into one year, and why some could not be worked out."""

    year: int
    lines: tuple[CalendarLine, ...]
    refusals: tuple[Refusal, ...]

    @property
    def next_open(self) -> CalendarLine | None:
        """Give what comes next of what is not late."""
        return next((line for line in self.lines if line.state in (SOON, OPEN)), None)

    @property
    def asked(self) -> list[CalendarLine]:
        """Give what may have been done without anybody saying so here."""
        return [line for line in self.lines if line.state == ASK]

    @property
    def overdue(self) -> list[CalendarLine]:
        """Give what should have been done."""
        return [line for line in self.lines if line.state == OVERDUE]


def get_calendar(*, org_id: UUID, year: int, today: date) -> Calendar:
    """Get the duties of a household whose days fall into a year, in the order of their days.

    Queries: those of `get_household_facts` for the year and the one before, and 3
    """
    facts = list_known_facts(org_id=org_id, years=(year - 1, year))
    duties, refusals = list_duties_of(years=facts)
    states = get_states(org_id=org_id, years=(year - 1, year))
    lines = [line_of(duty=duty, states=states, today=today) for duty in duties if duty.due_on.year == year]
    return Calendar(year, tuple(lines), tuple(refusals))


def list_lines(*, org_id: UUID, today: date) -> list[CalendarLine]:
    """List the duties that come of the year that runs and of the one before, whatever their days.

    Queries: those of `get_household_facts` for both years, and 3
    """
    years = (today.year - 1, today.year)
    duties, _refusals = list_duties_of(years=list_known_facts(org_id=org_id, years=years))
    states = get_states(org_id=org_id, years=years)
    return [line_of(duty=duty, states=states, today=today) for duty in duties]


def list_known_facts(*, org_id: UUID, years: Iterable[int]) -> list[HouseholdYear]:
    """List what the documents say about those years of which the law's table of duties speaks.

    Queries: those of `get_household_facts` for each such year
    """
    every = [get_household_facts(org_id=org_id, year=year) for year in years if is_known_year(year=year)]
    return [facts for facts in every if facts.started_on is None or facts.started_on.year <= facts.year]


def list_duties_of(*, years: Iterable[HouseholdYear]) -> tuple[list[Duty], list[Refusal]]:
    """List the duties that come of some tax years, and what refused where they could not be worked out.

    Queries: 0
    """
    duties, refusals = list[Duty](), list[Refusal]()
    for facts in years:
        try:
            duties += duties_of(facts=facts, tax=tax_of(facts=facts))
        except CostsAreNeeded as refusal:
            refusals.append(refusal)
            duties += _days_alone(facts)
        except Refusal as refusal:
            refusals.append(refusal)
    return sorted(duties, key=lambda duty: (duty.due_on, duty.code)), refusals


def _days_alone(facts: HouseholdYear) -> list[Duty]:
    """List the duties of a year whose costs nobody knows yet: their days stand, their amounts do not."""
    spent_nothing = replace(facts, periods=tuple(replace(each, costs_vnd=Dong(0)) for each in facts.periods))
    duties = duties_of(facts=spent_nothing, tax=tax_of(facts=spent_nothing))
    return [replace(duty, vat_vnd=None, pit_vnd=None) for duty in duties]


def duties_of(*, facts: HouseholdYear, tax: HouseholdTax) -> list[Duty]:
    """List the duties that come of a year whose tax is known.

    Queries: 0
    """
    law, midyear = lawbook.on(date(facts.year, 12, 31)), lawbook.on(date(facts.year, 7, 1))
    return list_duties(law=law, midyear=midyear, facts=facts, tax=tax)


def is_known_year(*, year: int) -> bool:
    """Tell whether the law's table of duties holds for a year.

    Queries: 0
    """
    try:
        lawbook.on(date(year, 12, 31)).table(TABLE)
    except NoLawOnDay:
        return False
    return True


def line_of(*, duty: Duty, states: "States", today: date) -> CalendarLine:
    """Tell what became of a duty.

    Queries: 0
    """
    left = (duty.due_on - today).days
    filed_on, return_id = states.filed.get((duty.form, duty.period)), states.prepared.get((duty.form, duty.period))
    if filed_on is not None:
        return CalendarLine(duty, FILED, left, filed_on, return_id)
    if states.marks.get((duty.code, duty.period)):
        return CalendarLine(duty, DONE, left, None, return_id)
    if left >= 0:
        return CalendarLine(duty, SOON if left <= SOON_DAYS else OPEN, left, None, return_id)
    if duty.code not in RETURN_CODES:
        return CalendarLine(duty, ASK, left)
    late = None
    if duty.total_vnd > 0:
        late = late_interest(law=lawbook.on(today), tax_vnd=duty.total_vnd, due_on=duty.interest_from_on, paid_on=today)
    return CalendarLine(duty, OVERDUE, left, None, return_id, late)


@dataclass(frozen=True)
class States:
    """What is recorded about the duties of a household: returns by form and period, marks by code and period."""

    prepared: dict[tuple[str, str], UUID]
    filed: dict[tuple[str, str], date]
    marks: dict[tuple[str, str], bool]


def get_states(*, org_id: UUID, years: Iterable[int]) -> States:
    """Get what is recorded about the duties of some tax years.

    Queries: 3
    """
    return get_states_of_many(org_ids=[org_id], years=years)[org_id]


def get_states_of_many(*, org_ids: Collection[UUID], years: Iterable[int]) -> dict[UUID, States]:
    """Get what is recorded about the duties of many households, also for an accountant who acts for none of them.

    Shape:   one entry per organisation asked for
    Queries: 3
    """
    found, names = {org_id: States({}, {}, {}) for org_id in org_ids}, list(years)
    # The newest row comes last and holds.
    returns = Return.objects.filter(org_id__in=org_ids, year__in=names).order_by("org_id", "number", "revision")
    keys: dict[tuple[UUID, UUID], tuple[str, str]] = {}
    for org_id, return_id, form, period in returns.values_list("org_id", "id", "form", "period"):
        found[org_id].prepared[form, period] = return_id
        keys[org_id, return_id] = (form, period)
    filings = ReturnFiling.objects.filter(org_id__in=org_ids).order_by("-filed_on")
    for org_id, return_id, filed_on in filings.values_list("org_id", "tax_return_id", "filed_on"):
        if (key := keys.get((org_id, return_id))) is not None:
            found[org_id].filed[key] = filed_on
    marks = DutyMark.objects.filter(org_id__in=org_ids).order_by("recorded_at", "id")
    for org_id, code, period, is_done in marks.values_list("org_id", "code", "period", "is_done"):
        found[org_id].marks[code, period] = is_done
    return found
