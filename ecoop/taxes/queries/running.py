"""The year that runs: the tax so far, the way to the next threshold, and what to do next."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.taxes.calc import HouseholdTax, HouseholdYear
from ecoop.taxes.calc.meter import Meter, at_this_pace, just_past, measure
from ecoop.taxes.queries.calendar import CalendarLine, get_states, line_of, list_duties_of, list_known_facts
from ecoop.taxes.queries.compute import tax_of

# Before so many days are over, the pace of a year tells nothing.
_PACE_DAYS_MIN = 60
NEXT_SHOWN = 5


@dataclass(frozen=True)
class RunningYear:
    """What is due by now, what is left to the next threshold, what passing it costs, and what to do next.

    `tax` is None where the calculation was refused, and `refusal` says why. `past_vnd` is the tax that falls due
    at once if just enough is sold this month to pass the threshold, for households that pay none yet.
    """

    year: int
    revenue_vnd: Dong
    tax: HouseholdTax | None
    refusal: Refusal | None
    meter: Meter
    past_vnd: Dong | None
    pace_vnd: Dong | None
    next_lines: tuple[CalendarLine, ...]

    @property
    def next_line(self) -> CalendarLine | None:
        """Give what comes first of what is to be done."""
        return self.next_lines[0] if self.next_lines else None

    @property
    def passes_at_this_pace(self) -> bool:
        """Tell whether the year ends past the threshold if it goes on as it did."""
        return self.pace_vnd is not None and self.pace_vnd > self.meter.threshold_vnd


def get_running_year(*, org_id: UUID, today: date) -> RunningYear | None:
    """Get how a household stands in the year that runs; None where the law loaded here does not know the year.

    Queries: those of `get_household_facts` for the year and the one before, and 3
    """
    years = (today.year - 1, today.year)
    every = list_known_facts(org_id=org_id, years=years)
    facts = next((each for each in every if each.year == today.year), None)
    if facts is None:
        return None
    states = get_states(org_id=org_id, years=years)
    duties, _refusals = list_duties_of(years=every)
    lines = [line_of(duty=duty, states=states, today=today) for duty in duties]
    next_lines = tuple(line for line in lines if line.is_next)[:NEXT_SHOWN]
    return running_year(facts=facts, today=today, next_lines=next_lines)


def running_year(*, facts: HouseholdYear, today: date, next_lines: tuple[CalendarLine, ...]) -> RunningYear:
    """Work out how a household stands from what is known of its year.

    Queries: 0
    """
    tax, refusal = None, None
    try:
        tax = tax_of(facts=facts)
    except Refusal as refused:
        refusal = refused
    meter = measure(law=lawbook.on(date(facts.year, 12, 31)), revenue_vnd=facts.revenue_vnd)
    return RunningYear(
        year=facts.year,
        revenue_vnd=facts.revenue_vnd,
        tax=tax,
        refusal=refusal,
        meter=meter,
        past_vnd=_tax_past(facts, meter, today) if tax is not None and tax.exempt else None,
        pace_vnd=_pace(facts, today),
        next_lines=next_lines,
    )


def _tax_past(facts: HouseholdYear, meter: Meter, today: date) -> Dong | None:
    try:
        return tax_of(facts=just_past(facts=facts, meter=meter, month=today.month)).total_vnd
    except Refusal:
        return None


def _pace(facts: HouseholdYear, today: date) -> Dong | None:
    first_on = date(facts.year, 1, 1)
    since_on = max(first_on, facts.started_on) if facts.started_on else first_on
    if (today - since_on).days < _PACE_DAYS_MIN or not facts.revenue_vnd:
        return None
    return at_this_pace(revenue_vnd=facts.revenue_vnd, today=today, since_on=since_on)
